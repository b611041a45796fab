// SPDX-License-Identifier: EUPL-1.2
#include "commands.hpp"

#include <nlohmann/json.hpp>

namespace foyer::eid_client::command {

namespace {

std::string_view name_of(api::EidNumber what) {
  switch (what) {
  case api::EidNumber::pin: return "SET_PIN";
  case api::EidNumber::can: return "SET_CAN";
  case api::EidNumber::puk: return "SET_PUK";
  case api::EidNumber::new_pin: return "SET_NEW_PIN";
  }
  return "SET_PIN";
}

} // namespace

std::string set_api_level(int level) {
  return R"({"cmd":"SET_API_LEVEL","level":)" + std::to_string(level) + "}";
}

Secret run_auth(std::string_view token_url) {
  const nlohmann::json json{{"cmd", "RUN_AUTH"}, {"tcTokenURL", token_url}};
  // A URL that is no UTF-8 becomes one that the companion refuses.
  std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  Secret command{std::string_view(text)};
  wipe(text);
  return command;
}

Secret set_number(api::EidNumber what, ByteView digits) {
  Bytes text;
  text.reserve(64); // so that it does not move and leave digits behind
  append(text, as_bytes(R"({"cmd":")"));
  append(text, as_bytes(name_of(what)));
  append(text, as_bytes("\""));
  if (!digits.empty()) {
    append(text, as_bytes(R"(,"value":")"));
    append(text, digits);
    append(text, as_bytes("\""));
  }
  append(text, as_bytes("}"));
  return Secret(std::move(text));
}

} // namespace foyer::eid_client::command
