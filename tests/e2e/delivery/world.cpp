// SPDX-License-Identifier: EUPL-1.2
#include "world.hpp"

#include <seal/digest.hpp>

#include <catch2/catch.hpp>

namespace foyer::delivery {

namespace {

seal::OfficeCertificate certificate(const std::filesystem::path& keys) {
  return seal::OfficeCertificate::load(processes::read_file(keys / "office/office.crt"),
                                       processes::read_file(keys / "office/root.crt"),
                                       "Demo-Ausländerbehörde", system_clock().wall())
      .value();
}

} // namespace

World::World() : store(open_store()), certificate_(certificate(keys)) {
  write_agent_config();
}

store::Store World::open_store() const {
  store::Options options;
  options.kiosk_id = "N01";
  auto opened = store::Store::open(directory / "filings.db", options);
  REQUIRE(opened.ok());
  REQUIRE(opened->clock_synchronised(system_clock().wall()).ok());
  return std::move(opened).value();
}

void World::start_server(const std::vector<std::string>& more) {
  server.kill_hard();
  const std::string port = url.empty() ? "0" : url.substr(url.rfind(':') + 1);
  std::vector<std::string> command = {FOYER_MIDDLETIER,
                                      "--keys",
                                      keys,
                                      "--database",
                                      database.setting(),
                                      "--schema",
                                      filing::schema_file(),
                                      "--export",
                                      directory / "office",
                                      "--port",
                                      port,
                                      "--hold-file",
                                      directory / "held"};
  command.insert(command.end(), more.begin(), more.end());
  const auto output = directory / "server.out";
  std::filesystem::remove(output);
  server = processes::Process(command, output);
  const bool up = processes::eventually([&] {
    return server.output().find("api https://") != std::string::npos || !server.running();
  });
  const std::string said = server.output();
  INFO(said);
  REQUIRE(up);
  REQUIRE(server.running());
  const auto from = said.find("https://");
  url = said.substr(from, said.find('\n', from) - from);
  write_agent_config();
}

filing::Filed World::file(int attachments, std::size_t size,
                          const std::function<void(xfall::Container&)>& finish) {
  auto filed = filing::file_one(store, certificate_, attachments, size, finish);
  if (!filed)
    FAIL(name(filed.failure().code) << ": " << filed.failure().detail);
  return std::move(filed).value();
}

filing::Filed World::file_papers(const std::vector<Bytes>& papers) {
  auto filed = filing::file_one(store, certificate_, static_cast<int>(papers.size()), 0, {},
                                nullptr, papers);
  if (!filed)
    FAIL(name(filed.failure().code) << ": " << filed.failure().detail);
  return std::move(filed).value();
}

filing::Filed World::file_osci(const seal::AuthorKey& author, int attachments, std::size_t size) {
  auto filed = filing::file_one(store, certificate_, attachments, size, {}, &author);
  if (!filed)
    FAIL(name(filed.failure().code) << ": " << filed.failure().detail);
  return std::move(filed).value();
}

filing::Filed World::file_answer(const std::string& number, const std::string& message,
                                 const Secret& access) {
  return file(1, 4'000, [&](xfall::Container& container) {
    container.sections.clear();
    container.record.parameters_sha256.clear();
    container.record.wording_sha256.clear();
    container.canonical = Personal(to_bytes(as_bytes("Braun")));
    container.record.content_sha256 = to_hex(*seal::sha256(container.canonical.reveal()));
    container.answer = xfall::Answer{.number = number,
                                     .message = message,
                                     .access = Personal(to_base64url(access.reveal())),
                                     .text = Personal<std::string>("Braun")};
  });
}

seal::AuthorKey World::author() const {
  auto author = seal::AuthorKey::from_pem(processes::read_file(keys / "terminal/author.pem"));
  REQUIRE(author.ok());
  return *author;
}

store::OutboxEntry World::entry(const filing::Filed& filed) {
  auto found = store.find(filed.record.sequence);
  REQUIRE(found.ok());
  REQUIRE(found->has_value());
  return **found;
}

std::vector<std::string> World::history(const filing::Filed& filed) {
  const auto events = store.events(filed.record.sequence);
  REQUIRE(events.ok());
  std::vector<std::string> words;
  for (const auto& event : *events)
    words.push_back(event.result);
  return words;
}

sync::LineConfig World::line_config() const {
  sync::LineConfig config;
  config.server = url;
  config.server_ca = keys / "tls/ca.crt";
  config.client_certificate = keys / "tls/N01.crt";
  config.client_key = keys / "tls/N01.key";
  return config;
}

sync::Delivery World::deliver(const filing::Filed& filed, sync::StepObserver observer) {
  return deliver(filed, line_config(), std::move(observer));
}

sync::Delivery World::deliver(const filing::Filed& filed, const sync::LineConfig& config,
                              sync::StepObserver observer) {
  auto line = sync::open_line(config);
  REQUIRE(line.ok());
  auto key = sync::EventKey::load(keys / "events/events.pem");
  REQUIRE(key.ok());
  sync::Courier courier(store, **line, *key, system_clock(), std::move(observer));
  auto delivery = courier.deliver(entry(filed), {});
  if (!delivery)
    FAIL(name(delivery.failure().code) << ": " << delivery.failure().detail);
  return *delivery;
}

void World::write_agent_config(const std::map<std::string, std::string>& server_keys) {
  std::map<std::string, std::string> values = {{"url", url.empty() ? "https://127.0.0.1:1" : url},
                                               {"ca", keys / "tls/ca.crt"},
                                               {"certificate", keys / "tls/N01.crt"},
                                               {"key", keys / "tls/N01.key"},
                                               {"event_key", keys / "events/events.pem"}};
  for (const auto& [key, value] : server_keys)
    values[key] = value;
  std::string text = "database = \"filings.db\"\nsocket = \"sync.sock\"\nlog = \"sync.log\"\n"
                     "[retry]\nbase_ms = 20\ncap_ms = 200\ntime_every_ms = 500\n[server]\n";
  text += "lanes = " + std::to_string(lanes) + '\n';
  for (const auto& [key, value] : values)
    text += key + " = \"" + value + "\"\n";
  processes::write_file(directory / "sync.toml", text + more_agent_config);
}

void World::write_terminal_config() {
  std::filesystem::create_directories(directory / "terminal");
  std::filesystem::create_symlink(directory / "filings.db", directory / "terminal/foyer.db");
  const std::string office = (keys / "office").string();
  processes::write_file(directory / "foyer.toml",
                        "[terminal]\nkiosk_id = \"N01\"\noffice = \"x\"\nplace = \"\"\n"
                        "help_phone = \"\"\nopening_hours = \"\"\ndata_dir = \"terminal\"\n"
                        "assets = \".\"\nlocales = \".\"\nrelease_keys = \".\"\nlog = \"x.log\"\n"
                        "[card]\ntrust_list = \"x\"\n[printer]\nuri = \"ipp://localhost/x\"\n"
                        "[seal]\noffice_name = \"Demo-Ausländerbehörde\"\noffice_certificate = \"" +
                            office + "/office.crt\"\noffice_root = \"" + office +
                            "/root.crt\"\nemergency_certificate = \"" + office +
                            "/emergency.crt\"\nreceipt_key = \"receipt.key\"\n"
                            "[delivery]\ndestination = \"x\"\n[agent]\nsocket = \"sync.sock\"\n");
}

void World::start_agent() {
  agent = processes::Process({FOYER_SYNC, "--config", directory / "sync.toml"},
                             directory / "agent.out");
  const bool up = processes::eventually([&] { return client().status().ok() || !agent.running(); });
  INFO(agent.output());
  REQUIRE(up);
  REQUIRE(agent.running());
}

void World::start_agent_by_socket() {
  agent = processes::Process({"systemd-socket-activate", "--listen", directory / "sync.sock",
                              FOYER_SYNC, "--config", directory / "sync.toml"},
                             directory / "agent.out");
  REQUIRE(processes::eventually([&] { return std::filesystem::exists(directory / "sync.sock"); }));
}

bool World::eventually_accepted(const std::vector<filing::Filed>& filings) {
  return processes::eventually([&] {
    for (const auto& filed : filings)
      if (state(filed) != store::DeliveryState::accepted || !entry(filed).sealed_bytes_wiped)
        return false;
    return true;
  });
}

bool office_has_exactly(const World& world, const filing::Filed& filed) {
  const std::string number = filed.record.number.text();
  if (world.office("SELECT count(*) FROM application WHERE receipt='" + number + "'") != "1")
    return false;
  const auto folder = world.directory / "office" / number;
  if (processes::read_file(folder / "container.xml") != filed.xml)
    return false;
  for (const auto& [id, bytes] : filed.attachments) {
    const std::string hex =
        world.office("SELECT " + world.database.hex("bytes") + " FROM document WHERE receipt='" +
                     number + "' AND id='" + id + "'");
    if (hex != to_hex(bytes))
      return false;
  }
  return world.office("SELECT count(*) FROM document WHERE receipt='" + number + "'") ==
         std::to_string(filed.attachments.size());
}

} // namespace foyer::delivery
