// SPDX-License-Identifier: EUPL-1.2
// A set of office certificates comes over the wire; whatever it is, it is judged and not obeyed.
#include "office_root.hpp"

#include <seal/office_keys.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const std::string_view compact(reinterpret_cast<const char*>(data), size);
  const auto opened = seal::OfficeKeys::open(compact, {fuzz::office_root, "Amt", ""});
  if (opened.ok())
    std::abort(); // nobody can have signed it
  if (opened.failure().code == FailureCode::config_broken)
    std::abort(); // the root is good
  return 0;
}
