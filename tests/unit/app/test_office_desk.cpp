// SPDX-License-Identifier: EUPL-1.2
// The desk that owns the store and the printer, between visits.
#include "office_desk.hpp"
#include "terminal_config.hpp"

#include <catch2/catch.hpp>

using namespace foyer;

namespace {

// Out of paper: nothing comes until somebody asks to stop.
class WaitingPrinter final : public api::Printer {
 public:
  Status print(ByteView, std::string_view, const std::stop_token& stop) override {
    Mailbox<int> nothing;
    (void)nothing.take(stop);
    return fail(FailureCode::cancelled);
  }
};

struct Lobby {
  processes::TemporaryDirectory folder;
  app::Config config = terminal_config(folder.path());
  i18n::Catalogue texts =
      std::move(*i18n::Catalogue::load(std::filesystem::path(FOYER_SOURCE_DIR) / "locales"));
  Mailbox<visit::Event> machine, visit;
  std::unique_ptr<app::OfficeDesk> office;

  void open() {
    office = std::make_unique<app::OfficeDesk>(
        config, texts, system_clock(), std::make_unique<WaitingPrinter>(), [] { return true; },
        app::Witness{}, app::TextOf{},
        [this](visit::Event event) { machine.post(std::move(event)); });
  }
  // What is told of the service next.
  std::optional<FailureCode> service() {
    for (;;) {
      const auto event = machine.take({});
      REQUIRE(event);
      if (const auto* told = std::get_if<visit::ServiceChanged>(&*event))
        return told->out_of_service ? std::optional(told->out_of_service->code) : std::nullopt;
    }
  }
};

} // namespace

TEST_CASE("a store that failed is opened anew once its disk is mended") {
  Lobby lobby;
  lobby.open();
  CHECK_FALSE(lobby.service());
  lobby.office.reset();
  const auto file = lobby.config.terminal.data_dir / "foyer.db";
  const auto whole = processes::read_file(file);
  lobby.open();
  CHECK_FALSE(lobby.service());
  // Somebody else has written: what the desk remembers of the file counts no more.
  REQUIRE(store::Store::open(file, {})->set_note("somebody", "else"));
  processes::write_file(file, std::string(whole.size(), '?'));
  lobby.office->check_service();
  CHECK(lobby.service());
  // The disk is gone altogether: the numbers do not begin anew in the empty folder.
  for (const char* part : {"foyer.db", "foyer.db-wal", "foyer.db-shm"})
    std::filesystem::remove(file.parent_path() / part);
  lobby.office->check_service();
  CHECK(lobby.service());
  CHECK_FALSE(std::filesystem::exists(file));
  processes::write_file(file, whole);
  lobby.office->check_service();
  CHECK_FALSE(lobby.service());
}

TEST_CASE("nothing of a visit is printed once it is over") {
  Lobby lobby;
  lobby.open();
  const visit::KeptDraft kept{
      std::make_shared<const Secret>(std::string_view("7KMQ-2XTP-9D4F-H8WE")),
      std::chrono::year{2026} / 12 / 9};
  for (int job = 0; job < 2; ++job) // one is being printed, one waits
    lobby.office->print_code(kept, "de",
                             [&](visit::Event event) { lobby.visit.post(std::move(event)); });
  lobby.office->stop_printing();
  for (int job = 0; job < 2; ++job) {
    const auto event = lobby.visit.take({});
    REQUIRE(event);
    const auto* failed = std::get_if<visit::PrintFailed>(&*event);
    REQUIRE(failed != nullptr);
    CHECK(failed->failure.code == FailureCode::cancelled);
  }
}
