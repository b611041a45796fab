// SPDX-License-Identifier: EUPL-1.2
// foyer-middletier: the reference office side. `foyer-middletier --help` names every switch.
#include "admission.hpp"
#include "faults.hpp"
#include "office.hpp"
#include "page.hpp"
#include "service.hpp"
#include "shared_admission.hpp"

#include <base/clock.hpp>

#include <CLI/CLI.hpp>
#include <httplib.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <thread>

namespace {

using namespace foyer::middletier;
namespace fs = std::filesystem;

struct Options {
  std::string database, virus_scan, eid_server;
  fs::path keys, schema, mappings, other_stylesheet, other_schema, export_to, server_certificate,
      server_key, trust, terminals, authors, office_keys, catalogue, eid_server_ca;
  std::string host = "127.0.0.1";
  int port = 0;
  int page = -1;
  double capacity = 0;
  Capacity at_once;
  FaultOptions faults;
};

// The office opens what was sealed to any of its keys, also to those before and to the emergency
// key.
std::vector<fs::path> private_keys(const fs::path& office) {
  std::vector<fs::path> files{office / "office.key"};
  if (fs::exists(office / "emergency.key"))
    files.push_back(office / "emergency.key");
  if (fs::is_directory(office / "keys"))
    for (const auto& entry : fs::directory_iterator(office / "keys"))
      files.push_back(entry.path());
  return files;
}

void declare(CLI::App& app, Options& options) {
  app.add_option("--keys", options.keys, "directory made by make-demo-keys.sh")->required();
  app.add_option("--database", options.database,
                 "postgresql://..., shared by as many of this program as you like; else a file of "
                 "SQLite's, made if missing")
      ->required();
  app.add_option("--schema", options.schema, "XSD of the container")->required();
  app.add_option("--mappings", options.mappings,
                 "how the office's systems call it (assets/mappings)");
  app.add_option(
      "--other-stylesheet", options.other_stylesheet,
      "XSLT that makes of a container what --other-schema wants, the official XFall say");
  app.add_option("--other-schema", options.other_schema, "and its XSD");
  app.add_option("--host", options.host, "address to listen on");
  app.add_option("--port", options.port, "TLS port; 0 chooses a free one and prints it");
  app.add_option("--page", options.page, "port of the page on loopback (0: a free one)");
  app.add_option("--capacity", options.capacity,
                 "filings a second; who comes beyond is told when to come back (0: no limit)");
  app.add_option("--threads", options.at_once.threads, "connections served at the same time");
  app.add_option("--most-waiting", options.at_once.waiting,
                 "connections that wait for a thread; more are told to come back");
  app.add_option("--export", options.export_to, "write what was decrypted below this directory");
  app.add_option("--virus-scan", options.virus_scan,
                 "command that reads a document and ends with 0 (clean) or 1 (found), e.g. "
                 "'clamdscan --no-summary -'");
  app.add_option("--trust", options.trust, "the office's own country signers, for card evidence");
  app.add_option("--terminals", options.terminals,
                 "folder of the terminals' public keys, instead of office/terminals");
  app.add_option("--authors", options.authors,
                 "folder of the terminals' content certificates, instead of office/authors");
  app.add_option("--office-keys", options.office_keys,
                 "signed set of the office's certificates, instead of office/office-keys.jws");
  app.add_option("--catalogue", options.catalogue,
                 "what terminals offer, as foyerctl catalogue sign has laid it out");
  app.add_option("--eid-server", options.eid_server,
                 "https URL of the office's eID server (FORMAT.md); without, nobody can prove who "
                 "they are");
  app.add_option("--eid-server-ca", options.eid_server_ca, "the only CA that counts for it");
  app.add_option("--server-certificate", options.server_certificate, "instead of tls/server.crt");
  app.add_option("--server-key", options.server_key, "instead of tls/server.key");

  auto& faults = options.faults;
  const std::vector<std::string> places(std::begin(fault_places), std::end(fault_places));
  const auto group = "Faults, for tests";
  app.add_option("--die-at", faults.die_at, "exit at once at this place")
      ->check(CLI::IsMember(places))
      ->group(group);
  app.add_option("--hold-at", faults.hold_at, "stand still at this place while --hold-file exists")
      ->check(CLI::IsMember(places))
      ->group(group);
  app.add_option("--hold-file", faults.hold_file, "appears when held")->group(group);
  app.add_option("--unavailable", faults.unavailable, "so many requests are refused")->group(group);
  app.add_option("--unavailable-status", faults.unavailable_status, "with this status")
      ->group(group);
  app.add_option("--retry-after", faults.retry_after_s, "and this Retry-After, seconds")
      ->group(group);
  app.add_option("--portal", faults.portal, "so many answers of a captive portal")->group(group);
  app.add_option("--redirect", faults.redirect, "so many redirects")->group(group);
  app.add_option("--endless", faults.endless, "so many answers of 64 MiB")->group(group);
  app.add_option("--forge", faults.forge, "lie in event lists or in the time")
      ->check(CLI::IsMember({"signature", "algorithm", "tags", "receipt", "time"}))
      ->group(group);
  app.add_option("--forge-count", faults.forge_count, "so many event lists")->group(group);
  app.add_flag("--hold-import", faults.hold_import, "the office looks at nothing")->group(group);
}

void run(const Options& options, const sigset_t& signals) {
  const auto database = open_database(options.database);
  const EventSigner signer(options.keys / "events/events.key");
  Submissions submissions(*database, signer);
  Cases cases(*database, signer);
  const auto eid_server =
      options.eid_server.empty()
          ? nullptr
          : std::make_unique<HttpEidServer>(options.eid_server, options.eid_server_ca);
  Identifications identifications(*database, eid_server.get());
  Anchors anchors(*database, signer);
  const auto or_default = [&](const fs::path& given, const char* usual) {
    return given.empty() ? options.keys / usual : given;
  };
  const Office office(
      private_keys(options.keys / "office"), or_default(options.authors, "office/authors"),
      options.schema, options.export_to,
      CardCheck(options.trust, or_default(options.terminals, "office/terminals")),
      Mappings(options.mappings), OtherXfall(options.other_stylesheet, options.other_schema),
      VirusScan(options.virus_scan));
  Faults faults(options.faults);
  Admission own_admission(options.capacity);
  SharedAdmission shared_admission(*database, options.capacity);
  const Admit admit = [&](const std::string& terminal, int waiting) {
    return database->is_shared()
               ? shared_admission.ask(terminal, waiting)
               : own_admission.ask(terminal, waiting, foyer::system_clock().steady());
  };
  Inbox inbox(*database, signer);
  Importer importer(inbox, office, faults);
  importer.look_soon(); // what a former run had taken but not looked at
  Service service(submissions, cases, identifications, anchors, importer, signer, faults, admit,
                  {or_default(options.office_keys, "office/office-keys.jws"), options.catalogue});
  const auto tls = service.make_server({or_default(options.server_certificate, "tls/server.crt"),
                                        or_default(options.server_key, "tls/server.key"),
                                        options.keys / "tls/ca.crt"},
                                       options.at_once);
  const int port = options.port == 0 ? tls->bind_to_any_port(options.host)
                   : tls->bind_to_port(options.host, options.port) ? options.port
                                                                   : -1;
  if (port <= 0)
    throw std::runtime_error("port in use");

  const Page page(*database, cases);
  const auto page_server = options.page < 0 ? nullptr : page.make_server();
  std::cout << "api https://" << options.host << ':' << port << '\n';
  if (page_server) {
    const int at = options.page == 0 ? page_server->bind_to_any_port("127.0.0.1")
                   : page_server->bind_to_port("127.0.0.1", options.page) ? options.page
                                                                          : -1;
    if (at <= 0)
      throw std::runtime_error("page port in use");
    std::cout << "page http://127.0.0.1:" << at << "/\n";
  }
  std::cout << std::flush;

  std::jthread api_thread([&] { tls->listen_after_bind(); });
  std::jthread page_thread([&] {
    if (page_server)
      page_server->listen_after_bind();
  });
  int signal = 0;
  sigwait(&signals, &signal);
  while (!tls->is_running() || (page_server && !page_server->is_running()))
    std::this_thread::sleep_for(std::chrono::milliseconds(1)); // stop() before listen() is lost
  tls->stop();
  if (page_server)
    page_server->stop();
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Foyer's reference middle tier: for tests and demonstrations only");
  Options options;
  declare(app, options);
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before the first thread
  try {
    run(options, signals);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "foyer-middletier: " << error.what() << '\n';
    return 1;
  }
}
