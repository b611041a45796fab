// SPDX-License-Identifier: EUPL-1.2
// The HTTP API under /v2 (offline/sync/FORMAT.md) over TLS 1.3 with client certificates.
#pragma once

#include "anchors.hpp"
#include "cases.hpp"
#include "event_signer.hpp"
#include "faults.hpp"
#include "identifications.hpp"
#include "importer.hpp"
#include "submissions.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace httplib {
class Server;
}

namespace foyer::middletier {

struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::filesystem::path client_ca;
};

// How long a terminal with so many filings is to stay away; nothing: it may come.
using Admit =
    std::function<std::optional<std::chrono::seconds>(const std::string& terminal, int waiting)>;

// What the server takes on at the same time; who finds no place is told to come back.
struct Capacity {
  std::size_t threads = 32; // connections served
  std::size_t waiting = 200;
};

// What all terminals are given: see add_office_keys() and add_catalog().
struct Publications {
  std::filesystem::path office_keys, catalogue;
};

class Service {
 public:
  Service(Submissions& submissions, Cases& cases, Identifications& identifications,
          Anchors& anchors, Importer& importer, const EventSigner& signer, Faults& faults,
          Admit admit, Publications published);

  // Throws std::runtime_error if the files are unusable. The routes refer to this object.
  std::unique_ptr<httplib::Server> make_server(const TlsFiles& tls, const Capacity& capacity);

 private:
  void add_routes(httplib::Server& server);
  Submissions& submissions_;
  Cases& cases_;
  Identifications& identifications_;
  Anchors& anchors_;
  Importer& importer_;
  const EventSigner& signer_;
  Faults& faults_;
  Admit admit_;
  Publications published_;
};

} // namespace foyer::middletier
