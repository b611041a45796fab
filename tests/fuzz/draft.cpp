// SPDX-License-Identifier: EUPL-1.2
// A stored draft of "continue later", read by a version with migrations before it. The input's
// first byte chooses: odd: the rest is the bytes of a draft as they are; even: bytes that were
// sealed, opened with a key of its own. What opens must be what was sealed; what is taken up must
// be the same when it is kept and taken up once more.
#include <forms/draft_bytes.hpp>
#include <forms/evaluation.hpp>
#include <forms/loader.hpp>
#include <seal/draft_seal.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace foyer;

namespace {

void require(bool holds) {
  if (!holds)
    std::abort();
}

// Two migrations, one after the other, that the seeds of 0.8.0 and 0.9.0 pass.
class Ways {
 public:
  Ways() {
    std::string pattern = (std::filesystem::temp_directory_path() / "foyer-fuzz-XXXXXX").string();
    require(::mkdtemp(pattern.data()) != nullptr);
    root = pattern;
    std::filesystem::create_directory(root / "migrations");
    write(
        "0.8.0", "0.9.0",
        R"("renamed": {"hof.anlass": "hof.grund", "soehne": "kinder"}, "removed": ["hof.hobby"])");
    write("0.9.0", "1.0.0",
          R"("renamed": {"hof.grund": "hof.gruppe", "soehne[].ruf": "kinder[].name"})");
  }
  Ways(const Ways&) = delete;
  Ways& operator=(const Ways&) = delete;
  ~Ways() { std::filesystem::remove_all(root); }
  std::filesystem::path root;

 private:
  void write(const std::string& from, const std::string& to, const std::string& more) const {
    std::ofstream(root / "migrations" / ("hof-" + from + "-" + to + ".json"))
        << R"({"assistant": "hof", "from": ")" << from << R"(", "to": ")" << to << "\", " << more
        << "}";
  }
};

const std::filesystem::path& assets() {
  static const Ways ways;
  return ways.root;
}

const std::shared_ptr<const forms::Assistant>& assistant() {
  static const auto loaded = *forms::Loader::load(
      std::filesystem::path(FOYER_SOURCE_DIR) / "tests/unit/forms/data/hof", "hof");
  return loaded;
}

void take_up(ByteView bytes) {
  constexpr forms::Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{25}};
  if (const auto origin = forms::origin_of(bytes); !origin.ok())
    return;
  const auto draft = forms::draft_from_bytes(bytes, assistant(), assets());
  if (!draft.ok())
    return;
  (void)forms::evaluate(*draft, today);
  const auto kept = forms::to_bytes(*draft);
  const auto again = forms::draft_from_bytes(kept.reveal(), assistant(), assets());
  require(again.ok() && forms::to_bytes(*again).reveal() == kept.reveal());
}

void open(ByteView sealed) {
  const seal::DraftKey key{.id = Bytes(16, 1), .key = Secret(Bytes(32, 2))};
  constexpr std::int64_t day = 20'000;
  require(!seal::open_draft(key, day, sealed).ok()); // nobody guesses a tag
  auto made = *seal::seal_draft(key, day, sealed);
  const auto opened = seal::open_draft(key, day, made);
  require(opened.ok() && std::ranges::equal(opened->reveal(), sealed));
  if (!sealed.empty()) {
    made[sealed[0] % made.size()] ^= static_cast<std::uint8_t>(1U << (sealed.size() % 8));
    require(!seal::open_draft(key, day, made).ok());
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const ByteView rest(data + 1, size - 1);
  if (data[0] % 2 == 1)
    take_up(rest);
  else
    open(rest);
  return 0;
}
