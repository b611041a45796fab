// SPDX-License-Identifier: EUPL-1.2
// The staff's pages over the visitor's: nothing of one is seen by the other.
#include "lobby.hpp"
#include "page_faults.hpp"
#include "staff_scenes.hpp"

#include <ui/narrator.hpp>

#include <screens/spoken.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>

namespace foyer::screens_test {

namespace {

using staff::Page;

// Two people before one screen; what they do is kept and changes nothing but answers.
struct Counter {
  explicit Counter(StaffScene scene,
                   const ui::ScreenProfile& profile = ui::ScreenProfile::portrait_27())
      : ui(open_ui(profile)), state(std::move(scene.state)), work(std::move(scene.work)) {
    look();
  }
  explicit Counter(const std::string& name) : Counter(staff_scene(name)) {}

  void look() {
    int rounds = 0;
    do {
      std::vector<staff::WorkEvent> wished;
      for (auto& event : draw_staff(screens, *ui, state, work, now, wished))
        if (std::holds_alternative<visit::SetAnswer>(event))
          state = visit::step(std::move(state), std::move(event),
                              {house().assistants, now, house().wall})
                      .state;
        else
          events.push_back(std::move(event));
      std::move(wished.begin(), wished.end(), std::back_inserter(wishes));
    } while (ui->wants_frame() && ++rounds < 50);
  }
  Counter& tap(const std::string& id) {
    for (int i = 0; i < 20 && at(id).visible.empty(); ++i)
      press("page.more");
    press(id);
    return *this;
  }
  void press(const std::string& id) {
    const auto place = at(id).visible.centre();
    now += std::chrono::milliseconds{400};
    ui->input().finger_down(place);
    look();
    now += std::chrono::milliseconds{100};
    ui->input().finger_up(place);
    look();
    look();
  }
  const ui::Node& at(const std::string& id) const {
    const auto* node = ui->find(id);
    if (node == nullptr)
      throw std::runtime_error("not on the page: " + id);
    return *node;
  }
  template <class W> std::size_t wished() const {
    return static_cast<std::size_t>(std::count_if(
        wishes.begin(), wishes.end(), [](const auto& w) { return std::holds_alternative<W>(w); }));
  }
  template <class E> const E* wish_of_session() const {
    for (const auto& wish : wishes)
      if (const auto* event = std::get_if<staff::Event>(&wish))
        if (const auto* one = std::get_if<E>(event))
          return one;
    return nullptr;
  }

  std::unique_ptr<ui::Ui> ui;
  screens::Screens screens;
  visit::State state;
  staff::Workplace work;
  SteadyTime now = noon;
  std::vector<staff::WorkEvent> wishes;
  std::vector<visit::Event> events;
};

} // namespace

TEST_CASE("Every page of staff fits, on all screens") {
  for (const auto& profile : {ui::ScreenProfile::portrait_27(), ui::ScreenProfile::landscape_21(),
                              ui::ScreenProfile::landscape_15()})
    for (auto& scene : staff_scenes()) {
      INFO(scene.name << (profile.landscape() ? " landscape" : " portrait"));
      const bool covered = scene.work.page != Page::none;
      Counter counter(std::move(scene), profile);
      CHECK(faults_of(*counter.ui) == "");
      // What stands on them is German, and not the visitor's page.
      CHECK((counter.ui->find("field.adresse.strasse") == nullptr) == covered);
      CHECK((counter.ui->find("bar.language") == nullptr) == covered);
    }
}

TEST_CASE("A PIN is seen as dots, said as stars, and told to the card alone") {
  Counter counter("staff-pin");
  CHECK_FALSE(counter.at("page.primary").state.enabled);
  for (const char* digit : {"1", "2", "9", "4", "5", "6"})
    counter.tap(std::string("staff.pin.digit.") + digit);
  counter.tap("staff.pin.delete").tap("staff.pin.digit.7");
  CHECK(counter.at("staff.pin.digits").value == "******");
  CHECK(counter.at("page.primary").state.enabled);
  for (const auto& node : counter.ui->nodes())
    CHECK(node.value.find("12") == std::string::npos);

  ui::Narrator narrator;
  narrator.set_words(screens::spoken_words(house().texts, "de"));
  std::string said;
  for (const auto& phrase : narrator.follow(*counter.ui, true).phrases)
    said += phrase.text + "\n";
  CHECK(said.find("Stern") != std::string::npos);
  CHECK(said.find('2') == std::string::npos);

  counter.tap("page.primary");
  const auto* typed = counter.wish_of_session<staff::PinTyped>();
  REQUIRE(typed != nullptr);
  CHECK(as_text(typed->pin.reveal()) == "129457");
  CHECK(counter.at("staff.pin.digits").value.empty());
  CHECK(counter.events.empty()); // the visit hears nothing of it
}

TEST_CASE("A PIN that was begun is gone when its card has gone") {
  Counter counter("staff-pin");
  counter.tap("staff.pin.digit.1").tap("staff.pin.digit.2");
  const auto entrance = counter.work;
  counter.work.page = Page::none;
  counter.work.session = {};
  counter.look();
  counter.work = entrance;
  counter.look();
  CHECK(counter.at("staff.pin.digits").value.empty());
}

TEST_CASE("While a login has to wait, and for a last try nobody has confirmed, there are no keys") {
  CHECK(Counter("staff-pin-waiting").ui->find("staff.pin.digit.1") == nullptr);
  CHECK(Counter("staff-pin-locked").ui->find("staff.pin.digit.1") == nullptr);
  CHECK(Counter("staff-pin-pad").ui->find("staff.pin.digit.1") == nullptr);
  Counter last("staff-pin-last");
  CHECK(last.ui->find("staff.pin.digit.1") == nullptr);
  last.tap("staff.last_try");
  CHECK(last.wish_of_session<staff::LastTryConfirmed>() != nullptr);
  CHECK(Counter("staff-pin-last-confirmed").ui->find("staff.pin.digit.1") != nullptr);
  Counter waiting("staff-pin-waiting");
  CHECK(waiting.at("staff.wait.seconds").value == "10");
  CHECK(waiting.ui->wake_time() == noon + std::chrono::seconds{1});
}

TEST_CASE("The keys of a number pad are read by a name that does not give a PIN away") {
  Counter counter("staff-pin");
  CHECK(counter.at("staff.pin.digit.1").personal);
}

TEST_CASE("The band leads to the desk, and locks") {
  Counter open("staff-band-open");
  open.tap("bar.staff");
  CHECK(open.wished<staff::ShowDesk>() == 1);
  open.tap("bar.lock");
  CHECK(open.wish_of_session<staff::LockAsked>() != nullptr);
  CHECK(open.events.empty());
  Counter card("staff-band-card");
  CHECK(card.ui->find("bar.lock") == nullptr);
  card.tap("bar.staff");
  CHECK(card.wished<staff::ShowDesk>() == 1);
  // Its words are German on every page, and say so to who reads them aloud.
  open.state.presentation.language = "ar";
  open.look();
  CHECK(open.at("bar.staff").language == "de");
}

TEST_CASE("What a visitor has typed is there again when the staff's page has gone") {
  Counter counter("staff-band-open");
  counter.tap("field.adresse.strasse");
  counter.ui->input().text("X");
  counter.look();
  const auto typed = counter.at("field.adresse.strasse").value;
  REQUIRE(typed.find('X') != std::string::npos);
  const auto band = counter.work;
  counter.work.page = Page::desk;
  counter.look();
  CHECK(counter.ui->page_id() == "staff_desk");
  counter.work = band;
  counter.look();
  CHECK(counter.at("field.adresse.strasse").value == typed);
}

TEST_CASE("Staff read German, and the visitor's language, size and colours wait below") {
  Counter counter("staff-desk");
  counter.state.presentation.language = "ar";
  counter.state.presentation.text_size = visit::TextSize::largest;
  counter.state.presentation.contrast = visit::Contrast::white_on_black;
  counter.look();
  CHECK(counter.at("page.question").label == house().texts.text("de", "ui.staff.desk"));
  CHECK_FALSE(counter.ui->rtl());
  CHECK(counter.ui->text_size() == ui::TextSize::standard);
  counter.work.page = Page::none;
  counter.look();
  CHECK(counter.ui->rtl());
  CHECK(counter.ui->text_size() == ui::TextSize::largest);
}

TEST_CASE("Staff have the photo, technicians the machine") {
  Counter staff("staff-desk");
  CHECK(staff.ui->find("staff.condition") == nullptr);
  staff.tap("staff.face").tap("staff.visit").tap("bar.lock");
  CHECK(staff.wished<staff::AskFace>() == 1);
  CHECK(staff.wished<staff::Uncover>() == 1);
  CHECK(staff.wish_of_session<staff::LockAsked>() != nullptr);

  Counter technician("staff-desk-technician");
  CHECK(technician.ui->find("staff.face") == nullptr);
  CHECK(technician.ui->find("staff.visit") == nullptr); // there is none
  technician.tap("staff.condition").tap("staff.clock").tap("staff.service");
  CHECK(technician.wished<staff::AskCondition>() == 1);
  CHECK(technician.wished<staff::AskClock>() == 1);
  CHECK(technician.wished<staff::SetOutOfOrder>() == 1);
}

TEST_CASE("The machine's condition says nothing about anybody") {
  Counter counter("staff-condition-bad");
  counter.state = scene("check_answers");
  counter.look();
  for (const auto& node : counter.ui->nodes())
    for (const char* word : {"Kovalenko", "KOVALENKO", "Bayreuther", "YT8P3R0M4"}) {
      CHECK(node.label.find(word) == std::string::npos);
      CHECK(node.value.find(word) == std::string::npos);
    }
}

} // namespace foyer::screens_test
