// SPDX-License-Identifier: EUPL-1.2
// The parts of profile "osci" as one message: MIME Multipart/Related (RFC 2387), the envelope first
// and each attachment as the part its Content-ID names (OSCI Transport 1.2, message structure).
// The terminal stores and delivers the parts one by one; whoever is the Originator joins them.
#pragma once

#include <base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::seal {

// What an attachment is called inside a message: "a1@N01-26-000004-A".
std::string osci_content_id(std::string_view reference, std::string_view attachment_id);

// May stand in XML identifiers and in a Content-ID as it is.
bool osci_identifier(std::string_view text);

// Text between the parts. The boundary is random: it stands in no ciphertext.
//   envelope_head(size), envelope, { attachment_head(...), its bytes }*, end
class OsciMessage {
 public:
  static Result<OsciMessage> begin(); // seal_failed: no random numbers
  [[nodiscard]] std::string envelope_head(std::uint64_t size) const;
  [[nodiscard]] std::string attachment_head(std::string_view content_id, std::uint64_t size) const;
  [[nodiscard]] std::string end() const;

 private:
  explicit OsciMessage(std::string boundary) : boundary_(std::move(boundary)) {}
  std::string boundary_;
};

} // namespace foyer::seal
