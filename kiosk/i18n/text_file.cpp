// SPDX-License-Identifier: EUPL-1.2
#include "text_file.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

namespace foyer::i18n {

namespace fs = std::filesystem;
using nlohmann::json;

Failure malformed(const fs::path& file, std::string_view reason) {
  return fail(FailureCode::malformed, file.parent_path().filename().string() + "/" +
                                          file.filename().string() + ": " + std::string(reason));
}

namespace {

// Whatever comes: true to go on, false with `wrong` set.
class Reader : public nlohmann::json_sax<json> {
 public:
  TextFile file;
  std::string wrong;

  bool string(string_t& text) override {
    if (in_stand_ && depth_ == 2)
      file.stand.emplace_back(std::move(key_), std::move(text));
    else if (depth_ == 1 && !for_translators() && !is_stand())
      file.texts.emplace_back(std::move(key_), std::move(text));
    else
      return other();
    return true;
  }
  bool key(string_t& key) override {
    if (depth_ == 1)
      top_ = key;
    if (depth_ == 1 || in_stand_)
      key_ = std::move(key);
    return true;
  }
  bool start_object(std::size_t /*size*/) override {
    if (depth_ == 1 && is_stand())
      in_stand_ = true;
    else if (depth_ > 0 && !other())
      return false;
    ++depth_;
    return true;
  }
  bool end_object() override {
    if (--depth_ == 1)
      in_stand_ = false;
    return true;
  }
  bool start_array(std::size_t /*size*/) override {
    if (depth_ == 0)
      return no_object();
    if (!other())
      return false;
    ++depth_;
    return true;
  }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool null() override { return other(); }
  bool boolean(bool) override { return other(); }
  bool number_integer(number_integer_t) override { return other(); }
  bool number_unsigned(number_unsigned_t) override { return other(); }
  bool number_float(number_float_t, const string_t&) override { return other(); }
  bool binary(binary_t&) override { return other(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return no_object();
  }

 private:
  [[nodiscard]] bool is_stand() const { return top_ == "_stand"; }
  // When the German changed, who looked at a translation.
  [[nodiscard]] bool for_translators() const { return top_ == "_changed" || top_ == "_review"; }
  bool no_object() {
    wrong = "is no JSON object";
    return false;
  }
  // A value that is no text.
  bool other() {
    if (depth_ == 0)
      return no_object();
    if (for_translators())
      return true;
    if (in_stand_)
      wrong = "_stand of " + key_ + " is no text";
    else
      wrong = is_stand() ? "_stand is no object" : "value of " + key_ + " is no text";
    return false;
  }

  int depth_ = 0;
  bool in_stand_ = false;
  std::string top_, key_;
};

} // namespace

Result<TextFile> read_text_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  std::string bytes(stream ? static_cast<std::size_t>(stream.tellg()) : 0, '\0');
  stream.seekg(0);
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    return malformed(path, "cannot be read");
  Reader reader;
  if (!json::sax_parse(bytes.begin(), bytes.end(), &reader))
    return malformed(path, reader.wrong);
  return std::move(reader.file);
}

} // namespace foyer::i18n
