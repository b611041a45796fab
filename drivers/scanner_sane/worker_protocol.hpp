// SPDX-License-Identifier: EUPL-1.2
// What foyer-scan-worker and the terminal tell each other. Both are built together, so the message
// is a plain struct; the terminal still checks it, because vendor code runs beside its writer.
// The worker's memory (base/worker_process.hpp) holds one page. After the step `page` the worker
// waits for one byte of the terminal: the page has been copied, and the next may overwrite it.
#pragma once

#include <base/bytes.hpp>

#include <cstdint>
#include <cstring>

namespace foyer::scanner_sane {

enum class Step : std::uint32_t { opened = 1, warming_up, started, rows, page, done };

enum class Verdict : std::uint32_t {
  none = 0,
  finished,     // every page that was there or asked for has been told
  found,        // probe: the device could be opened
  missing,      // no such device
  not_starting, // input/output error after it was opened, before the page moves
  gone,         // the same while it moves
  busy,
  no_paper,
  jam,
  double_feed,
  cover_open,
  truncated, // the scanner said "end of page" too early
  denied,
  too_large,
  no_memory,
  unsuitable, // a source, option, frame or depth that it has not or we cannot use
};

// Of Message::kind.
constexpr std::uint32_t has_glass = 1;
constexpr std::uint32_t has_feeder = 2;
constexpr std::uint32_t has_both_sides = 4;

struct Message {
  std::uint32_t magic = 0x52594F46; // "FOYR"
  Step step = Step::opened;
  Verdict verdict = Verdict::none;
  std::uint32_t kind = 0; // with the verdict `found`
  std::int32_t width = 0;
  std::int32_t height = 0; // 0 while the scanner does not know
  std::int32_t channels = 0;
  std::int32_t dpi = 0;
  std::int32_t rows = 0; // so far
  std::int32_t sane_status = 0;
};

// Fails with: malformed, for everything a worker of ours cannot have sent.
inline Result<Message> parse_message(ByteView bytes) {
  Message message;
  if (bytes.size() != sizeof(Message))
    return fail(FailureCode::malformed, "message size");
  std::memcpy(&message, bytes.data(), sizeof(Message));
  constexpr std::int32_t longest_side = 65'000;
  const auto side_ok = [](std::int32_t n) { return n >= 0 && n <= longest_side; };
  const bool known = message.magic == Message{}.magic && message.step >= Step::opened &&
                     message.step <= Step::done && message.verdict <= Verdict::unsuitable &&
                     (message.step == Step::done) == (message.verdict != Verdict::none) &&
                     message.kind <= (has_glass | has_feeder | has_both_sides);
  if (!known || !side_ok(message.width) || !side_ok(message.height) || !side_ok(message.rows) ||
      message.dpi < 0 || message.dpi > 9'600)
    return fail(FailureCode::malformed, "message content");
  const bool has_page =
      message.step == Step::started || message.step == Step::rows || message.step == Step::page;
  if (has_page &&
      (message.width == 0 || message.dpi == 0 || (message.channels != 1 && message.channels != 3)))
    return fail(FailureCode::malformed, "page shape");
  if (message.step == Step::page && message.height == 0)
    return fail(FailureCode::malformed, "page height");
  return message;
}

} // namespace foyer::scanner_sane
