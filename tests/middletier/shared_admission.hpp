// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "admission.hpp"
#include "database.hpp"

namespace foyer::middletier {

// Of many instances, in their database and by its clock: what one has promised all others keep.
// Thread safe.
class SharedAdmission {
 public:
  SharedAdmission(Database& database, double per_second) : db_(database), rule_(per_second) {}
  std::optional<std::chrono::seconds> ask(const std::string& terminal, int waiting);

 private:
  Database& db_;
  const AdmissionRule rule_;
};

} // namespace foyer::middletier
