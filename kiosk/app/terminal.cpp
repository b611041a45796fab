// SPDX-License-Identifier: EUPL-1.2
#include <app/terminal.hpp>

#include "card_desk.hpp"
#include "case_desk.hpp"
#include "eid_desk.hpp"
#include "office_desk.hpp"
#include "scan_desk.hpp"
#include "speech_desk.hpp"
#include "staff_counter.hpp"
#include "terminal_info.hpp"
#include "text_desk.hpp"

#include <app/assistants.hpp>
#include <app/menu.hpp>
#include <base/log.hpp>
#include <base/mailbox.hpp>
#include <receipt/qr.hpp>
#include <screens/screens.hpp>
#include <screens/spoken.hpp>
#include <visit/step.hpp>

#include <future>

namespace foyer::app {

namespace {

// The service is looked after again while nobody is there, so that it comes back by itself: at full
// minutes, when the attract screen's clock wakes the terminal anyway.
constexpr std::chrono::minutes service_check{1};

struct Letter {
  std::uint64_t visit; // 0: about the machine, whoever stands there
  std::variant<visit::Event, staff::WorkEvent> event;
};

Token token(visit::EndReason reason) {
  switch (reason) {
  case visit::EndReason::finished: return "finished";
  case visit::EndReason::kept: return "kept";
  case visit::EndReason::left: return "left";
  case visit::EndReason::idle: return "idle";
  }
  return "left";
}

// Those that visitors may choose; what is wrong with the others goes into the log. A terminal with
// nothing to offer does not start.
Result<visit::Assistants> load_assistants(FoundAssistants read, const Config& config,
                                          const i18n::Catalogue& texts) {
  FOYER_TRY(auto found, released(std::move(read), config, texts));
  visit::Assistants assistants;
  for (auto& [id, assistant] : found) {
    if (assistant)
      assistants.emplace(id, std::move(*assistant));
    else
      log(events::AssistantNotOffered{.assistant = AssistantRef(id),
                                      .failure = assistant.failure().code});
  }
  if (assistants.empty())
    return fail(FailureCode::definition_broken, "not one assistant may be offered");
  return assistants;
}

} // namespace

struct Content {
  i18n::Catalogue texts;
  visit::Assistants assistants;
  OfficeMenu menu;
  eid::TrustList trust;
};

Result<std::shared_ptr<Content>> load_content(const Config& config) {
  auto reading = std::async(std::launch::async, [&config] { return read_assistants(config); });
  // Shipped texts are checked when they are made, brought ones before they are taken over.
  FOYER_TRY(auto texts,
            i18n::Catalogue::load(config.texts_folder(), i18n::Patterns::checked_before));
  FOYER_TRY(auto assistants, load_assistants(reading.get(), config, texts));
  FOYER_TRY(auto menu, load_menu(config.definitions_folder()));
  FOYER_TRY(auto trust, eid::TrustList::load(config.card.trust_list));
  return std::make_shared<Content>(
      Content{std::move(texts), std::move(assistants), std::move(menu), std::move(trust)});
}

struct Terminal::Impl {
  Impl(Config the_config, i18n::Catalogue the_texts, visit::Assistants the_assistants,
       OfficeMenu the_menu, eid::TrustList trust, Devices devices, TerminalOptions options)
      : config(std::move(the_config)), clock(*options.clock), texts(std::move(the_texts)),
        assistants(std::move(the_assistants)),
        info(terminal_info(config, the_menu, devices.speaker != nullptr)),
        menu(std::move(the_menu.concerns)), listener(std::move(options.listener)),
        mailbox(std::move(options.wake)), signers(trust.size()),
        card(std::move(devices.card_reader), std::move(trust), clock, config.terminal.kiosk_id,
             {.worker = config.pages.worker}, machine()),
        scan(std::move(devices.scanner), clock, {.worker = config.pages.worker}),
        text({.worker = config.text.worker, .models = config.text.models}, clock),
        eid(std::move(devices.eid_client), office_behind(agent::Client(config.agent.socket)), clock,
            machine()),
        office(
            config, texts, clock, std::move(devices.printer), std::move(options.clock_kept),
            std::move(options.witness),
            [this](const std::shared_ptr<const api::Page>& page) { return text.text_of(page); },
            machine()),
        cases(config, office),
        speech(std::move(devices.speaker), texts, config.terminal.locales, machine()),
        staff(std::move(devices.staff_reader), config.terminal.data_dir, {card, scan, office},
              {assistants.size(), signers}, clock,
              [this](staff::WorkEvent event) { mailbox.post({0, std::move(event)}); }) {
    plan_service_check(); // the office's desk began with one
    state.eid_here = eid.here();
    state.eid_proves = config.eid.identify;
  }

  // Starts programs, so not beside the first picture; known before a first visitor can have come
  // far: no page moves under a finger.
  void look_around() {
    if (looked_around || !shown)
      return;
    looked_around = true;
    eid.check();
    scan.watch(machine());
    scan.look(machine());
  }

  Report machine() {
    return [this](visit::Event event) { mailbox.post({0, std::move(event)}); };
  }
  Report this_visit() {
    return [this, number = visit_number](visit::Event event) {
      mailbox.post({number, std::move(event)});
    };
  }

  void happen(visit::Event event);
  void happen_to_staff(staff::WorkEvent event);
  void tell_visit(std::vector<visit::Event> events);
  void step(visit::Event event);
  void carry_out(visit::Effect effect);
  void read_kept_pages();
  void on(visit::ReadCard& effect) { card.read(std::move(effect), this_visit()); }
  void on(visit::StopReading&) { card.stop(); }
  void on(visit::StartScan& effect) {
    const api::ScanRequest request{
        .mode = effect.mode == forms::ScanMode::color ? api::ScanMode::colour : api::ScanMode::grey,
        .dpi = effect.dpi,
        .source = effect.source,
        .most_pages = effect.most};
    scan.scan(request, std::move(effect), this_visit());
  }
  void on(visit::LookForScanner&) { scan.look(machine()); }
  void on(visit::ReadScannedZone& effect) { scan.read(std::move(effect), this_visit()); }
  void on(visit::ReadScannedCodes& effect) { scan.read(std::move(effect), this_visit()); }
  void on(visit::ChangePage& effect) { scan.change(std::move(effect), this_visit()); }
  void on(visit::EndScan&) { scan.stop(); }
  void on(visit::EndStack&) { scan.end_stack(); }
  void on(visit::StopPrinting&) { office.stop_printing(); }
  void on(visit::FileApplication& effect) { office.file(effect.request, this_visit()); }
  void on(visit::PrintReceipt& effect) {
    office.print(effect.request, effect.receipt, this_visit());
  }
  void on(visit::KeepDraft& effect) { office.keep_draft(effect.request, this_visit()); }
  void on(visit::PrintDraftCode& effect) {
    office.print_code(effect.kept, effect.language, this_visit());
  }
  void on(visit::FindDraft& effect) { office.find_draft(effect.code, assistants, this_visit()); }
  void on(visit::CheckEid&) { eid.check(); }
  void on(visit::RunEid& effect) { eid.run(effect.task, this_visit()); }
  void on(visit::AnswerEid& effect) { eid.answer(std::move(effect.digits)); }
  void on(visit::ConsentEid&) { eid.consent(); }
  void on(visit::StopEid&) { eid.stop(); }
  void on(visit::OpenCase& effect) {
    cases.open(effect.number, effect.code, replies_to(effect.asked, this_visit()));
  }
  void on(visit::OpenScannedCase& effect) {
    cases.open(effect.page.page, replies_to(effect.asked, this_visit()));
  }
  void on(visit::StopCase&) { cases.stop(); }
  void on(visit::FileAnswer& effect) { cases.answer(effect.answer, files_for(this_visit())); }
  void on(visit::PrintAnswer& effect) { office.print(effect, this_visit()); }
  void on(visit::KeepFeedback& effect);
  void on(visit::EndVisit& effect);
  void take_reports();
  void tick();
  void plan_service_check();
  std::vector<visit::Event> draw(ui::Ui& ui);
  void narrate(const ui::Ui& ui);
  [[nodiscard]] bool attracting() const { return state.place == visit::Place::attract; }

  Config config;
  const Clock& clock;
  i18n::Catalogue texts;
  visit::Assistants assistants;
  screens::TerminalInfo info;
  screens::Menu menu;
  screens::Screens screens;
  visit::State state;
  std::uint64_t visit_number = 1;
  bool wipe_glass = false;
  bool shown = false, looked_around = false;
  std::optional<screens::QrImage> qr;
  ui::Narrator narrator;
  std::string narrates_in; // the language of its words; "" while nobody listens
  std::function<void(const ui::Phrase&)> listener;
  SteadyTime next_service_check{}; // where nobody is there
  Mailbox<Letter> mailbox;
  std::size_t signers; // on the trust list
  CardDesk card;
  ScanDesk scan;
  TextDesk text; // the one after next asks it
  EidDesk eid;
  OfficeDesk office;
  CaseDesk cases; // asks the one above
  SpeechDesk speech;
  StaffCounter staff; // last: it uses the desks above
};

void Terminal::Impl::happen(visit::Event event) {
  // Whatever else the office's desk finds: a terminal that a technician took out is out.
  if (auto* service = std::get_if<visit::ServiceChanged>(&event);
      service != nullptr && !service->out_of_service && staff.workplace().out_of_order)
    service->out_of_service = fail(FailureCode::out_of_order);
  step(std::move(event));
  tell_visit(staff.follow(state));
}

void Terminal::Impl::happen_to_staff(staff::WorkEvent event) {
  tell_visit(staff.happen(std::move(event), state));
}

void Terminal::Impl::tell_visit(std::vector<visit::Event> events) {
  for (auto& event : events)
    step(std::move(event));
}

void Terminal::Impl::step(visit::Event event) {
  const auto before = state.place;
  auto next = visit::step(std::move(state), std::move(event),
                          {.assistants = assistants, .now = clock.steady(), .wall = clock.wall()});
  state = std::move(next.state);
  if (before == visit::Place::attract && !attracting())
    log(events::VisitStarted{});
  if (before != state.place)
    log(events::VisitPage{.page = visit::token(state.place)});
  if (!state.receipt)
    qr.reset();
  for (auto& effect : next.effects)
    carry_out(std::move(effect));
  read_kept_pages();
}

void Terminal::Impl::read_kept_pages() {
  std::vector<std::shared_ptr<const api::Page>> pages;
  const auto add = [&](const std::vector<visit::ScannedPage>& kept) {
    for (const auto& page : kept)
      pages.push_back(page.page);
  };
  for (const auto& [document, kept] : state.papers)
    add(kept);
  add(state.inquiry.pages);
  text.read(pages, state.presentation.language);
}

void Terminal::Impl::carry_out(visit::Effect effect) {
  std::visit([this](auto& wanted) { on(wanted); }, effect);
}

void Terminal::Impl::on(visit::KeepFeedback& effect) {
  const auto mark = [&](std::size_t i) { return i < effect.marks.size() ? effect.marks[i] : 0; };
  log(events::FeedbackGiven{.first = mark(0), .second = mark(1), .third = mark(2)});
}

void Terminal::Impl::on(visit::EndVisit& effect) {
  log(events::VisitEnded{.reason = token(effect.reason),
                         .duration = clock.steady() - effect.began});
  ++visit_number; // late reports of the visit that is over go nowhere
  wipe_glass = true;
  text.forget();
  scan.forget();
  office.check_service();
  plan_service_check();
}

void Terminal::Impl::take_reports() {
  while (auto letter = mailbox.try_take()) {
    if (letter->visit != 0 && letter->visit != visit_number)
      continue;
    if (auto* event = std::get_if<visit::Event>(&letter->event))
      happen(std::move(*event));
    else
      happen_to_staff(std::move(std::get<staff::WorkEvent>(letter->event)));
  }
}

void Terminal::Impl::tick() {
  const auto now = clock.steady();
  if (const auto due = visit::next_tick(state); due && now >= *due)
    happen(visit::Tick{});
  tell_visit(staff.tick(state));
  if (!attracting() || now < next_service_check)
    return;
  office.check_service();
  plan_service_check();
}

// With the minute, at which the clock on the screen goes on anyway.
void Terminal::Impl::plan_service_check() {
  next_service_check =
      clock.steady() + service_check - clock.wall().time_since_epoch() % service_check;
}

std::vector<visit::Event> Terminal::Impl::draw(ui::Ui& ui) {
  if (wipe_glass) {
    ui.wipe();
    wipe_glass = false;
  }
  if (state.receipt && !qr)
    if (auto matrix = receipt::qr_matrix(state.receipt->qr_payload); matrix.ok())
      qr = screens::QrImage{matrix->size, matrix->dark};
  std::optional<forms::Evaluation> evaluation;
  if (state.draft.assistant())
    evaluation = visit::evaluate(state, clock.wall());
  return screens.draw(ui, {.state = state,
                           .evaluation = evaluation ? &*evaluation : nullptr,
                           .assistants = assistants,
                           .menu = menu,
                           .texts = texts,
                           .terminal = info,
                           .wall = clock.wall(),
                           .now = clock.steady(),
                           .receipt_qr = qr ? &*qr : nullptr,
                           .staff = staff.shown()});
}

void Terminal::Impl::narrate(const ui::Ui& ui) {
  auto how = state.presentation;
  if (staff.workplace().page != staff::Page::none)
    how.language = screens::staff_language;
  if (!how.speech) {
    if (!narrates_in.empty())
      speech.be_silent();
    narrates_in.clear();
    return;
  }
  ui::Narration said;
  if (narrates_in != how.language) {
    const bool begins = narrates_in.empty();
    narrates_in = how.language;
    narrator.set_words(screens::spoken_words(texts, how.language));
    narrator.forget();
    if (begins)
      said.phrases = screens::spoken_welcome(texts, how.language, state.headset);
  }
  const auto& commands = ui.commands();
  const bool again = std::find(commands.begin(), commands.end(), ui::Key::repeat) != commands.end();
  auto more = narrator.follow(ui, state.headset);
  if (again)
    more = narrator.repeat(ui, state.headset);
  said.interrupts = more.interrupts;
  std::move(more.phrases.begin(), more.phrases.end(), std::back_inserter(said.phrases));
  speech.say(said, how);
  if (listener)
    std::for_each(said.phrases.begin(), said.phrases.end(), listener);
}

Terminal::Terminal() = default;
Terminal::~Terminal() = default;

Result<std::unique_ptr<Terminal>> Terminal::open(Config config, Content& content, Devices devices,
                                                 TerminalOptions options) {
  std::unique_ptr<Terminal> terminal(new Terminal);
  terminal->impl_ = std::make_unique<Impl>(
      std::move(config), std::move(content.texts), std::move(content.assistants),
      std::move(content.menu), std::move(content.trust), std::move(devices), std::move(options));
  return terminal;
}

Result<std::unique_ptr<Terminal>> Terminal::open(Config config, Devices devices,
                                                 TerminalOptions options) {
  FOYER_TRY(const auto content, load_content(config));
  return open(std::move(config), *content, std::move(devices), std::move(options));
}

void Terminal::run_frames(ui::Ui& ui) {
  impl_->look_around();
  bool more = true;
  while (more) {
    impl_->take_reports();
    impl_->tick();
    auto events = impl_->draw(ui);
    auto wishes = impl_->screens.take_wishes();
    more = ui.wants_frame() || !events.empty() || !wishes.empty();
    if (!more || !ui.commands().empty())
      impl_->narrate(ui);
    for (auto& event : events)
      impl_->happen(std::move(event));
    for (auto& wish : wishes)
      impl_->happen_to_staff(std::move(wish));
  }
  impl_->shown = true;
}

std::optional<SteadyTime> Terminal::next_tick() const {
  if (!impl_->looked_around)
    return impl_->clock.steady();
  auto due = impl_->attracting() ? std::optional(impl_->next_service_check)
                                 : visit::next_tick(impl_->state);
  if (const auto staff = impl_->staff.next_tick(); staff && (!due || *staff < *due))
    due = staff;
  return due;
}

bool Terminal::at_rest() const {
  const auto& workplace = impl_->staff.workplace();
  return impl_->attracting() && impl_->state.paper != visit::Paper::printing &&
         workplace.page == staff::Page::none && !staff::card_lies_there(workplace);
}

const visit::State& Terminal::state() const {
  return impl_->state;
}

const staff::Workplace& Terminal::staff() const {
  return impl_->staff.workplace();
}

Result<std::unique_ptr<ui::Ui>> open_ui(const Config& config) {
  ui::UiOptions options;
  options.profile.width_px = config.screen.width;
  options.profile.height_px = config.screen.height;
  options.profile.px_per_mm = static_cast<float>(config.screen.px_per_mm);
  options.fonts_conf = config.terminal.assets / "fonts.conf";
  return ui::Ui::open(options);
}

} // namespace foyer::app
