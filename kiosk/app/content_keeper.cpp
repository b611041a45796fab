// SPDX-License-Identifier: EUPL-1.2
#include <app/content_keeper.hpp>

#include <app/assistants.hpp>
#include <app/office_keyring.hpp>
#include <app/terminal.hpp>
#include <base/log.hpp>
#include <base/pause.hpp>

namespace foyer::app {

namespace {

Token word(content::Refusal why) {
  switch (why) {
  case content::Refusal::unproven: return "unproven";
  case content::Refusal::older: return "older";
  case content::Refusal::contradicts: return "contradicts";
  case content::Refusal::other_program: return "other_program";
  case content::Refusal::incomplete: return "incomplete";
  case content::Refusal::unusable: return "unusable";
  }
  return "unusable";
}

} // namespace

Config with_content(Config config, const content::OnShelf& on_shelf) {
  using content::Kind;
  const auto& manifest = on_shelf.manifest;
  // Definitions and their texts come together or not at all: one is no use without the other.
  if (manifest.has(Kind::assistant)) {
    config.definitions = on_shelf.folder / "assets";
    config.texts = on_shelf.folder / "locales";
  }
  if (manifest.has(Kind::trust_list))
    config.card.trust_list = on_shelf.folder / "trust/trust.table";
  if (manifest.has(Kind::office_keys))
    config.seal.office_keys = on_shelf.folder / "office/office.jws";
  return config;
}

Result<content::Shelf> open_shelf(const Config& config) {
  FOYER_TRY(auto keys, content::ReleaseKeys::load(config.terminal.release_keys));
  return content::Shelf(config.catalogue.own, std::move(keys), FOYER_VERSION);
}

Result<Work> load_in_use(const Config& shipped, Config in_use) {
  Work work{std::move(in_use), {}};
  auto content = load_content(work.config);
  if (!content && (work.config.definitions != shipped.definitions ||
                   work.config.card.trust_list != shipped.card.trust_list)) {
    log(events::ContentRefused{.why = "unusable", .failure = content.failure().code});
    work.config = shipped;
    content = load_content(shipped);
  }
  if (!content)
    return content.failure();
  work.content = std::move(*content);
  return work;
}

Status is_usable(const Config& config) {
  FOYER_TRY(const auto texts, i18n::Catalogue::load(config.texts_folder()));
  FOYER_TRY(const auto assistants, find_assistants(config, texts));
  // A terminal goes without a damaged one; a version that has one is not worth taking over.
  for (const auto& [id, assistant] : assistants)
    FOYER_CHECK(assistant);
  FOYER_CHECK(load_content(config));
  return OfficeKeyring::is_usable(config.seal);
}

Config content_in_use(const Config& config) {
  if (config.catalogue.own.empty())
    return config;
  const auto shelf = open_shelf(config);
  const auto current = shelf ? shelf->current() : shelf.failure();
  if (!current) {
    log(events::ContentRefused{.why = "damaged", .failure = current.failure().code});
    return config;
  }
  return *current ? with_content(config, **current) : config;
}

ContentKeeper::ContentKeeper(const Config& config, std::function<void()> wake)
    : config_(config), wake_(std::move(wake)) {
  if (config_.catalogue.own.empty() || config_.catalogue.offered.empty())
    return;
  auto shelf = open_shelf(config_);
  if (!shelf) // load_content() tells the same at once
    return;
  shelf_.emplace(std::move(*shelf));
  thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

ContentKeeper::~ContentKeeper() = default;

void ContentKeeper::watch(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (ready_ == 0)
      look();
    // At full minutes, when the attract screen's clock wakes the terminal anyway.
    const auto every = config_.catalogue.every;
    (void)pause(every - system_clock().wall().time_since_epoch() % every, stop);
  }
}

void ContentKeeper::look() {
  const auto prepared =
      shelf_->prepare(config_.catalogue.offered, [this](const content::OnShelf& copy) {
        return is_usable(with_content(config_, copy));
      });
  if (!prepared) {
    if (told_fault_ != prepared.failure().code)
      log(events::Fault{.room = "content", .failure = prepared.failure().code});
    told_fault_ = prepared.failure().code;
    return;
  }
  told_fault_.reset();
  if (const auto* refused = std::get_if<content::Refused>(&*prepared)) {
    if (told_ != refused->why || told_about_ != refused->failure.detail)
      log(events::ContentRefused{.why = word(refused->why), .failure = refused->failure.code});
    told_ = refused->why;
    told_about_ = refused->failure.detail;
    return;
  }
  told_.reset();
  if (const auto* version = std::get_if<std::int64_t>(&*prepared)) {
    ready_ = *version;
    wake_();
  }
}

bool ContentKeeper::activate() {
  const std::int64_t version = ready_;
  const Status done = shelf_->activate(version);
  if (done)
    log(events::ContentActivated{.version = version});
  else
    log(events::Fault{.room = "content", .failure = done.failure().code});
  ready_ = 0;
  return done.ok();
}

} // namespace foyer::app
