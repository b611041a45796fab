// SPDX-License-Identifier: EUPL-1.2
// What foyer-print-worker says: the number that the printer gave the job, once it has one, and at
// the end how it went, with a technical detail behind it.
#pragma once

#include <base/byte_fields.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace foyer::printer_cups {

constexpr std::size_t longest_answer = 400; // bytes

// How a print job may end that failed. The worker's answer begins with the place in this list,
// counted from 1; 0: it went well.
constexpr std::array job_failures{FailureCode::printer_missing, FailureCode::printer_out_of_paper,
                                  FailureCode::printer_stopped, FailureCode::timed_out,
                                  FailureCode::cancelled};

// So that another worker can take the job back, should this one die.
constexpr std::uint8_t begun_mark = 0xff;

inline Bytes encode_begun(int job) {
  Bytes message{begun_mark};
  append_little(message, static_cast<std::uint32_t>(job), 4);
  return message;
}

inline std::optional<int> decode_begun(ByteView message) {
  ByteFields fields(message);
  if (fields.little(1) != begun_mark)
    return std::nullopt;
  const auto job = static_cast<std::int32_t>(fields.little(4));
  return fields.ends_well() ? std::optional<int>(job) : std::nullopt;
}

inline Bytes encode_answer(const Status& outcome) {
  if (outcome.ok())
    return {0};
  const Failure& failure = outcome.failure();
  auto place = std::find(job_failures.begin(), job_failures.end(), failure.code);
  if (place == job_failures.end())
    place = std::find(job_failures.begin(), job_failures.end(), FailureCode::printer_stopped);
  Bytes answer{static_cast<std::uint8_t>(place - job_failures.begin() + 1)};
  const std::string_view detail = std::string_view(failure.detail).substr(0, longest_answer - 1);
  answer.insert(answer.end(), detail.begin(), detail.end());
  return answer;
}

// Fails as the job did; with printer_stopped also for what a worker of ours cannot have said.
inline Status decode_answer(ByteView answer) {
  if (answer.size() == 1 && answer.front() == 0)
    return success();
  if (answer.empty() || answer.front() == 0 || answer.front() > job_failures.size())
    return fail(FailureCode::printer_stopped, "print worker: answer");
  std::string detail;
  for (const std::uint8_t c : answer.subspan(1)) // a printer's words: nothing that moves a cursor
    detail += c >= 0x20 && c != 0x7f ? static_cast<char>(c) : ' ';
  return fail(job_failures[answer.front() - 1U], std::move(detail));
}

} // namespace foyer::printer_cups
