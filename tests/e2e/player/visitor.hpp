// SPDX-License-Identifier: EUPL-1.2
// Visitor: stands before the real terminal (SDL on its dummy driver, software renderer) and does
// everything by touches. Every method throws std::runtime_error with a reason when stuck.
#pragma once

#include "hand_jack.hpp"
#include "passing_clock.hpp"
#include "persona.hpp"

#include <app/config.hpp>
#include <app/terminal.hpp>
#include <ui/window.hpp>
#include <ui_driver/ui_driver.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::player {

struct VisitorOptions {
  std::filesystem::path pictures; // empty: none are taken
  app::ClockKept clock_kept = app::kernel_clock_kept;
  app::Witness witness = {};
  std::shared_ptr<Jack> jack = {}; // null: nobody brings a headset
};

class Visitor {
 public:
  Visitor(const app::Config& config, VisitorOptions options);

  [[nodiscard]] const visit::State& state() const { return terminal_->state(); }
  // Of whoever holds a service card.
  [[nodiscard]] const staff::Workplace& staff() const { return terminal_->staff(); }
  [[nodiscard]] const std::vector<visit::Place>& path() const { return path_; }
  // Called once when a receipt first shows.
  void on_receipt(std::function<void(const visit::Receipt&)> told) {
    on_receipt_ = std::move(told);
  }
  void wait_for(visit::Place place);
  // Does nothing for so long.
  void walk_away(std::chrono::milliseconds time);
  void wait_until(const char* what, const std::function<bool()>& true_now);
  // Saves what the screen shows as NN-name.png.
  void look(std::string_view name);
  void tap(std::string_view id);
  // With a finger over what is there, from and to in shares of its width and height.
  void draw_on(std::string_view id, ui::Vec2 from, ui::Vec2 to);
  // Writes a line anew.
  void write(const std::string& node, const std::string& text);
  [[nodiscard]] bool sees(std::string_view id) const { return driver_->has(id); }
  // For who does not look: a key, and what was said since the last time.
  void key(ui::Key key);
  std::vector<std::string> take_heard() { return std::exchange(heard_, {}); }
  [[nodiscard]] WallTime wall() const { return clock_.wall(); }
  void choose_language(const std::string& own_name); // by the bar

  // From attract to the first question, with a card or as a guest.
  void begin(const Persona& persona);
  void use_card(const Persona& persona);
  // Questions and rows up to the documents. Who `hurries` files at once where that is offered.
  void answer_all(const Persona& persona, bool hurries = false);
  void answer_page(const Persona& persona);
  void hand_in_later();                 // the document at hand; throws when it stays
  void hand_in(const Persona& persona); // scans what this person brought, the rest comes later
  void declare(const Persona& persona); // check_answers to ready
  void scan_pages(int pages);           // at document
  void give_feedback();

 private:
  void turn();
  void settle() { driver_->settle(); }
  void enter(const forms::Field& field, const std::string& node, const std::string& answer);
  void enter_list(const forms::Field& field, const std::string& node,
                  const std::vector<std::string>& entries);
  void pick(const std::string& node, const std::string& code_and_name);
  void go_on(); // by the primary button; throws when the page cannot be left
  [[nodiscard]] std::string name_of(const forms::Stop& stop) const;

  PassingClock clock_;
  std::unique_ptr<ui::Window> window_;
  std::unique_ptr<ui::Ui> ui_;
  std::unique_ptr<app::Terminal> terminal_;
  std::unique_ptr<ui_driver::UiDriver> driver_;
  std::filesystem::path pictures_;
  int pictures_taken_ = 0;
  std::vector<visit::Place> path_;
  std::vector<std::string> heard_;
  std::function<void(const visit::Receipt&)> on_receipt_;
};

} // namespace foyer::player
