// SPDX-License-Identifier: EUPL-1.2
// The real thing: a private pcscd with its virtual reader, and a card with an eID function on it.
#pragma once

#include "service.hpp"

#include <eid_client/ausweisapp.hpp>

#include <processes/processes.hpp>

#include <memory>
#include <string>

namespace foyer::eid_client {

class Desk {
 public:
  // Null where pcscd or the AusweisApp cannot run here; says why.
  static std::unique_ptr<Desk> make();
  ~Desk();

  // "insert", "remove", "set tries 1" and so on: eid_card.py.
  std::string card(const std::string& order);
  // The card's holder gets it from an issuer whom the service trusts, and it trusts the service's
  // authority; the AusweisApp does, too.
  void introduce(const Service& service);
  // What the card says of itself: "pin=123456 tries=3".
  std::string card_state();
  AusweisAppConfig config;

 private:
  Desk();
  bool start();

  processes::TemporaryDirectory directory_;
  processes::Process card_;
};

} // namespace foyer::eid_client
