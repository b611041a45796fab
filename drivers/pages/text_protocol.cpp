// SPDX-License-Identifier: EUPL-1.2
#include <pages/text_protocol.hpp>

#include <base/byte_fields.hpp>
#include <base/utf8.hpp>

#include <algorithm>

namespace foyer::pages {

namespace {

constexpr std::size_t number_size = 4;
constexpr std::uint64_t right_to_left_flag = 1;
constexpr std::size_t least_word_bytes =
    6 * number_size + 2; // five places, a flag, a length, a letter

// Unicode's category Cc, its spaces (White_Space), and the mark a reader of text files takes away.
bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

Failure refused() {
  return fail(FailureCode::malformed, "words");
}

// Numbers that do not fit an int are out of every page.
int read_number(ByteFields& fields) {
  return static_cast<int>(static_cast<std::int32_t>(fields.little(number_size)));
}

} // namespace

bool may_be_word(std::string_view text) {
  if (text.empty())
    return false;
  while (!text.empty()) {
    const auto character = take_code_point(text);
    if (!character || is_blank(*character))
      return false;
  }
  return true;
}

void append_word(Bytes& to, const Word& word) {
  for (const int number : {word.left, word.top, word.right, word.bottom, word.line})
    append_little(to, static_cast<std::uint32_t>(number), number_size);
  append_little(to, word.right_to_left ? right_to_left_flag : 0, 1);
  append_little(to, word.text.reveal().size(), number_size);
  append(to, as_bytes(word.text.reveal()));
}

Result<TextLayer> parse_words(ByteView bytes, int width, int height) {
  TextLayer layer;
  std::size_t text_bytes = 0;
  int line = 0;
  ByteFields fields(bytes);
  // Growing would leave short words behind in memory that nobody wipes.
  layer.words.reserve(std::min(most_words, bytes.size() / least_word_bytes));
  while (!fields.empty()) {
    Word word;
    for (int* number : {&word.left, &word.top, &word.right, &word.bottom, &word.line})
      *number = read_number(fields);
    const std::uint64_t flags = fields.little(1);
    word.right_to_left = flags == right_to_left_flag;
    const auto text = as_text(fields.take(fields.little(number_size)));
    const bool within = word.left >= 0 && word.top >= 0 && word.left < word.right &&
                        word.top < word.bottom && word.right <= width && word.bottom <= height;
    text_bytes += text.size();
    if (!fields.whole() || !within || flags > right_to_left_flag || word.line < line ||
        !may_be_word(text) || text_bytes > most_text_bytes || layer.words.size() >= most_words)
      return refused();
    line = word.line;
    word.text = Personal(std::string(text));
    layer.words.push_back(std::move(word));
  }
  return layer;
}

} // namespace foyer::pages
