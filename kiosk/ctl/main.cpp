// SPDX-License-Identifier: EUPL-1.2
#include "assistant.hpp"
#include "card.hpp"
#include "case.hpp"
#include "catalogue.hpp"
#include "cel.hpp"
#include "eid.hpp"
#include "locales.hpp"
#include "office_keys.hpp"
#include "outcome.hpp"
#include "page.hpp"
#include "seal.hpp"
#include "trust.hpp"
#include "verbs.hpp"

#include <base/private_memory.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>

namespace {

using namespace foyer;

// foyerctl assistant ...; `verb` answers whether all was well.
void add_assistant(CLI::App& cli, ctl::AssistantOptions& options, std::function<bool()>& verb) {
  auto* assistant = cli.add_subcommand("assistant", "for those who write assistants");
  assistant->require_subcommand(1);
  assistant->add_option("--assets", options.assets, "folder of the definitions")
      ->capture_default_str();
  assistant->add_option("--locales", options.locales, "folder of the texts")->capture_default_str();
  const auto add = [&](const char* name, const char* what, const char* names, auto function) {
    auto* sub = assistant->add_subcommand(name, what);
    sub->callback(
        [&verb, &options, function] { verb = [&options, function] { return function(options); }; });
    sub->add_option("names", options.names, names);
    sub->add_flag("--json", options.machine, "one JSON object a line");
    return sub;
  };
  add("lint", "say every mistake, with file and line", "assistants (all)", ctl::lint_assistants);
  auto* test = add("test", "run people through and compare", "files of people", ctl::test_people);
  test->add_option("--date", options.date, "the day it is run as of (today)");
  test->add_flag("--coverage", options.coverage, "fail when something was met by nobody");
  test->get_option("names")->required();
  auto* sign = add("sign", "release definitions", "assistants (all)", ctl::sign_assistants);
  sign->add_option("--key", options.key, "private Ed25519 key, PEM")->required();
  sign->add_flag("--replace", options.replace, "a draft: same version, other content");
  add("verify", "are they released as they are?", "assistants (all)", ctl::verify_assistants)
      ->add_option("--keys", options.keys, "folder of public keys (*.pem)")
      ->required();
  auto* show =
      add("show", "a whole assistant as one printable HTML file", "assistant", ctl::show_assistant);
  show->get_option("names")->required()->expected(1);
  show->add_option("--language", options.language, "beside German")->capture_default_str();
  show->add_option("--out", options.out, "the file (standard output)");
  auto* people = show->add_option("--people", options.people, "only what one of these people sees");
  show->add_option("--name", options.person, "whose name is this (the first one)")->needs(people);
  auto* diff =
      add("diff", "two versions in words", "OLDASSETS NEWASSETS NAME", ctl::diff_assistants);
  diff->get_option("names")->required()->expected(3);
  diff->add_option("--old-locales", options.old_locales, "texts of the old one (--locales)");
  add("graph", "pages and guards as DOT", "assistants (all)", ctl::graph_assistants);
}

// foyerctl locales ...
void add_locales(CLI::App& cli, ctl::LocalesOptions& options, std::function<bool()>& verb) {
  auto* locales = cli.add_subcommand("locales", "for those who translate");
  locales->require_subcommand(1);
  locales->add_option("--locales", options.locales, "folder of the texts")->capture_default_str();
  const auto add = [&](const char* name, const char* what, auto function) {
    auto* sub = locales->add_subcommand(name, what);
    sub->callback(
        [&verb, &options, function] { verb = [&options, function] { return function(options); }; });
    return sub;
  };
  auto* report = add("report", "how far each language is", ctl::report_locales);
  report->add_option("--lang", options.language, "this one only, with all that is open");
  report->add_flag("--json", options.machine, "one JSON object a line");
  add("lint", "what is wrong with texts, plurals and reading direction", ctl::lint_locales)
      ->add_option("--lang", options.language, "this one only");
  auto* out = add("export", "write a gettext PO file", ctl::export_locale);
  out->add_option("LANG", options.language, "the language")->required();
  out->add_option("--out", options.file, "the PO file")->required();
  auto* in = add("import", "take translations from a gettext PO file", ctl::import_locale);
  in->add_option("LANG", options.language, "the language")->required();
  in->add_option("FILE", options.file, "the PO file")->required();
  in->add_option("--reviewed-by", options.reviewed_by,
                 "role of the person who looked at every finished text (never a name)");
}

// foyerctl trust ...
void add_trust(CLI::App& cli, ctl::TrustOptions& options, std::function<bool()>& verb) {
  auto* trust = cli.add_subcommand("trust", "whose documents are genuine");
  trust->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, auto function) {
    auto* sub = trust->add_subcommand(name, what);
    sub->callback(
        [&verb, &options, function] { verb = [&options, function] { return function(options); }; });
    return sub;
  };
  auto* in = add("import",
                 "verify master lists (.ml, LDIF), certificates and revocation lists, and add them "
                 "to a trust table",
                 ctl::import_trust);
  in->add_option("FILE", options.files, "what the authorities published: CMS, DER, PEM or LDIF")
      ->required();
  in->add_option("--into", options.table, "the trust table; a new one when it is not there")
      ->required();
  in->add_option("--pin", options.pins,
                 "SHA-256 of a certificate or file that you compared with what the authority "
                 "publishes");
  in->add_option("--anchor", options.anchors,
                 "certificate (DER or PEM) of the country signer that vouches for master lists");
  auto* show = add("show", "say what is in a trust table", ctl::show_trust);
  show->add_option("TABLE", options.table, "the trust table")->required();
  show->add_flag("--json", options.machine, "one JSON object");
}

// foyerctl eid ...
void add_eid(CLI::App& cli, ctl::EidOptions& options, std::function<bool()>& verb) {
  auto* eid = cli.add_subcommand("eid", "the eID function by hand (needs the AusweisApp)");
  eid->require_subcommand(1);
  eid->add_option("--program", options.program, "the AusweisApp (where its package puts it)");
  const auto add = [&](const char* name, const char* what, auto function) {
    eid->add_subcommand(name, what)->callback([&verb, &options, function] {
      verb = [&options, function] { return function(options); };
    });
  };
  add("state", "is the AusweisApp there, and which one", ctl::show_eid);
  add("pin-change", "set or change the PIN of a card; numbers are asked for",
      [](const auto& given) { return ctl::run_eid(given, api::EidTask::change_pin); });
  add("unblock", "make a PIN usable again, with CAN or PUK",
      [](const auto& given) { return ctl::run_eid(given, api::EidTask::unblock); });
}

// foyerctl seal ...
void add_seal(CLI::App& cli, ctl::SealOptions& options, std::function<bool()>& verb) {
  auto* seal = cli.add_subcommand("seal", "seal files to an office as the terminal would, to try");
  seal->add_option("--profile", options.profile, "jwe or osci")->capture_default_str();
  seal->add_option("--to", options.to, "the office's certificate, PEM; trusted because you say so")
      ->required();
  seal->add_option("--container", options.container, "what is sealed as the container")->required();
  seal->add_option("--attach", options.attachments, "an attachment; the first is called a1")
      ->allow_extra_args(false);
  seal->add_option("--reference", options.reference, "the receipt number")->capture_default_str();
  seal->add_option("--author", options.author,
                   "osci: signing key and certificate, PEM, made if missing (a new key each time)");
  seal->add_option("OUT", options.out, "folder for message.mime (osci) or *.jwe")->required();
  seal->callback([&verb, &options] { verb = [&options] { return ctl::seal(options); }; });
}

} // namespace

int main(int argc, char** argv) {
  foyer::keep_memory_private(); // codes and PINs
  CLI::App cli("foyerctl: look after a terminal");
  std::string file = "/etc/foyer/foyer.toml";
  cli.add_option("--config", file, "the terminal's configuration")->capture_default_str();
  cli.require_subcommand(1);

  std::function<Status(const app::Config&)> verb;
  const auto add = [&](CLI::App* parent, const char* name, const char* what, auto function) {
    parent->add_subcommand(name, what)->callback([&verb, function] { verb = function; });
  };
  add(&cli, "check", "load everything the terminal loads and say what is wrong", ctl::check);
  auto* queue = cli.add_subcommand("queue", "what was filed here")->require_subcommand(1);
  add(queue, "list", "numbers, times and states", ctl::list_queue);
  std::filesystem::path event_key;
  add(queue, "verify", "recompute the hash chains",
      [&event_key](const app::Config& config) { return ctl::verify_queue(config, event_key); });
  queue->get_subcommand("verify")->add_option(
      "--event-key", event_key, "of foyer-sync: compare with what the middle tier has signed, too");
  auto* clock = cli.add_subcommand("clock", "may a filing be dated?")->require_subcommand(1);
  add(clock, "show", "is the clock trusted", ctl::show_clock);
  add(clock, "confirm", "the clock is right, a person looked", ctl::confirm_clock);
  auto* agent = cli.add_subcommand("agent", "the delivery agent")->require_subcommand(1);
  add(agent, "status", "its line, what waits, the office's keys it brought", ctl::show_agent);
  auto* staff = cli.add_subcommand("staff", "service cards")->require_subcommand(1);
  add(staff, "show", "what lies in the staff's reader", ctl::show_staff);
  ctl::CaseOptions case_options;
  ctl::add_case(cli, case_options);
  cli.get_subcommand("case")->get_subcommand("show")->callback([&] {
    verb = [&](const app::Config& config) { return ctl::show_case(config, case_options); };
  });
  bool last_try = false;
  add(staff, "login", "ask for the PIN and log in as the terminal would",
      [&last_try](const app::Config& config) { return ctl::log_in_staff(config, last_try); });
  staff->get_subcommand("login")->add_flag("--last-try", last_try, "even if it is the card's last");
  ctl::AssistantOptions assistant;
  std::function<bool()> assistant_verb;
  add_assistant(cli, assistant, assistant_verb);
  cli.add_subcommand("cel", "answer expressions, one JSON request a line")->callback([&] {
    assistant_verb = ctl::answer_cel;
  });
  ctl::LocalesOptions locales;
  add_locales(cli, locales, assistant_verb);
  ctl::TrustOptions trust;
  add_trust(cli, trust, assistant_verb);
  ctl::EidOptions eid;
  add_eid(cli, eid, assistant_verb);
  ctl::SealOptions seal;
  add_seal(cli, seal, assistant_verb);
  ctl::OfficeKeysOptions office_keys;
  ctl::add_office_keys(cli, office_keys, assistant_verb, verb);
  ctl::CatalogueOptions catalogue;
  ctl::add_catalogue(cli, catalogue, assistant_verb, verb);
  ctl::PageOptions page;
  ctl::add_page(cli, page, assistant_verb);
  ctl::CardOptions card;
  std::function<int()> card_verb;
  ctl::add_card(cli, card, file, card_verb);
  CLI11_PARSE(cli, argc, argv);
  if (card_verb)
    return card_verb();
  if (assistant_verb)
    return assistant_verb() ? 0 : 1;

  auto config = app::load_config(file);
  return ctl::told(config ? verb(*config) : Status(config.failure())) ? 0 : 1;
}
