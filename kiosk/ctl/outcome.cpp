// SPDX-License-Identifier: EUPL-1.2
#include "outcome.hpp"

#include <cstdio>
#include <string>

namespace foyer::ctl {

void tell(const Failure& failure, std::string_view about) {
  std::string line = "foyerctl: ";
  if (!about.empty())
    line.append(about).append(": ");
  line.append(name(failure.code)).append(": ").append(failure.detail).append("\n");
  std::fputs(line.c_str(), stderr);
}

bool told(const Status& done, std::string_view about) {
  if (!done)
    tell(done.failure(), about);
  return done.ok();
}

} // namespace foyer::ctl
