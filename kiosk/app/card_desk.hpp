// SPDX-License-Identifier: EUPL-1.2
// CardDesk: watches the reader and reads cards, each on a thread of its own.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <api/card_reader.hpp>
#include <base/clock.hpp>
#include <eid/trust_list.hpp>
#include <pages/page_worker.hpp>
#include <staff/workplace.hpp>
#include <visit/effect.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace foyer::app {

class CardDesk {
 public:
  // `terminal` is this terminal's id, for the evidence. `presence` gets CardChanged from the
  // watching thread; `pages`: who makes a face visible.
  CardDesk(std::unique_ptr<api::CardReader> reader, eid::TrustList trust, const Clock& clock,
           std::string terminal, pages::PageWorkerConfig pages, Report presence);

  // Reports CardProgressed, then CardWasRead or CardFailed; nothing after stop().
  // Opens the card by its number or by its zone, as `what` says.
  void read(visit::ReadCard what, Report report);
  void stop() { reading_.stop_all(); }
  // In a staff session only (staff/policy.hpp): the face in a passport's chip. Reports FaceRead or
  // FaceNotRead of that number; nothing after stop_face() or stop(). All else that was read is
  // wiped at once.
  void read_face(std::uint64_t number, visit::DocumentZone zone,
                 std::function<void(staff::WorkEvent)> report);
  // Never the visitor's reading.
  void stop_face() { face_.request_stop(); }

 private:
  std::unique_ptr<api::CardReader> reader_;
  eid::TrustList trust_;
  const Clock& clock_;
  std::string terminal_;
  pages::PageWorkerConfig pages_;
  std::stop_source face_; // of the last read_face()
  Worker reading_;
  std::jthread watching_;
};

} // namespace foyer::app
