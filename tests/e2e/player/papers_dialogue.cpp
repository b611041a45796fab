// SPDX-License-Identifier: EUPL-1.2
// Everything that may be done with papers on the scanner, as somebody does it who has never seen
// this before: crumpled, askew, upside down, wrong, empty. Pictures of every page on the way.
#include "papers.hpp"

namespace foyer::player {

namespace {

using visit::Place;

class Dialogue {
 public:
  explicit Dialogue(Scene& scene)
      : scene_(scene), visitor_(scene.visitor), persona_(with_a_decision(scene.language)) {
    persona_.answers["foto.quelle"] = "cloud";
  }

  void passport_instead_of_typing() {
    visitor_.begin(persona_);
    visitor_.wait_for(Place::identify);
    visitor_.look("identify");
    scene_.hands.card("insert");
    visitor_.wait_for(Place::enter_can);
    visitor_.tap("can.passport");
    visitor_.wait_for(Place::enter_zone);
    visitor_.look("enter_zone");
    lay("ok papers/empty.pgm 300");
    visitor_.tap("zone.scan");
    visitor_.wait_until("nothing", [&] { return visitor_.state().optical.nothing; });
    visitor_.look("zone_nothing");
    lay("ok papers/passport-askew.ppm 1200");
    visitor_.tap("zone.scan");
    visitor_.wait_until("the scanner to begin",
                        [&] { return visitor_.state().scan_progress > 0.2; });
    visitor_.look("zone_scanning");
    visitor_.wait_for(Place::zone_read);
    visitor_.look("zone_read");
    visitor_.tap("without_chip");
  }

  void questions_and_the_studios_code() {
    while (visitor_.state().place == Place::question) {
      if (visitor_.sees("field.foto.quelle.cloud"))
        studio_code();
      visitor_.answer_page(persona_);
      visitor_.tap("page.primary");
    }
  }

  void passport() {
    visitor_.wait_for(Place::document);
    visitor_.look("document_passport");
    visitor_.tap("later");
    visitor_.look("later");
    visitor_.tap("later");
    visitor_.tap("cannot");
    visitor_.look("cannot");
    visitor_.tap("cannot");
    lay("ok papers/askew.pgm 1500");
    visitor_.tap("page.primary");
    visitor_.wait_until("the scanner to begin",
                        [&] { return visitor_.state().scan_progress > 0.2; });
    visitor_.look("scanning");
    visitor_.wait_for(Place::scan_review);
    visitor_.look("review_wrong_paper");
    lay("ok papers/passport-askew.ppm 300");
    again("review_passport");
    change("whole", "review_whole");
    change("cut", "review_cut");
    keep();
    visitor_.look("document_passport_kept");
    visitor_.tap("page.primary");
  }

  void card() {
    visitor_.wait_for(Place::document);
    visitor_.look("document_card");
    lay("ok papers/card-front.ppm 300\nok papers/card-back.ppm 300");
    scan_to_review(visitor_);
    visitor_.look("review_card_front");
    keep();
    visitor_.look("document_card_back");
    scan_to_review(visitor_);
    visitor_.look("review_card_back");
    change("turn", "review_turned");
    keep();
    visitor_.look("document_card_kept");
    visitor_.tap("page.primary");
  }

  void single_pages() {
    visitor_.wait_for(Place::document);
    visitor_.look("document_any");
    lay("jam");
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::scan_problem);
    visitor_.look("scan_problem");
    lay("ok papers/empty.pgm 300");
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::scan_review);
    visitor_.look("review_empty");
    lay("ok papers/dark.pgm 300");
    again("review_dark");
    lay("ok papers/crumpled.pgm 300");
    again("review_crumpled");
    keep();
    lay("ok papers/crumpled.pgm 300");
    scan_to_review(visitor_);
    visitor_.look("review_duplicate");
    lay("ok papers/upside-down.pgm 300");
    again("review_upside_down");
    keep();
    lay("ok papers/statement.pgm 300");
    scan_to_review(visitor_);
    blacken();
    keep();
    visitor_.look("document_three");
    visitor_.tap("earlier.2");
    visitor_.look("document_moved");
    visitor_.tap("page.0");
    visitor_.wait_for(Place::scan_review);
    visitor_.look("review_again");
    visitor_.tap("page.primary");
    for (int n = 0; n < 3; ++n)
      visitor_.tap("remove.0");
  }

  void stack() {
    visitor_.tap("stack.both");
    visitor_.look("document_stack");
    lay("ok papers/sheet-1.pgm|papers/sheet-2.pgm 700 + jam-after 900 papers/sheet-3.pgm 300\n"
        "ok papers/sheet-3.pgm 300");
    visitor_.tap("stack");
    visitor_.wait_until("a page", [&] { return !visitor_.state().stack.pages.empty(); });
    visitor_.look("stack_scanning");
    visitor_.wait_for(Place::stack_problem);
    visitor_.look("stack_problem");
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::stack_review);
    visitor_.look("stack_review");
    visitor_.tap("leave_out.3");
    visitor_.look("stack_left_out");
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::document);
    visitor_.look("document_stack_kept");
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::check_answers);
  }

 private:
  void lay(const std::string& lines) { scene_.hands.scanner(lines); }

  void again(std::string_view picture) {
    visitor_.tap("page.secondary");
    visitor_.wait_for(Place::scan_review);
    visitor_.look(picture);
  }

  void keep() {
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::document);
  }

  void change(std::string_view button, std::string_view picture) {
    visitor_.tap(button);
    wait_for_change(visitor_);
    visitor_.look(picture);
  }

  void studio_code() {
    visitor_.tap("field.foto.quelle.cloud");
    visitor_.look("code_offer");
    lay("ok papers/empty.pgm 300");
    visitor_.tap("code.scan");
    visitor_.wait_until("nothing", [&] { return visitor_.state().optical.nothing; });
    visitor_.look("code_nothing");
    lay("ok papers/photo-code.pgm 300");
    visitor_.tap("code.scan");
    visitor_.wait_for(Place::code_read);
    visitor_.look("code_read");
    visitor_.tap("page.primary");
    visitor_.look("code_taken");
  }

  void blacken() {
    visitor_.tap("blacken");
    visitor_.wait_for(Place::blacken);
    visitor_.look("blacken");
    visitor_.draw_on("blacken.page", {0.08F, 0.224F}, {0.6F, 0.248F});
    visitor_.look("blacken_finger");
    visitor_.tap("blacken.add");
    for (const char* knob : {"blacken.up", "blacken.up", "blacken.wider", "blacken.left"})
      visitor_.tap(knob);
    visitor_.look("blacken_buttons");
    visitor_.tap("page.primary");
    visitor_.wait_for(Place::scan_review);
    visitor_.look("blacken_working");
    wait_for_change(visitor_);
    visitor_.look("review_blackened");
  }

  Scene& scene_;
  Visitor& visitor_;
  Persona persona_;
};

} // namespace

void scan_dialogue(Scene& scene) {
  Dialogue dialogue(scene);
  dialogue.passport_instead_of_typing();
  dialogue.questions_and_the_studios_code();
  dialogue.passport();
  dialogue.card();
  dialogue.single_pages();
  dialogue.stack();
}

} // namespace foyer::player
