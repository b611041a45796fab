// SPDX-License-Identifier: EUPL-1.2
// A manifest comes over the wire; whatever it is, it is judged and not obeyed. Without a key that
// has signed it none is believed, so what a signature would let in is read as well: places.
#include <content/manifest.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const content::ReleaseKeys nobody;
  if (content::Manifest::open(text, nobody).ok())
    std::abort();
  const std::filesystem::path place(text.substr(0, text.find('\0')));
  if (const auto entry = content::entry_at(place)) {
    const auto again = content::place_of(*entry);
    if (again != place || again.is_absolute())
      std::abort();
    for (const auto& part : again)
      if (part == "..")
        std::abort();
  }
  return 0;
}
