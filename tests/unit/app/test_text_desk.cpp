// SPDX-License-Identifier: EUPL-1.2
// The desk that reads kept pages: nobody waits for it, and nothing stays. A shell script stands for
// the worker; the real one is in tests/unit/imaging/test_text.cpp.
#include "text_desk.hpp"

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <thread>

using namespace foyer;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const api::Page> small_page() {
  auto page = std::make_shared<api::Page>();
  page->width = 40;
  page->height = 30;
  page->channels = 1;
  page->pixels.assign(1'200, 255);
  return page;
}

// Says the word "Haus" as pages/text_protocol.hpp has it: box, line, direction, length;
// then the message that says so. `before` runs first.
struct Workplace {
  processes::TemporaryDirectory folder;
  std::filesystem::path started = folder / "started";

  pages::TextReaderConfig worker(const std::string& before) const {
    const auto program = folder / "worker";
    processes::write_file(
        program, "#!/bin/sh\necho x >> " + started.string() + "\n" + before +
                     "\n"
                     "printf '\\1\\0\\0\\0\\2\\0\\0\\0\\11\\0\\0\\0\\12\\0\\0\\0\\1\\0\\0\\0\\0"
                     "\\4\\0\\0\\0Haus' >&3\n"
                     "printf 'FOYT\\1\\0\\0\\0\\35\\0\\0\\0\\0\\0\\0\\0' >&4\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return {.worker = program};
  }
  [[nodiscard]] std::size_t starts() const {
    std::ifstream in(started);
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, 'x'));
  }
  void wait_for_start() const {
    for (int i = 0; i < 500 && starts() == 0; ++i)
      std::this_thread::sleep_for(10ms);
  }
};

app::TextDesk::Text text_in_time(app::TextDesk& desk, const app::TextDesk::Page& page) {
  for (int i = 0; i < 500; ++i) {
    if (auto text = desk.text_of(page))
      return text;
    std::this_thread::sleep_for(10ms);
  }
  return nullptr;
}

} // namespace

TEST_CASE("A kept page is read once, and its words are there at filing") {
  const Workplace place;
  app::TextDesk desk(place.worker(""), system_clock());
  const auto page = small_page();
  desk.read({page}, "de");
  desk.read({page}, "de");
  const auto text = text_in_time(desk, page);
  REQUIRE(text);
  REQUIRE(text->words.size() == 1);
  CHECK(text->words[0].text.reveal() == "Haus");
  CHECK(text->words[0].bottom == 10);
  desk.read({page}, "de");
  CHECK(place.starts() == 1);
}

TEST_CASE("A page that was taken away is not read, and another has no text of it") {
  const Workplace place;
  app::TextDesk desk(place.worker("sleep 0.3"), system_clock());
  auto first = small_page();
  auto second = small_page();
  desk.read({first, second}, "de");
  desk.read({first}, "de");
  second.reset();
  REQUIRE(text_in_time(desk, first));
  std::this_thread::sleep_for(100ms);
  CHECK(place.starts() == 1);
  CHECK_FALSE(desk.text_of(small_page()));
}

TEST_CASE(
    "Reading a page ends when the page is covered: its copy goes, the next one's turn comes") {
  const Workplace place;
  app::TextDesk desk(place.worker("sleep 30"), system_clock());
  auto page = small_page();
  const std::weak_ptr<const api::Page> watched = page;
  desk.read({page}, "de");
  place.wait_for_start();
  desk.read({}, "de"); // what was covered is another page
  page.reset();
  for (int i = 0; i < 300 && !watched.expired(); ++i)
    std::this_thread::sleep_for(10ms);
  CHECK(watched.expired());
}

TEST_CASE("A filing waits for text a moment in all, not a moment a page") {
  const Workplace place;
  app::TextDesk desk(place.worker("sleep 30"), system_clock());
  std::vector<app::TextDesk::Page> pages;
  for (int i = 0; i < 10; ++i)
    pages.push_back(small_page());
  desk.read(pages, "de");
  const auto began = std::chrono::steady_clock::now();
  for (const auto& page : pages)
    CHECK_FALSE(desk.text_of(page));
  CHECK(std::chrono::steady_clock::now() - began < 1s);
}

TEST_CASE("With the visit the text goes, and what is being read is given up") {
  const Workplace place;
  const auto page = small_page();
  std::weak_ptr<const pages::TextLayer> kept;
  {
    app::TextDesk desk(place.worker(""), system_clock());
    desk.read({page}, "de");
    kept = text_in_time(desk, page);
    REQUIRE(kept.lock());
    desk.forget();
    CHECK(kept.expired());
    CHECK_FALSE(desk.text_of(page));
  }
  const Workplace slow;
  app::TextDesk desk(slow.worker("sleep 30"), system_clock());
  desk.read({page}, "de");
  slow.wait_for_start();
  const auto began = std::chrono::steady_clock::now();
  desk.forget();
  CHECK_FALSE(desk.text_of(page));
  CHECK(std::chrono::steady_clock::now() - began < 1s);
}
