// SPDX-License-Identifier: EUPL-1.2
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

// fontconfig stores pointers as offsets, which the leak check cannot follow: its patterns in
// Pango's caches look lost and are not.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}
