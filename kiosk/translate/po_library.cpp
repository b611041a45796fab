// SPDX-License-Identifier: EUPL-1.2
#include "po_library.hpp"

#include <cstdio>
#include <cstdlib>

namespace foyer::translate {

namespace {

thread_local PoErrors* listening = nullptr; // the library's callbacks carry no pointer of ours

} // namespace

// NOLINTBEGIN: signatures of gettext-po.h
extern "C" {
static void foyer_po_error(int severity, po_message_t, const char* file, size_t line, size_t, int,
                           const char* text) {
  std::string error;
  if (file != nullptr && line != static_cast<size_t>(-1))
    error = "line " + std::to_string(line) + ": ";
  error += text;
  while (error.ends_with('\n'))
    error.pop_back();
  if (severity == PO_SEVERITY_FATAL_ERROR) {
    std::fprintf(stderr, "foyerctl: %s\n", error.c_str());
    std::exit(1);
  }
  if (severity == PO_SEVERITY_ERROR && listening != nullptr)
    listening->add(std::move(error));
}
static void foyer_po_error2(int severity, po_message_t message, const char* file, size_t line,
                            size_t column, int lines, const char* text, po_message_t, const char*,
                            size_t, size_t, int, const char*) {
  foyer_po_error(severity, message, file, line, column, lines, text);
}
}
// NOLINTEND

PoErrors::PoErrors() {
  listening = this;
}
PoErrors::~PoErrors() {
  listening = nullptr;
}
const po_xerror_handler* PoErrors::handler() const {
  static const po_xerror_handler callbacks{&foyer_po_error, &foyer_po_error2};
  return &callbacks;
}

} // namespace foyer::translate
