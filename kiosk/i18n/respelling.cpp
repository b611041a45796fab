// SPDX-License-Identifier: EUPL-1.2
#include <i18n/respelling.hpp>

#include "icu_text.hpp"

#include <base/whole_file.hpp>

#include <unicode/translit.h>

namespace foyer::i18n {

struct Respelling::Rules {
  std::unique_ptr<icu::Transliterator> transform;
};

Result<Respelling> Respelling::load(const std::filesystem::path& rules) {
  FOYER_TRY(const Bytes text, read_whole_file(rules));
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  auto read = std::make_shared<Rules>();
  read->transform.reset(icu::Transliterator::createFromRules("spoken", from_utf8(as_text(text)),
                                                             UTRANS_FORWARD, place, status));
  if (U_FAILURE(status) || read->transform == nullptr)
    return fail(FailureCode::malformed, rules.filename().string() + ": " + u_errorName(status) +
                                            " at " + std::to_string(place.offset));
  return Respelling(std::move(read));
}

std::string Respelling::respell(std::string_view text) const {
  auto letters = from_utf8(text);
  rules_->transform->transliterate(letters);
  return to_utf8(letters);
}

} // namespace foyer::i18n
