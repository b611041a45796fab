// SPDX-License-Identifier: EUPL-1.2
// The desk that opens cases and files answers, beside the office's desk whose store it asks. No
// agent listens: the way to the office and back is in tests/e2e/delivery/test_case.cpp.
#include "case_desk.hpp"
#include "filled.hpp"
#include "terminal_config.hpp"

#include <processes/processes.hpp>
#include <receipt/qr.hpp>

#include <catch2/catch.hpp>

using namespace foyer;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

struct Lobby {
  processes::TemporaryDirectory folder;
  app::Config config = terminal_config(folder.path());
  i18n::Catalogue texts = std::move(*i18n::Catalogue::load(source / "locales"));
  Mailbox<visit::Event> events;
  Mailbox<visit::CaseReply> replies;
  Mailbox<Result<visit::Receipt>> answers;
  app::OfficeDesk office{config,
                         texts,
                         system_clock(),
                         nullptr,
                         [] { return true; },
                         {},
                         {},
                         [](const visit::Event&) {}};
  app::CaseDesk desk{config, office};

  visit::Receipt file() {
    auto request = std::make_shared<const visit::FilingRequest>(filled_request());
    office.file(request, [this](visit::Event event) { events.post(std::move(event)); });
    const auto event = events.take({});
    REQUIRE(event);
    const auto* filed = std::get_if<visit::Filed>(&*event);
    REQUIRE(filed != nullptr);
    return filed->receipt;
  }
  app::CaseDesk::Opened report() {
    return [this](visit::CaseReply reply) { replies.post(std::move(reply)); };
  }
  visit::Case opened() {
    auto reply = replies.take({});
    REQUIRE(reply);
    REQUIRE(std::holds_alternative<visit::Case>(*reply));
    return std::get<visit::Case>(std::move(*reply));
  }
};

// A receipt as the scanner sees it: its code alone.
std::shared_ptr<const api::Page> page_with(const std::string& text) {
  const auto matrix = receipt::qr_matrix(text);
  REQUIRE(matrix.ok());
  constexpr int module = 6, quiet = 8;
  auto page = std::make_shared<api::Page>();
  page->width = page->height = (matrix->size + 2 * quiet) * module;
  page->channels = 1;
  for (int y = 0; y < page->height; ++y)
    for (int x = 0; x < page->width; ++x) {
      const int column = x / module - quiet, row = y / module - quiet;
      const bool inside = column >= 0 && row >= 0 && column < matrix->size && row < matrix->size;
      page->pixels.push_back(inside && matrix->at(column, row) ? 30 : 240);
    }
  return page;
}

} // namespace

TEST_CASE("a case is opened by what is typed and by what is scanned, and takes an answer") {
  Lobby lobby;
  const auto receipt = lobby.file();
  lobby.desk.open(receipt.number, *receipt.code, lobby.report());
  const auto typed = lobby.opened();
  CHECK(typed.number == receipt.number);
  lobby.desk.open(page_with(receipt.qr_payload), lobby.report());
  const auto scanned = lobby.opened();
  CHECK(scanned.number == receipt.number);
  CHECK(*scanned.access == *typed.access);
  lobby.desk.answer(std::make_shared<const visit::CaseAnswer>(
                        visit::CaseAnswer{.number = typed.number,
                                          .access = typed.access,
                                          .text = Personal<std::string>("Ich bin umgezogen."),
                                          .language = "de"}),
                    [&](Result<visit::Receipt> filed) { lobby.answers.post(std::move(filed)); });
  const auto answered = lobby.answers.take({});
  REQUIRE(answered);
  REQUIRE(answered->ok());
  lobby.desk.open(receipt.number, *receipt.code, lobby.report());
  const auto again = lobby.opened();
  REQUIRE(again.messages.size() == 1);
  CHECK(again.messages[0].id == (*answered)->number);
}

TEST_CASE("what cannot be a number, a code or a receipt is told at once") {
  Lobby lobby;
  const auto why = [&] {
    const auto reply = lobby.replies.try_take(); // without waiting for any thread
    REQUIRE(reply);
    return std::get<visit::CaseNotOpened>(*reply).why;
  };
  using Why = visit::CaseNotOpened::Why;
  const auto code = seal::PaperCode::generate()->text().clone();
  lobby.desk.open("N01-26-000001-A", code, lobby.report());
  CHECK(why() == Why::mistyped);
  lobby.desk.open("N01-26-000001-G", Secret(std::string_view("7KMQ-2XTP")), lobby.report());
  CHECK(why() == Why::mistyped);
}

TEST_CASE("a page with no code, or nobody's, is told as that") {
  Lobby lobby;
  for (const char* text : {"https://example.org", "FOYER1.N01-26-000001-G.x"}) {
    lobby.desk.open(page_with(text), lobby.report());
    const auto reply = lobby.replies.take({});
    REQUIRE(reply);
    CHECK(std::get<visit::CaseNotOpened>(*reply).why == visit::CaseNotOpened::Why::no_code);
  }
}
