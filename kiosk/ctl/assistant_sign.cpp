// SPDX-License-Identifier: EUPL-1.2
#include "assistant.hpp"

#include <author/sign.hpp>
#include <base/whole_file.hpp>
#include <forms/loader.hpp>
#include <forms/release.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

namespace fs = std::filesystem;

Result<Secret> read_key(const fs::path& file) {
  FOYER_TRY(Bytes content, read_whole_file(file));
  return Secret(std::move(content));
}

Status all_texts_there(const forms::Assistant& assistant, const i18n::Catalogue& texts) {
  for (const auto& key : assistant.text_keys())
    if (!texts.has(i18n::binding_language, key))
      return fail(FailureCode::text_missing, "there is no German text " + key);
  return success();
}

// A version says one thing for ever: drafts and filings name it.
Status may_be_released(const AssistantOptions& options, const forms::Release& now) {
  std::error_code error;
  if (options.replace || !fs::exists(forms::release_file(options.assets, now.id), error))
    return success();
  FOYER_TRY(const auto before, forms::read_release(options.assets, now.id));
  if (before.version == now.version &&
      (before.sha256 != now.sha256 || before.texts_sha256 != now.texts_sha256))
    return fail(FailureCode::definition_broken,
                "version " + now.version +
                    " was released with another content: give it a new version "
                    "(or --replace while nobody uses it)");
  return success();
}

Result<forms::Release> sign_one(const AssistantOptions& options, const std::string& id,
                                const i18n::Catalogue& texts, const Secret& key) {
  FOYER_TRY(const auto assistant, forms::Loader::load(options.assets, id));
  FOYER_CHECK(all_texts_there(*assistant, texts));
  FOYER_TRY(auto release, author::sign(*assistant, texts, key));
  FOYER_CHECK(may_be_released(options, release));
  FOYER_CHECK(write_whole_file(forms::release_file(options.assets, id),
                               as_bytes(forms::release_json(release)), 0644));
  return release;
}

Result<forms::Release> verify_one(const AssistantOptions& options, const std::string& id,
                                  const i18n::Catalogue& texts, const forms::ReleaseKeys& keys) {
  FOYER_TRY(const auto assistant, forms::Loader::load(options.assets, id));
  FOYER_CHECK(forms::check_release(*assistant, texts, options.assets, keys));
  return forms::read_release(options.assets, id);
}

bool say(const AssistantOptions& options, const std::string& id, const char* done,
         const Result<forms::Release>& release) {
  if (options.machine) {
    nlohmann::ordered_json line{{"assistant", id}, {"ok", release.ok()}};
    if (release)
      line.update({{"version", release->version}, {"key_id", release->key_id}});
    else
      line["why"] = release.failure().detail;
    std::printf("%s\n", line.dump().c_str());
  } else if (release) {
    std::printf("%s: version %s %s %s\n", id.c_str(), release->version.c_str(), done,
                release->key_id.c_str());
  } else {
    std::printf("%s: %s\n", id.c_str(), release.failure().detail.c_str());
  }
  return release.ok();
}

bool refuse(const Failure& failure) {
  std::fprintf(stderr, "foyerctl: %s\n", failure.detail.c_str());
  return false;
}

std::vector<std::string> chosen(const AssistantOptions& options) {
  return options.names.empty() ? forms::Loader::available(options.assets) : options.names;
}

} // namespace

bool sign_assistants(const AssistantOptions& options) {
  const auto texts = i18n::Catalogue::load(options.locales);
  if (!texts)
    return refuse(texts.failure());
  const auto key = read_key(options.key);
  if (!key)
    return refuse(key.failure());
  const auto ids = chosen(options);
  bool all = !ids.empty();
  for (const auto& id : ids)
    all = say(options, id, "signed with", sign_one(options, id, *texts, *key)) && all;
  return all;
}

bool verify_assistants(const AssistantOptions& options) {
  const auto texts = i18n::Catalogue::load(options.locales);
  if (!texts)
    return refuse(texts.failure());
  const auto keys = forms::ReleaseKeys::load(options.keys);
  if (!keys)
    return refuse(keys.failure());
  const auto ids = chosen(options);
  bool all = !ids.empty();
  for (const auto& id : ids)
    all = say(options, id, "is released by", verify_one(options, id, *texts, *keys)) && all;
  return all;
}

} // namespace foyer::ctl
