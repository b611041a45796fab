// SPDX-License-Identifier: EUPL-1.2
#include <eid/policy.hpp>

namespace foyer::eid {

bool may_read(DocumentKind kind, ElementaryFile file, Situation situation) {
  // An allow-list, so that a new kind of file or document starts out forbidden.
  switch (file) {
  // What opens a chip and proves it genuine holds nothing about the person.
  case ElementaryFile::card_access:
  case ElementaryFile::card_security:
  case ElementaryFile::atr_info:
  case ElementaryFile::sod:
  case ElementaryFile::dg14_security: return true;
  // § 78 (6) AufenthG: the zone's data, of any document that is shown.
  case ElementaryFile::dg1_mrz: return true;
  // A visitor's passport: the details beside the zone, and the key that tells a clone.
  case ElementaryFile::dg11_person:
  case ElementaryFile::dg12_document:
  case ElementaryFile::dg15_active_key: return kind == DocumentKind::passport;
  // A passport's face only where a member of staff looks at it; it is shown, never stored.
  // § 78 AufenthG excepts the biometrics of residence titles: never, whoever stands there.
  case ElementaryFile::dg2_face:
    return kind == DocumentKind::passport && situation == Situation::staff_step;
  // Fingers and irises never, nor what nobody has asked for.
  case ElementaryFile::dg3_fingers:
  case ElementaryFile::dg4_irises:
  case ElementaryFile::dg5_portrait:
  case ElementaryFile::dg7_signature:
  case ElementaryFile::dg13_optional:
  case ElementaryFile::dg16_notify:
  case ElementaryFile::com: return false;
  }
  return false;
}

bool may_open_with(PasswordKind password) {
  return password == PasswordKind::can || password == PasswordKind::mrz;
}

} // namespace foyer::eid
