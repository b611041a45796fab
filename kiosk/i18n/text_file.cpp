// SPDX-License-Identifier: EUPL-1.2
#include "text_file.hpp"

#include <simdjson.h>

#include <string>

namespace foyer::i18n {

namespace fs = std::filesystem;
namespace dom = simdjson::dom;

Failure malformed(const fs::path& file, std::string_view reason) {
  return fail(FailureCode::malformed, file.parent_path().filename().string() + "/" +
                                          file.filename().string() + ": " + std::string(reason));
}

struct TextFileReader::Parser {
  simdjson::padded_string bytes;
  dom::parser parser;
};

TextFileReader::TextFileReader() : parser_(std::make_unique<Parser>()) {}
TextFileReader::~TextFileReader() = default;

Result<TextFile> TextFileReader::read(const fs::path& path) {
  if (simdjson::padded_string::load(path.string()).get(parser_->bytes) != simdjson::SUCCESS)
    return malformed(path, "cannot be read");
  dom::object object;
  if (parser_->parser.parse(parser_->bytes).get(object) != simdjson::SUCCESS)
    return malformed(path, "is no JSON object");
  TextFile file;
  for (const auto& [key, value] : object) {
    if (key == "_changed" || key == "_review") // when the German changed, who looked at it
      continue;
    if (key == "_stand") {
      dom::object stand;
      if (value.get(stand) != simdjson::SUCCESS)
        return malformed(path, "_stand is no object");
      for (const auto& [of, mark] : stand)
        if (mark.get(file.stand.emplace_back(of, std::string_view()).second) != simdjson::SUCCESS)
          return malformed(path, "_stand of " + std::string(of) + " is no text");
    } else if (value.get(file.texts.emplace_back(key, std::string_view()).second) !=
               simdjson::SUCCESS) {
      return malformed(path, "value of " + std::string(key) + " is no text");
    }
  }
  return file;
}

} // namespace foyer::i18n
