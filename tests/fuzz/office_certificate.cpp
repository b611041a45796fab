// SPDX-License-Identifier: EUPL-1.2
// A certificate bundle comes over the wire; whatever it is, it is judged and not obeyed.
#include "office_root.hpp"

#include <seal/office_certificate.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const std::string_view pem(reinterpret_cast<const char*>(data), size);
  const auto loaded = seal::OfficeCertificate::load(pem, fuzz::office_root, "Amt", WallTime{});
  if (loaded.ok())
    std::abort(); // nobody can have signed it
  if (loaded.failure().code == FailureCode::config_broken)
    std::abort(); // the root is good
  return 0;
}
