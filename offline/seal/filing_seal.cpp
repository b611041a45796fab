// SPDX-License-Identifier: EUPL-1.2
#include <seal/filing_seal.hpp>

#include "osci_seal.hpp"

#include <seal/jwe.hpp>
#include <seal/osci_message.hpp>

namespace foyer::seal {

namespace {

// Each part a JWE of its own.
class JweSeal final : public FilingSeal {
 public:
  explicit JweSeal(const OfficeCertificate& office) : office_(office) {}

 private:
  Status do_begin(std::string_view, std::string_view media_type, PartSink sink) override {
    FOYER_TRY(current_, JweSealer::begin(office_, media_type,
                                         [sink = std::move(sink)](std::string_view piece) {
                                           return sink(as_bytes(piece));
                                         }));
    return success();
  }

  Status do_update(ByteView plain) override { return current_->update(plain); }

  Result<std::string> do_end() override {
    auto tag = current_->finish();
    current_.reset();
    return tag;
  }

  Result<std::string> do_container(ByteView plain, std::string_view media_type,
                                   PartSink sink) override {
    FOYER_CHECK(do_begin({}, media_type, std::move(sink)));
    FOYER_CHECK(current_->update(plain));
    return current_->finish();
  }

  const OfficeCertificate& office_;
  std::optional<JweSealer> current_;
};

Failure out_of_turn() {
  return fail(FailureCode::seal_failed, "attachment or container out of turn");
}

} // namespace

Status FilingSeal::begin_attachment(std::string_view id, std::string_view media_type,
                                    PartSink sink) {
  if (turn_ != Turn::between_parts || !osci_identifier(id) || ids_.contains(id))
    return out_of_turn();
  turn_ = Turn::over; // until all has gone well
  FOYER_CHECK(do_begin(id, media_type, std::move(sink)));
  ids_.emplace(id);
  turn_ = Turn::in_attachment;
  return success();
}

Status FilingSeal::update(ByteView plain) {
  if (turn_ != Turn::in_attachment)
    return out_of_turn();
  turn_ = Turn::over;
  FOYER_CHECK(do_update(plain));
  turn_ = Turn::in_attachment;
  return success();
}

Result<std::string> FilingSeal::end_attachment() {
  if (turn_ != Turn::in_attachment)
    return out_of_turn();
  turn_ = Turn::over;
  FOYER_TRY(std::string tag, do_end());
  turn_ = Turn::between_parts;
  return tag;
}

Result<std::string> FilingSeal::seal_container(ByteView plain, std::string_view media_type,
                                               PartSink sink) {
  if (turn_ != Turn::between_parts)
    return out_of_turn();
  turn_ = Turn::over;
  return do_container(plain, media_type, std::move(sink));
}

std::string_view name(Profile profile) {
  return profile == Profile::jwe ? "jwe" : "osci";
}

std::optional<Profile> profile_called(std::string_view called) {
  for (const Profile profile : {Profile::jwe, Profile::osci})
    if (name(profile) == called)
      return profile;
  return std::nullopt;
}

Result<std::unique_ptr<FilingSeal>> open_seal(Profile profile, const OfficeCertificate& office,
                                              const AuthorKey* author, std::string_view reference) {
  if (!osci_identifier(reference))
    return fail(FailureCode::seal_failed, "reference");
  if (profile == Profile::jwe)
    return std::unique_ptr<FilingSeal>(std::make_unique<JweSeal>(office));
  if (author == nullptr)
    return fail(FailureCode::config_broken, "profile osci without an author key");
  return std::unique_ptr<FilingSeal>(std::make_unique<OsciSeal>(office, *author, reference));
}

Result<SealedPart> seal_attachment(FilingSeal& seal, std::string_view id,
                                   std::string_view media_type, ByteView plain) {
  SealedPart part;
  part.bytes.reserve(plain.size() / 3 * 4 + 2048);
  FOYER_CHECK(seal.begin_attachment(id, media_type, [&](ByteView piece) {
    append(part.bytes, piece);
    return success();
  }));
  FOYER_CHECK(seal.update(plain));
  FOYER_TRY(part.authentication_tag, seal.end_attachment());
  return part;
}

Result<SealedPart> seal_container(FilingSeal& seal, std::string_view media_type, ByteView plain) {
  SealedPart part;
  FOYER_TRY(part.authentication_tag, seal.seal_container(plain, media_type, [&](ByteView piece) {
    append(part.bytes, piece);
    return success();
  }));
  return part;
}

} // namespace foyer::seal
