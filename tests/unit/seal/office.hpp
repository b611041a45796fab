// SPDX-License-Identifier: EUPL-1.2
// The office for which these tests seal, and something to seal.
#pragma once

#include "pki.hpp"

#include <base/clock.hpp>
#include <base/secret.hpp>
#include <seal/office_certificate.hpp>

namespace foyer::test {

inline const seal::OfficeCertificate& office() {
  static const auto loaded =
      seal::OfficeCertificate::load(pki().read("office.pem"), pki().read("root.pem"), "Amt",
                                    system_clock().wall() + std::chrono::hours{1});
  REQUIRE(loaded.ok());
  return *loaded;
}

inline Secret office_key() {
  return Secret(pki().read("office.key"));
}

inline Bytes sample(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<std::uint8_t>(i * 131 + i / 256);
  return bytes;
}

} // namespace foyer::test
