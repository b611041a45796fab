// SPDX-License-Identifier: EUPL-1.2
// Text from pages: recognised by the real worker, and what becomes of a worker that is broken.
#include "reading_back.hpp"

#include <pages/text_protocol.hpp>
#include <processes/processes.hpp>
#include <support_scanner/pages.hpp>

#include <algorithm>
#include <cctype>
#include <future>
#include <iterator>
#include <set>
#include <sstream>
#include <thread>

using namespace foyer;
using namespace foyer::imaging;
using namespace foyer::pages;
using namespace support_scanner;
using namespace std::chrono_literals;

namespace {

TextReaderConfig real_worker() {
  return {.worker = FOYER_TEXT_WORKER};
}

std::string text_of(const TextLayer& layer) {
  std::string all;
  for (const Word& word : layer.words)
    all += word.text.reveal() + " ";
  return all;
}

// A program in the worker's place.
struct FakeWorker {
  Folder folder;
  TextReaderConfig config{.worker = folder.directory / "worker", .limit = 5s};

  explicit FakeWorker(const std::string& script) {
    folder.put("worker", as_bytes("#!/bin/sh\n" + script + "\n"));
    std::filesystem::permissions(config.worker, std::filesystem::perms::owner_all);
  }
  [[nodiscard]] FailureCode failure(const std::stop_token& stop = {}) const {
    const auto read = TextReader(config).read(blank_page({.dpi = 75}), {}, stop);
    REQUIRE_FALSE(read.ok());
    return read.failure().code;
  }
};

Word sample() {
  Word word;
  word.text = Personal<std::string>("Wörter");
  word.left = 10;
  word.top = 20;
  word.right = 90;
  word.bottom = 40;
  word.line = 3;
  return word;
}

Bytes message_of(const Word& word) {
  Bytes bytes;
  append_word(bytes, word);
  return bytes;
}

// Dots and dashes by themselves are none.
std::multiset<std::string> words_of(const std::string& text) {
  std::istringstream read(text);
  std::multiset<std::string> words;
  for (std::string word; read >> word;)
    if (std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isalnum(c) != 0; }))
      words.insert(word);
  return words;
}

// How many of the report's words tesseract's own program reads rightly from a picture.
std::size_t right_words(const Folder& folder, const std::string& picture) {
  const auto truth = words_of(police_report_text());
  const auto read = words_of(folder.run("OMP_THREAD_LIMIT=1 tesseract " + picture +
                                        " - -l deu+eng --dpi 300 2>/dev/null"));
  std::vector<std::string> right;
  std::ranges::set_intersection(truth, read, std::back_inserter(right));
  return right.size();
}

} // namespace

TEST_CASE("A letter's words are read with their places") {
  const auto page = police_report_page({.dpi = 200});
  const auto read = TextReader(real_worker()).read(page, {"uk", "de"}, {});
  REQUIRE(read.ok());
  const std::string text = text_of(*read);
  INFO(text);
  CHECK(text.find("Bescheinigung über eine Verlustanzeige") != std::string::npos);
  CHECK(text.find("KOVALENKO, Oksana Mariia, geboren am 14.03.1988") != std::string::npos);
  // 25 mm from the left and 20 mm from the top, before the sheet was laid a little askew.
  const Word& first = read->words.front();
  CHECK(first.text.reveal() == "Polizeiinspektion");
  CHECK(first.left == Approx(25 / 25.4 * 200).margin(16));
  CHECK(first.top == Approx(20 / 25.4 * 200).margin(24));
  CHECK(read->words[1].line == first.line);
}

TEST_CASE("What reads a stranger's page has no network") {
  const auto page = police_report_page({.dpi = 200});
  auto reading = std::async(std::launch::async,
                            [&] { return TextReader(real_worker()).read(page, {}, {}).ok(); });
  constexpr int filtered = 2;
  bool seen = false;
  while (!seen && reading.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    seen = processes::seccomp_of_children("foyer-text-worker") == std::vector<int>{filtered};
  CHECK(seen);
  CHECK(reading.get());
}

TEST_CASE("Paper with nothing on it says nothing") {
  const auto read = TextReader(real_worker()).read(blank_page({.dpi = 100}), {}, {});
  REQUIRE(read.ok());
  CHECK(read->words.empty());
}

TEST_CASE("The PDF can be searched, and its print is read as well as the page's") {
  const auto page = std::make_shared<const api::Page>(police_report_page());
  auto read = TextReader(real_worker()).read(*page, {}, {});
  REQUIRE(read.ok());
  const Sheet searchable{page, std::make_shared<const TextLayer>(std::move(*read))};
  const auto pdf = to_pdf(std::span(&searchable, 1));
  REQUIRE(pdf.ok());
  CHECK(pdf->size() < 100'000);
  const Folder folder;
  folder.put("page.pdf", *pdf);
  CHECK(folder.run("pdftotext page.pdf -").find("zwischen 14 und 15 Uhr") != std::string::npos);

  save_pnm(*page, folder.directory / "page.ppm");
  (void)folder.run("pdftoppm -r 300 -singlefile page.pdf drawn");
  const auto before = right_words(folder, "page.ppm");
  const auto after = right_words(folder, "drawn.ppm");
  CHECK(before > 100);
  // A hundredth, and one word of luck: the page has little more than a hundred.
  CHECK((after + 1) * 100 >= before * 99);
}

TEST_CASE(
    "A worker that ends, hangs or talks nonsense costs the text, and no more time than given") {
  CHECK(FakeWorker("exit 3").failure() == FailureCode::io_failed);
  CHECK(FakeWorker("kill -SEGV $$").failure() == FailureCode::io_failed);
  CHECK(FakeWorker("printf 'FOYT, and more than a message has' >&4").failure() !=
        FailureCode::cancelled);
  FakeWorker hangs("sleep 30");
  hangs.config.limit = 200ms;
  const auto began = std::chrono::steady_clock::now();
  CHECK(hangs.failure() == FailureCode::timed_out);
  CHECK(std::chrono::steady_clock::now() - began < 3s);
  CHECK(TextReader({.worker = "/nowhere/worker"})
            .read(blank_page({.dpi = 75}), {}, {})
            .failure()
            .code == FailureCode::io_failed);
}

TEST_CASE("A stop ends the worker at once") {
  const FakeWorker hangs("sleep 30");
  std::stop_source stop;
  const std::jthread later([&stop] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  const auto began = std::chrono::steady_clock::now();
  CHECK(hangs.failure(stop.get_token()) == FailureCode::cancelled);
  CHECK(std::chrono::steady_clock::now() - began < 3s);
}

TEST_CASE("Without a German model nothing is read") {
  const Folder empty;
  auto config = real_worker();
  config.models = empty.directory.path();
  const auto read = TextReader(config).read(blank_page({.dpi = 75}), {}, {});
  REQUIRE_FALSE(read.ok());
  CHECK(read.failure().code == FailureCode::io_failed);
}

TEST_CASE("Words as the worker says them are read, and only whole ones") {
  Bytes bytes = message_of(sample());
  append(bytes, message_of(sample()));
  const auto read = parse_words(bytes, 90, 40);
  REQUIRE(read.ok());
  REQUIRE(read->words.size() == 2);
  CHECK(read->words[1].text.reveal() == "Wörter");
  CHECK(read->words[1].right == 90);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const bool whole = size == 0 || size == bytes.size() / 2;
    CHECK(parse_words(ByteView(bytes).first(size), 90, 40).ok() == whole);
  }
}

TEST_CASE("Words that no page can have are refused") {
  const auto refused = [](auto change) {
    Word word = sample();
    change(word);
    return !parse_words(message_of(word), 90, 40).ok();
  };
  REQUIRE_FALSE(refused([](Word&) {}));
  CHECK(refused([](Word& word) { word.right = 91; }));
  CHECK(refused([](Word& word) { word.bottom = 41; }));
  CHECK(refused([](Word& word) { word.left = -1; }));
  CHECK(refused([](Word& word) { word.top = word.bottom; }));
  CHECK(refused([](Word& word) { word.line = -1; }));
  for (const char* text : {"", "two words", "line\n", "\x1b[2J", "\xC3", "\xED\xA0\x80", "\u00A0"})
    CHECK(refused([&](Word& word) { word.text = Personal<std::string>(text); }));
  // Lines go on.
  Word earlier = sample();
  earlier.line = 2;
  Bytes bytes = message_of(sample());
  append(bytes, message_of(earlier));
  CHECK_FALSE(parse_words(bytes, 90, 40).ok());
  // And there is an end.
  Word endless = sample();
  endless.text = Personal<std::string>(std::string(most_text_bytes + 1, 'x'));
  CHECK_FALSE(parse_words(message_of(endless), 90, 40).ok());
}
