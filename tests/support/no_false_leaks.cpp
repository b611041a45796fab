// SPDX-License-Identifier: EUPL-1.2
// fontconfig stores pointers as offsets, which the address sanitizer's leak check cannot follow:
// its patterns in Pango's caches look lost and are not. Compiled into every test program with text.
extern "C" const char* __lsan_default_suppressions(); // the sanitizer's hook, called at exit
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}
