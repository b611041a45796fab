// SPDX-License-Identifier: EUPL-1.2
#include <support_probe/probe.hpp>
#include <support_probe/value_of.hpp>

#include <forms/loader.hpp>

#include <filesystem>
#include <unistd.h>

namespace foyer::support_probe {

namespace fs = std::filesystem;

namespace {

const fs::path source_dir = FOYER_SOURCE_DIR;
const fs::path probe_dir = source_dir / "tests/support/probe";

// What is shipped with the probe's files added, in a folder that goes with the program.
class Overlay {
 public:
  explicit Overlay(const char* what)
      : folder_(fs::temp_directory_path() /
                ("foyer-probe-" + std::to_string(getpid()) + "-" + what)) {
    fs::create_directories(folder_);
  }
  ~Overlay() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;
  void add(const fs::path& from, const fs::path& to = {}) const {
    fs::copy(from, folder_ / to, fs::copy_options::recursive);
  }
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

std::shared_ptr<const forms::Assistant> load() {
  const Overlay assets("assets");
  assets.add(probe_dir / "assets");
  assets.add(source_dir / "assets/parameters", "parameters");
  assets.add(source_dir / "assets/codelists/staaten.json", "codelists/staaten.json");
  return value_of(forms::Loader::load(assets.folder(), "probe"));
}

i18n::Catalogue load_texts() {
  const Overlay locales("locales");
  locales.add(source_dir / "locales");
  locales.add(probe_dir / "locales/de/probe.json", "de/probe.json");
  return value_of(value_of(i18n::Catalogue::load(locales.folder())).with_pseudo());
}

} // namespace

const std::shared_ptr<const forms::Assistant>& probe() {
  static const auto loaded = load();
  return loaded;
}

const i18n::Catalogue& texts() {
  static const auto loaded = load_texts();
  return loaded;
}

} // namespace foyer::support_probe
