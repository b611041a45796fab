// SPDX-License-Identifier: EUPL-1.2
// What the sanitizers see in Debian's libraries and cannot follow. Compiled into every test
// program. The hooks are called by the sanitizers' run time; nothing here changes what our own code
// shows.

// fontconfig stores pointers as offsets: its patterns in Pango's caches look lost and are not.
// libgettextpo 0.21 has no function that frees a message; only foyerctl uses it, for seconds.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n"
         "leak:libgettextpo\n";
}

// These libraries are not built for the thread sanitizer, which therefore does not see their locks
// and atomics. The screen and the receipt draw on two threads, each with a font map of its own.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "race:libfontconfig\n"
         "race:libharfbuzz\n"
         "race:libpango\n"
         "race:libglib-2.0\n"
         "race:libgobject-2.0\n"
         "race:libpcsclite\n";
}
