// SPDX-License-Identifier: EUPL-1.2
// What a text worker may say that has read a hostile page: what is believed fits the page, and
// makes operators of a PDF.
#include "text_operators.hpp"

#include <pages/text_protocol.hpp>

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer::imaging;
  using namespace foyer::pages;
  constexpr int width = 300;
  constexpr int height = 200;
  const auto layer = parse_words({data, size}, width, height);
  if (!layer)
    return 0;
  for (const Word& word : layer->words)
    if (word.right > width || word.bottom > height || !may_be_word(word.text.reveal()))
      __builtin_trap();
  TextOperators operators;
  const auto text = operators.add(*layer, height, 75);
  if (text.empty() != layer->words.empty())
    __builtin_trap();
  return 0;
}
