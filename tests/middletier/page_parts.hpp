// SPDX-License-Identifier: EUPL-1.2
// What the pages have in common.
#pragma once

#include "database.hpp"

#include <httplib.h>

#include <string>
#include <string_view>

namespace foyer::middletier {

// Everything on the page came from a visitor.
std::string escaped(const std::string& text);
// "2026-11-25T17:38:05..." as "25.11.2026, 17:38:05 UTC".
std::string german_time(const std::string& rfc3339);
// Up to <main>. `refreshed`: loads itself again, so nobody may be typing there.
std::string page_head(std::string_view title, std::string_view below, bool refreshed);
// What was handed in with it, as links.
std::string documents_of(Connection& connection, const std::string& receipt);
// Nothing is kept, run or framed.
httplib::Server::Handler no_store(httplib::Server::Handler handler);

} // namespace foyer::middletier
