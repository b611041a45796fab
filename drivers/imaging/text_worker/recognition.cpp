// SPDX-License-Identifier: EUPL-1.2
#include "recognition.hpp"

#include <base/unique_handle.hpp>
#include <pages/text_protocol.hpp>

#include <algorithm>
#include <cmath>
#include <leptonica/allheaders.h>
#include <memory>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

namespace foyer::imaging {

using pages::may_be_word;
using pages::most_text_bytes;
using pages::most_words;

namespace {

// Below, it is patterns and pictures more often than words (0..100).
constexpr float least_confidence = 25;

using Result = std::unique_ptr<tesseract::ResultIterator>;
using Text = std::unique_ptr<char[]>;

// As high as the letters of its line, so that a line keeps together: from the highest to the lowest
// that it may have, along its base line.
void fit_to_line(const tesseract::ResultIterator& result, Word& word) {
  int x1 = 0;
  int y1 = 0;
  int x2 = 0;
  int y2 = 0;
  float height = 0;
  float descenders = 0;
  float ascenders = 0;
  if (!result.Baseline(tesseract::RIL_TEXTLINE, &x1, &y1, &x2, &y2) || x2 <= x1)
    return;
  result.RowAttributes(&height, &descenders, &ascenders);
  const double middle = (word.left + word.right) / 2.0;
  const double base = y1 + (y2 - y1) * (middle - x1) / (x2 - x1);
  const double below = std::abs(descenders);
  if (height <= below)
    return;
  word.top = static_cast<int>(std::lround(base + below - height));
  word.bottom = word.top + static_cast<int>(std::lround(height));
}

std::optional<Word> word_at(const tesseract::ResultIterator& result, const GreyView& page) {
  constexpr auto word_level = tesseract::RIL_WORD;
  Word word;
  const Text text(result.GetUTF8Text(word_level));
  if (!text || result.Confidence(word_level) < least_confidence || !may_be_word(text.get()) ||
      !result.BoundingBox(word_level, &word.left, &word.top, &word.right, &word.bottom))
    return std::nullopt;
  fit_to_line(result, word);
  word.left = std::max(0, word.left);
  word.top = std::max(0, word.top);
  word.right = std::min(page.width, word.right);
  word.bottom = std::min(page.height, word.bottom);
  if (word.left >= word.right || word.top >= word.bottom)
    return std::nullopt;
  word.text = Personal(std::string(text.get()));
  word.right_to_left = result.WordDirection() == tesseract::DIR_RIGHT_TO_LEFT;
  return word;
}

} // namespace

std::string installed(const std::filesystem::path& models, const std::vector<std::string>& names) {
  std::string found;
  for (const std::string& name : names) {
    std::error_code error;
    if (std::filesystem::is_regular_file(models / (name + ".traineddata"), error))
      found += (found.empty() ? "" : "+") + name;
    else if (found.empty())
      return found;
  }
  return found;
}

std::optional<TextLayer> recognise(const GreyView& page, const std::filesystem::path& models,
                                   const std::string& languages) {
  setMsgSeverity(L_SEVERITY_NONE); // what leptonica says may quote the page
  tesseract::TessBaseAPI tesseract;
  const std::vector<std::string> names{"debug_file"};
  const std::vector<std::string> values{"/dev/null"};
  if (tesseract.Init(models.c_str(), languages.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0,
                     &names, &values, false) != 0)
    return std::nullopt;
  tesseract.SetPageSegMode(tesseract::PSM_AUTO);
  tesseract.SetImage(page.levels, page.width, page.height, 1, page.width);
  tesseract.SetSourceResolution(page.dpi);
  if (tesseract.Recognize(nullptr) != 0)
    return std::nullopt;
  TextLayer layer;
  std::size_t text_bytes = 0;
  int line = 0;
  const Result result(tesseract.GetIterator());
  while (result && layer.words.size() < most_words) {
    if (result->IsAtBeginningOf(tesseract::RIL_TEXTLINE))
      ++line;
    if (auto word = word_at(*result, page)) {
      word->line = line;
      text_bytes += word->text.reveal().size();
      if (text_bytes > most_text_bytes)
        break;
      layer.words.push_back(std::move(*word));
    }
    if (!result->Next(tesseract::RIL_WORD))
      break;
  }
  return layer;
}

} // namespace foyer::imaging
