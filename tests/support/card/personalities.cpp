// SPDX-License-Identifier: EUPL-1.2
// The list of personalities: what each is made of, and what must be said about it.
#include <card/personalities.hpp>

#include "recipe.hpp"

#include <array>
#include <map>
#include <stdexcept>

namespace foyer::card {
namespace {

using Recipes = std::vector<Recipe>;

const Expectation forged{.doubt = FailureCode::authenticity_failed};

Expectation forged_by(std::vector<std::pair<std::string, std::string>> checks) {
  Expectation expected = forged;
  expected.checks = std::move(checks);
  return expected;
}
Expectation ends_with(FailureCode failure) {
  Expectation expected;
  expected.failure = failure;
  return expected;
}
Expectation proven(const char* check) {
  Expectation expected;
  expected.checks = {{check, "passed"}};
  return expected;
}

// --- Ordinary documents ------------------------------------------------------------------------

void add_ordinary(Recipes& list) {
  list.push_back({.name = "title",
                  .about = "German residence title of today: PACE, chip authentication",
                  .passport = false,
                  .proof = "ca-ecdh-aes128",
                  .signer = "german-titles",
                  .expected = proven("chip_authentication")});
  list.push_back({.name = "title-plain",
                  .about = "residence title without chip authentication",
                  .passport = false});
  list.push_back({.name = "passport",
                  .about = "passport with PACE and BAC, chip authentication, all details",
                  .access = "ecdh-gm-aes128@13 bac",
                  .proof = "ca-ecdh-aes128",
                  .details = true,
                  .signer = "ukrainian",
                  .expected = proven("chip_authentication")});
  list.push_back({.name = "passport-bac-only",
                  .about = "older passport that only BAC opens",
                  .access = "bac",
                  .signer = "ukrainian",
                  .expected = {.access = "bac"}});
  list.push_back({.name = "passport-bac-aa",
                  .about = "older passport with BAC and active authentication",
                  .access = "bac",
                  .proof = "aa-rsa1024",
                  .signer = "indian",
                  .expected = {.access = "bac", .checks = {{"active_authentication", "passed"}}}});
  list.push_back({.name = "passport-bac-ca",
                  .about = "BAC, then chip authentication by MSE:Set KAT",
                  .access = "bac",
                  .proof = "ca-ecdh-3des",
                  .signer = "french",
                  .expected = {.access = "bac", .checks = {{"chip_authentication", "passed"}}}});
  list.push_back({.name = "passport-pace-only", .about = "PACE only, as German ones since 2023"});
  list.push_back({.name = "passport-pace-and-bac",
                  .about = "PACE and BAC: PACE must be taken",
                  .access = "ecdh-gm-aes128@13 bac"});
  list.push_back(
      {.name = "passport-without-dg14", .about = "PACE, but no DG14", .without_dg14 = true});
  list.push_back({.name = "passport-ca-and-aa",
                  .about = "chip authentication and active authentication",
                  .proof = "ca-ecdh-aes256 aa-rsa2048",
                  .expected = proven("chip_authentication")});
}

// --- PACE in each variant ------------------------------------------------------------------------

void add_pace(Recipes& list) {
  struct Kind {
    const char* name;
    std::vector<int> parameters; // one for each cipher
  };
  const std::vector<Kind> kinds{{"dh-gm", {0, 1, 2, 2}},
                                {"dh-im", {0, 1, 2, 2}},
                                {"ecdh-gm", {8, 12, 13, 16}},
                                {"ecdh-im", {9, 12, 14, 17}},
                                {"ecdh-cam", {-1, 13, 15, 16}}};
  for (const Kind& kind : kinds)
    for (std::size_t cipher = 0; cipher < 4; ++cipher) {
      constexpr std::array ciphers{"3des", "aes128", "aes192", "aes256"};
      if (kind.parameters[cipher] < 0)
        continue; // no chip-authentication mapping with 3DES
      const std::string variant = std::string(kind.name) + "-" + ciphers.at(cipher);
      list.push_back({.name = "pace-" + variant,
                      .about = "PACE only, variant " + variant,
                      .access = variant + "@" + std::to_string(kind.parameters[cipher]),
                      .expected = std::string_view(kind.name) == "ecdh-cam"
                                      ? Expectation{.checks = {{"card_security", "passed"},
                                                               {"chip_authentication", "passed"}}}
                                      : Expectation()});
    }
  for (const int parameters : {10, 11, 14, 15, 17, 18})
    list.push_back({.name = "pace-parameters-" + std::to_string(parameters),
                    .about = "PACE over the standardised curve of that number",
                    .access = "ecdh-gm-aes256@" + std::to_string(parameters)});
  list.push_back({.name = "pace-several",
                  .about = "several variants and parameter sets: the reader must name one",
                  .access = "ecdh-gm-3des@12 ecdh-gm-aes128@12 ecdh-gm-aes128@13 "
                            "ecdh-im-aes128@13 dh-gm-aes128@0"});
  list.push_back({.name = "pace-unknown-infos",
                  .about = "protocols in EF.CardAccess that nobody knows",
                  .without_dg14 = true,
                  .spoil = [](CardImage& image) {
                    image.ef_card_access = security_infos(
                        {unknown_info(), pace_info("0.4.0.127.0.7.2.2.4.2.2", 13),
                         terminal_authentication_info(), pace_info("0.4.0.127.0.7.2.2.4.9.2", 13),
                         pace_info("0.4.0.127.0.7.2.2.4.2.4", 77)});
                  }});
  list.push_back({.name = "pace-im-bare",
                  .about = "answers integrated mapping with a status word alone",
                  .access = "ecdh-im-aes128@13",
                  .spoil = [](CardImage& image) { image.manners.bare_mapping_answer = true; }});
  list.push_back(
      {.name = "pace-unspeakable",
       .about = "offers nothing that a reader speaks, and refuses BAC",
       .spoil = [](CardImage& image) { image.ef_card_access = security_infos({unknown_info()}); },
       .expected = ends_with(FailureCode::card_unsupported)});
  list.push_back({.name = "pace-downgraded",
                  .about = "EF.CardAccess offers less than DG14 has signed",
                  .access = "ecdh-gm-aes256@13 ecdh-gm-3des@12",
                  .proof = "ca-ecdh-aes128",
                  .spoil =
                      [](CardImage& image) {
                        image.ef_card_access =
                            security_infos({pace_info("0.4.0.127.0.7.2.2.4.2.2", 12)});
                      },
                  .expected = forged_by({{"card_access", "failed"}})});
  Expectation hidden = forged_by({{"card_access", "failed infos_differ"}});
  hidden.access = "bac";
  list.push_back({.name = "pace-hidden",
                  .about = "hides EF.CardAccess, so that BAC is taken; DG14 has signed PACE",
                  .access = "ecdh-gm-aes128@13 bac",
                  .proof = "ca-ecdh-aes128",
                  .spoil = [](CardImage& image) { image.ef_card_access.clear(); },
                  .expected = hidden});
}

// --- Proofs of being no copy ---------------------------------------------------------------------

void add_proofs(Recipes& list) {
  for (const char* kind : {"ecdh-3des", "ecdh-aes128", "ecdh-aes192", "ecdh-aes256", "dh-3des",
                           "dh-aes128", "dh-aes256", "ecdh-aes128-explicit"})
    list.push_back({.name = std::string("ca-") + kind,
                    .about = std::string("chip authentication ") + kind,
                    .proof = std::string("ca-") + kind,
                    .expected = proven("chip_authentication")});
  list.push_back({.name = "ca-two-keys",
                  .about = "two chip authentication keys with numbers",
                  .proof = "ca-ecdh-3des ca-ecdh-aes256",
                  .expected = proven("chip_authentication")});
  struct Signing {
    const char* name;
    const char* key;
    const char* digest;
    bool implicit;
  };
  for (const Signing& one : {Signing{"aa-rsa1024-bc", "aa-rsa1024", "SHA-1", true},
                             Signing{"aa-rsa2048-33cc", "aa-rsa2048", "SHA-1", false},
                             Signing{"aa-rsa2048-38cc", "aa-rsa2048", "SHA-224", false},
                             Signing{"aa-rsa2048-34cc", "aa-rsa2048", "SHA-256", false},
                             Signing{"aa-rsa2048-36cc", "aa-rsa2048", "SHA-384", false},
                             Signing{"aa-rsa2048-35cc", "aa-rsa2048", "SHA-512", false},
                             Signing{"aa-ecdsa-sha1", "aa-ecdsa", "SHA-1", false},
                             Signing{"aa-ecdsa-sha224", "aa-ecdsa", "SHA-224", false},
                             Signing{"aa-ecdsa-sha256", "aa-ecdsa", "SHA-256", false},
                             Signing{"aa-ecdsa-sha384", "aa-ecdsa-p384", "SHA-384", false},
                             Signing{"aa-ecdsa-sha512", "aa-ecdsa-p384", "SHA-512", false}})
    list.push_back({.name = one.name,
                    .about = std::string("active authentication with ") + one.digest,
                    .proof = one.key,
                    .active_hash = one.digest,
                    .implicit_trailer = one.implicit,
                    .expected = proven("active_authentication")});
  list.push_back({.name = "aa-ecdsa-der",
                  .about = "signs ECDSA as DER where r | s is asked for",
                  .proof = "aa-ecdsa",
                  .active_hash = "SHA-256",
                  .spoil = [](CardImage& image) { image.manners.der_signature = true; },
                  .expected = proven("active_authentication")});
  // Copies: all files are there, the private keys are not.
  list.push_back({.name = "clone-ca-refuses",
                  .about = "copy that refuses chip authentication",
                  .proof = "ca-ecdh-aes128",
                  .spoil = [](CardImage& image) { image.chip_keys.clear(); },
                  .expected = forged_by({{"chip_authentication", "failed"}})});
  list.push_back({.name = "clone-ca-pretends",
                  .about = "copy that does chip authentication with a key of its own",
                  .proof = "ca-ecdh-aes128",
                  .spoil =
                      [](CardImage& image) {
                        image.chip_keys[0].pkcs8 = TestKey(KeyType::brainpool256, "clone").pkcs8();
                      },
                  .expected = forged_by({{"chip_authentication", "failed"}})});
  list.push_back({.name = "clone-ca-3des",
                  .about = "copy that does MSE:Set KAT with a key of its own",
                  .proof = "ca-ecdh-3des",
                  .spoil =
                      [](CardImage& image) {
                        image.chip_keys[0].pkcs8 = TestKey(KeyType::brainpool256, "clone").pkcs8();
                      },
                  .expected = forged_by({{"chip_authentication", "failed"}})});
  list.push_back({.name = "clone-ca-own-dg14",
                  .about = "copy with a DG14 of its own, which nobody signed",
                  .proof = "ca-ecdh-aes128",
                  .spoil =
                      [](CardImage& image) {
                        const TestKey key(KeyType::brainpool256, "clone");
                        image.chip_keys[0].pkcs8 = key.pkcs8();
                        image.files[0x010E] = ef_dg14(
                            security_infos({pace_info("0.4.0.127.0.7.2.2.4.2.2", 13),
                                            chip_authentication_info("0.4.0.127.0.7.2.2.3.2.2", {}),
                                            chip_key_info(key, {})}));
                      },
                  .expected = forged_by({{"data_group_hash", "failed"}})});
  list.push_back({.name = "clone-aa-refuses",
                  .about = "copy that refuses active authentication",
                  .proof = "aa-rsa2048",
                  .spoil = [](CardImage& image) { image.active_key.reset(); },
                  .expected = forged_by({{"active_authentication", "failed"}})});
  list.push_back({.name = "clone-aa-pretends",
                  .about = "copy that signs with a key of its own",
                  .proof = "aa-rsa2048",
                  .spoil =
                      [](CardImage& image) {
                        image.active_key->pkcs8 = TestKey(KeyType::rsa2048, "clone").pkcs8();
                      },
                  .expected = forged_by({{"active_authentication", "failed"}})});
  list.push_back({.name = "clone-cam",
                  .about = "copy whose chip-authentication mapping is by a key of its own",
                  .access = "ecdh-cam-aes128@13",
                  .spoil =
                      [](CardImage& image) {
                        image.mapping_key->pkcs8 = TestKey(KeyType::brainpool256, "clone").pkcs8();
                      },
                  .expected = forged_by({{"chip_authentication", "failed"}})});
}

// --- Faces and details ---------------------------------------------------------------------------

void add_faces(Recipes& list) {
  list.push_back({.name = "face-jpeg", .about = "DG2: JPEG in ISO 19794-5"});
  list.push_back(
      {.name = "face-jpeg2000", .about = "DG2: JPEG2000 in ISO 19794-5", .face = Face::jpeg2000});
  list.push_back({.name = "face-codestream",
                  .about = "DG2: bare JPEG2000 codestream in ISO 19794-5",
                  .face = Face::codestream});
  list.push_back(
      {.name = "face-jpeg-39794", .about = "DG2: JPEG in ISO 39794-5", .face = Face::jpeg_39794});
  list.push_back({.name = "face-jpeg2000-39794",
                  .about = "DG2: JPEG2000 in ISO 39794-5",
                  .face = Face::jpeg2000_39794});
  list.push_back({.name = "details", .about = "DG11, DG12 and DG16", .details = true});
}

// --- Signers -------------------------------------------------------------------------------------

void add_signers(Recipes& list) {
  struct Manner {
    const char* name;
    const char* about;
    const char* signer;
    SodSpec sod;
  };
  using enum Digest;
  constexpr SodSignature pss = SodSignature::pss;
  for (const Manner& one :
       {Manner{"signer-rsa-sha1", "RSA PKCS#1, SHA-1", "indian", {sha1, sha1}},
        Manner{"signer-rsa-sha256", "RSA PKCS#1, SHA-256", "ukrainian", {}},
        Manner{"signer-rsa-sha512", "RSA PKCS#1, SHA-512", "ukrainian", {sha512, sha512}},
        Manner{"signer-rsa-named-plainly",
               "names rsaEncryption as its algorithm",
               "ukrainian",
               {.rsa_encryption_oid = true}},
        Manner{"signer-pss-sha256", "RSASSA-PSS, SHA-256", "turkish", {sha256, sha256, pss}},
        Manner{"signer-pss-sha384", "RSASSA-PSS, SHA-384", "turkish", {sha384, sha384, pss}},
        Manner{"signer-pss-mixed",
               "PSS over SHA-512, SHA-256 inside",
               "turkish",
               {sha256, sha512, pss}},
        Manner{"signer-ecdsa-sha1", "ECDSA, SHA-1", "german", {sha1, sha1}},
        Manner{"signer-ecdsa-sha224", "ECDSA over P-224", "georgian", {sha224, sha224}},
        Manner{"signer-ecdsa-sha384", "ECDSA over P-384", "french", {sha384, sha384}},
        Manner{"signer-ecdsa-sha512", "ECDSA over P-521", "swiss", {sha512, sha512}},
        Manner{"signer-explicit-brainpool", "spells its curve out", "romanian", {}},
        Manner{"signer-explicit-p256", "spells its NIST curve out", "serbian", {}},
        Manner{
            "signer-by-key", "named by its key identifier", "german", {.by_key_identifier = true}},
        Manner{"signer-lds18",
               "LDS 1.8 in EF.SOD, with the time of signing",
               "german",
               {.lds18 = true,
                .signing_time = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)}},
        Manner{
            "signer-linked", "country signer known by a link certificate only", "polish-new", {}}})
    list.push_back({.name = one.name,
                    .about = one.about,
                    .signer = one.signer,
                    .sod = one.sod,
                    .expected = proven("signer_chain")});
  list.push_back({.name = "signer-expired",
                  .about = "the document signer's certificate has run out",
                  .signer = "german-expired",
                  .expected = forged_by({{"signer_validity", "failed signer_expired"}})});
  list.push_back({.name = "signer-revoked",
                  .about = "the document signer is on its country's revocation list",
                  .signer = "german-revoked",
                  .expected = forged_by({{"signer_revocation", "failed signer_revoked"}})});
  list.push_back({.name = "signer-unknown-country",
                  .about = "the country signer is in no list",
                  .signer = "unknown",
                  .expected = {.doubt = FailureCode::signer_untrusted,
                               .checks = {{"signer_chain", "undetermined csca_unknown"}}}});
  list.push_back({.name = "signer-other-country",
                  .about = "says to be Moldovan, and Ukraine has signed it",
                  .signer = "ukrainian",
                  .issuer = "MDA",
                  .expected = forged_by({{"issuer_country", "failed country_differs"}})});
  list.push_back({.name = "signer-other-document",
                  .about = "a passport by a signer for residence titles",
                  .signer = "german-titles",
                  .expected = forged_by({{"document_type", "failed document_type_differs"}})});
  list.push_back({.name = "signer-missing",
                  .about = "EF.SOD carries no certificate",
                  .sod = {.without_certificate = true},
                  .expected = forged_by({{"sod_signature", "undetermined signer_missing"}})});
  list.push_back({.name = "hash-wrong-dg1",
                  .about = "EF.SOD lists another hash of DG1",
                  .sod = {.wrong_hash = 1},
                  .expected = forged_by({{"data_group_hash", "failed hash_wrong"}})});
  list.push_back({.name = "hash-wrong-dg14",
                  .about = "EF.SOD lists another hash of DG14",
                  .proof = "ca-ecdh-aes128",
                  .sod = {.wrong_hash = 14},
                  .expected = forged_by({{"data_group_hash", "failed hash_wrong"}})});
  list.push_back({.name = "signature-wrong",
                  .about = "EF.SOD's signature does not fit",
                  .sod = {.wrong_signature = true},
                  .expected = forged_by({{"sod_signature", "failed signature_wrong"}})});
  list.push_back({.name = "signature-wrong-details",
                  .about = "EF.SOD's signature does not fit, and there are DG11 and DG12",
                  .details = true,
                  .sod = {.wrong_signature = true},
                  .expected = forged_by({{"sod_signature", "failed signature_wrong"}})});
  list.push_back({.name = "birth-overwritten",
                  .about = "another birth date in DG1 than was signed",
                  .spoil =
                      [](CardImage& image) {
                        HolderSpec other;
                        other.document_code = "P";
                        other.document_number = "FA1234567";
                        other.expiry = "330831";
                        other.birth = "990101";
                        image.ef_dg1 = ef_dg1(td3_zone(other));
                      },
                  .expected = forged_by({{"data_group_hash", "failed hash_wrong"}})});
}

// --- Broken files --------------------------------------------------------------------------------

Bytes first_half(const Bytes& file) {
  return {file.begin(), file.begin() + static_cast<std::ptrdiff_t>(file.size() / 2)};
}

void add_broken(Recipes& list) {
  const auto broken_dg1 = [&](const char* name, const char* about,
                              std::function<void(CardImage&)> spoil) {
    list.push_back({.name = name,
                    .about = about,
                    .spoil = std::move(spoil),
                    .expected = ends_with(FailureCode::card_data_malformed)});
  };
  broken_dg1("dg1-truncated", "DG1 ends in the middle",
             [](CardImage& image) { image.ef_dg1 = first_half(image.ef_dg1); });
  broken_dg1("dg1-too-long", "DG1 promises more than it holds",
             [](CardImage& image) { image.ef_dg1[1] = 0x7F; });
  broken_dg1("dg1-too-short", "DG1's outer length cuts the zone",
             [](CardImage& image) { image.ef_dg1[1] = 0x20; });
  broken_dg1("dg1-indefinite", "DG1 with an indefinite length",
             [](CardImage& image) { image.ef_dg1[1] = 0x80; });
  broken_dg1("dg1-giant", "DG1 claims to have four gigabytes",
             [](CardImage& image) { image.ef_dg1 = *from_hex("6184FFFFFFFF5F1F"); });
  broken_dg1("dg1-no-zone", "DG1 holds text that is no zone",
             [](CardImage& image) { image.ef_dg1 = ef_dg1("NOT A ZONE"); });
  const auto broken_sod = [&](const char* name, const char* about,
                              std::function<void(CardImage&)> spoil) {
    list.push_back({.name = name, .about = about, .spoil = std::move(spoil), .expected = forged});
  };
  broken_sod("sod-truncated", "EF.SOD ends in the middle",
             [](CardImage& image) { image.ef_sod = first_half(image.ef_sod); });
  broken_sod("sod-short-inside", "EF.SOD's outer length cuts the signature",
             [](CardImage& image) { image.ef_sod = *from_hex("7703300102"); });
  broken_sod("sod-missing", "there is no EF.SOD", [](CardImage& image) { image.ef_sod.clear(); });
  broken_sod("sod-garbage", "EF.SOD holds something else",
             [](CardImage& image) { image.ef_sod = *from_hex("7705040301020300"); });
  list.push_back(
      {.name = "dg14-truncated",
       .about = "DG14 ends in the middle",
       .proof = "ca-ecdh-aes128",
       .spoil = [](CardImage& image) { image.files[0x010E] = first_half(image.files[0x010E]); },
       .expected = forged});
  list.push_back({.name = "dg14-missing",
                  .about = "EF.SOD lists DG14, and there is none",
                  .proof = "ca-ecdh-aes128",
                  .spoil = [](CardImage& image) { image.files.erase(0x010E); },
                  .expected = forged});
  list.push_back(
      {.name = "dg15-truncated",
       .about = "DG15 ends in the middle",
       .proof = "aa-rsa2048",
       .spoil = [](CardImage& image) { image.files[0x010F] = first_half(image.files[0x010F]); },
       .expected = forged});
  list.push_back(
      {.name = "card-access-truncated",
       .about = "EF.CardAccess ends in the middle",
       .spoil = [](CardImage& image) { image.ef_card_access = first_half(image.ef_card_access); },
       .expected = ends_with(FailureCode::card_data_malformed)});
}

// --- Manners -------------------------------------------------------------------------------------

void add_manners(Recipes& list) {
  const auto manner = [&](const char* name, const char* about,
                          std::function<void(CardImage&)> spoil, const char* access = nullptr) {
    Recipe recipe{.name = name,
                  .about = about,
                  .proof = "ca-ecdh-aes128",
                  .details = true,
                  .spoil = std::move(spoil)};
    if (access != nullptr) {
      recipe.access = access;
      recipe.proof = "aa-rsa1024";
      recipe.expected.access = "bac";
    }
    list.push_back(std::move(recipe));
  };
  manner("short-223", "no extended length: 223 bytes under AES",
         [](CardImage& image) { image.extended_length = false; });
  manner(
      "short-231", "no extended length: 231 bytes under 3DES",
      [](CardImage& image) { image.extended_length = false; }, "bac");
  using TooLong = Manners::TooLong;
  using PastEnd = Manners::PastEnd;
  struct Limit {
    const char* name;
    TooLong how;
  };
  static const std::map<TooLong, const char*> how{{TooLong::shortened, "fewer bytes and 9000"},
                                                  {TooLong::warned, "fewer bytes and 6282"},
                                                  {TooLong::refused, "6700"},
                                                  {TooLong::named, "6Cxx"}};
  for (const Limit& one :
       {Limit{"limit-shortened", TooLong::shortened}, Limit{"limit-warned", TooLong::warned},
        Limit{"limit-refused", TooLong::refused}, Limit{"limit-named", TooLong::named}})
    manner(one.name, how.at(one.how), [one](CardImage& image) {
      image.manners.longest_answer = 180;
      image.manners.too_long = one.how;
    });
  struct End {
    const char* name;
    const char* about;
    PastEnd how;
  };
  for (const End& one : {End{"end-warned", "reading past the end: 6282", PastEnd::warned},
                         End{"end-accepted", "reading past the end: 9000", PastEnd::accepted},
                         End{"end-refused", "reading past the end: 6B00", PastEnd::refused},
                         End{"end-wrong", "reading past the end: 6700", PastEnd::wrong},
                         End{"end-named", "reading past the end: 6Cxx", PastEnd::named}}) {
    manner(one.name, one.about, [one](CardImage& image) { image.manners.past_end = one.how; });
    const std::string short_name = std::string("short-") + one.name;
    manner(short_name.c_str(), one.about, [one](CardImage& image) {
      image.manners.past_end = one.how;
      image.extended_length = false;
    });
  }
  manner("chains-answers", "answers by GET RESPONSE: 61xx",
         [](CardImage& image) { image.manners.chains_answers = true; });
  manner("chains-answers-short", "61xx without extended length", [](CardImage& image) {
    image.manners.chains_answers = true;
    image.extended_length = false;
  });
  manner("takes-le", "takes Le on SELECT and MSE", [](CardImage& image) {
    image.manners.takes_le_on_select = true;
    image.manners.takes_le_on_mse = true;
  });
  manner("no-short-identifiers", "refuses short EF identifiers",
         [](CardImage& image) { image.manners.takes_short_identifiers = false; });
  manner("no-short-identifiers-short", "refuses them, and extended length", [](CardImage& image) {
    image.manners.takes_short_identifiers = false;
    image.extended_length = false;
  });
  manner("slow", "thinks for 60 ms before each answer",
         [](CardImage& image) { image.manners.slow_ms = 60; });
  struct Death {
    const char* name;
    std::uint16_t file;
  };
  for (const Death& one :
       {Death{"dies-in-sod", 0x011D}, Death{"dies-in-dg1", 0x0101}, Death{"dies-in-dg14", 0x010E}})
    list.push_back({.name = one.name,
                    .about = "leaves while this file is read",
                    .proof = "ca-ecdh-aes128",
                    .spoil =
                        [one](CardImage& image) {
                          image.extended_length = false;
                          image.manners.leaves_in_file = one.file;
                          image.manners.leaves_at = one.file == 0x011D ? 600 : 0;
                        },
                    .expected = ends_with(FailureCode::card_removed)});
  list.push_back({.name = "no-application",
                  .about = "a chip without the eMRTD application",
                  .spoil = [](CardImage& image) { image.manners.status_on_select = 0x6A82; },
                  .expected = ends_with(FailureCode::card_unsupported)});
  list.push_back({.name = "application-refused",
                  .about = "will not select the eMRTD application",
                  .spoil = [](CardImage& image) { image.manners.status_on_select = 0x6283; },
                  .expected = ends_with(FailureCode::card_refused)});
}

// Status words of ISO 7816-4 §5.6 on reading EF.SOD and DG1: none of them may pass for data.
void add_statuses(Recipes& list) {
  for (const int word :
       {0x6200, 0x6281, 0x6283, 0x6284, 0x6285, 0x6286, 0x6300, 0x6381, 0x63C1, 0x6400,
        0x6401, 0x6500, 0x6581, 0x6600, 0x6700, 0x6800, 0x6881, 0x6882, 0x6883, 0x6884,
        0x6900, 0x6981, 0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6987, 0x6988, 0x6A00,
        0x6A80, 0x6A81, 0x6A82, 0x6A83, 0x6A84, 0x6A85, 0x6A86, 0x6A87, 0x6A88, 0x6B00,
        0x6C00, 0x6D00, 0x6E00, 0x6F00, 0x6FFF, 0x9100}) {
    const Bytes spelled{static_cast<std::uint8_t>(word >> 8), static_cast<std::uint8_t>(word)};
    list.push_back({.name = "sod-status-" + to_hex(spelled),
                    .about = "answers this status word to EF.SOD",
                    .spoil =
                        [word](CardImage& image) {
                          image.manners.status_on_file[0x011D] = static_cast<std::uint16_t>(word);
                        },
                    .expected = forged_by({{"sod_signature", "undetermined sod_missing"}})});
  }
}

// --- Counters ------------------------------------------------------------------------------------

void add_counters(Recipes& list) {
  struct Count {
    const char* name;
    const char* about;
    Tries tries;
  };
  for (const Count& one : {Count{"pin-3", "PIN with three tries", {3, 10, {}}},
                           Count{"pin-2", "PIN with two tries left", {2, 10, {}}},
                           Count{"pin-suspended", "last PIN try, wants the CAN first", {1, 10, {}}},
                           Count{"pin-blocked", "no PIN try left, wants the PUK", {0, 10, {}}},
                           Count{"puk-last", "PIN blocked, last use of the PUK", {0, 1, {}}},
                           Count{"puk-exhausted", "neither PIN nor PUK any more", {0, 0, {}}}})
    list.push_back({.name = one.name,
                    .about = one.about,
                    .passport = false,
                    .signer = "german-titles",
                    .spoil = [one](CardImage& image) {
                      image.pin = "123456";
                      image.puk = "9876543210";
                      image.tries = one.tries;
                    }});
  list.push_back({.name = "can-blocked",
                  .about = "takes no CAN any more, but the zone",
                  .spoil = [](CardImage& image) { image.tries.can = 0; }});
}

Recipes all_recipes() {
  Recipes list;
  add_ordinary(list);
  add_pace(list);
  add_proofs(list);
  add_faces(list);
  add_signers(list);
  add_broken(list);
  add_manners(list);
  add_statuses(list);
  add_counters(list);
  return list;
}

const Recipes& recipes() {
  static const Recipes list = all_recipes();
  return list;
}

} // namespace

const std::vector<Personality>& personalities() {
  static const std::vector<Personality> list = [] {
    std::vector<Personality> made;
    for (const Recipe& recipe : recipes())
      made.push_back({recipe.name, recipe.about, recipe.expected});
    return made;
  }();
  return list;
}

const Personality* find_personality(std::string_view name) {
  for (const Personality& one : personalities())
    if (one.name == name)
      return &one;
  return nullptr;
}

CardImage make_personality(std::string_view name) {
  for (const Recipe& recipe : recipes())
    if (recipe.name == name)
      return cook(recipe);
  throw std::invalid_argument("no personality " + std::string(name));
}

} // namespace foyer::card
