// SPDX-License-Identifier: EUPL-1.2
#include "mutations.hpp"

#include <author/lint.hpp>
#include <forms/loader.hpp>

#include <catch2/catch.hpp>

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <thread>

namespace foyer::mutation {

namespace {

namespace fs = std::filesystem;

const fs::path shipped = fs::path(FOYER_SOURCE_DIR) / "assets";

std::string read(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file, std::ios::binary).rdbuf();
  return all.str();
}

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

// The list of states, of those only that a definition or parameter names: reading all of them again
// and again takes most of the time.
std::string named_states(const std::map<std::string, std::string>& files) {
  const std::string whole = read(shipped / "codelists" / "staaten.json");
  std::string all = read(shipped / "parameters" / "params.json");
  for (const auto& [name, bytes] : files)
    all += bytes;
  std::string kept;
  const JsonTree root = parse_tree(whole);
  for (const auto& state : root.find("codes")->items)
    if (all.find("'" + state.text("code") + "'") != std::string::npos ||
        all.find('"' + state.text("code") + '"') != std::string::npos)
      kept += (kept.empty() ? "" : ",\n") + whole.substr(state.begin, state.end - state.begin);
  return "{\"codes\": [" + kept + "]}";
}

// A copy of the assets, in memory where there is such a place.
class Copy {
 public:
  Copy(std::size_t number, const std::string& states) {
    const fs::path memory = "/dev/shm";
    root_ = (fs::exists(memory) ? memory : fs::temp_directory_path()) /
            ("foyer-mutation-" + std::to_string(::getpid()) + "-" + std::to_string(number));
    fs::create_directories(root_);
    for (const char* folder : {"assistants", "blocks", "codelists", "parameters"})
      fs::copy(shipped / folder, root_ / folder, fs::copy_options::recursive);
    write(root_ / "codelists" / "staaten.json", states);
  }
  ~Copy() { fs::remove_all(root_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  [[nodiscard]] const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

std::vector<forms::LoadProblem> lint(const fs::path& assets, const std::string& id,
                                     const i18n::Catalogue& texts) {
  auto loaded = forms::Loader::inspect(assets, id);
  if (loaded.assistant)
    return author::lint(*loaded.assistant, assets, texts);
  return std::move(loaded.problems);
}

bool tells(const std::vector<forms::LoadProblem>& problems, const Mutation& mutation) {
  for (const auto& problem : problems) {
    if (problem.file == mutation.file && problem.line >= mutation.first_line &&
        problem.line <= mutation.last_line)
      return true;
    if (!mutation.name.empty() && problem.line > 0 &&
        problem.sentence.find(mutation.name) != std::string::npos)
      return true;
  }
  return false;
}

} // namespace

// A sanitizer looks at the lint, not at the definitions: a part of the rows shows it all code.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t every = 12;
#else
constexpr std::size_t every = 1;
#endif

TEST_CASE("Every mutation of every row of every assistant is told with its file and line") {
  const auto texts = i18n::Catalogue::load(fs::path(FOYER_SOURCE_DIR) / "locales");
  REQUIRE(texts.ok());
  Assistants all;
  for (const auto& id : forms::Loader::available(shipped)) {
    all[id] = forms::Loader::inspect(shipped, id).assistant;
    INFO(id);
    REQUIRE(all[id] != nullptr);
    CHECK(lint(shipped, id, *texts).empty());
  }

  std::map<std::string, std::string> files;
  std::vector<Mutation> mutations;
  for (const char* folder : {"assistants", "blocks", "codelists"})
    for (const auto& entry : fs::directory_iterator(shipped / folder)) {
      const std::string name = std::string(folder) + "/" + entry.path().filename().string();
      // Definitions only, no releases ("a3.release.json").
      if (entry.path().extension() != ".json" || entry.path().stem().has_extension())
        continue;
      files[name] = read(entry.path());
      for (auto& mutation : std::string_view(folder) == "codelists"
                                ? code_mutations(name, files[name], all)
                                : definition_mutations(name, files[name], all))
        mutations.push_back(std::move(mutation));
    }
  if (every > 1) {
    std::size_t number = 0;
    std::erase_if(mutations, [&](const Mutation&) { return number++ % every != 0; });
  }

  const std::string states = named_states(files);
  std::vector<std::string> missed(mutations.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t number) {
    const Copy copy(number, states);
    for (std::size_t i = next++; i < mutations.size(); i = next++) {
      const auto& mutation = mutations[i];
      const auto& whole = files.at(mutation.file);
      write(copy.root() / mutation.file,
            whole.substr(0, mutation.begin) + mutation.instead + whole.substr(mutation.end));
      const auto problems = lint(copy.root(), mutation.through, *texts);
      if (!tells(problems, mutation)) {
        missed[i] = mutation.kind + " in " + mutation.file + ":" +
                    std::to_string(mutation.first_line) + " (" + mutation.through +
                    "): " + whole.substr(mutation.begin, mutation.end - mutation.begin) + " -> " +
                    mutation.instead;
        for (std::size_t k = 0; k < problems.size() && k < 3; ++k)
          missed[i] += "\n    " + problems[k].text();
      }
      write(copy.root() / mutation.file, whole);
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < std::max(1U, std::min(8U, std::thread::hardware_concurrency())); ++i)
    workers.emplace_back(work, i);
  for (auto& worker : workers)
    worker.join();

  struct Count {
    std::size_t made = 0, told = 0;
  };
  std::map<std::string, Count> by_kind, by_file;
  std::size_t told = 0, shown = 0;
  for (std::size_t i = 0; i < mutations.size(); ++i) {
    for (auto* count : {&by_kind[mutations[i].kind], &by_file[mutations[i].file]}) {
      ++count->made;
      count->told += missed[i].empty() ? 1U : 0U;
    }
    told += missed[i].empty() ? 1U : 0U;
    if (!missed[i].empty() && ++shown <= 200)
      std::cout << "not told: " << missed[i] << "\n";
  }
  for (const auto& [kind, count] : by_kind)
    std::cout << count.told << " of " << count.made << "  " << kind << "\n";
  for (const auto& [file, count] : by_file)
    std::cout << count.told << " of " << count.made << "  " << file << "\n";
  std::cout << told << " of " << mutations.size() << " mutations told\n";
  CHECK(mutations.size() > 5000 / every);
  CHECK(told == mutations.size());
}

} // namespace foyer::mutation
