// SPDX-License-Identifier: EUPL-1.2
// One function a place, one file a page.
#pragma once

#include "frame.hpp"

namespace foyer::screens {

void attract(Frame& frame);
void language(Frame& frame);
void concern(Frame& frame);
void enter_draft_code(Frame& frame);
void not_offered(Frame& frame);
void information(Frame& frame);
void identify(Frame& frame);
void enter_can(Frame& frame);
void enter_zone(Frame& frame);
void zone_scanning(Frame& frame);
void zone_read(Frame& frame);
void reading_card(Frame& frame);
void card_read(Frame& frame);
void card_problem(Frame& frame);
void question(Frame& frame); // also a row's page, and the overview of a repeat's rows
void overview(Frame& frame);
void code_scanning(Frame& frame);
void code_read(Frame& frame);
void document(Frame& frame);
void scanning(Frame& frame);
void scan_review(Frame& frame);
void blacken(Frame& frame);
void scan_problem(Frame& frame);
void stack_scanning(Frame& frame);
void stack_review(Frame& frame);
void stack_problem(Frame& frame);
void check_answers(Frame& frame);
void declaration(Frame& frame);
void ready(Frame& frame);
void filing(Frame& frame);
void filing_problem(Frame& frame);
void filing_unproven(Frame& frame);
void receipt(Frame& frame);
void feedback(Frame& frame);
void goodbye(Frame& frame);
void keeping(Frame& frame);
void keep_problem(Frame& frame);
void draft_kept(Frame& frame);
void eid_choose(Frame& frame);
void eid_consent(Frame& frame);
void eid_card(Frame& frame);
void eid_number(Frame& frame);
void eid_working(Frame& frame);
void eid_done(Frame& frame);
void eid_problem(Frame& frame);
// The ends of proving who one is, at eid_done and eid_problem.
void proven(Frame& frame);
void not_proven(Frame& frame);
void case_key(Frame& frame);
void case_scanning(Frame& frame);
void case_opening(Frame& frame);
void case_shown(Frame& frame);
void case_message(Frame& frame);
void case_answer(Frame& frame);
void case_check(Frame& frame);
void case_filing(Frame& frame);
void case_problem(Frame& frame);
void case_sent(Frame& frame);

// What lies over the page; called after it.
void overlays(Frame& frame);

} // namespace foyer::screens
