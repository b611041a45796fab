// SPDX-License-Identifier: EUPL-1.2
#include "office_keys.hpp"

#include "opened_store.hpp"
#include "outcome.hpp"

#include <app/office_keyring.hpp>
#include <base/whole_file.hpp>
#include <seal/office_keys.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

namespace fs = std::filesystem;

Result<std::string> read_text(const fs::path& file) {
  FOYER_TRY(const Bytes bytes, read_whole_file(file));
  return std::string(as_text(bytes));
}

Result<seal::OfficePins> pins_of(const OfficeKeysOptions& options) {
  FOYER_TRY(std::string root, read_text(options.root));
  return seal::OfficePins{std::move(root), options.name, {}};
}

const char* in_words(seal::Validity validity) {
  switch (validity) {
  case seal::Validity::valid: return "valid now";
  case seal::Validity::expired: return "expired";
  case seal::Validity::not_yet: return "not yet valid";
  }
  return "?";
}

// One line a certificate, in the set's order.
void print_certificates(std::string_view pem, const seal::OfficePins& pins, WallTime now) {
  constexpr std::string_view begin = "-----BEGIN ";
  for (auto at = pem.find(begin); at != std::string_view::npos;) {
    const auto next = pem.find(begin, at + begin.size());
    const auto one =
        seal::OfficeCertificate::load(pem.substr(at, next - at), pins.root_pem, pins.name, now);
    if (one)
      std::printf("  %s  %s to %s  %s\n", one->key_id().c_str(),
                  to_rfc3339(one->valid_from()).c_str(), to_rfc3339(one->valid_until()).c_str(),
                  in_words(one->validity()));
    else
      std::printf("  cannot be sealed to: %s\n", one.failure().detail.c_str());
    at = next;
  }
}

Status sign(const OfficeKeysOptions& options) {
  FOYER_TRY(const auto pins, pins_of(options));
  std::vector<std::string> certificates;
  for (const fs::path& file : options.certificates) {
    FOYER_TRY(certificates.emplace_back(), read_text(file));
  }
  FOYER_TRY(Bytes key, read_whole_file(options.key));
  FOYER_TRY(const auto signer, read_text(options.certificate));
  FOYER_TRY(const auto set,
            seal::sign_office_keys(options.version, system_clock().wall(), certificates,
                                   Secret(std::move(key)), signer, pins));
  return write_whole_file(options.out, as_bytes(set), 0644);
}

Status check_set(const OfficeKeysOptions& options) {
  FOYER_TRY(const auto pins, pins_of(options));
  FOYER_TRY(const auto compact, read_text(options.set));
  FOYER_TRY(const auto set, seal::OfficeKeys::open(compact, pins));
  std::printf("version %lld of %s\n", static_cast<long long>(set.version()),
              to_rfc3339(set.issued_at()).c_str());
  print_certificates(set.certificates_pem(), pins, system_clock().wall());
  return success();
}

// In whose hands this terminal's applications would be now.
Status show(const app::Config& config) {
  FOYER_TRY(auto store, open_store(config));
  FOYER_TRY(auto ring, app::OfficeKeyring::open(config.seal));
  const auto now = system_clock().wall();
  FOYER_TRY(const auto standing, ring.standing(store, now));
  if (standing.version > 0)
    std::printf("set: version %lld, brought by foyer-sync\n",
                static_cast<long long>(standing.version));
  else
    std::printf("set: none; the certificate of the configuration counts\n");
  std::printf("emergency key: %s\n", standing.emergency_pinned ? "pinned" : "none");
  std::printf("sealed to: %s, valid until %s\n", standing.key_id.c_str(),
              to_rfc3339(standing.valid_until).c_str());
  switch (standing.standing) {
  case seal::OfficeKeyStanding::valid: return success();
  case seal::OfficeKeyStanding::emergency:
    return fail(FailureCode::office_key_untrusted, "none of the office's is valid: that is the "
                                                   "emergency key");
  case seal::OfficeKeyStanding::out_of_date:
    return fail(FailureCode::office_key_untrusted, "it is not valid at this time");
  }
  return success();
}

// For a terminal without a line. The terminal asks the same of it as of what foyer-sync brings.
Status import_set(const app::Config& config, const fs::path& file) {
  seal::OfficePins pins{.name = config.seal.office_name};
  FOYER_TRY(pins.root_pem, read_text(config.seal.office_root));
  FOYER_TRY(const auto compact, read_text(file));
  FOYER_TRY(const auto set, seal::OfficeKeys::open(compact, pins));
  FOYER_TRY(auto store, open_store(config));
  FOYER_TRY(const auto outcome,
            store.keep_published(store::office_keys_kind,
                                 {set.version(), to_bytes(as_bytes(compact)), {}}));
  switch (outcome) {
  case store::Publishing::older:
    return fail(FailureCode::office_key_untrusted, "the terminal has a newer set");
  case store::Publishing::contradicts:
    return fail(FailureCode::office_key_untrusted, "the terminal has another set of this version");
  case store::Publishing::taken:
  case store::Publishing::known: break;
  }
  std::printf("version %lld: counts from the next filing on\n",
              static_cast<long long>(set.version()));
  return success();
}

} // namespace

void add_office_keys(CLI::App& cli, OfficeKeysOptions& options, std::function<bool()>& verb,
                     std::function<Status(const app::Config&)>& terminal_verb) {
  auto* keys =
      cli.add_subcommand("office-keys", "whom applications are sealed to")->require_subcommand(1);
  const auto by_hand = [&](CLI::App* sub) {
    sub->add_option("--root", options.root, "the office's root, PEM")->required();
    sub->add_option("--name", options.name, "common name of the office's certificates")->required();
  };
  auto* make = keys->add_subcommand("sign", "the office: sign a set of certificates");
  by_hand(make);
  make->add_option("--key", options.key, "the signer's RSA key, PEM")->required();
  make->add_option("--certificate", options.certificate, "the signer's certificate, PEM")
      ->required();
  make->add_option("--version", options.version, "higher than that of every set before")
      ->required();
  make->add_option("--out", options.out, "the set")->required();
  make->add_option("CERTIFICATE", options.certificates, "PEM; whoever is left out is withdrawn");
  make->callback([&] { verb = [&] { return told(sign(options)); }; });
  auto* look = keys->add_subcommand("check", "does a set hold, and what is in it?");
  by_hand(look);
  look->add_option("SET", options.set, "the set")->required();
  look->callback([&] { verb = [&] { return told(check_set(options)); }; });
  auto* bring = keys->add_subcommand("import", "bring a set to this terminal, without a line");
  bring->add_option("SET", options.set, "the set")->required();
  bring->callback([&] {
    terminal_verb = [&](const app::Config& config) { return import_set(config, options.set); };
  });
  keys->add_subcommand("show", "whom this terminal seals to now")->callback([&] {
    terminal_verb = show;
  });
}

} // namespace foyer::ctl
