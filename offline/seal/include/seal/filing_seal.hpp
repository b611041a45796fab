// SPDX-License-Identifier: EUPL-1.2
// FilingSeal: seals one application to the office, in the profile the office has chosen. Whatever
// the profile, what goes in is the same: attachments one after the other, then the container. What
// comes out is described in FORMAT.md; it is ciphertext only, and there is no way back in this
// room. One thread; nothing blocks but the sinks.
#pragma once

#include <seal/author_key.hpp>
#include <seal/office_certificate.hpp>

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace foyer::seal {

enum class Profile : std::uint8_t {
  jwe, // a compact JWE each (RFC 7516), see jwe.hpp
  osci // Author content of OSCI Transport 1.2, see osci_message.hpp
};
std::string_view name(Profile profile); // as configuration, store and wire write it
std::optional<Profile> profile_called(std::string_view name);

// Takes the next bytes of one sealed part; its failure ends the sealing.
using PartSink = std::function<Status(ByteView piece)>;

// A sealed part that was kept in memory.
struct SealedPart {
  Bytes bytes;
  std::string authentication_tag; // base64url of the 16 bytes of GCM: names this exact ciphertext
};

// Holds whose turn it is; profiles fill in what is written. What is out of turn, and an id that is
// none or was there, is refused and changes nothing. After any other failure, also a sink's, the
// object refuses everything (seal_failed), and what the sinks got must be thrown away. An
// attachment of any length is sealed in constant memory; the container is in memory anyway, because
// its digest is signed before it is written.
class FilingSeal {
 public:
  virtual ~FilingSeal() = default;
  FilingSeal(const FilingSeal&) = delete;
  FilingSeal& operator=(const FilingSeal&) = delete;

  // begin_attachment -> update* -> end_attachment, for each. `id`: letters, digits, ".", "_", "-",
  // once. Errors: seal_failed.
  Status begin_attachment(std::string_view id, std::string_view media_type, PartSink sink);
  Status update(ByteView plain);
  Result<std::string> end_attachment(); // the authentication tag
  // The last call. Errors: seal_failed.
  Result<std::string> seal_container(ByteView plain, std::string_view media_type, PartSink sink);

 protected:
  FilingSeal() = default;

 private:
  // Called in turn only, with an id that is one and new; never again after a failure.
  virtual Status do_begin(std::string_view id, std::string_view media_type, PartSink sink) = 0;
  virtual Status do_update(ByteView plain) = 0;
  virtual Result<std::string> do_end() = 0;
  virtual Result<std::string> do_container(ByteView plain, std::string_view media_type,
                                           PartSink sink) = 0;

  enum class Turn : std::uint8_t { between_parts, in_attachment, over };
  Turn turn_ = Turn::between_parts;
  std::set<std::string, std::less<>> ids_; // of the attachments so far
};

// `author` is needed by osci and not looked at by jwe; both references must outlive the seal.
// `reference` is the receipt number: in osci all identifiers are made from it, so that the contents
// of several applications can stand in one message. Errors: seal_failed, config_broken (osci
// without an author).
Result<std::unique_ptr<FilingSeal>> open_seal(Profile profile, const OfficeCertificate& office,
                                              const AuthorKey* author, std::string_view reference);

// The same for what is in memory anyway.
Result<SealedPart> seal_attachment(FilingSeal& seal, std::string_view id,
                                   std::string_view media_type, ByteView plain);
Result<SealedPart> seal_container(FilingSeal& seal, std::string_view media_type, ByteView plain);

} // namespace foyer::seal
