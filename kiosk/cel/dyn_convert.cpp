// SPDX-License-Identifier: EUPL-1.2
#include "dyn_convert.hpp"

#include "dyn_time.hpp"
#include "text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace foyer::cel {

namespace {

Dyn out_of_range(std::string_view type) {
  return Dyn::error("range error: does not fit " + std::string(type));
}

Dyn not_from(std::string_view type, const Dyn& from) {
  return Dyn::error("no such overload: " + std::string(type) + "(" + std::string(type_name(from)) +
                    ")");
}

Dyn bad_text(std::string_view type) {
  return Dyn::error("type conversion error: this text is no " + std::string(type));
}

Dyn to_int(const Dyn& from) {
  if (const auto* number = from.as<std::uint64_t>())
    return *number > std::uint64_t{INT64_MAX} ? out_of_range("int")
                                              : Dyn{static_cast<std::int64_t>(*number)};
  if (const auto* real = from.as<double>()) {
    // Both ends are left out: a double there may stand for a number beyond them.
    if (!(*real > -0x1p63 && *real < 0x1p63))
      return out_of_range("int");
    return {static_cast<std::int64_t>(*real)};
  }
  if (const auto* text = from.as_text()) {
    const auto number = parse_integer(*text);
    return number ? Dyn{*number} : bad_text("int");
  }
  if (const auto* time = from.as<Timestamp>())
    return {time->seconds};
  return from.as<std::int64_t>() != nullptr ? from : not_from("int", from);
}

Dyn to_uint(const Dyn& from) {
  if (const auto* number = from.as<std::int64_t>())
    return *number < 0 ? out_of_range("uint") : Dyn{static_cast<std::uint64_t>(*number)};
  if (const auto* real = from.as<double>()) {
    if (!(*real >= 0 && *real < 0x1p64))
      return out_of_range("uint");
    return {static_cast<std::uint64_t>(*real)};
  }
  if (const auto* text = from.as_text()) {
    std::uint64_t number = 0;
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? Dyn{number} : bad_text("uint");
  }
  return from.as<std::uint64_t>() != nullptr ? from : not_from("uint", from);
}

Dyn to_double(const Dyn& from) {
  if (const auto* number = from.as<std::int64_t>())
    return {static_cast<double>(*number)};
  if (const auto* number = from.as<std::uint64_t>())
    return {static_cast<double>(*number)};
  if (const auto* text = from.as_text()) {
    const bool plus = text->starts_with('+') && !text->starts_with("+-");
    const char* const end = text->data() + text->size();
    double number = 0;
    const auto read = std::from_chars(text->data() + (plus ? 1 : 0), end, number);
    const bool whole = read.ec == std::errc{} && read.ptr == end && !text->ends_with(')');
    return whole ? Dyn{number} : bad_text("double");
  }
  return from.as<double>() != nullptr ? from : not_from("double", from);
}

Dyn to_text(const Dyn& from) {
  if (const auto* number = from.as<std::int64_t>())
    return Dyn::text(std::to_string(*number));
  if (const auto* number = from.as<std::uint64_t>())
    return Dyn::text(std::to_string(*number));
  if (const auto* real = from.as<double>())
    return Dyn::text(shortest(*real));
  if (const auto* yes = from.as<bool>())
    return Dyn::text(*yes ? "true" : "false");
  if (const auto* bytes = from.as_bytes())
    return count_code_points(*bytes) ? Dyn::text(*bytes) : Dyn::error("invalid UTF-8");
  if (const auto* time = from.as<Timestamp>())
    return Dyn::text(format(*time));
  if (const auto* span = from.as<Duration>())
    return Dyn::text(format(*span));
  return from.as_text() != nullptr ? from : not_from("string", from);
}

Dyn to_bool(const Dyn& from) {
  const auto* text = from.as_text();
  if (text == nullptr)
    return from.as<bool>() != nullptr ? from : not_from("bool", from);
  const auto one_of = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), *text) != words.end();
  };
  if (one_of({"1", "t", "true", "TRUE", "True", "T"}))
    return {true};
  if (one_of({"0", "f", "false", "FALSE", "False", "F"}))
    return {false};
  return bad_text("bool");
}

Dyn to_bytes(const Dyn& from) {
  if (const auto* text = from.as_text())
    return Dyn::bytes(*text);
  return from.as_bytes() != nullptr ? from : not_from("bytes", from);
}

Dyn to_timestamp(const Dyn& from) {
  if (const auto* seconds = from.as<std::int64_t>()) {
    const Timestamp time{*seconds, 0};
    return in_range(time) ? Dyn{time} : out_of_range("timestamp");
  }
  if (const auto* text = from.as_text()) {
    const auto time = parse_timestamp(*text);
    return time ? Dyn{*time} : Dyn::error("no timestamp in range: '" + *text + "'");
  }
  return from.as<Timestamp>() != nullptr ? from : not_from("timestamp", from);
}

Dyn to_duration(const Dyn& from) {
  if (const auto* text = from.as_text()) {
    const auto span = parse_duration(*text);
    return span ? Dyn{*span} : Dyn::error("no duration in range: '" + *text + "'");
  }
  return from.as<Duration>() != nullptr ? from : not_from("duration", from);
}

} // namespace

std::string shortest(double number) {
  if (std::isnan(number))
    return "NaN";
  if (std::isinf(number))
    return number < 0 ? "-Inf" : "+Inf";
  char text[400];
  const double size = std::fabs(number);
  const bool plain = number == 0 || (size >= 1e-4 && size < 1e21);
  const auto end = std::to_chars(std::begin(text), std::end(text), number,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific);
  return {std::begin(text), end.ptr};
}

std::optional<Dyn> convert(std::string_view function, const Dyn& from) {
  if (function == "int")
    return to_int(from);
  if (function == "uint")
    return to_uint(from);
  if (function == "double")
    return to_double(from);
  if (function == "string")
    return to_text(from);
  if (function == "bool")
    return to_bool(from);
  if (function == "bytes")
    return to_bytes(from);
  if (function == "timestamp")
    return to_timestamp(from);
  if (function == "duration")
    return to_duration(from);
  if (function == "dyn")
    return from;
  if (function == "type")
    return Dyn::type(type_name(from));
  return std::nullopt;
}

} // namespace foyer::cel
