// SPDX-License-Identifier: EUPL-1.2
// What a service card's worker says, and the certificates on a card.
#include <staff_pkcs11/certificate_judge.hpp>
#include <staff_pkcs11/worker_messages.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const ByteView bytes(data, size);
  (void)staff_pkcs11::parse_answer(bytes);
  (void)staff_pkcs11::parse_request(bytes);
  if (const auto content = staff_pkcs11::parse_content(bytes); content.ok())
    for (const auto& one : content->certificates)
      (void)staff_pkcs11::signature_fits(one.der, Bytes(32, 1), one.id);
  // Without an authority the verdict is a failure of the configuration, after the parsing.
  (void)staff_pkcs11::judge({}, bytes, WallTime{});
  return 0;
}
