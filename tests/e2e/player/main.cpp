// SPDX-License-Identifier: EUPL-1.2
// foyer-player --config FILE --out DIR --card SOCKET [--scenario NAME] [--clock-not-kept]
//              [--person FILE --name NAME [--language CODE]]
// Plays one visit (whole_visit unless told otherwise) before the real terminal. --person plays
// somebody of a file of people (kiosk/author). The language (de) is theirs, and of whoever else
// speaks any. Leaves pictures and
// filed.json, the hashes of what went into the seal, in DIR. Wishes to the lobby are lines "ask:
// ..." on standard output, answered by a line on standard input.
#include "scenarios.hpp"

#include <base/log.hpp>
#include <base/private_memory.hpp>
#include <forms/loader.hpp>
#include <seal/digest.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

namespace {

using namespace foyer;

struct Options {
  std::filesystem::path config, out, card, people;
  std::string scenario, name, language = "de";
  bool clock_kept = true;
};

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--clock-not-kept") {
      options.clock_kept = false;
      continue;
    }
    if (i + 1 == argc)
      return false;
    const char* value = argv[++i];
    if (name == "--config")
      options.config = value;
    else if (name == "--out")
      options.out = value;
    else if (name == "--card")
      options.card = value;
    else if (name == "--scenario")
      options.scenario = value;
    else if (name == "--person")
      options.people = value;
    else if (name == "--name")
      options.name = value;
    else if (name == "--language")
      options.language = value;
    else
      return false;
  }
  if (options.scenario.empty())
    options.scenario = options.people.empty() ? "whole_visit" : "person";
  return !options.config.empty() && !options.out.empty();
}

std::string digest(ByteView bytes) {
  const auto hash = seal::sha256(bytes);
  return hash ? to_hex(*hash) : std::string();
}

// File names as the office exports them: container.xml and one PDF for each attachment id.
void write_filed(const std::filesystem::path& out, const std::string& receipt,
                 const std::map<std::string, std::string>& hashes) {
  std::ofstream file(out / "filed.json");
  file << "{\"receipt\": \"" << receipt << "\", \"sha256\": {";
  const char* comma = "";
  for (const auto& [name, hash] : hashes) {
    file << comma << '"' << name << "\": \"" << hash << '"';
    comma = ", ";
  }
  file << "}}\n";
}

player::Persona find_person(const Options& options, const std::filesystem::path& assets) {
  const auto people = author::read_people(options.people);
  if (!people)
    throw std::runtime_error(people.failure().detail);
  for (const auto& person : *people) {
    if (person.name != options.name)
      continue;
    const auto assistant = forms::Loader::load(assets, person.assistant);
    if (!assistant)
      throw std::runtime_error(assistant.failure().detail);
    auto persona = player::persona_of(person, **assistant);
    persona.language = options.language;
    return persona;
  }
  throw std::runtime_error("nobody is called \"" + options.name + "\" in " +
                           options.people.string());
}

int play(const Options& options) {
  auto config = app::load_config(options.config);
  if (!config)
    throw std::runtime_error(config.failure().detail);
  const auto scenario = player::scenarios().find(options.scenario);
  if (scenario == player::scenarios().end())
    throw std::runtime_error("no such scenario: " + options.scenario);
  if (const auto opened = open_log(config->terminal.log, "foyer"); !opened)
    throw std::runtime_error(opened.failure().detail);
  std::filesystem::create_directories(options.out);

  std::map<std::string, std::string> hashes; // written on the filing thread, read after its report
  player::VisitorOptions how{.pictures = options.out};
  if (!options.clock_kept)
    how.clock_kept = [] { return false; };
  how.witness = [&](std::string_view container, const std::vector<Bytes>& papers) {
    hashes["container.xml"] = digest(as_bytes(container));
    for (std::size_t i = 0; i < papers.size(); ++i)
      hashes["a" + std::to_string(i + 1) + ".pdf"] = digest(papers[i]);
  };
  const auto jack = std::make_shared<player::Jack>();
  if (options.scenario.starts_with("without_sight"))
    how.jack = jack;
  const auto work = options.config.parent_path();
  const player::Hands hands(options.card, work / "scanner", work / "printer");
  player::Visitor visitor(*config, std::move(how));
  std::string receipt;
  std::optional<player::Persona> person;
  if (!options.people.empty())
    person = find_person(options, config->terminal.assets);
  player::Scene scene{visitor,
                      hands,
                      std::move(person),
                      [&](const std::string& wish) {
                        std::cout << "ask: " << wish << std::endl;
                        std::string answer;
                        std::getline(std::cin, answer);
                        if (answer != "ok")
                          throw std::runtime_error("the lobby said: " + answer);
                      },
                      jack,
                      *config,
                      options.language};
  visitor.on_receipt([&](const visit::Receipt& filed) {
    receipt = filed.number;
    write_filed(options.out, receipt, hashes);
  });
  scenario->second(scene);
  std::cout << "played " << options.scenario << ' ' << receipt << std::endl;
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  foyer::keep_memory_private(); // as the terminal does
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  Options options;
  if (!parse(argc, argv, options)) {
    std::cerr << "usage: foyer-player --config FILE --out DIR --card SOCKET [--scenario NAME] "
                 "[--clock-not-kept] [--person FILE --name NAME [--language CODE]]\n";
    return 2;
  }
  try {
    return play(options);
  } catch (const std::exception& error) {
    std::cerr << "foyer-player: " << options.scenario << ": " << error.what() << '\n';
    return 1;
  }
}
