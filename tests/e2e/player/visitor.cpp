// SPDX-License-Identifier: EUPL-1.2
#include "visitor.hpp"

#include <visit/step.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace foyer::player {

namespace {

// A machine under load may take this long for a card, a page or a filing; a defect takes for ever.
constexpr std::chrono::seconds patience{90};
constexpr std::chrono::milliseconds turn_lasts{20};

template <class T> T need(Result<T> result, const char* what) {
  if (!result)
    throw std::runtime_error(std::string(what) + ": " + std::string(name(result.failure().code)) +
                             ": " + result.failure().detail);
  return std::move(*result);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);)
    parts.push_back(part);
  return parts;
}

} // namespace

Visitor::Visitor(const app::Config& config, VisitorOptions options)
    : pictures_(std::move(options.pictures)) {
  window_ = need(ui::Window::open({.width = config.screen.width, .height = config.screen.height}),
                 "window");
  ui_ = need(app::open_ui(config), "ui");
  auto devices = app::make_devices(config);
  if (options.jack)
    devices.speaker = std::make_unique<HandJack>(std::move(devices.speaker), options.jack);
  terminal_ =
      need(app::Terminal::open(
               config, std::move(devices),
               {.clock = &clock_,
                .wake = [this] { window_->wake(); },
                .clock_kept = std::move(options.clock_kept),
                .witness = std::move(options.witness),
                .listener = [this](const ui::Phrase& phrase) { heard_.push_back(phrase.text); }}),
           "terminal");
  driver_ = std::make_unique<ui_driver::UiDriver>(*ui_, [this] { turn(); });
  settle();
}

void Visitor::turn() {
  window_->wait(ui_->input(), system_clock().steady() + turn_lasts, system_clock());
  terminal_->run_frames(*ui_);
  window_->present(*ui_);
  if (path_.empty() || path_.back() != state().place)
    path_.push_back(state().place);
  if (state().receipt && on_receipt_)
    std::exchange(on_receipt_, {})(*state().receipt);
}

void Visitor::wait_until(const char* what, const std::function<bool()>& true_now) {
  const auto until = system_clock().steady() + patience;
  while (!true_now()) {
    if (system_clock().steady() > until)
      throw std::runtime_error(
          std::string("waited in vain for ") + what + " at " + std::string(name(state().place)) +
          (state().problem ? ", " + std::string(name(state().problem->code)) : std::string()));
    turn();
  }
}

void Visitor::wait_for(visit::Place place) {
  wait_until(std::string(name(place)).c_str(), [&] { return state().place == place; });
  settle();
}

void Visitor::tap(std::string_view id) {
  // While something below was not seen, the primary button scrolls on: touch it again.
  for (int touches = 0; touches < 30; ++touches) {
    const bool read_on =
        id == "page.primary" && sees(id) && driver_->node(id).label == ui_->labels().read_on;
    driver_->tap(id);
    settle();
    if (!read_on)
      return;
  }
  throw std::runtime_error("the page has no end");
}

void Visitor::draw_on(std::string_view id, ui::Vec2 from, ui::Vec2 to) {
  driver_->reveal(id);
  const auto box = driver_->node(id).rect;
  driver_->drag({box.x + box.w * from.x, box.y + box.h * from.y},
                {box.x + box.w * to.x, box.y + box.h * to.y});
  settle();
}

void Visitor::walk_away(std::chrono::milliseconds time) {
  clock_.pass(time);
  turn();
}

void Visitor::look(std::string_view what) {
  if (pictures_.empty())
    return;
  settle();
  char number[16];
  std::snprintf(number, sizeof number, "%02d-", ++pictures_taken_);
  const auto file = pictures_ / (number + std::string(what) + ".png");
  if (const auto saved = window_->canvas().save_png(file); !saved)
    throw std::runtime_error("cannot save " + file.string());
}

void Visitor::write(const std::string& node, const std::string& text) {
  const auto there = driver_->node(node).value.size();
  driver_->fill(node, "");
  driver_->key(ui::Key::end);
  for (std::size_t n = 0; n < there; ++n)
    driver_->key(ui::Key::backspace);
  driver_->fill(node, text);
  driver_->done();
  settle();
}

void Visitor::key(ui::Key key) {
  ui_->input().key(key);
  settle();
}

void Visitor::choose_language(const std::string& own_name) {
  tap("bar.language");
  const auto& nodes = ui_->nodes();
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
    return node.id.starts_with("choose_language.") && node.label == own_name;
  });
  if (found == nodes.end())
    throw std::runtime_error("no such language to choose: " + own_name);
  tap(std::string(found->id));
}

void Visitor::begin(const Persona& persona) {
  wait_for(visit::Place::attract);
  look("attract");
  tap("start");
  wait_for(visit::Place::language);
  look("language");
  tap("language." + persona.language);
  wait_for(visit::Place::concern);
  look("concern");
  tap("concern." + persona.concern);
  wait_for(visit::Place::information);
  look("information");
  tap("page.primary");
}

void Visitor::use_card(const Persona& persona) {
  wait_for(visit::Place::enter_can);
  for (const char digit : persona.can)
    tap(std::string("can.digit.") + digit);
  look("enter_can");
  tap("page.primary");
}

void Visitor::pick(const std::string& node, const std::string& code_and_name) {
  tap(node); // opens the search; German names count in every language
  driver_->type(code_and_name.substr(code_and_name.find(':') + 1));
  tap(node + "." + code_and_name.substr(0, code_and_name.find(':')));
}

void Visitor::enter_list(const forms::Field& field, const std::string& node,
                         const std::vector<std::string>& entries) {
  using enum forms::FieldType;
  for (std::size_t n = 0; n < entries.size(); ++n) {
    if (n > 0)
      tap(node + ".add");
    const auto entry = n == 0 ? node : node + "." + std::to_string(n);
    if (field.type == countries || field.type == languages) {
      pick(entry, entries[n]);
    } else {
      driver_->fill(entry, entries[n]);
      driver_->done();
    }
    settle();
  }
}

void Visitor::enter(const forms::Field& field, const std::string& node, const std::string& answer) {
  using enum forms::FieldType;
  switch (field.type) {
  case boolean: return tap(node + (answer == "ja" ? ".yes" : ".no"));
  case acknowledgement: return tap(node);
  case choice:
  case choices: {
    auto codes = split(answer, '\n');
    if (codes.empty()) { // made up
      const auto offered =
          forms::offered_codes(state().draft, visit::evaluate(state(), clock_.wall()),
                               *state().draft.assistant()->find_field(field.id), state().stop.row);
      if (offered.empty())
        throw std::runtime_error("nothing to choose from: " + field.id);
      codes.push_back(offered.front()->code);
    }
    for (const auto& code : codes)
      tap(node + "." + code);
    return;
  }
  case country:
  case language: return pick(node, answer);
  case names:
  case texts:
  case languages:
  case countries: return enter_list(field, node, split(answer, '\n'));
  case date:
  case partial_date: {
    const auto parts = split(answer, '.');
    if (parts.size() == 3)
      driver_->fill(node + ".day", parts[0]);
    if (parts.size() >= 2)
      driver_->fill(node + ".month", parts[parts.size() - 2]);
    driver_->fill(node + ".year", parts.back());
    return driver_->done();
  }
  case signature: {
    driver_->reveal(node);
    const auto pad = driver_->node(node).rect;
    return driver_->drag({pad.x + pad.w * 0.2F, pad.y + pad.h * 0.6F},
                         {pad.x + pad.w * 0.7F, pad.y + pad.h * 0.4F});
  }
  default: driver_->fill(node, answer); driver_->done();
  }
}

void Visitor::answer_page(const Persona& persona) {
  const auto stop = state().stop;
  const auto& assistant = *state().draft.assistant();
  // An answer may open the next field of the same page, so look anew after each.
  for (bool more = true; more;) {
    more = false;
    const auto evaluation = visit::evaluate(state(), clock_.wall());
    for (const auto index : evaluation.fields_on(stop.page, stop.row)) {
      const auto& field = assistant.fields[index];
      const auto& answer = state().draft.answer(index, stop.row);
      if (evaluation.field(index, stop.row).answered || answer.skipped)
        continue;
      const auto id = forms::numbered(field.id, stop.row);
      const auto node = "field." + id;
      if (const auto wanted = persona.answer_to(field, stop.row))
        enter(field, node, *wanted);
      else if (field.requirement == forms::Requirement::soft)
        tap(sees("skip." + id) ? "skip." + id : node + ".unknown");
      else if (field.requirement == forms::Requirement::required)
        throw std::runtime_error("the persona has no answer for " + id);
      else
        continue;
      settle();
      const auto& now = state().draft.answer(index, stop.row);
      if (!forms::answered(now.value.reveal()) && !now.skipped) {
        look("stuck");
        throw std::runtime_error("the answer did not arrive: " + id);
      }
      const auto after = visit::evaluate(state(), clock_.wall());
      if (!now.skipped && !after.field(index, stop.row).answered) {
        look("stuck");
        throw std::runtime_error("the answer does not fit: " + id);
      }
      more = true;
      break;
    }
  }
}

std::string Visitor::name_of(const forms::Stop& stop) const {
  const auto& assistant = *state().draft.assistant();
  if (stop.is_overview())
    return "rows-" + assistant.repeats[stop.repeat].id;
  return assistant.pages[stop.page].id + (stop.in_row() ? "-" + std::to_string(stop.row + 1) : "");
}

void Visitor::go_on() {
  const auto place = state().place;
  const auto stop = state().stop;
  tap("page.primary");
  if (state().place != place || state().stop != stop)
    return;
  look("stuck");
  std::string why;
  const auto evaluation = visit::evaluate(state(), clock_.wall());
  const auto& assistant = *state().draft.assistant();
  if (!stop.is_overview())
    for (const auto field : evaluation.fields_on(stop.page, stop.row))
      for (const auto& finding : evaluation.field(field, stop.row).findings)
        if (finding.severity == forms::Severity::error)
          why += " " + assistant.fields[field].id + ":" + finding.key;
  throw std::runtime_error("cannot leave the page " + name_of(stop) + why);
}

void Visitor::answer_all(const Persona& persona, bool hurries) {
  while (state().place == visit::Place::question) {
    const auto stop = state().stop;
    if (stop.is_overview()) {
      const auto& repeat = state().draft.assistant()->repeats[stop.repeat];
      const auto rows = state().draft.rows(stop.repeat);
      if (rows < persona.rows_of(repeat)) {
        tap("add"); // and goes to the new row's first page
        if (state().draft.rows(stop.repeat) <= rows)
          throw std::runtime_error("cannot add a row to " + repeat.id);
        continue;
      }
    } else {
      answer_page(persona);
    }
    look("question-" + name_of(stop));
    if (hurries && sees("file_now")) {
      hurries = false;
      tap("file_now");
      continue;
    }
    go_on();
  }
}

void Visitor::hand_in(const Persona& persona) {
  while (state().place == visit::Place::document) {
    const auto& document = state().draft.assistant()->documents[state().document].id;
    const auto brought = persona.papers.find(document);
    if (brought != persona.papers.end() && brought->second > 0) {
      scan_pages(brought->second);
    } else {
      look("document-" + document);
      hand_in_later();
    }
  }
}

void Visitor::hand_in_later() {
  const auto document = state().document;
  if (sees("later")) // what need not be handed in has no such box
    tap("later");
  tap("page.primary");
  if (state().place != visit::Place::document || state().document != document)
    return;
  look("stuck");
  throw std::runtime_error("cannot leave the document " +
                           state().draft.assistant()->documents[document].id);
}

void Visitor::scan_pages(int pages) {
  for (int page = 0; page < pages; ++page) {
    wait_for(visit::Place::document);
    look("document");
    tap(sees("scan") ? "scan" : "page.primary");
    wait_until("a page", [this] {
      return state().place == visit::Place::scan_review ||
             state().place == visit::Place::scan_problem;
    });
    look(name(state().place));
    if (state().place == visit::Place::scan_problem)
      throw std::runtime_error("the scan failed: " + std::string(name(state().problem->code)));
    tap("page.primary");
  }
  wait_for(visit::Place::document);
  look("document");
  tap("page.primary");
}

void Visitor::declare(const Persona& persona) {
  wait_for(visit::Place::check_answers);
  tap("page.primary");
  while (state().place == visit::Place::declaration) {
    answer_page(persona);
    look("declaration-" + name_of(state().stop));
    go_on();
  }
  wait_for(visit::Place::ready);
  look("ready");
}

void Visitor::give_feedback() {
  wait_for(visit::Place::feedback);
  for (const char* mark : {"feedback.1", "feedback.2", "feedback.1"}) {
    look("feedback");
    tap(mark);
  }
}

} // namespace foyer::player
