// SPDX-License-Identifier: EUPL-1.2
// What a companion may say, hostile or broken: each line is a message in a running PIN change.
#include "conversation.hpp"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const api::EidJob job{.task = static_cast<api::EidTask>(size % 3), .token_url = {}};
  eid_client::Conversation talk(&job);
  talk.begin();
  std::string_view text = as_text({data, size});
  while (!text.empty() && !talk.outcome()) {
    const auto end = text.find('\n');
    talk.hear(text.substr(0, end));
    for (const auto& news : talk.take_news())
      if (const auto* question = std::get_if<api::EidQuestion>(&news))
        talk.answer(Secret(
            std::string_view("1234567890").substr(0, static_cast<std::size_t>(question->longest))));
    talk.consent();
    (void)talk.take_commands();
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  talk.stop(fail(FailureCode::cancelled));
  talk.break_off(fail(FailureCode::timed_out));
  if (!talk.outcome())
    __builtin_trap();
  return 0;
}
