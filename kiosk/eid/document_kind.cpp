// SPDX-License-Identifier: EUPL-1.2
#include <eid/document_kind.hpp>

#include <eid/mrz.hpp>

namespace foyer::eid {

std::string_view name(DocumentKind kind) {
  switch (kind) {
  case DocumentKind::residence_title: return "residence_title";
  case DocumentKind::passport: return "passport";
  case DocumentKind::identity_card: return "identity_card";
  case DocumentKind::other: return "other";
  }
  return "";
}

DocumentKind kind_of(const Mrz& mrz) {
  const char code = mrz.document_code.empty() ? '\0' : mrz.document_code[0];
  if (mrz.layout == MrzLayout::td3)
    return code == 'P' ? DocumentKind::passport : DocumentKind::other;
  if (mrz.layout != MrzLayout::td1 && mrz.layout != MrzLayout::td2)
    return DocumentKind::other;
  // C, A and I stand for official travel documents of card size (9303-5 §4.2.2.1).
  if (code == 'A' && mrz.issuer == "D")
    return DocumentKind::residence_title;
  return code == 'I' ? DocumentKind::identity_card : DocumentKind::other;
}

} // namespace foyer::eid
