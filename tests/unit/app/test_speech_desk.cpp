// SPDX-License-Identifier: EUPL-1.2
// What is said on the speech desk, to a speaker that writes it down.
#include "speech_desk.hpp"

#include <base/log.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <mutex>

#include <sys/stat.h>

using namespace foyer;
using app::SpeechDesk;

namespace {

struct Notes {
  std::mutex mutex;
  std::vector<std::string> said;
};

class Notebook final : public api::Speaker {
 public:
  explicit Notebook(Notes& notes) : notes_(notes) {}
  Status say(const api::Sentence& sentence, const std::stop_token&) override {
    const std::lock_guard lock(notes_.mutex);
    notes_.said.push_back(sentence.text.reveal());
    return success();
  }
  void watch_headset(const std::stop_token&, const std::function<void(bool)>&) override {}

 private:
  Notes& notes_;
};

// German, and a language whose voice reads "b" where "a" is written.
struct Desk {
  processes::TemporaryDirectory folder;
  Notes notes;
  std::unique_ptr<i18n::Catalogue> texts;
  std::unique_ptr<SpeechDesk> desk;

  Desk() {
    processes::write_file(folder / "de/language.json", R"({"name": "Deutsch", "rtl": false})");
    processes::write_file(folder / "xx/language.json",
                          R"({"name": "x", "rtl": false, "voice": "x", "spelling": "rules"})");
    auto loaded = i18n::Catalogue::load(folder.path());
    REQUIRE(loaded.ok());
    texts = std::make_unique<i18n::Catalogue>(std::move(*loaded));
    desk = std::make_unique<SpeechDesk>(std::make_unique<Notebook>(notes), *texts, folder.path(),
                                        [](const visit::Event&) {});
  }

  void say(const std::string& text) const {
    desk->say({.phrases = {{text, "xx"}}, .interrupts = false}, {});
  }
  std::vector<std::string> said() {
    const std::lock_guard lock(notes.mutex);
    return notes.said;
  }
};

} // namespace

TEST_CASE("speech: whoever lets something be said does not wait for the rules to be read") {
  Desk desk;
  const std::string rules = desk.folder / "xx/rules";
  // Reading it waits until somebody writes into it.
  REQUIRE(::mkfifo(rules.c_str(), 0600) == 0);
  desk.say("anna");
  processes::write_file(rules, "a > b ;");
  CHECK(processes::eventually([&] { return desk.said().size() == 1; }));
  desk.say("ada");
  CHECK(processes::eventually([&] { return desk.said().size() == 2; }));
  CHECK(desk.said() == std::vector<std::string>{"bnnb", "bdb"});
}

TEST_CASE("speech: without its rules a language is said as it is written, and that is told once") {
  Desk desk;
  REQUIRE(open_log(desk.folder / "log", "test").ok());
  for (const char* text : {"eins", "zwei", "drei"})
    desk.say(text);
  CHECK(processes::eventually([&] { return desk.said().size() == 3; }));
  CHECK(desk.said() == std::vector<std::string>{"eins", "zwei", "drei"});
  const std::string log = processes::read_file(desk.folder / "log");
  CHECK(log.find("\"speech\"") != std::string::npos);
  CHECK(log.find("\"speech\"") == log.rfind("\"speech\""));
}
