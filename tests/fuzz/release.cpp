// SPDX-License-Identifier: EUPL-1.2
// A release that is understood must mean one thing: written again it is understood as the same, and
// what is signed has exactly its five lines. The same bytes as a typed code of a kept draft.
#include <forms/release.hpp>
#include <seal/draft_seal.hpp>

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto release = forms::parse_release(text); release.ok()) {
    const auto again = forms::parse_release(forms::release_json(*release));
    const std::string lines = forms::signed_bytes(*release);
    if (!again.ok() || !(*again == *release) || std::count(lines.begin(), lines.end(), '\n') != 5)
      std::abort();
  }
  if (const auto code = seal::PaperCode::parse(text); code.ok()) {
    const auto again = seal::PaperCode::parse(as_text(code->text().reveal()));
    if (!again.ok() || !(again->text() == code->text()))
      std::abort();
  }
  return 0;
}
