// SPDX-License-Identifier: EUPL-1.2
#include "message.hpp"
#include "icu_text.hpp"

#include <unicode/locid.h>
#include <unicode/msgfmt.h>
#include <unicode/strenum.h>

#include <algorithm>
#include <mutex>
#include <optional>

namespace foyer::i18n {

struct Message::Compiled {
  std::vector<std::string> arguments;
  std::string plain; // the text when nothing has to be put in
  std::optional<icu::MessageFormat> format;
  std::mutex mutex; // MessageFormat makes its number formats on first use, inside const calls
};

Message::Message() = default;
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(Message&&) noexcept = default;
Message::~Message() = default;

namespace {

// Latin digits everywhere: ICU's default for Arabic would be Arabic-Indic (assistants.md §8). Not
// forLanguageTag(): the first call of it reads tables for 20 ms.
icu::Locale locale_of(std::string_view lang) {
  return icu::Locale((std::string(lang) + "@numbers=latn").c_str());
}

} // namespace

Result<Message> Message::parse(std::string_view lang, std::string_view pattern) {
  Message message;
  message.compiled_ = std::make_unique<Compiled>();
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  icu::MessageFormat format(from_utf8(pattern), locale_of(lang), where, status);
  if (U_FAILURE(status))
    return fail(FailureCode::malformed, std::string(u_errorName(status)) + " near character " +
                                            std::to_string(where.offset));
  if (format.usesNamedArguments()) {
    const std::unique_ptr<icu::StringEnumeration> names(format.getFormatNames(status));
    while (names && U_SUCCESS(status)) {
      const icu::UnicodeString* name = names->snext(status);
      if (name == nullptr)
        break;
      message.compiled_->arguments.push_back(to_utf8(*name));
    }
    auto& found = message.compiled_->arguments;
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    message.compiled_->format.emplace(std::move(format));
    return message;
  }
  icu::UnicodeString out;
  format.format(nullptr, nullptr, 0, out, status);
  if (U_FAILURE(status))
    return fail(FailureCode::malformed, "arguments need names");
  message.compiled_->plain = to_utf8(out);
  return message;
}

const std::vector<std::string>& Message::arguments() const {
  return compiled_->arguments;
}

std::optional<std::string> Message::format(const Args& args) const {
  if (!compiled_->format)
    return compiled_->plain;
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  const auto add = [&](const std::string& name, const Arg& arg) {
    names.push_back(from_utf8(name));
    if (const auto* number = std::get_if<std::int64_t>(&arg))
      values.emplace_back(*number);
    else
      values.emplace_back(from_utf8(std::get<std::string>(arg)));
  };
  const auto& wanted = compiled_->arguments;
  for (const auto& name : wanted) {
    const auto arg = args.find(name);
    add(name, arg == args.end() ? Arg{std::string{}} : arg->second);
  }
  // ICU names the outer arguments only; one may stand in a branch of another.
  for (const auto& [name, arg] : args)
    if (!std::binary_search(wanted.begin(), wanted.end(), name))
      add(name, arg);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  const std::scoped_lock lock(compiled_->mutex);
  compiled_->format->format(names.data(), values.data(), static_cast<std::int32_t>(names.size()),
                            out, status);
  return U_SUCCESS(status) ? std::optional(to_utf8(out)) : std::nullopt;
}

} // namespace foyer::i18n
