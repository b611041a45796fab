// SPDX-License-Identifier: EUPL-1.2
// GET /v2/keys: the office's certificates as a signed set (offline/seal/FORMAT.md), and the keys of
// events. The file is read anew for each request: the office lays a newer one in its place.
#pragma once

#include "event_signer.hpp"

#include <filesystem>

namespace httplib {
class Server;
}

namespace foyer::middletier {

// All must outlive the server.
void add_office_keys(httplib::Server& server, const std::filesystem::path& set,
                     const EventSigner& signer);

} // namespace foyer::middletier
