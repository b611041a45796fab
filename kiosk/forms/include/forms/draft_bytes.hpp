// SPDX-License-Identifier: EUPL-1.2
// "Continue later": a draft as bytes and back. The bytes are the answers in plain; who keeps them
// seals them first. Does file I/O for migrations only.
#pragma once

#include <base/bytes.hpp>
#include <base/personal.hpp>
#include <base/result.hpp>
#include <forms/draft.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace foyer::forms {

// Which definition a stored draft was given to.
struct DraftOrigin {
  std::string assistant, version, sha256;
};

// Everything but what belongs to one visit at the terminal: declarations are tapped again, papers
// scanned again, and what a card proved is not proved any more.
// Precondition: draft.assistant() != nullptr.
Personal<Bytes> to_bytes(const Draft& draft);

// `answer_rejected` when these are no bytes of a draft.
Result<DraftOrigin> origin_of(ByteView bytes);

// The draft in the definition there is now. A draft given to another version is taken over only
// where files lead there: <assets>/migrations/<id>-<from>-<to>.json (FORMAT.md §8), one after the
// other. `answer_rejected`: no draft, another assistant, another definition without a way to this
// one, an answer that does not fit it. `definition_broken`: a migration that is wrong.
Result<Draft> draft_from_bytes(ByteView bytes, std::shared_ptr<const Assistant> assistant,
                               const std::filesystem::path& assets);

} // namespace foyer::forms
