// SPDX-License-Identifier: EUPL-1.2
// Profile "osci": the terminal as Author, the office as Reader (OSCI Transport 1.2). Not a public
// header: see filing_seal.hpp.
#pragma once

#include "content_cipher.hpp"
#include "osci_xml.hpp"

#include <seal/filing_seal.hpp>

#include <vector>

namespace foyer::seal {

class OsciSeal final : public FilingSeal {
 public:
  OsciSeal(const OfficeCertificate& office, const AuthorKey& author, std::string_view reference);
  ~OsciSeal() override;

 private:
  Status do_begin(std::string_view id, std::string_view media_type, PartSink sink) override;
  Status do_update(ByteView plain) override;
  Result<std::string> do_end() override;
  Result<std::string> do_container(ByteView plain, std::string_view media_type,
                                   PartSink sink) override;

  // The attachment that is being sealed.
  struct Current {
    ContentCipher cipher;
    DigestContext digest; // of the plain bytes: the signature is the Author's, over the content
    PartSink sink;
    osci::Attached attached;
  };

  [[nodiscard]] Result<osci::Container> signed_container(ByteView plain) const;

  const OfficeCertificate& office_;
  const AuthorKey& author_;
  std::string reference_;
  std::optional<Current> current_;
  std::vector<osci::Attached> attachments_;
  std::vector<osci::Reference> digests_; // of the attachments, as signed
};

} // namespace foyer::seal
