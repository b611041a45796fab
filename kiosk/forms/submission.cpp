// SPDX-License-Identifier: EUPL-1.2
#include <forms/submission.hpp>

#include "sha256.hpp"

#include <forms/input.hpp>

#include <nlohmann/json.hpp>

namespace foyer::forms {

using nlohmann::json;

namespace {

json raw_json(const Value& value) {
  if (const auto* answer = std::get_if<bool>(&value))
    return *answer;
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return *number;
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    return *list;
  return nullptr;
}

class Composer {
 public:
  Composer(const Draft& draft, const Evaluation& evaluation, const i18n::Catalogue& texts)
      : draft_(draft), evaluation_(evaluation), texts_(texts), assistant_(*draft.assistant()) {}

  Result<Submission> compose() {
    for (const PageKind kind : {PageKind::questions, PageKind::declarations})
      if (const auto stop = evaluation_.first_incomplete(kind))
        return fail(FailureCode::answer_rejected, name_of(*stop) + " is not complete");
    out_.assistant = assistant_.id;
    out_.version = assistant_.version;
    out_.leika = assistant_.leika;
    out_.definition_sha256 = assistant_.sha256;
    out_.parameters_sha256 = assistant_.parameters->sha256();
    out_.title = german(assistant_.title_key());
    out_.fee_cents = evaluation_.fee_cents();
    out_.help_language = std::string(i18n::binding_language);
    if (const auto* language =
            std::get_if<std::string>(&draft_.answer("antrag.sprache").value.reveal()))
      out_.help_language = *language;
    if (assistant_.concern && evaluation_.field(*assistant_.concern).answered)
      out_.concern =
          shown_german(*assistant_.concern, draft_.answer(*assistant_.concern).value.reveal());
    presets();
    for (std::size_t i = 0; i < assistant_.sections.size(); ++i)
      section(i);
    papers();
    for (const auto& item : evaluation_.open_items())
      open(item);
    if (!missing_.empty())
      return fail(FailureCode::text_missing, missing_);
    out_.wording_sha256 = sha256_hex(wording_);
    const std::string bytes = canonical().dump(-1, ' ', false, json::error_handler_t::replace);
    out_.sha256 = sha256_hex(bytes);
    out_.canonical = Personal<Bytes>(to_bytes(as_bytes(bytes)));
    return std::move(out_);
  }

 private:
  // The German text; what was shown goes into the wording's hash with its key.
  std::string german(const std::string& key, const i18n::Args* args = nullptr) {
    if (!texts_.has(i18n::binding_language, key)) {
      missing_ = "no German text " + key;
      return {};
    }
    std::string text =
        texts_.text(i18n::binding_language, key, args == nullptr ? evaluation_.text_args() : *args);
    wording_ += key + '\0' + text + '\0';
    return text;
  }

  [[nodiscard]] std::string name_of(const Stop& stop) const {
    if (stop.is_overview())
      return "repeat " + assistant_.repeats[stop.repeat].id;
    return "page " + assistant_.pages[stop.page].id;
  }

  std::string shown_german(std::size_t field, const Value& value) {
    return shown(assistant_.fields[field], value, i18n::binding_language, texts_,
                 evaluation_.text_args());
  }

  // Texts of a row take its number.
  [[nodiscard]] i18n::Args row_args(std::size_t row) const {
    i18n::Args args = evaluation_.text_args();
    args.insert_or_assign("n", static_cast<std::int64_t>(row) + 1);
    return args;
  }
  std::string row_title(std::size_t repeat, std::size_t row) {
    const i18n::Args args = row_args(row);
    return german(assistant_.repeat_key(repeat, "row"), &args);
  }

  // Set by the program, filed in a part of their own.
  void presets() {
    Submission::Section part{"preset", "", {}};
    for (std::size_t i = 0; i < assistant_.fields.size(); ++i)
      if (assistant_.fields[i].preset && evaluation_.field(i).answered)
        part.entries.push_back(entry(i, 0));
    if (!part.entries.empty())
      out_.sections.push_back(std::move(part));
  }

  void section(std::size_t index) {
    const auto& of = assistant_.sections[index];
    if (of.guidance)
      return;
    Submission::Section part{of.id, german(assistant_.section_key(index)), {}};
    for (const std::size_t page : of.pages) {
      const std::size_t repeat = assistant_.pages[page].repeat;
      if (repeat == no_repeat)
        entries(page, 0, nullptr, part.entries);
      else if (assistant_.repeats[repeat].pages.front() == page && evaluation_.rows(repeat) > 0)
        part.entries.push_back(group(repeat));
    }
    if (!part.entries.empty())
      out_.sections.push_back(std::move(part));
  }

  // What was answered on a page.
  void entries(std::size_t page, std::size_t row, const i18n::Args* args,
               std::vector<Submission::Entry>& out) {
    if (evaluation_.page_visible(page, row))
      german(assistant_.heading_key(page), args);
    for (const std::size_t field : assistant_.pages[page].fields) {
      const FieldState& state = evaluation_.field(field, row);
      hints(state, args); // an irrelevant field has no findings and is not answered
      if (!state.seen)
        continue;
      if (assistant_.fields[field].type == FieldType::acknowledgement && args == nullptr)
        declaration(field);
      out.push_back(entry(field, row));
    }
  }

  Submission::Entry group(std::size_t index) {
    const Repeat& repeat = assistant_.repeats[index];
    Submission::Entry made;
    made.field = repeat.id;
    made.label = german(assistant_.repeat_key(index, "heading"));
    for (std::size_t row = 0; row < evaluation_.rows(index); ++row) {
      const i18n::Args args = row_args(row);
      Submission::Row& said = made.rows.emplace_back();
      said.title = row_title(index, row);
      for (const std::size_t page : repeat.pages)
        entries(page, row, &args, said.entries);
    }
    return made;
  }

  Submission::Entry entry(std::size_t index, std::size_t row) {
    const Field& field = assistant_.fields[index];
    const Answer& answer = draft_.answer(index, row);
    const bool calculated = field.requirement == Requirement::calculated;
    const Value& value =
        calculated ? evaluation_.field(index, row).calculated : answer.value.reveal();
    Submission::Entry made;
    made.field = field.id;
    made.label = german("field." + field.id + ".label");
    // The empty list was said, too: "none of these".
    made.text = Personal<std::string>(answered(value) ? shown_german(index, value)
                                                      : german("ui.none_of_these"));
    made.raw = Personal<Value>(value);
    made.source = answer.source == Source::answer ? Source::user : answer.source;
    made.verified = answer.verified;
    if (answer.original) {
      made.original_text = Personal<std::string>(shown_german(index, answer.original->reveal()));
      made.original_source = answer.original_source;
    }
    wording_ += made.text.reveal() + '\0';
    return made;
  }

  void open(const OpenItem& item) {
    Submission::Open made{item.kind, std::string(item.id), german(item.label_key())};
    if (item.kind == OpenItem::Kind::document)
      if (const auto& why = draft_.cannot(item.id)) {
        const auto said = german("visit.document.cannot");
        made.statement = Personal(why->reveal().empty() ? said : said + ": " + why->reveal());
      }
    if (item.kind == OpenItem::Kind::answer)
      if (const std::size_t repeat = assistant_.fields[item.index].repeat; repeat != no_repeat) {
        made.row = item.row + 1;
        made.title = row_title(repeat, item.row) + ": " + made.title;
      }
    out_.open.push_back(std::move(made));
  }

  void declaration(std::size_t index) {
    const Field& field = assistant_.fields[index];
    const std::string label = german("field." + field.id + ".label");
    const std::string text = german("field." + field.id + ".text");
    out_.declarations.push_back(
        {field.id, label, sha256_hex(text + '\n' + label), draft_.answer(index).at});
  }

  void hints(const FieldState& state, const i18n::Args* row) {
    for (const auto& finding : state.findings) {
      if (finding.severity != Severity::hint)
        continue;
      i18n::Args args = finding.args;
      const i18n::Args& more = row == nullptr ? evaluation_.text_args() : *row;
      args.insert(more.begin(), more.end());
      out_.staff_hints.push_back(german(finding.key, &args));
    }
  }

  void papers() {
    for (const std::size_t index : evaluation_.documents()) {
      const auto& document = assistant_.documents[index];
      if (const int pages = draft_.pages(document.id); pages > 0)
        out_.papers.push_back(
            {document.id, german("doc." + document.id + ".title"), pages, document.sensitive});
    }
  }

  [[nodiscard]] json canonical() const {
    json root = {{"format", "foyer-submission-1"},
                 {"assistant", out_.assistant},
                 {"version", out_.version},
                 {"title", out_.title},
                 {"concern", out_.concern},
                 {"leika", out_.leika},
                 {"definition_sha256", out_.definition_sha256},
                 {"parameters_sha256", out_.parameters_sha256},
                 {"wording_sha256", out_.wording_sha256},
                 {"help_language", out_.help_language},
                 {"sections", json::array()},
                 {"declarations", json::array()},
                 {"documents", json::array()},
                 {"open", json::array()},
                 {"staff_hints", out_.staff_hints}};
    if (out_.fee_cents)
      root["fee_cents"] = *out_.fee_cents;
    for (const auto& part : out_.sections)
      root["sections"].push_back(
          {{"id", part.id}, {"title", part.title}, {"entries", entries_json(part.entries)}});
    for (const auto& declaration : out_.declarations)
      root["declarations"].push_back({{"id", declaration.id},
                                      {"label", declaration.label},
                                      {"wording_sha256", declaration.wording_sha256},
                                      {"at", to_rfc3339(declaration.at)}});
    for (const auto& paper : out_.papers) {
      json made = {{"id", paper.id}, {"title", paper.title}, {"pages", paper.pages}};
      if (paper.sensitive)
        made["sensitive"] = true;
      root["documents"].push_back(std::move(made));
    }
    for (const auto& item : out_.open) {
      json made = {{"kind", item.kind == OpenItem::Kind::answer ? "answer" : "document"},
                   {"id", item.id},
                   {"title", item.title}};
      if (item.row > 0)
        made["row"] = item.row;
      if (!item.statement.reveal().empty())
        made["statement"] = item.statement.reveal();
      root["open"].push_back(std::move(made));
    }
    return root;
  }

  static json entries_json(const std::vector<Submission::Entry>& entries) {
    json all = json::array();
    for (const auto& entry : entries)
      all.push_back(entry.rows.empty() ? entry_json(entry) : group_json(entry));
    return all;
  }

  static json group_json(const Submission::Entry& group) {
    json rows = json::array();
    for (const auto& row : group.rows)
      rows.push_back({{"title", row.title}, {"entries", entries_json(row.entries)}});
    return {{"repeat", group.field}, {"label", group.label}, {"rows", rows}};
  }

  static json entry_json(const Submission::Entry& entry) {
    json made = {{"field", entry.field},
                 {"label", entry.label},
                 {"text", entry.text.reveal()},
                 {"value", raw_json(entry.raw.reveal())}};
    if (entry.source != Source::none)
      made["source"] = name(entry.source);
    if (entry.verified)
      made["verified"] = true;
    if (entry.original_text)
      made["original"] = {{"text", entry.original_text->reveal()},
                          {"source", name(entry.original_source)}};
    return made;
  }

  const Draft& draft_;
  const Evaluation& evaluation_;
  const i18n::Catalogue& texts_;
  const Assistant& assistant_;
  Submission out_;
  std::string wording_, missing_;
};

} // namespace

Result<Submission> compose(const Draft& draft, const Evaluation& evaluation,
                           const i18n::Catalogue& texts) {
  return Composer(draft, evaluation, texts).compose();
}

} // namespace foyer::forms
