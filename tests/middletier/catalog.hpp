// SPDX-License-Identifier: EUPL-1.2
// GET /v2/catalog and /v2/catalog/files/{sha512}: what all terminals offer and believe, as
// `foyerctl catalogue sign` has laid it out. Read anew for each request.
#pragma once

#include <filesystem>

namespace httplib {
class Server;
}

namespace foyer::middletier {

void add_catalog(httplib::Server& server, const std::filesystem::path& folder);

} // namespace foyer::middletier
