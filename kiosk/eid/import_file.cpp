// SPDX-License-Identifier: EUPL-1.2
#include "import_file.hpp"

#include "certificates.hpp"
#include "ldif.hpp"
#include "pem.hpp"

#include <eid/tlv.hpp>
#include <eid/trust_import.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

bool contains(ByteView bytes, std::string_view what) {
  return as_text(bytes).find(what) != std::string_view::npos;
}

// Without basic constraints (2.5.29.19) it cannot be a country signer; the directory has tens of
// thousands of document signers, which need not be parsed to be passed by.
bool is_document_signer(ByteView certificate) {
  return !contains(certificate, "\x55\x1D\x13");
}

void add_certificate(FileParts& parts, Bytes der) {
  if (is_document_signer(der))
    ++parts.document_signers;
  else
    parts.certificates.push_back(std::move(der));
}

FileParts from_pem(ByteView file) {
  FileParts parts;
  const bool whole = for_each_pem(as_text(file), [&](std::string_view kind, ByteView der) {
    if (kind == "CERTIFICATE")
      parts.certificates.push_back(to_bytes(der));
    else if (kind == "X509 CRL")
      parts.revocation_lists.push_back(to_bytes(der));
    else if (kind == "CMS" || kind == "PKCS7")
      parts.lists.push_back(to_bytes(der));
  });
  if (!whole)
    parts.problem = "is damaged: an entry does not end as PEM does";
  parts.kind = !parts.lists.empty()          ? "master list"
               : !parts.certificates.empty() ? "certificates"
                                             : "revocation lists";
  return parts;
}

FileParts from_ldif(ByteView file) {
  FileParts parts;
  parts.kind = "directory";
  const bool whole = for_each_value(as_text(file), [&](std::string_view name, Bytes value) {
    if (name == "pkdmasterlistcontent" || name == "cscamasterlistdata")
      parts.lists.push_back(std::move(value));
    else if (name == "certificaterevocationlist")
      parts.revocation_lists.push_back(std::move(value));
    else if (name == "usercertificate" || name == "cacertificate")
      add_certificate(parts, std::move(value));
  });
  if (!whole)
    parts.problem = "is damaged: a value is not base64";
  return parts;
}

// Its first field tells: ContentInfo an OID, a certificate or revocation list a SEQUENCE.
FileParts from_der(ByteView file) {
  FileParts parts;
  if (file.size() >= 2 && file[1] == 0x80) { // indefinite: CMS only
    parts.kind = "master list";
    parts.lists.push_back(to_bytes(file));
    return parts;
  }
  const auto outer = TlvReader(file).next(0x30);
  const auto first = outer.ok() ? TlvReader(outer->value).next() : outer;
  if (!first.ok()) {
    parts.problem = "is cut off or damaged";
  } else if (first->tag == 0x06) {
    parts.kind = "master list";
    parts.lists.push_back(to_bytes(outer->whole));
  } else if (parse_certificate(outer->whole)) {
    parts.kind = "certificates";
    parts.certificates.push_back(to_bytes(outer->whole));
  } else if (parse_revocation_list(outer->whole)) {
    parts.kind = "revocation lists";
    parts.revocation_lists.push_back(to_bytes(outer->whole));
  } else {
    parts.problem = "is neither a certificate nor a revocation list nor a master list";
  }
  return parts;
}

} // namespace

FileParts take_apart(ByteView file) {
  FileParts parts;
  if (file.empty())
    parts.problem = "is empty";
  else if (contains(file.first(std::min<std::size_t>(file.size(), 1'000'000)), "-----BEGIN "))
    parts = from_pem(file);
  else if (file[0] == 0x30)
    parts = from_der(file);
  else if (contains(file, "::") && (contains(file, "\ndn:") || as_text(file).rfind("dn:", 0) == 0))
    parts = from_ldif(file);
  else
    parts.problem = "is none of the forms that are known here: DER, PEM, CMS (.ml), LDIF";
  if (parts.problem.empty() && parts.lists.empty() && parts.certificates.empty() &&
      parts.revocation_lists.empty())
    parts.problem = parts.document_signers > 0
                        ? "has document signers only, which documents bring along themselves"
                        : "has nothing in it that can be imported";
  return parts;
}

Result<std::vector<Bytes>> read_certificates(ByteView file) {
  FileParts parts = take_apart(file);
  if (!parts.problem.empty())
    return fail(FailureCode::malformed, parts.problem);
  if (parts.certificates.empty())
    return fail(FailureCode::malformed, "has no certificate in it");
  return std::move(parts.certificates);
}

Result<std::string> read_pin(std::string_view typed) {
  std::string pin;
  for (const char c : typed)
    if (c != ':' && c != ' ')
      pin.push_back(c);
  FOYER_TRY(const Bytes bytes, from_hex(pin));
  if (bytes.size() != 32)
    return fail(FailureCode::malformed, "not a SHA-256: 64 hexadecimal digits");
  return to_hex(bytes);
}

} // namespace foyer::eid
