// SPDX-License-Identifier: EUPL-1.2
#include "config.hpp"

#include <base/whole_file.hpp>

#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>

namespace foyer::agent {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

Failure broken(const std::string& what) {
  return fail(FailureCode::config_broken, what);
}

// Reads keys of one table and remembers the first thing that is wrong.
class Reader {
 public:
  Reader(const toml::table& table, fs::path folder, std::string prefix)
      : table_(table), folder_(std::move(folder)), prefix_(std::move(prefix)) {}

  void text(const char* key, std::string& to, bool required) {
    const auto* node = find(key, required);
    if (node == nullptr)
      return;
    if (const auto value = node->value_exact<std::string>(); value && !(required && value->empty()))
      to = *value;
    else
      complain(key);
  }
  void path(const char* key, fs::path& to, bool required) {
    std::string value;
    text(key, value, required);
    if (!value.empty())
      to = folder_ / value;
  }
  // A file, or a key that stays in its token (RFC 7512).
  void path_or_token(const char* key, fs::path& to) {
    std::string value;
    text(key, value, true);
    to = value.starts_with("pkcs11:") ? fs::path(value) : folder_ / value;
  }
  void time(const char* key, milliseconds& to, std::int64_t least) {
    const auto* node = find(key, false);
    if (node == nullptr)
      return;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= least && *value <= 86'400'000)
      to = milliseconds(*value);
    else
      complain(key);
  }
  void number(const char* key, int& to, std::int64_t least, std::int64_t most) {
    const auto* node = find(key, false);
    if (node == nullptr)
      return;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= least && *value <= most)
      to = static_cast<int>(*value);
    else
      complain(key);
  }
  Status done() {
    for (const auto& [key, value] : table_)
      if (std::find(known_.begin(), known_.end(), key.str()) == known_.end())
        complain(std::string(key.str()));
    return failure_ ? Status(*failure_) : success();
  }
  const toml::table& section(const char* key) {
    static const toml::table nothing;
    const auto* node = find(key, false);
    if (node == nullptr)
      return nothing;
    if (node->is_table())
      return *node->as_table();
    complain(key);
    return nothing;
  }

 private:
  const toml::node* find(const char* key, bool required) {
    known_.emplace_back(key);
    const auto* node = table_.get(key);
    if (node == nullptr && required)
      complain(key);
    return node;
  }
  void complain(const std::string& key) {
    if (!failure_)
      failure_ = broken("key " + prefix_ + key);
  }
  const toml::table& table_;
  fs::path folder_;
  std::string prefix_;
  std::vector<std::string> known_;
  std::optional<Failure> failure_;
};

} // namespace

Result<AgentConfig> load_config(const fs::path& file) {
  toml::table root;
  try {
    root = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return broken("line " + std::to_string(error.source().begin.line));
  }
  std::error_code ignored;
  const fs::path folder = fs::absolute(file, ignored).parent_path();
  AgentConfig config;
  Reader top(root, folder, "");
  top.path("database", config.database, true);
  top.path("socket", config.socket, true);
  top.path("log", config.log, false);
  Reader server(top.section("server"), folder, "server.");
  server.text("url", config.line.server, true);
  server.path("ca", config.line.server_ca, true);
  server.path("certificate", config.line.client_certificate, true);
  server.path_or_token("key", config.line.client_key);
  server.path("event_key", config.event_key, true);
  server.text("proxy", config.line.proxy, false);
  server.number("lanes", config.lanes, 1, 8);
  server.number("max_kib_per_second", config.max_kib_per_second, 16, 10'000'000);
  server.time("connect_timeout_ms", config.line.connect_timeout, 100);
  Reader retry(top.section("retry"), folder, "retry.");
  retry.time("base_ms", config.dispatch.back_off.base, 1);
  retry.time("cap_ms", config.dispatch.back_off.cap, 1);
  retry.time("time_every_ms", config.dispatch.time_every, 100);
  if (root.contains("office_keys")) {
    Reader keys(top.section("office_keys"), folder, "office_keys.");
    fs::path pinned_root;
    keys.text("name", config.office_keys.pins.name, true);
    keys.path("root", pinned_root, true);
    keys.time("every_ms", config.office_keys.every, 100);
    FOYER_CHECK(keys.done());
    FOYER_TRY(const Bytes pem, read_whole_file(pinned_root));
    config.office_keys.pins.root_pem = as_text(pem);
  }
  if (root.contains("catalogue")) {
    Reader catalogue(top.section("catalogue"), folder, "catalogue.");
    catalogue.path("folder", config.content.folder, true);
    catalogue.path("release_keys", config.content.release_keys, true);
    catalogue.time("every_ms", config.content.every, 50);
    FOYER_CHECK(catalogue.done());
  }
  // What runs side by side shares it.
  const int sharing = config.lanes + (config.content.folder.empty() ? 0 : 1);
  config.line.most_bytes_per_second =
      static_cast<std::uint64_t>(config.max_kib_per_second) * 1024 / static_cast<unsigned>(sharing);
  config.content.back_off = config.dispatch.back_off;
  config.office_keys.back_off = config.dispatch.back_off;
  FOYER_CHECK(top.done());
  FOYER_CHECK(server.done());
  FOYER_CHECK(retry.done());
  return config;
}

} // namespace foyer::agent
