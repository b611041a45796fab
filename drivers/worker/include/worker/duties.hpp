// SPDX-License-Identifier: EUPL-1.2
// What a worker process (base/worker_process.hpp) does first, before it has threads and before it
// touches anything of a stranger's: it ends with its parent and takes no more than it needs.
#pragma once

#include <charconv>
#include <string_view>
#include <sys/types.h>

namespace foyer::worker {

// It ends with `parent`, leaves nothing in a core file and gains no rights. False when `parent` has
// ended already.
[[nodiscard]] bool confine(pid_t parent);

// It gets no more than 2 GiB of addresses, so that the visit has its memory.
void limit_memory();

// All of an argument as a decimal number. False: it is none, or has no room in `number`.
template <class Number> [[nodiscard]] bool parse_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

} // namespace foyer::worker
