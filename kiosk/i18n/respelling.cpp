// SPDX-License-Identifier: EUPL-1.2
#include <i18n/respelling.hpp>

#include <unicode/translit.h>

#include <fstream>
#include <iterator>

namespace foyer::i18n {

struct Respelling::Rules {
  std::unique_ptr<icu::Transliterator> transform;
};

Result<Respelling> Respelling::load(const std::filesystem::path& rules) {
  std::ifstream in(rules, std::ios::binary);
  if (!in)
    return fail(FailureCode::io_failed, rules.filename().string());
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  auto read = std::make_shared<Rules>();
  read->transform.reset(icu::Transliterator::createFromRules(
      "spoken", icu::UnicodeString::fromUTF8(text), UTRANS_FORWARD, place, status));
  if (U_FAILURE(status) || read->transform == nullptr)
    return fail(FailureCode::malformed, rules.filename().string() + ": " + u_errorName(status) +
                                            " at " + std::to_string(place.offset));
  return Respelling(std::move(read));
}

std::string Respelling::respell(std::string_view text) const {
  auto letters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  rules_->transform->transliterate(letters);
  std::string out;
  letters.toUTF8String(out);
  return out;
}

} // namespace foyer::i18n
