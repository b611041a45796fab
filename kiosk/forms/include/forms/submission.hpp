// SPDX-License-Identifier: EUPL-1.2
// Submission: the canonical German data set that is filed (assistants.md §0 rules 2, 4; §4.3).
// Irrelevant answers are pruned, also documents. Written format: kiosk/forms/FORMAT.md §7.
#pragma once

#include <base/bytes.hpp>
#include <base/personal.hpp>
#include <base/result.hpp>
#include <forms/evaluation.hpp>
#include <i18n/catalogue.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace foyer::forms {

struct Submission {
  struct Row;
  // One answer; or, with `rows`, what was said in a repeat (then `field` is the repeat's id,
  // `label` its heading, and there is nothing else).
  struct Entry {
    std::string field;
    std::string label;          // German
    Personal<std::string> text; // German, as shown to the visitor
    Personal<Value> raw;
    Source source = Source::none;
    bool verified = false;
    std::optional<Personal<std::string>> original_text; // what the card said, if changed
    Source original_source = Source::none;
    std::vector<Row> rows;
  };
  struct Row {
    std::string title; // German, "Kind 1"
    std::vector<Entry> entries;
  };
  struct Section {
    std::string id, title; // German
    std::vector<Entry> entries;
  };
  struct Declaration {
    std::string id;             // "erkl.belehrung"
    std::string label;          // German, what was tapped
    std::string wording_sha256; // of the German text and label
    WallTime at{};
  };
  struct Paper {
    std::string id, title; // German
    int pages = 0;
    bool sensitive = false; // in an envelope of its own
  };
  struct Open {
    OpenItem::Kind kind = OpenItem::Kind::answer;
    std::string id, title; // German; in a row "Kind 1: Geburtsort"
    std::size_t row = 0;   // from 1; 0: not in a row
    // German: that the visitor cannot get this document, and the reason in their own words if they
    // gave one; empty when nothing of that kind was said.
    Personal<std::string> statement = {};
  };

  std::string assistant, version, title; // title German
  std::string concern; // German text of the answer that says what is wanted, or empty
  std::string leika;
  std::string definition_sha256, parameters_sha256;
  std::string wording_sha256; // of all German labels, headings and code texts as shown
  std::string help_language;
  std::vector<Section> sections;
  std::vector<Declaration> declarations;
  std::vector<Paper> papers; // handed in (pages > 0)
  std::vector<Open> open;
  std::vector<std::string> staff_hints; // German
  std::optional<std::int64_t> fee_cents;

  // The bytes that are hashed and sealed: JSON, keys sorted, no white space, NFC, integers only.
  Personal<Bytes> canonical;
  std::string sha256; // lower-case hex of `canonical`
};

// `answer_rejected` while a visible page is incomplete; `text_missing` when a German text is not
// there. The detail names field ids only.
Result<Submission> compose(const Draft& draft, const Evaluation& evaluation,
                           const i18n::Catalogue& texts);

} // namespace foyer::forms
