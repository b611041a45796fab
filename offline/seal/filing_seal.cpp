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

  Status begin_attachment(std::string_view id, std::string_view media_type,
                          PartSink sink) override {
    if (!osci_identifier(id) || current_ || ended_)
      return fail(FailureCode::seal_failed, "attachment out of turn");
    return begin(media_type, std::move(sink));
  }

  Status update(ByteView plain) override {
    return current_ ? current_->update(plain) : no_attachment();
  }

  Result<std::string> end_attachment() override {
    if (!current_)
      return no_attachment().failure();
    auto tag = current_->finish();
    current_.reset();
    ended_ = !tag.ok();
    return tag;
  }

  Result<std::string> seal_container(ByteView plain, std::string_view media_type,
                                     PartSink sink) override {
    if (current_ || ended_)
      return fail(FailureCode::seal_failed, "container out of turn");
    FOYER_CHECK(begin(media_type, std::move(sink)));
    ended_ = true;
    FOYER_CHECK(current_->update(plain));
    return current_->finish();
  }

 private:
  static Status no_attachment() { return fail(FailureCode::seal_failed, "no attachment begun"); }

  Status begin(std::string_view media_type, PartSink sink) {
    FOYER_TRY(current_, JweSealer::begin(office_, media_type,
                                         [sink = std::move(sink)](std::string_view piece) {
                                           return sink(as_bytes(piece));
                                         }));
    return success();
  }

  const OfficeCertificate& office_;
  std::optional<JweSealer> current_;
  bool ended_ = false;
};

} // namespace

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
