// SPDX-License-Identifier: EUPL-1.2
// The office's import: decrypt, validate, compare, take in. One thread at a time.
#pragma once

#include "mapping.hpp"
#include "other_xfall.hpp"
#include "verdict.hpp"
#include "virus_scan.hpp"

#include <base/secret.hpp>
#include <xfall/xml.hpp>

#include <filesystem>
#include <optional>

namespace foyer::middletier {

class Office {
 public:
  // Throws std::runtime_error if a key or the schema cannot be read. `export_to` empty: no files.
  // `authors`: see open_sealed().
  Office(const std::vector<std::filesystem::path>& key_files, std::filesystem::path authors,
         const std::filesystem::path& schema, std::filesystem::path export_to, CardCheck cards,
         Mappings mappings, OtherXfall other_xfall, VirusScan scan);

  // Reasons of a refusal: decryption-failed, signature-invalid, schema-violation,
  // receipt-mismatch, content-mismatch, attachment-mismatch.
  // A document in which the virus scanner finds something is no reason: it was filed. It is taken
  // in, and nobody is given it. Throws std::runtime_error where the scanner cannot tell.
  [[nodiscard]] Verdict examine(const Sealed& sealed) const;

  // Writes container.xml, the attachments and what the office's systems make of it (record.json,
  // xfall.xml) as files below export_to/RECEIPT/.
  void write_out(const Sealed& sealed, const Verdict& verdict) const;

 private:
  std::vector<Secret> keys_;
  std::filesystem::path authors_;
  xfall::Schema schema_;
  std::filesystem::path export_to_;
  CardCheck cards_;
  Mappings mappings_;
  OtherXfall other_xfall_;
  VirusScan scan_;
};

} // namespace foyer::middletier
