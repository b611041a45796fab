// SPDX-License-Identifier: EUPL-1.2
#include <seal/osci_message.hpp>

#include "openssl_handles.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace foyer::seal {

std::string osci_content_id(std::string_view reference, std::string_view attachment_id) {
  return std::string(attachment_id) + '@' + std::string(reference);
}

bool osci_identifier(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

Result<OsciMessage> OsciMessage::begin() {
  std::array<std::uint8_t, 16> random{};
  if (RAND_bytes(random.data(), random.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "random numbers");
  return OsciMessage("MIME_boundary_" + to_hex(random));
}

std::string OsciMessage::envelope_head(std::uint64_t size) const {
  return "MIME-Version: 1.0\r\nContent-Type: Multipart/Related; boundary=" + boundary_ +
         "; type=\"text/xml\"\r\n\r\n--" + boundary_ +
         "\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n"
         "Content-ID: <osci@message>\r\nContent-Length: " +
         std::to_string(size) + "\r\n\r\n";
}

std::string OsciMessage::attachment_head(std::string_view content_id, std::uint64_t size) const {
  return "\r\n--" + boundary_ +
         "\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
         "Content-ID: <" +
         std::string(content_id) + ">\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
}

std::string OsciMessage::end() const {
  return "\r\n--" + boundary_ + "--\r\n";
}

} // namespace foyer::seal
