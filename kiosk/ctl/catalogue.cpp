// SPDX-License-Identifier: EUPL-1.2
#include "catalogue.hpp"

#include "outcome.hpp"

#include <app/content_keeper.hpp>
#include <base/whole_file.hpp>
#include <content/depot.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <map>

namespace foyer::ctl {

namespace {

namespace fs = std::filesystem;
using content::Entry;

// Place -> the file that goes there.
using Sources = std::map<fs::path, fs::path>;

// Everything below `folder` that has a kind; what has none (fonts, icons) comes with the program.
Status gather(const fs::path& folder, const fs::path& as, Sources& into) {
  std::error_code error;
  for (auto file = fs::recursive_directory_iterator(folder, error);
       !error && file != fs::recursive_directory_iterator(); file.increment(error)) {
    const fs::path place = as / fs::relative(file->path(), folder);
    if (file->is_regular_file() && content::entry_at(place))
      into.emplace(place, file->path());
  }
  // Half a version would take assistants away from every terminal.
  if (error)
    return fail(FailureCode::io_failed, folder.string() + ": " + error.message());
  return success();
}

Result<Sources> sources_of(const CatalogueOptions& options) {
  Sources sources;
  if (!options.assets.empty()) {
    FOYER_CHECK(gather(options.assets, "assets", sources));
    FOYER_CHECK(gather(options.locales, "locales", sources));
  }
  if (!options.trust_list.empty())
    sources.emplace("trust/trust.table", options.trust_list);
  if (!options.office_keys.empty())
    sources.emplace("office/office.jws", options.office_keys);
  return sources;
}

Status sign(const CatalogueOptions& options) {
  FOYER_TRY(Bytes key, read_whole_file(options.key));
  const Secret secret(std::move(key));
  FOYER_TRY(const Sources sources, sources_of(options));
  std::error_code error;
  fs::create_directories(options.out / "files", error);
  std::vector<Entry> entries;
  for (const auto& [place, file] : sources) {
    FOYER_TRY(const Bytes bytes, read_whole_file(file));
    Entry entry = *content::entry_at(place);
    entry.size = bytes.size();
    entry.sha512 = content::sha512(bytes);
    FOYER_CHECK(write_whole_file(options.out / "files" / content::wire_name(entry), bytes, 0644));
    entries.push_back(std::move(entry));
  }
  FOYER_TRY(const auto compact, content::sign_manifest(options.version, system_clock().wall(),
                                                       options.programs, entries, secret));
  // Last: who asks meanwhile has the files of either.
  FOYER_CHECK(write_whole_file(options.out / "manifest.jws", as_bytes(compact), 0644));
  std::printf("version %lld: %zu files\n", static_cast<long long>(options.version), entries.size());
  return success();
}

void print(const content::Manifest& manifest) {
  std::printf("version %lld of %s, for", static_cast<long long>(manifest.version()),
              to_rfc3339(manifest.made_at()).c_str());
  for (const auto& program : manifest.programs())
    std::printf(" %s", program.c_str());
  std::map<std::string_view, int> kinds;
  for (const Entry& entry : manifest.files())
    ++kinds[content::name(entry.kind)];
  std::printf("\n");
  for (const auto& [kind, count] : kinds)
    std::printf("  %-12s %d\n", std::string(kind).c_str(), count);
}

Status check(const CatalogueOptions& options) {
  FOYER_TRY(const auto keys, content::ReleaseKeys::load(options.keys));
  FOYER_TRY(const Bytes compact, read_whole_file(options.folder / "manifest.jws"));
  FOYER_TRY(const auto manifest, content::Manifest::open(as_text(compact), keys));
  for (const Entry& entry : manifest.files()) {
    FOYER_TRY(const Bytes bytes,
              read_whole_file(options.folder / "files" / content::wire_name(entry)));
    if (!content::is_file(entry, bytes))
      return fail(FailureCode::malformed, content::place_of(entry).string() + " is another file");
  }
  print(manifest);
  return success();
}

Status show(const app::Config& config) {
  if (config.catalogue.own.empty())
    return fail(FailureCode::config_broken, "there is no [catalogue] in the configuration");
  FOYER_TRY(const auto shelf, app::open_shelf(config));
  FOYER_TRY(const auto current, shelf.current());
  if (!current) {
    std::printf("in use: what the program was shipped with\n");
    if (shelf.floor() > 0)
      std::printf("version %lld is for other versions of the program\n",
                  static_cast<long long>(shelf.floor()));
    return success();
  }
  std::printf("in use: ");
  print(current->manifest);
  return success();
}

} // namespace

void add_catalogue(CLI::App& cli, CatalogueOptions& options, std::function<bool()>& verb,
                   std::function<Status(const app::Config&)>& terminal_verb) {
  auto* catalogue = cli.add_subcommand("catalogue", "what terminals offer, as one signed version")
                        ->require_subcommand(1);
  auto* make = catalogue->add_subcommand("sign", "lay out and sign a version for the middle tier");
  make->add_option("--key", options.key, "private Ed25519 key, PEM")->required();
  make->add_option("--version", options.version, "higher than that of every one before")
      ->required();
  make->add_option("--for", options.programs, "version of the program it is for; again for more")
      ->required()
      ->allow_extra_args(false);
  make->add_option("--assets", options.assets, "folder of the definitions; \"\" for none")
      ->capture_default_str();
  make->add_option("--locales", options.locales, "folder of the texts")->capture_default_str();
  make->add_option("--trust-list", options.trust_list, "table made by foyerctl trust import");
  make->add_option("--office-keys", options.office_keys, "set made by foyerctl office-keys sign");
  make->add_option("OUT", options.out, "folder: manifest.jws and files")->required();
  make->callback([&] { verb = [&] { return told(sign(options)); }; });
  auto* look = catalogue->add_subcommand("check", "does a version hold, and what is in it?");
  look->add_option("--keys", options.keys, "folder of public keys (*.pem)")->required();
  look->add_option("FOLDER", options.folder, "as sign has laid it out")->required();
  look->callback([&] { verb = [&] { return told(check(options)); }; });
  catalogue->add_subcommand("show", "what this terminal works with")->callback([&] {
    terminal_verb = show;
  });
}

} // namespace foyer::ctl
