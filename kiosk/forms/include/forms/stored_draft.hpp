// SPDX-License-Identifier: EUPL-1.2
// StoredDraft: a draft as bytes for "continue later", and back. Written format: FORMAT.md §9. The
// bytes are plain text of an application: they must be sealed before they go anywhere.
// What is kept: answers with their provenance, rows, what is handed in later. Not kept: how many
// pages were scanned (the scans themselves end with the visit) and acknowledgements and signatures,
// which are given anew where they stand, after the answers were checked again.
#pragma once

#include <base/bytes.hpp>
#include <base/personal.hpp>
#include <base/result.hpp>
#include <forms/draft.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

// Which definition stored bytes belong to: needed to load it before the draft can be read.
struct DraftOrigin {
  std::string id, version, sha256;
  bool operator==(const DraftOrigin&) const = default;
};

// Precondition: draft.assistant() != nullptr.
Personal<Bytes> store_draft(const Draft& draft);
// `malformed` for anything that store_draft() did not write.
Result<DraftOrigin> draft_origin(ByteView stored);

// What changed from one version to the next, for drafts: <assets>/migrations/<id>-<from>-<to>.json.
struct Migration {
  std::string id, from, to;
  // Field and repeat ids: old to new. An answer whose type no longer fits is left out.
  std::map<std::string, std::string, std::less<>> renamed;
  std::vector<std::string> removed; // their answers are dropped on purpose
};
// Every migration of an assistant, sorted; `definition_broken` for a file with a mistake.
Result<std::vector<Migration>> read_migrations(const std::filesystem::path& assets,
                                               std::string_view id);

// The draft for the assistant as it is now. Same version and sha256: exactly as it was. Another
// version: by the shortest way of migrations; an answer to a field that is neither there nor
// renamed nor removed is refused, so that nothing is lost unseen. No way, or the same version with
// another sha256: `answer_rejected`. `malformed`: not our bytes.
Result<Draft> load_draft(ByteView stored, std::shared_ptr<const Assistant> assistant,
                         const std::vector<Migration>& migrations);

} // namespace foyer::forms
