// SPDX-License-Identifier: EUPL-1.2
#include "assistant.hpp"

#include <author/diff.hpp>
#include <forms/loader.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

// A version of an assistant with the texts it had.
struct Version {
  std::shared_ptr<const forms::Assistant> assistant;
  i18n::Catalogue texts;
};

// The texts stand beside the definitions, as in a checkout; else those that were named.
std::filesystem::path locales_of(const std::filesystem::path& assets,
                                 const std::filesystem::path& otherwise) {
  const auto beside = std::filesystem::absolute(assets / "..").lexically_normal() / "locales";
  return std::filesystem::is_directory(beside) ? beside : otherwise;
}

Result<Version> load(const std::filesystem::path& assets, const std::filesystem::path& locales,
                     const std::string& id) {
  FOYER_TRY(auto assistant, forms::Loader::load(assets, id));
  FOYER_TRY(auto texts, i18n::Catalogue::load(locales));
  return Version{std::move(assistant), std::move(texts)};
}

} // namespace

bool diff_assistants(const AssistantOptions& options) {
  const std::string &before = options.names[0], &after = options.names[1], &id = options.names[2];
  const auto old = load(
      before,
      options.old_locales.empty() ? locales_of(before, options.locales) : options.old_locales, id);
  const auto now = load(after, locales_of(after, options.locales), id);
  for (const auto* version : {&old, &now})
    if (!*version) {
      std::fprintf(stderr, "foyerctl: %s\n", version->failure().detail.c_str());
      return false;
    }
  const auto found = author::differences(*old->assistant, old->texts, *now->assistant, now->texts);
  for (const auto& sentence : found)
    std::printf("%s\n",
                options.machine
                    ? nlohmann::json{{"assistant", id}, {"difference", sentence}}.dump().c_str()
                    : sentence.c_str());
  if (!options.machine && found.empty())
    std::printf("%s: no difference\n", id.c_str());
  return true;
}

} // namespace foyer::ctl
