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
  struct Entry {
    std::string field;
    std::string label;          // German
    Personal<std::string> text; // German, as shown to the visitor
    Personal<Value> raw;
    Source source = Source::none;
    bool verified = false;
    std::optional<Personal<std::string>> original_text; // what the card said, if changed
    Source original_source = Source::none;
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
  };
  struct Open {
    OpenItem::Kind kind = OpenItem::Kind::answer;
    std::string id, title; // German
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
