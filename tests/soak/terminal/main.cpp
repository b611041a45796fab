// SPDX-License-Identifier: EUPL-1.2
// A terminal without a screen: files one application after the other with the terminal's own desk,
// until it is killed. Only after file() has returned it says "RECEIPT SHA-256 ...": of the
// container and of each paper.
#include <agent/client.hpp>
#include <app/config.hpp>
#include <app/filing_desk.hpp>
#include <author/person.hpp>
#include <base/log.hpp>
#include <forms/loader.hpp>
#include <seal/digest.hpp>

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

namespace {

using namespace foyer;

template <class T> T need(Result<T> result) {
  if (result)
    return std::move(*result);
  std::cerr << name(result.failure().code) << ": " << result.failure().detail << '\n';
  std::exit(1);
}

// Noise, which no JPEG makes small.
visit::ScannedPage scanned(std::mt19937& random) {
  auto page = std::make_shared<api::Page>();
  page->width = 320 + static_cast<int>(random() % 640);
  page->height = 400;
  page->channels = 1;
  page->pixels.resize(static_cast<std::size_t>(page->width * page->height));
  for (auto& pixel : page->pixels)
    pixel = static_cast<std::uint8_t>(random());
  return {.page = std::move(page), .advice = {}};
}

visit::FilingRequest request_of(const author::Person& person,
                                const std::shared_ptr<const forms::Assistant>& assistant,
                                std::mt19937& random) {
  visit::FilingRequest request;
  request.draft =
      std::move(author::run(person, assistant, forms::german_day(system_clock().wall())).draft);
  request.language = "de";
  for (const char* paper : {"dok.a4_pass", "dok.a4_titel"}) {
    if (random() % 2 == 0)
      continue;
    auto& pages = request.papers[paper];
    for (auto left = 1 + random() % 2; left > 0; --left)
      pages.push_back(scanned(random));
    if (!request.draft.set_pages(paper, static_cast<int>(pages.size())))
      std::exit(1);
  }
  return request;
}

std::string digest(ByteView bytes) {
  return to_hex(need(seal::sha256(bytes)));
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2)
    return 2;
  const std::filesystem::path source = FOYER_SOURCE_DIR;
  const auto config = need(app::load_config(argv[1]));
  if (!open_log(config.terminal.log, "foyer"))
    return 1;
  const auto texts = need(i18n::Catalogue::load(source / "locales"));
  const auto people = need(author::read_people(source / "tests/people/a4.json"));
  const auto assistant = need(forms::Loader::load(source / "assets", "a4"));
  auto desk = need(app::FilingDesk::open(config, texts, system_clock(), [] { return true; }));
  std::string hashes;
  desk.set_witness([&](std::string_view container, const std::vector<Bytes>& papers) {
    hashes = digest(as_bytes(container));
    for (const Bytes& paper : papers)
      hashes += ' ' + digest(paper);
  });
  const agent::Client agent(config.agent.socket);
  std::mt19937 random(std::random_device{}());
  for (;;) {
    const auto receipt = need(desk.file(request_of(people.front(), assistant, random)));
    const std::string line = receipt.number + ' ' + hashes + '\n';
    if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
      return 1;
    (void)agent.nudge();
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 100));
  }
}
