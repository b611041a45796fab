// SPDX-License-Identifier: EUPL-1.2
// Files a small valid application as the terminal does: container, sealed, stored.
#pragma once

#include <base/result.hpp>
#include <seal/author_key.hpp>
#include <seal/office_certificate.hpp>
#include <store/store.hpp>
#include <xfall/container.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace foyer::filing {

// The applicant's family name, to look for where it must not be.
inline constexpr const char* family_name = "Şahin-Öztürk";

struct Filed {
  store::FiledRecord record;
  std::string xml;                          // as sealed
  std::map<std::string, Bytes> attachments; // plain, by id
};

std::filesystem::path schema_file();

// Attachments are different every time and have `size` bytes.
// `author`: sealed in profile osci and signed by it; without one, profile jwe.
// `papers`: what the first of them are instead.
// `finish` may change the container before it is built: its number is known then.
Result<Filed> file_one(store::Store& store, const seal::OfficeCertificate& office,
                       int attachments = 1, std::size_t size = 20'000,
                       const std::function<void(xfall::Container&)>& finish = {},
                       const seal::AuthorKey* author = nullptr,
                       const std::vector<Bytes>& papers = {});

// Something that looks like a JWE and cannot be decrypted by anybody.
Result<Filed> file_garbage(store::Store& store);

} // namespace foyer::filing
