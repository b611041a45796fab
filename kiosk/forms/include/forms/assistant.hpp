// SPDX-License-Identifier: EUPL-1.2
// Assistant: one loaded, checked, immutable definition. Written format: kiosk/forms/FORMAT.md.
// Texts are found by rule, never stored here:
//   assistant.<id>.title .purpose .needs .duration
//   section.<assistant>.<section>.title
//   page.<assistant or block>.<page>.heading (.help)
//   field.<id>.label (.help .why, .text of an ack)     field ids in a repeat: "kinder[].vornamen"
//   repeat.<id>.heading .row .add (.help)
//   code.<list>.<code>
//   doc.<id>.title (.help)
// Every text of an assistant is asked for with Evaluation::text_args(); those of a row (its pages'
// headings, repeat.<id>.row) also with {n}, the row's number from 1.
#pragma once

#include <base/result.hpp>
#include <forms/expression.hpp>
#include <forms/parameters.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace foyer::forms {

enum class FieldType : std::uint8_t {
  text,
  name,
  date,
  partial_date,
  boolean,
  integer,
  euro,
  country,
  choice,
  choices,
  language,
  phone,
  email,
  names,
  countries,
  acknowledgement,
  signature,
  code,
  texts,     // list<text(n)>
  languages, // list<lang>
  iban
};
std::string_view name(FieldType type);

// required: the page cannot be left without it. soft: asked, may be skipped, never blocks filing.
enum class Requirement : std::uint8_t { required, optional, soft, calculated };

// error: the page cannot be left. warning: said to the visitor, who may go on. notice: information
// ("your title ends soon"), nothing wrong with the answer. hint: for staff only.
enum class Severity : std::uint8_t { error, warning, notice, hint };
std::string_view name(Severity severity);

struct Constraint {
  Severity severity = Severity::error;
  Expression condition;                                 // must hold; unknown is not a finding
  std::string message_key;                              // "check.<...>"
  std::vector<std::pair<std::string, Expression>> args; // numbers and texts for the message
  std::string offer;     // id of an assistant that fits better ("a1"), or empty
  bool file_now = false; // while it does not hold, minutes count: filing is offered at once
};

struct Code {
  std::string code;
  std::string
      group;       // for a field with a filter: offered when the filter's answer is this; or empty
  std::string law; // for readers
  // States only: our names by language ("de" always; others where ICU has none), ISO 3166-1 alpha-2
  // for ICU's names, and the codes a machine readable zone may carry.
  std::map<std::string, std::string, std::less<>> names;
  std::string iso2;
  std::vector<std::string> mrz;
  bool historic = false; // a state that is no more: for places of birth and former nationalities
  bool offered = true;   // in the visitor's pick list; false: valid, but only read from a card
};
struct CodeList {
  std::string id;
  std::vector<Code> codes; // in the order they are offered
  [[nodiscard]] const Code* find(std::string_view code) const;
  // By what a machine readable zone says ("D", "RKS"); nullptr when it names no state of ours.
  [[nodiscard]] const Code* find_mrz(std::string_view code) const;
};

inline constexpr std::size_t no_page = static_cast<std::size_t>(-1);
inline constexpr std::size_t no_repeat = static_cast<std::size_t>(-1);

struct Field {
  std::string id; // "person.vornamen"; in a repeat "kinder[].vornamen"
  FieldType type = FieldType::text;
  Requirement requirement = Requirement::required;
  std::int64_t max_length = 0;        // text, name, names, texts, code: characters
  std::int64_t min = 0, max = 0;      // integer: bounds; lists: number of entries
  const CodeList* codes = nullptr;    // choice, choices, country, countries; owned by the assistant
  std::optional<Expression> relevant; // none: always
  std::optional<Expression> calculated; // requirement calculated only
  // What the visitor said earlier and only confirms here; in a repeat a list, an entry for each
  // row.
  std::optional<Expression> suggested;
  std::optional<Expression> suggested_when; // none: always
  std::vector<Constraint> constraints;
  bool upper = false;             // typed letters become capitals (numbers of documents)
  bool preset = false;            // set by the program (the help language), never asked
  std::size_t page = no_page;     // index into Assistant::pages; no_page: preset
  std::size_t repeat = no_repeat; // index into Assistant::repeats: asked once a row
  // The earlier choice field whose answer says which codes are offered (Code::group).
  std::optional<std::size_t> filter;
};

// Questions come first; declarations are shown after the visitor has checked the answers.
enum class PageKind : std::uint8_t { questions, declarations };

struct Page {
  std::string id; // "<assistant or block>.<page>": "a3.grund", "person.name"
  std::size_t section = 0;
  PageKind kind = PageKind::questions;
  std::vector<std::size_t> fields; // 1-6 that are asked, plus calculated ones, which are not shown
  std::size_t repeat = no_repeat;  // a row's page: asked once a row of this repeat
};

// Questions asked once for each child, stay, ... Its overview lists the rows; each row has pages.
struct Repeat {
  std::string id; // "kinder", "staat.jetzt"
  std::size_t section = 0;
  PageKind kind = PageKind::questions;
  std::size_t min = 0, max = 1;       // rows: below min nobody goes on; more than max do not fit
  std::optional<Expression> relevant; // none: always. Holds for the whole repeat
  std::vector<std::size_t> summary;   // fields that name a row in the overview
  std::vector<std::size_t> pages;     // of a row, in order
  // Its fields follow each other in Assistant::fields: [first_field, first_field + field_count).
  std::size_t first_field = 0, field_count = 0;
};

struct Section {
  std::string id;
  std::vector<std::size_t> pages; // also those of rows
  // Asked to advise the visitor only: the answers are neither filed nor kept, nothing reads them.
  bool guidance = false;
};

enum class ScanMode : std::uint8_t { color, grey };

// A paper the visitor may hand in. Always soft: a missing one is an open item.
// What lies on the scanner, where that helps to scan it well.
enum class PaperKind : std::uint8_t {
  any,
  passport, // its page with the photo
  card,     // front, then back; further pages may be sheets that go with it
  identity, // a passport or a card
  finances  // bank papers, payslips, contracts: hold numbers that the office does not need
};

std::string_view name(PaperKind kind); // as in definitions; "any" for none
std::optional<PaperKind> paper_kind(std::string_view word);

struct Document {
  std::string id;
  int min_pages = 1, max_pages = 1;
  std::optional<Expression> relevant;
  ScanMode mode = ScanMode::grey;
  int dpi = 300;
  bool sensitive = false; // in an envelope of its own, for the case worker only
  PaperKind kind = PaperKind::any;
};

class Assistant {
 public:
  std::string id; // "a3"
  std::string version;
  std::string sha256; // over the definition and every block and code list it uses
  std::string leika;  // the city's own service code ("330_ep_d_at_nk")
  std::vector<Section> sections;
  std::vector<Page> pages;
  std::vector<Repeat> repeats;
  std::vector<Field> fields; // in the order they are asked
  std::vector<Document> documents;
  std::optional<Expression> fee;       // expected fee in cents
  std::optional<Expression> fee_known; // not true: the office decides, no fee is shown
  std::string fee_note;                // key of a text beside the fee, or empty
  struct TextArg {
    std::string name;
    std::size_t field = 0;
    std::string otherwise;
  };
  std::vector<TextArg> text_args;
  std::optional<std::size_t> concern; // the field that says what is wanted
  std::shared_ptr<const Parameters> parameters;

  // The field is asked to advise the visitor only.
  // Some field is put in from earlier answers.
  [[nodiscard]] bool suggests() const { return suggests_; }
  [[nodiscard]] bool guidance(const Field& field) const {
    return field.page != no_page && sections[pages[field.page].section].guidance;
  }
  [[nodiscard]] std::optional<std::size_t> find_field(std::string_view id) const;
  [[nodiscard]] std::optional<std::size_t> find_page(std::string_view id) const;
  [[nodiscard]] std::optional<std::size_t> find_document(std::string_view id) const;
  [[nodiscard]] std::optional<std::size_t> find_repeat(std::string_view id) const;

  [[nodiscard]] std::string title_key() const { return "assistant." + id + ".title"; }
  [[nodiscard]] std::string heading_key(std::size_t page) const;
  [[nodiscard]] std::string section_key(std::size_t section) const;
  // What: "heading", "row", "add", "help".
  [[nodiscard]] std::string repeat_key(std::size_t repeat, std::string_view what) const;

  [[nodiscard]] const std::vector<std::shared_ptr<const CodeList>>& code_lists() const {
    return lists_;
  }

  // Every message key this definition asks the catalogue for, and those it may have beside them
  // (help), both sorted: what the lint compares.
  [[nodiscard]] std::vector<std::string> text_keys() const;
  [[nodiscard]] std::vector<std::string> optional_text_keys() const;

 private:
  friend class DefinitionReader;
  std::vector<std::shared_ptr<const CodeList>> lists_;
  bool suggests_ = false;
  std::unordered_map<std::string, std::size_t> field_index_;
};

} // namespace foyer::forms
