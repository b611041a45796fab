// SPDX-License-Identifier: EUPL-1.2
// A terminal's store, a middle tier and an agent in a directory of their own.
#pragma once

#include <agent/client.hpp>
#include <base/secret.hpp>
#include <database/database.hpp>
#include <filing/filing.hpp>
#include <processes/processes.hpp>
#include <seal/office_certificate.hpp>
#include <store/store.hpp>
#include <sync/courier.hpp>
#include <sync/dispatcher.hpp>
#include <sync/line.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace foyer::delivery {

class World {
 public:
  World();

  // --- The office. Its database stays over restarts, and so does its port.
  void start_server(const std::vector<std::string>& more = {});
  void stop_server() { server.terminate(); }
  // What the office has, by another program reading its database: a line a row.
  std::string office(const std::string& sql) const { return database.ask(sql); }
  int applications() const { return std::stoi(office("SELECT count(*) FROM application")); }

  // --- The terminal
  // Whom it is sealed to from now on; at first the demo office's certificate.
  void seal_to(seal::OfficeCertificate certificate) { certificate_ = std::move(certificate); }
  filing::Filed file(int attachments = 1, std::size_t size = 20'000,
                     const std::function<void(xfall::Container&)>& finish = {});
  filing::Filed file_papers(const std::vector<Bytes>& papers);
  // The same in profile osci, signed by `author`: this terminal's key or another's.
  filing::Filed file_osci(const seal::AuthorKey& author, int attachments = 1,
                          std::size_t size = 20'000);
  // "Braun", said about the case of that number.
  filing::Filed file_answer(const std::string& number, const std::string& message,
                            const Secret& access);
  seal::AuthorKey author() const;
  store::OutboxEntry entry(const filing::Filed& filed);
  store::DeliveryState state(const filing::Filed& filed) { return entry(filed).state; }
  std::vector<std::string> history(const filing::Filed& filed);

  // --- Delivery in this process
  sync::LineConfig line_config() const;
  // One attempt at the filing.
  sync::Delivery deliver(const filing::Filed& filed, sync::StepObserver observer = {});
  sync::Delivery deliver(const filing::Filed& filed, const sync::LineConfig& config,
                         sync::StepObserver observer = {});

  // --- Delivery by foyer-sync
  void write_agent_config(const std::map<std::string, std::string>& server = {});
  // Behind what stands in sync.toml from then on; also for the next one.
  std::string more_agent_config;
  void start_agent();
  // As systemd does when somebody asks on the socket, which it holds before and after.
  void start_agent_by_socket();
  int lanes = 3; // from the next writing of its configuration on
  agent::Client client() const { return agent::Client(directory / "sync.sock"); }
  bool eventually_accepted(const std::vector<filing::Filed>& filings);

  // --- The terminal's technician: foyer.toml, for the same database and agent.
  void write_terminal_config();

  processes::TemporaryDirectory directory;
  database::TestDatabase database{directory.path()};
  std::filesystem::path keys = processes::demo_keys();
  std::string url;
  processes::Process server;
  processes::Process agent;
  store::Store store;

 private:
  store::Store open_store() const;
  seal::OfficeCertificate certificate_;
};

// "filed once, byte for byte": what the office decrypted equals what the terminal sealed.
bool office_has_exactly(const World& world, const filing::Filed& filed);

} // namespace foyer::delivery
