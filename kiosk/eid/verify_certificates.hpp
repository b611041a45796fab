// SPDX-License-Identifier: EUPL-1.2
// Which of some country signers' certificates hang together; eid's sources only.
#pragma once

#include "certificates.hpp"

#include <eid/trust_import.hpp>

namespace foyer::eid {

struct Candidate {
  Bytes der;
  bool vouched = false; // by a pin, or by the signer of the master list it is in
};

struct Verified {
  std::vector<TrustedCertificate> taken; // their source is the caller's to fill
  std::vector<ImportRefusal> refused;
};

// Takes what may certify, lies on a published curve, and is signed by itself (then vouched for, or
// with a key that a link brought) or, as a link, by another certificate of the same country that
// was taken or is `known`. Round by round: a link may hang on a link.
Verified verify_certificates(const std::vector<Candidate>& candidates,
                             const std::vector<TrustedCertificate>& known);

// "C=DE, CN=csca-germany, serial 0A1B", with control characters escaped.
std::string describe(X509* certificate);
std::string describe(const X509_NAME* name);

} // namespace foyer::eid
