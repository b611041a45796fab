// SPDX-License-Identifier: EUPL-1.2
// Gettext PO for translators' tools (Weblate, Poedit): msgctxt is the key, msgid the German as it
// stands, msgstr the translation; fuzzy where the translation is of an older German. Written and
// read by gettext's own library (libgettextpo, "GNU gettext utilities" §15.7 and "The Format of PO
// Files"). All functions block. Where that library cannot go on at all (it must not return then),
// the program ends with its message: for command lines only.
#pragma once

#include <translate/texts.hpp>

namespace foyer::translate {

// Stands in a PO file for a translation that is empty on purpose: an empty msgstr would mean
// "none".
inline constexpr std::string_view empty_on_purpose = "\u2205";

// Writes every text of the master; `today` is "2026-11-25". `io_failed` when it cannot be written.
Status write_po(const std::filesystem::path& file, const Texts& german, const Texts& language,
                const std::string& today);

struct Imported {
  std::size_t taken = 0;        // new, or checked against the German as it stands
  std::size_t older = 0;        // translate an older German: taken, but outdated
  std::size_t same = 0;         // as they were
  std::size_t unfinished = 0;   // fuzzy: taken, but not shown until somebody has finished them
  std::size_t untranslated = 0; // empty: what there was stays
  struct Refused {
    std::string key;
    std::vector<std::string> reasons;
  };
  std::vector<Refused> refused; // these stay as they were
};
struct Reviewer {
  std::string role; // never a name; empty: nobody reviewed
  std::string today;
};
// Takes what the file says into `language`, which the caller writes. A text of an older German is
// taken as one of that: it is outdated. A changed text loses its review; with a reviewer, each
// finished text is reviewed. `malformed` when it is no PO file, or one of another language.
Result<Imported> read_po(const std::filesystem::path& file, const Texts& german, Texts& language,
                         const Reviewer& reviewer = {});

} // namespace foyer::translate
