// SPDX-License-Identifier: EUPL-1.2
#include <app/config.hpp>

#include <toml++/toml.h>

#include <algorithm>
#include <set>

namespace foyer::app {

namespace {

// Reads one table; remembers which keys were asked for and the first thing that is wrong.
class Table {
 public:
  Table(const toml::table& file, std::string name, std::string& problem)
      : table_(file[name].as_table()), name_(std::move(name)), problem_(problem) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() {
    if (!table_)
      return;
    for (const auto& [key, value] : *table_)
      if (!asked_.contains(std::string(key.str())))
        complain(key.str(), "unknown key");
  }

  template <class T> void optional(const char* key, T& target) {
    asked_.insert(key);
    const auto* node = table_ ? table_->get(key) : nullptr;
    if (!node)
      return;
    if (const auto value = node->value<T>())
      target = *value;
    else
      complain(key, "has the wrong type");
  }
  template <class T> void required(const char* key, T& target) {
    if (!table_ || !table_->contains(key))
      complain(key, "is missing");
    optional(key, target);
  }
  void path(const char* key, const std::filesystem::path& base, std::filesystem::path& target) {
    std::string text;
    required(key, text);
    if (table_ && table_->contains(key) && text.empty())
      complain(key, "is empty");
    target = base / text;
  }
  // Stays as it is where the key is missing or empty.
  void optional_path(const char* key, const std::filesystem::path& base,
                     std::filesystem::path& target) {
    std::string text;
    optional(key, text);
    if (!text.empty())
      target = base / text;
  }
  void choice(const char* key, std::initializer_list<std::string_view> allowed,
              std::string& target) {
    optional(key, target);
    if (std::find(allowed.begin(), allowed.end(), target) == allowed.end())
      complain(key, "is none of those there are");
  }
  void pairs(const char* key, std::vector<std::pair<std::string, std::string>>& target) {
    asked_.insert(key);
    const auto* entries = table_ ? (*table_)[key].as_table() : nullptr;
    if (!entries)
      return;
    for (const auto& [name, value] : *entries)
      target.emplace_back(std::string(name.str()), value.value_or(std::string()));
  }

 private:
  void complain(std::string_view key, std::string_view what) {
    if (problem_.empty())
      problem_ = "[" + name_ + "] " + std::string(key) + ": " + std::string(what);
  }

  const toml::table* table_;
  std::string name_;
  std::string& problem_;
  std::set<std::string, std::less<>> asked_;
};

void read(const toml::table& file, const std::filesystem::path& base, Config& config,
          std::string& problem) {
  {
    Table t(file, "terminal", problem);
    t.required("kiosk_id", config.terminal.kiosk_id);
    t.required("office", config.terminal.office);
    t.optional("place", config.terminal.place);
    t.optional("help_phone", config.terminal.help_phone);
    t.optional("opening_hours", config.terminal.opening_hours);
    t.path("data_dir", base, config.terminal.data_dir);
    t.path("assets", base, config.terminal.assets);
    t.path("locales", base, config.terminal.locales);
    t.path("log", base, config.terminal.log);
    t.path("release_keys", base, config.terminal.release_keys);
  }
  {
    Table t(file, "screen", problem);
    t.optional("width", config.screen.width);
    t.optional("height", config.screen.height);
    t.optional("px_per_mm", config.screen.px_per_mm);
    t.optional("fullscreen", config.screen.fullscreen);
  }
  {
    Table t(file, "card", problem);
    t.optional("reader", config.card.reader);
    t.optional("usb", config.card.usb);
    t.path("trust_list", base, config.card.trust_list);
  }
  {
    Table t(file, "staff", problem);
    t.optional("reader", config.staff.reader);
    t.optional("usb", config.staff.usb);
    t.optional_path("module", base, config.staff.module);
    t.optional_path("worker", base, config.staff.worker);
    t.optional_path("authority", base, config.staff.authority);
    t.optional_path("revoked", base, config.staff.revoked);
    t.optional("staff_policy", config.staff.staff.policy);
    t.optional("staff_unit", config.staff.staff.unit);
    t.optional("technician_policy", config.staff.technician.policy);
    t.optional("technician_unit", config.staff.technician.unit);
  }
  {
    Table t(file, "eid", problem);
    t.optional("identify", config.eid.identify);
    if (config.eid.identify)
      t.path("ausweisapp", base, config.eid.ausweisapp);
    else
      t.optional_path("ausweisapp", base, config.eid.ausweisapp);
    t.optional_path("directory", base, config.eid.directory);
    t.pairs("environment", config.eid.environment);
  }
  {
    Table t(file, "scanner", problem);
    std::string worker;
    t.optional("device", config.scanner.device);
    t.optional("worker", worker);
    t.pairs("options", config.scanner.options);
    t.pairs("environment", config.scanner.environment);
    config.scanner.worker = worker.empty() ? std::filesystem::path() : base / worker;
  }
  {
    Table t(file, "pages", problem);
    t.optional_path("worker", base, config.pages.worker);
  }
  {
    Table t(file, "text", problem);
    t.optional_path("worker", base, config.text.worker);
    t.optional_path("models", base, config.text.models);
  }
  {
    Table t(file, "printer", problem);
    t.required("uri", config.printer.uri);
    t.optional_path("worker", base, config.printer.worker);
  }
  {
    Table t(file, "speech", problem);
    t.optional("program", config.speech.program);
    t.optional("device", config.speech.device);
    t.optional("jack_card", config.speech.jack_card);
    t.optional("jack", config.speech.jack);
  }
  {
    Table t(file, "seal", problem);
    t.required("office_name", config.seal.office_name);
    t.path("office_certificate", base, config.seal.office_certificate);
    t.path("office_root", base, config.seal.office_root);
    t.path("receipt_key", base, config.seal.receipt_key);
    t.optional_path("emergency_certificate", base, config.seal.emergency_certificate);
    t.choice("profile", {"jwe", "osci"}, config.seal.profile);
    if (config.seal.profile == "osci")
      t.path("author_key", base, config.seal.author_key);
    else
      t.optional_path("author_key", base, config.seal.author_key);
  }
  {
    Table t(file, "delivery", problem);
    t.required("destination", config.delivery.destination);
  }
  {
    Table t(file, "agent", problem);
    t.path("socket", base, config.agent.socket);
  }
  if (file.contains("catalogue")) {
    Table t(file, "catalogue", problem);
    std::int64_t every_ms = config.catalogue.every.count();
    t.path("offered", base, config.catalogue.offered);
    t.path("own", base, config.catalogue.own);
    t.optional("every_ms", every_ms);
    config.catalogue.every =
        std::chrono::milliseconds(std::clamp<std::int64_t>(every_ms, 50, 86'400'000));
  }
}

} // namespace

Result<Config> load_config(const std::filesystem::path& file) {
  toml::table parsed;
  try {
    parsed = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return fail(FailureCode::config_broken, file.filename().string() + ":" +
                                                std::to_string(error.source().begin.line) + ": " +
                                                std::string(error.description()));
  }
  Config config;
  std::string problem;
  read(parsed, std::filesystem::absolute(file).parent_path(), config, problem);
  if (!problem.empty())
    return fail(FailureCode::config_broken, file.filename().string() + ": " + problem);
  return config;
}

} // namespace foyer::app
