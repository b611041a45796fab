// SPDX-License-Identifier: EUPL-1.2
#include <eid/policy.hpp>

namespace foyer::eid {

bool may_read(DocumentKind /*kind*/, ElementaryFile file) {
  // An allow-list, so that a new kind of file or document starts out forbidden.
  switch (file) {
  case ElementaryFile::card_access:
  case ElementaryFile::dg1_mrz:
  case ElementaryFile::sod: return true;
  // § 78 AufenthG excepts biometrics; a passport's face needs a staff step, which no visit is.
  default: return false;
  }
}

} // namespace foyer::eid
