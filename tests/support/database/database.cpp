// SPDX-License-Identifier: EUPL-1.2
#include <database/database.hpp>

#include <processes/processes.hpp>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

namespace foyer::database {

namespace {

std::string answered(const std::vector<std::string>& command) {
  std::string said;
  if (processes::run(command, &said) != 0)
    throw std::runtime_error(said);
  while (said.ends_with('\n'))
    said.pop_back();
  return said;
}

class Server {
 public:
  Server()
      : process_({FOYER_SOURCE_DIR "/tests/support/services/postgresql.sh"},
                 directory_ / "output") {
    const bool up = processes::eventually([&] {
      return process_.output().find("ready ") != std::string::npos || !process_.running();
    });
    const std::string said = process_.output();
    const auto from = said.find("postgresql://");
    if (!up || from == std::string::npos)
      throw std::runtime_error("PostgreSQL does not start: " + said);
    uri_ = said.substr(from, said.find('\n', from) - from);
  }
  ~Server() { process_.terminate(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string uri(const std::string& name) const {
    std::string uri = uri_;
    return uri.replace(uri.find("/postgres?"), std::string("/postgres?").size(), '/' + name + '?');
  }

 private:
  processes::TemporaryDirectory directory_;
  processes::Process process_;
  std::string uri_;
};

const Server& server() {
  static const Server one;
  return one;
}

std::string psql(const std::string& uri, const std::string& sql) {
  return answered({"psql", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-qAt", uri, "-c", sql});
}

} // namespace

Kind kind_of_this_run() {
  const char* wanted = std::getenv("FOYER_TEST_DATABASE");
  return wanted != nullptr && std::string(wanted) == "postgresql" ? Kind::postgresql : Kind::sqlite;
}

TestDatabase::TestDatabase(std::filesystem::path directory, Kind kind)
    : file_(std::move(directory) / "office.db"), kind_(kind), setting_(file_) {
  if (kind_ == Kind::sqlite)
    return;
  static std::atomic<int> count = 0;
  name_ = "office" + std::to_string(++count);
  setting_ = server().uri(name_);
  psql(server().uri("postgres"), "CREATE DATABASE " + name_);
}

void TestDatabase::clear() {
  if (kind_ == Kind::postgresql) {
    psql(server().uri("postgres"), "DROP DATABASE " + name_ + " WITH (FORCE)");
    psql(server().uri("postgres"), "CREATE DATABASE " + name_);
    return;
  }
  for (const char* ending : {"", "-wal", "-shm"})
    std::filesystem::remove(file_.string() + ending);
}

void TestDatabase::let_in(bool anybody) {
  const std::string allowed = anybody ? "true" : "false";
  psql(server().uri("postgres"), "ALTER DATABASE " + name_ + " ALLOW_CONNECTIONS " + allowed);
  if (!anybody)
    psql(server().uri("postgres"),
         "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='" + name_ + "'");
}

std::string TestDatabase::ask(const std::string& sql) const {
  return kind_ == Kind::postgresql
             ? psql(setting_, sql)
             : answered({"sqlite3", "-readonly", "-cmd", ".timeout 10000", file_, sql});
}

std::string TestDatabase::hex(const std::string& column) const {
  return kind_ == Kind::postgresql ? "encode(" + column + ",'hex')" : "lower(hex(" + column + "))";
}

std::string TestDatabase::everything() const {
  return kind_ == Kind::postgresql ? answered({"pg_dump", "--inserts", setting_})
                                   : answered({"sqlite3", file_, ".dump"});
}

} // namespace foyer::database
