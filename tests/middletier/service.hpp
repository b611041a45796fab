// SPDX-License-Identifier: EUPL-1.2
// The HTTP API under /v2 (offline/sync/FORMAT.md) over TLS 1.3 with client certificates.
#pragma once

#include "admission.hpp"
#include "cases.hpp"
#include "event_signer.hpp"
#include "faults.hpp"
#include "office.hpp"
#include "submissions.hpp"

#include <filesystem>
#include <memory>
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

class Service {
 public:
  Service(Submissions& submissions, Cases& cases, const Office& office, const EventSigner& signer,
          Faults& faults, Admission& admission, std::string office_certificate_pem);

  // Throws std::runtime_error if the files are unusable. The routes refer to this object.
  std::unique_ptr<httplib::Server> make_server(const TlsFiles& tls);
  // Takes in what lies there complete; safe to repeat.
  void import();

 private:
  void add_routes(httplib::Server& server);
  Submissions& submissions_;
  Cases& cases_;
  const Office& office_;
  const EventSigner& signer_;
  Faults& faults_;
  Admission& admission_;
  std::string office_certificate_pem_;
  std::mutex import_mutex_;
};

} // namespace foyer::middletier
