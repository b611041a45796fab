// SPDX-License-Identifier: EUPL-1.2
// What foyer-text-worker and its reader tell each other. The worker's memory
// (base/worker_process.hpp) holds the page's brightness, one byte a pixel, and afterwards the
// words; then one TextMessage comes. Both are built together; what the worker says is checked all
// the same, because it has parsed a stranger's paper.
#pragma once

#include <pages/text.hpp>

namespace foyer::pages {

enum class TextVerdict : std::uint32_t {
  words = 1,
  no_models,
  failed,
  not_confined // the network could not be taken from it
};

struct TextMessage {
  std::uint32_t magic = 0x54594F46; // "FOYT"
  TextVerdict verdict = TextVerdict::failed;
  std::uint64_t size = 0; // of the words in the memory
};

// A word more. Its numbers are written as they are.
void append_word(Bytes& to, const Word& word);

// Refuses what no worker of ours says: broken UTF-8, spaces and control characters, boxes that are
// empty or leave the page, lines that go back, more than most_words or most_text_bytes. Fails with:
// malformed.
Result<TextLayer> parse_words(ByteView bytes, int width, int height);

// UTF-8 that may be a word's text.
bool may_be_word(std::string_view text);

// The words of most_words that long, with their numbers.
inline constexpr std::size_t most_message_bytes = most_text_bytes + most_words * 32;

} // namespace foyer::pages
