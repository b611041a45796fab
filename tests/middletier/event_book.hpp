// SPDX-License-Identifier: EUPL-1.2
// The signed events (offline/sync/FORMAT.md): each is written in the transaction of the fact it
// attests.
#pragma once

#include "database.hpp"
#include "event_signer.hpp"

#include <string>
#include <string_view>

namespace foyer::middletier {

// Whom an event is about.
struct EventSubject {
  std::string submission, receipt, case_id;
};

// The token of an event; `kind`: "accept-submission", "case-state", ...; `body_json` an object.
std::string event_token(const EventSigner& signer, const EventSubject& subject,
                        std::string_view kind, const std::string& body_json);

// Inside the caller's transaction.
class EventBook {
 public:
  EventBook(Connection& connection, const EventSigner& signer)
      : connection_(connection), signer_(signer) {}
  // `kind`: create, submit, accept, reject; the same again is no event.
  void add(const std::string& submission, std::string_view kind, const std::string& body_json);
  // The authentication tags of all parts as a body, with a case number unless that is empty.
  std::string tags_json(const std::string& submission, std::string_view case_number = {});

 private:
  Connection& connection_;
  const EventSigner& signer_;
};

// The seal profile an announcement names; before there were two, none was noted.
std::string profile_of(const std::string& announcement_json);
// The tag of a part in that profile. Throws Problem (422) where it is none of it.
std::string tag_or_problem(std::string_view profile, std::string_view part_name,
                           std::string_view part);

std::string new_uuid();

} // namespace foyer::middletier
