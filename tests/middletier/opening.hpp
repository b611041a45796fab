// SPDX-License-Identifier: EUPL-1.2
// The office's end of both seal profiles (offline/seal/FORMAT.md), by readers that share nothing
// with the terminal's writer.
#pragma once

#include "verdict.hpp"

#include <base/secret.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace foyer::middletier {

struct Opened {
  std::string reason; // empty: opened, else decryption-failed or signature-invalid
  Bytes container;
  std::map<std::string, Bytes> attachments; // those that could be opened
};

// With the first of the keys that opens it. `authors`: folder of the terminals' certificates for
// content signatures, N01.crt; only osci has some. What a terminal of that name has not signed is
// not taken.
Opened open_sealed(const Sealed& sealed, const std::vector<Secret>& office_keys,
                   const std::filesystem::path& authors);

// The authentication tag of a part, by looks only; empty if it is no part of this profile.
std::string tag_of(std::string_view profile, std::string_view part_name, std::string_view part);

} // namespace foyer::middletier
