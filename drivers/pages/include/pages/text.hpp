// SPDX-License-Identifier: EUPL-1.2
// What is written on a page, word by word: the text layer of a PDF. Recognised by tesseract in a
// process of its own (foyer-text-worker): what parses a stranger's paper may crash or hang, and
// costs the layer then, never the page.
#pragma once

#include <api/document_scanner.hpp>
#include <base/personal.hpp>

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::pages {

// The box in pixels of the page, as high as its line, right and bottom behind the last one, never
// empty and always within the page. Words of one line have the same number and follow each other as
// they are read.
struct Word {
  Personal<std::string> text; // UTF-8, no spaces and no control characters, never empty
  int left = 0, top = 0, right = 0, bottom = 0;
  int line = 0;
  bool right_to_left = false;
};

// Wiped when it goes, as it says what a person's paper says.
struct TextLayer {
  std::vector<Word> words;

  TextLayer() = default;
  TextLayer(const TextLayer&) = delete;
  TextLayer& operator=(const TextLayer&) = delete;
  TextLayer(TextLayer&&) = default;
  TextLayer& operator=(TextLayer&&) = default;
  ~TextLayer() {
    for (Word& word : words)
      wipe(word.text.reveal());
  }
};

// More than a page of small print has; what a worker says beyond is refused.
inline constexpr std::size_t most_words = 20'000;
inline constexpr std::size_t most_text_bytes = 1'000'000;

struct TextReaderConfig {
  // Empty: foyer-text-worker beside the running program.
  std::filesystem::path worker;
  // Where tesseract's models lie (*.traineddata).
  std::filesystem::path models = "/usr/share/tesseract-ocr/5/tessdata";
  // A page takes 1 to 3 s on a core that is free.
  std::chrono::milliseconds limit{60'000};
};

// Used by one thread at a time.
class TextReader {
 public:
  explicit TextReader(TextReaderConfig config) : config_(std::move(config)) {}

  // German and English are always read, further languages (BCP 47 as in locales/, "uk") where their
  // model is installed. Blocks for seconds, with the lowest priority; asking `stop` to stop ends
  // the process at once. Fails with: io_failed (no program, no German model, no way to take the
  // network from the process, or it ended), malformed (what it said), image_malformed, timed_out,
  // cancelled.
  [[nodiscard]] Result<TextLayer> read(const api::Page& page,
                                       const std::vector<std::string>& languages,
                                       const std::stop_token& stop) const;

 private:
  TextReaderConfig config_;
};

} // namespace foyer::pages
