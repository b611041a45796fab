// SPDX-License-Identifier: EUPL-1.2
// The commands of the AusweisApp's SDK that we send.
// Source: AusweisApp SDK documentation, "Commands".
#pragma once

#include <api/eid_client.hpp>

#include <string_view>

namespace foyer::eid_client::command {

inline constexpr std::string_view get_info = R"({"cmd":"GET_INFO"})";
inline constexpr std::string_view get_api_level = R"({"cmd":"GET_API_LEVEL"})";
inline constexpr std::string_view get_reader_list = R"({"cmd":"GET_READER_LIST"})";
inline constexpr std::string_view run_change_pin = R"({"cmd":"RUN_CHANGE_PIN"})";
inline constexpr std::string_view no_optional_rights = R"({"cmd":"SET_ACCESS_RIGHTS","chat":[]})";
inline constexpr std::string_view get_certificate = R"({"cmd":"GET_CERTIFICATE"})";
inline constexpr std::string_view accept = R"({"cmd":"ACCEPT"})";
inline constexpr std::string_view go_on = R"({"cmd":"CONTINUE"})";
inline constexpr std::string_view cancel = R"({"cmd":"CANCEL"})";

std::string set_api_level(int level);
Secret run_auth(std::string_view token_url);
// Built digit by digit into memory that is wiped. No digits: the reader's own pad asks for them.
Secret set_number(api::EidNumber what, ByteView digits);

} // namespace foyer::eid_client::command
