// SPDX-License-Identifier: EUPL-1.2
#include "receipt_paper.hpp"

#include "local_time.hpp"

#include <forms/input.hpp>
#include <forms/submission.hpp>
#include <receipt/code_slip.hpp>
#include <receipt/receipt.hpp>
#include <receipt/test_page.hpp>

namespace foyer::app {

namespace {

// What is missing should be there by then (a local choice; the office may set another date).
constexpr std::chrono::days hand_in_within{28};

class Writer {
 public:
  Writer(const i18n::Catalogue& texts, std::string lang) : texts_(texts), lang_(std::move(lang)) {}

  [[nodiscard]] receipt::Text text(std::string_view key, const i18n::Args& args = {}) const {
    return {texts_.text(i18n::binding_language, key, args), help(key, args)};
  }
  [[nodiscard]] std::string help(std::string_view key, const i18n::Args& args) const {
    if (lang_ == i18n::binding_language)
      return {};
    return texts_.text(lang_, key, args);
  }
  [[nodiscard]] receipt::HelpLanguage help_language() const {
    if (lang_ == i18n::binding_language)
      return {};
    const auto* language = texts_.language(lang_);
    return {lang_, language != nullptr && language->rtl};
  }
  // A legal notice by its title line, which names the law; nothing for a declaration without text.
  [[nodiscard]] std::optional<receipt::Text> notice(const std::string& field,
                                                    const i18n::Args& args) const {
    const auto key = "field." + field + ".text";
    if (texts_.german_pattern(key).find('\n') == std::string_view::npos)
      return std::nullopt;
    const auto full = text(key, args);
    const auto first_line = [](const std::string& whole) {
      return whole.substr(0, whole.find('\n'));
    };
    return receipt::Text{first_line(full.german), first_line(full.help)};
  }
  // "Kind 1: Geburtsort" for what a row lacks.
  [[nodiscard]] receipt::Text open_item(const forms::Assistant& assistant,
                                        const forms::OpenItem& open, const i18n::Args& args) const {
    const bool answer = open.kind == forms::OpenItem::Kind::answer;
    const auto repeat = answer ? assistant.fields[open.index].repeat : forms::no_repeat;
    auto item = text(open.label_key(), args);
    if (repeat == forms::no_repeat)
      return item;
    auto row_args = args;
    row_args.insert_or_assign("n", static_cast<std::int64_t>(open.row) + 1);
    const auto row = text(assistant.repeat_key(repeat, "row"), row_args);
    return {row.german + ": " + item.german, item.help.empty() ? "" : row.help + ": " + item.help};
  }
  // "Heiratsurkunde: Das kann ich nicht bekommen".
  [[nodiscard]] receipt::Text said_of(const receipt::Text& item, std::string_view key) const {
    const auto said = text(key);
    return {item.german + ": " + said.german,
            item.help.empty() && said.help.empty()
                ? ""
                : (item.help.empty() ? item.german : item.help) + ": " +
                      (said.help.empty() ? said.german : said.help)};
  }
  // The answer in words, in both languages; empty when there is none or it is not relevant.
  [[nodiscard]] receipt::Text shown(const forms::Draft& draft, const forms::Evaluation& evaluation,
                                    std::string_view field) const {
    const auto& assistant = *draft.assistant();
    const auto index = assistant.find_field(field);
    if (!index || !evaluation.field(*index).relevant)
      return {};
    const auto& args = evaluation.text_args();
    const auto& definition = assistant.fields[*index];
    const auto& value = draft.answer(*index).value.reveal();
    receipt::Text out{forms::shown(definition, value, i18n::binding_language, texts_, args), {}};
    if (lang_ != i18n::binding_language)
      out.help = forms::shown(definition, value, lang_, texts_, args);
    return out;
  }

 private:
  const i18n::Catalogue& texts_;
  std::string lang_;
};

receipt::LocalTime local(WallTime time) {
  return {std::chrono::floor<std::chrono::seconds>(time), german_offset(time)};
}

// What every receipt has.
receipt::Content begin_content(const Config& config, const Writer& write,
                               const visit::Receipt& receipt, const i18n::Args& args) {
  receipt::Content content;
  receipt::fill_texts(content.texts, [&](std::string_view key, receipt::Text& text) {
    text = write.text(key, args);
  });
  content.help = write.help_language();
  content.number = receipt.number;
  content.office = config.terminal.office;
  content.kiosk = config.terminal.kiosk_id;
  content.place = config.terminal.place;
  content.received = local(receipt.filed_at);
  content.offline = receipt.offline;
  content.qr_payload = receipt.qr_payload;
  return content;
}

} // namespace

Result<Bytes> make_receipt_pdf(const Config& config, const i18n::Catalogue& texts,
                               const visit::FilingRequest& request, const visit::Receipt& receipt) {
  const auto& draft = request.draft;
  const auto& assistant = *draft.assistant();
  const auto evaluation = forms::evaluate(draft, forms::german_day(receipt.filed_at));
  const auto& args = evaluation.text_args();
  FOYER_TRY(const auto submission, forms::compose(draft, evaluation, texts));
  const Writer write(texts, request.language);

  auto content = begin_content(config, write, receipt, args);
  content.assistant = write.text(assistant.title_key(), args);
  const auto shown = [&](std::string_view field) { return write.shown(draft, evaluation, field); };
  if (assistant.concern)
    content.concern = shown(assistant.fields[*assistant.concern].id);

  const auto given = shown("person.vornamen").german;
  const auto surname = shown("person.familienname").german;
  content.applicant = Personal(given.empty() ? surname : given + " " + surname);
  content.birth_date = Personal(shown("person.geburtsdatum").german);
  if (const auto& proof = request.proof)
    content.identified = write.text("receipt.identified", {{"date", german_date(proof->at)},
                                                           {"time", german_clock(proof->at)}});
  if (auto previous = shown("titel.art"); !previous.german.empty())
    content.previous_document = std::move(previous);
  content.previous_valid_until = shown("titel.gueltig_bis").german;

  for (const auto& paper : submission.papers)
    content.documents.push_back({write.text("doc." + paper.id + ".title", args), paper.pages});
  for (const auto& open : evaluation.open_items()) {
    const bool paper = open.kind == forms::OpenItem::Kind::document;
    auto item = write.open_item(assistant, open, args);
    // Why, is between the visitor and the office: others may find the paper.
    if (paper && draft.cannot(open.id))
      item = write.said_of(item, "visit.document.cannot");
    (paper ? content.open : content.open_answers).push_back(std::move(item));
  }
  if (!evaluation.open_items().empty())
    content.open_until = german_date(receipt.filed_at + hand_in_within);
  // The legal notices only (4.4); every acknowledgement is in the container.
  for (const auto& declaration : submission.declarations)
    if (auto notice = write.notice(declaration.id, args))
      content.declarations.push_back({std::move(*notice), local(declaration.at)});
  for (const auto* key : {"receipt.next.1", "receipt.next.2", "receipt.next.3"})
    content.next_steps.push_back(write.text(key, args));
  if (receipt.code)
    content.case_code = Personal(std::string(as_text(receipt.code->reveal())));
  return receipt::render_pdf(content, config.terminal.assets / "fonts.conf");
}

Result<Bytes> make_answer_pdf(const Config& config, const i18n::Catalogue& texts,
                              const visit::PrintAnswer& answer) {
  const Writer write(texts, answer.language);
  auto content = begin_content(config, write, answer.receipt, {});
  content.texts.title = write.text("receipt.answer.title");
  content.texts.number = write.text("receipt.answer.number");
  content.texts.application = write.text("receipt.answer.to");
  content.texts.no_permit = write.text("receipt.answer.no_permit");
  content.texts.stored_offline = write.text("receipt.answer.stored_offline");
  content.assistant = write.text("receipt.answer.case",
                                 {{"number", receipt::grouped_number(answer.answer->number)}});
  if (!answer.answer->pages.empty())
    content.documents.push_back(
        {write.text("receipt.answer.papers"), static_cast<int>(answer.answer->pages.size())});
  for (const auto* key : {"receipt.answer.next", "receipt.next.3"})
    content.next_steps.push_back(write.text(key));
  return receipt::render_pdf(content, config.terminal.assets / "fonts.conf");
}

Result<Bytes> make_code_pdf(const Config& config, const i18n::Catalogue& texts,
                            const visit::KeptDraft& kept, const std::string& language) {
  const Writer write(texts, language);
  receipt::CodeSlip slip;
  slip.title = write.text("slip.title");
  slip.code_label = write.text("slip.code");
  slip.last_day_label = write.text("slip.last_day");
  for (const auto* key : {"slip.no_application", "slip.only_key", "slip.how"})
    slip.notes.push_back(write.text(key));
  slip.translation_note = write.text("receipt.translation_note");
  slip.help = write.help_language();
  slip.office = config.terminal.office;
  slip.kiosk = config.terminal.kiosk_id;
  slip.place = config.terminal.place;
  slip.code = kept.code->clone();
  slip.last_day = german_date(kept.last_day);
  return receipt::render_code_slip(slip, config.terminal.assets / "fonts.conf");
}

Result<Bytes> make_test_pdf(const Config& config, const i18n::Catalogue& texts, WallTime now) {
  return receipt::render_test_page(
      {.title = texts.text(i18n::binding_language, "ui.staff.test_page.title"),
       .text = texts.text(i18n::binding_language, "ui.staff.test_page.text"),
       .office = config.terminal.office,
       .kiosk = config.terminal.kiosk_id,
       .printed = {std::chrono::floor<std::chrono::seconds>(now), german_offset(now)}},
      config.terminal.assets / "fonts.conf");
}

} // namespace foyer::app
