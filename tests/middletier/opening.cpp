// SPDX-License-Identifier: EUPL-1.2
#include "opening.hpp"

#include "plain_name.hpp"

#include <base/whole_file.hpp>
#include <unseal/osci.hpp>
#include <unseal/unseal.hpp>

namespace foyer::middletier {

namespace {

Opened refused(const char* reason) {
  Opened opened;
  opened.reason = reason;
  return opened;
}

Opened open_jwe(const Sealed& sealed, const Secret& office_key) {
  auto container = unseal::open_jwe(sealed.container, office_key);
  if (!container)
    return refused("decryption-failed");
  Opened opened;
  opened.container = std::move(*container);
  for (const auto& [id, part] : sealed.attachments)
    if (auto plain = unseal::open_jwe(part, office_key))
      opened.attachments[id] = std::move(*plain);
  return opened;
}

Opened open_osci(const Sealed& sealed, const Secret& office_key,
                 const std::filesystem::path& authors) {
  const auto author = is_plain(sealed.terminal)
                          ? read_whole_file(authors / (sealed.terminal + ".crt"))
                          : Result<Bytes>(fail(FailureCode::io_failed));
  if (!author)
    return refused("signature-invalid");
  const std::string ending = "@" + sealed.receipt; // offline/seal/FORMAT.md: ID@REF
  std::map<std::string, ByteView> parts;
  for (const auto& [id, part] : sealed.attachments)
    parts[id + ending] = as_bytes(part);
  auto content = unseal::open_osci(sealed.container, parts, office_key, as_text(*author));
  if (!content)
    return refused(content.failure().detail == unseal::osci_not_signed ? "signature-invalid"
                                                                       : "decryption-failed");
  Opened opened;
  opened.container = std::move(content->container);
  for (auto& [name, plain] : content->attachments)
    opened.attachments[name.substr(0, name.size() - ending.size())] = std::move(plain);
  return opened;
}

} // namespace

Opened open_sealed(const Sealed& sealed, const std::vector<Secret>& office_keys,
                   const std::filesystem::path& authors) {
  Opened opened = refused("decryption-failed");
  for (const Secret& key : office_keys) {
    opened = sealed.profile == "osci" ? open_osci(sealed, key, authors) : open_jwe(sealed, key);
    if (opened.reason != "decryption-failed")
      break;
  }
  return opened;
}

std::string tag_of(std::string_view profile, std::string_view part_name, std::string_view part) {
  if (profile != "osci") {
    const auto header = unseal::read_header(part);
    return header ? header->authentication_tag : std::string{};
  }
  const auto tag = part_name == "container" ? unseal::osci_envelope_tag(part)
                                            : unseal::osci_attachment_tag(as_bytes(part));
  return tag ? *tag : std::string{};
}

} // namespace foyer::middletier
