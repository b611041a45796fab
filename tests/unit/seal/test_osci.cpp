// SPDX-License-Identifier: EUPL-1.2
#include "office.hpp"

#include <seal/digest.hpp>
#include <seal/filing_seal.hpp>
#include <seal/osci_message.hpp>
#include <unseal/osci.hpp>
#include <unseal/unseal.hpp>

#include <fstream>
#include <set>
#include <sys/resource.h>

using namespace foyer;
using namespace foyer::test;

namespace {

const std::string reference = "N01-26-000004-A";

const seal::AuthorKey& author(const char* name = "N01") {
  static std::map<std::string, seal::AuthorKey> made;
  if (!made.contains(name))
    made.emplace(name, seal::AuthorKey::generate(name, system_clock().wall()).value());
  return made.at(name);
}

std::unique_ptr<seal::FilingSeal> open(seal::Profile profile = seal::Profile::osci,
                                       const seal::AuthorKey* by = &author()) {
  auto opened = seal::open_seal(profile, office(), by, reference);
  REQUIRE(opened.ok());
  return std::move(*opened);
}

// A sealed application as the office gets it.
struct Message {
  std::string envelope;
  std::map<std::string, Bytes> attachments = {}; // by Content-ID

  [[nodiscard]] Result<unseal::OsciContent> open(const seal::AuthorKey& by = author()) const {
    std::map<std::string, ByteView> views;
    for (const auto& [id, bytes] : attachments)
      views[id] = bytes;
    return unseal::open_osci(envelope, views, office_key(), by.certificate_pem().value());
  }
};

Message seal_message(ByteView container, const std::vector<Bytes>& attachments) {
  const auto seal = open();
  Message message;
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    const std::string id = "a" + std::to_string(i + 1);
    auto part = seal::seal_attachment(*seal, id, "application/pdf", attachments[i]);
    REQUIRE(part.ok());
    CHECK(unseal::osci_attachment_tag(part->bytes).value() == part->authentication_tag);
    message.attachments[seal::osci_content_id(reference, id)] = std::move(part->bytes);
  }
  const auto part = seal::seal_container(*seal, "application/xml", container);
  REQUIRE(part.ok());
  message.envelope = as_text(part->bytes);
  CHECK(unseal::osci_envelope_tag(message.envelope).value() == part->authentication_tag);
  return message;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto start = text.rfind(from) + from.size();
  return text.substr(start, text.find(to, start) - start);
}

} // namespace

TEST_CASE("osci: what is sealed opens with the office's key, at every length around a block") {
  for (const std::size_t size : {0u, 1u, 2u, 3u, 16u, 17u, 49151u, 49152u, 49153u, 300000u}) {
    const Bytes plain = sample(size);
    const Bytes container = sample(size + 1);
    const auto opened = seal_message(container, {plain, sample(7)}).open();
    REQUIRE(opened.ok());
    CHECK(opened->container == container);
    CHECK(opened->attachments.at("a1@N01-26-000004-A") == plain);
    CHECK(opened->attachments.at("a2@N01-26-000004-A") == sample(7));
  }
}

TEST_CASE("osci: an application without attachments is whole") {
  const auto opened = seal_message(as_bytes("<antrag/>"), {}).open();
  REQUIRE(opened.ok());
  CHECK(as_text(opened->container) == "<antrag/>");
  CHECK(opened->attachments.empty());
}

TEST_CASE("osci: the same content never looks the same twice, and says nothing about itself") {
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    const Message message = seal_message(as_bytes("same"), {to_bytes(as_bytes("same scan"))});
    seen.insert(between(message.envelope, "<xenc:CipherValue>", "<"));
    seen.insert(std::string(as_text(message.attachments.begin()->second)));
    // Not even the attachments' digests, which somebody might compare with documents they have.
    CHECK(message.envelope.find("DigestValue") == std::string::npos);
    CHECK(message.envelope.find("MgmtData") == std::string::npos);
  }
  CHECK(seen.size() == 40);
}

TEST_CASE("osci: a changed byte is refused or changes nothing of the content") {
  const Bytes scan = sample(100);
  const Message good = seal_message(as_bytes("Antrag"), {scan});
  REQUIRE(good.open().ok());
  const auto content_at = good.envelope.find("<xenc:EncryptedData");
  // What is not the Author's (challenge, languages, time stamps) may be somebody else's to fill.
  for (std::size_t i = 0; i < good.envelope.size(); i += i < content_at ? 13 : 7) {
    Message bad = good;
    bad.envelope[i] = bad.envelope[i] == 'A' ? 'B' : 'A';
    const auto opened = bad.open();
    if (!opened.ok())
      continue;
    CHECK(as_text(opened->container) == "Antrag");
    CHECK(opened->attachments.at("a1@N01-26-000004-A") == scan);
  }
  const auto value_at = good.envelope.rfind("<xenc:CipherValue>") + 18;
  for (std::size_t i = value_at; i < good.envelope.find('<', value_at); i += 41) {
    Message bad = good;
    bad.envelope[i] = bad.envelope[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(bad.open().ok());
  }
  for (std::size_t i = 0; i < good.attachments.begin()->second.size(); ++i) {
    Message bad = good;
    bad.attachments.begin()->second[i] ^= 1;
    CHECK(bad.open().failure().code == FailureCode::seal_failed);
  }
}

TEST_CASE("osci: a truncated envelope or attachment is refused") {
  const Message good = seal_message(as_bytes("Antrag"), {sample(50)});
  for (std::size_t i = 0; i < good.envelope.size(); i += 11)
    CHECK_FALSE(Message{good.envelope.substr(0, i), good.attachments}.open().ok());
  for (std::size_t i = 0; i < good.attachments.begin()->second.size(); ++i) {
    Message bad = good;
    bad.attachments.begin()->second.resize(i);
    CHECK_FALSE(bad.open().ok());
  }
}

TEST_CASE("osci: another's attachments, a missing or an additional one are refused") {
  const Message good = seal_message(as_bytes("Antrag"), {sample(50), sample(60)});
  Message swapped = good;
  std::swap(swapped.attachments.begin()->second, swapped.attachments.rbegin()->second);
  CHECK_FALSE(swapped.open().ok());
  Message missing = good;
  missing.attachments.erase(missing.attachments.begin());
  CHECK_FALSE(missing.open().ok());
  Message more = good;
  more.attachments["a3@N01-26-000004-A"] = more.attachments.begin()->second;
  CHECK_FALSE(more.open().ok());
}

TEST_CASE("osci: content that another terminal signed is not taken for this one's") {
  const Message good = seal_message(as_bytes("Antrag"), {sample(50)});
  const auto opened = good.open(author("N02"));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().detail == unseal::osci_not_signed);
  // Its certificate put in the place of ours: the signature does not fit it.
  const std::string ours = to_base64(author().certificate_der());
  Message forged = good;
  forged.envelope.replace(forged.envelope.find(ours), ours.size(),
                          to_base64(author("N02").certificate_der()));
  CHECK(forged.open(author("N02")).failure().detail == unseal::osci_not_signed);
  CHECK_FALSE(forged.open(author()).ok());
}

TEST_CASE("osci: the office's other key opens nothing") {
  const Message good = seal_message(as_bytes("Antrag"), {});
  CHECK(unseal::open_osci(good.envelope, {}, Secret(pki().read("root.key")),
                          author().certificate_pem().value())
            .failure()
            .code == FailureCode::seal_failed);
}

TEST_CASE("both profiles take the same and give a tag for each part") {
  for (const auto profile : {seal::Profile::jwe, seal::Profile::osci}) {
    const auto seal = open(profile);
    const auto scan = seal::seal_attachment(*seal, "a1", "application/pdf", sample(1000));
    const auto container = seal::seal_container(*seal, "application/xml", as_bytes("Antrag"));
    REQUIRE(scan.ok());
    REQUIRE(container.ok());
    CHECK(from_base64url(scan->authentication_tag).value().size() == 16);
    CHECK(from_base64url(container->authentication_tag).value().size() == 16);
    CHECK(seal::profile_called(seal::name(profile)) == profile);
  }
  CHECK(seal::profile_called("") == std::nullopt);
  CHECK(seal::profile_called("pgp") == std::nullopt);
  const auto seal = open(seal::Profile::jwe, nullptr);
  const auto jwe = seal::seal_container(*seal, "application/xml", as_bytes("Antrag"));
  CHECK(*unseal::open_jwe(as_text(jwe->bytes), office_key()) == to_bytes(as_bytes("Antrag")));
  CHECK(seal::open_seal(seal::Profile::osci, office(), nullptr, reference).failure().code ==
        FailureCode::config_broken);
}

TEST_CASE("a seal refuses what is out of turn, and everything after a failure") {
  const auto refused = [](const auto& result) {
    return !result.ok() && result.failure().code == FailureCode::seal_failed;
  };
  const auto take = [](ByteView) { return success(); };
  const auto full = [](ByteView) { return Status(fail(FailureCode::disk_full)); };
  for (const auto profile : {seal::Profile::jwe, seal::Profile::osci}) {
    auto seal = open(profile);
    CHECK(refused(seal->update(sample(1))));
    CHECK(refused(seal->end_attachment()));
    for (const char* id : {"", "a b", "a<", "ä", "a@b"})
      CHECK(refused(seal->begin_attachment(id, "application/pdf", take)));
    REQUIRE(seal->begin_attachment("a1", "application/pdf", take).ok());
    CHECK(refused(seal->begin_attachment("a2", "application/pdf", take)));
    CHECK(refused(seal->seal_container(sample(1), "application/xml", take)));
    REQUIRE(seal->update(sample(1)).ok());
    REQUIRE(seal->end_attachment().ok());
    REQUIRE(seal->seal_container(sample(1), "application/xml", take).ok());
    CHECK(refused(seal->seal_container(sample(1), "application/xml", take)));
    CHECK(refused(seal->begin_attachment("a2", "application/pdf", take)));

    seal = open(profile);
    CHECK(seal->begin_attachment("a1", "application/pdf", full).failure().code ==
          FailureCode::disk_full);
    CHECK(refused(seal->begin_attachment("a1", "application/pdf", take)));
    CHECK(refused(seal->seal_container(sample(1), "application/xml", take)));

    // A sink that is full later.
    bool room = true;
    const auto fills = [&](ByteView) {
      return room ? success() : Status(fail(FailureCode::disk_full));
    };
    seal = open(profile);
    REQUIRE(seal->begin_attachment("a1", "application/pdf", fills).ok());
    room = false;
    CHECK(seal->update(sample(100'000)).failure().code == FailureCode::disk_full);
    room = true;
    CHECK(refused(seal->update(sample(1))));
    CHECK(refused(seal->end_attachment()));
    CHECK(refused(seal->seal_container(sample(1), "application/xml", take)));

    // The same name again, and then another: what was refused has changed nothing.
    seal = open(profile);
    REQUIRE(seal->begin_attachment("a1", "application/pdf", take).ok());
    REQUIRE(seal->end_attachment().ok());
    CHECK(refused(seal->begin_attachment("a1", "application/pdf", take)));
    REQUIRE(seal->begin_attachment("a2", "application/pdf", take).ok());
    REQUIRE(seal->end_attachment().ok());
    CHECK(seal->seal_container(sample(1), "application/xml", take).ok());

    for (const char* wrong : {"", "N01 26", "a\"b", "<"})
      CHECK(refused(seal::open_seal(profile, office(), &author(), wrong)));
  }
}

TEST_CASE("60 MB pass through either seal in constant memory and in small pieces") {
  // Not under a sanitizer, whose own memory grows.
  const Bytes step = sample(1'000'000);
  for (const auto profile : {seal::Profile::jwe, seal::Profile::osci}) {
    const auto seal = open(profile);
    std::size_t largest = 0;
    std::size_t sum = 0;
    const auto count = [&](ByteView piece) {
      largest = std::max(largest, piece.size());
      sum += piece.size();
      return success();
    };
    REQUIRE(seal->begin_attachment("a1", "application/pdf", count).ok());
    REQUIRE(seal->update(step).ok());
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    for (int i = 1; i < 60; ++i)
      REQUIRE(seal->update(step).ok());
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    REQUIRE(seal->end_attachment().ok());
    CHECK(sum >= 60 * step.size());
    CHECK(largest <= 70'000);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    CHECK(after.ru_maxrss - before.ru_maxrss < 2048); // KiB
#endif
  }
}

TEST_CASE("osci: a message's parts are found by a boundary that stands in none of them") {
  const auto one = seal::OsciMessage::begin();
  const auto other = seal::OsciMessage::begin();
  REQUIRE(one.ok());
  CHECK(one->end() != other->end());
  CHECK(one->envelope_head(12).find("Content-ID: <osci@message>\r\nContent-Length: 12\r\n\r\n") !=
        std::string::npos);
  CHECK(
      one->attachment_head("a1@x", 3).ends_with("Content-ID: <a1@x>\r\nContent-Length: 3\r\n\r\n"));
  CHECK(one->attachment_head("a1@x", 3).starts_with(one->end().substr(0, one->end().size() - 4)));
}
