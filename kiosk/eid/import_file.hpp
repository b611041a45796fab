// SPDX-License-Identifier: EUPL-1.2
// Takes a file apart into what can be imported; eid's sources only.
#pragma once

#include <base/bytes.hpp>

#include <string>
#include <vector>

namespace foyer::eid {

struct FileParts {
  std::string kind;         // "master list", "certificates", "revocation lists", "directory"
  std::string problem;      // nothing can be done with it
  std::vector<Bytes> lists; // ContentInfo
  std::vector<Bytes> certificates;
  std::vector<Bytes> revocation_lists;
  int document_signers = 0;
};

FileParts take_apart(ByteView file);

} // namespace foyer::eid
