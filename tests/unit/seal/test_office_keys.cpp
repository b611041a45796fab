// SPDX-License-Identifier: EUPL-1.2
// Sets of office certificates. Those that must be believed are put together and signed by the
// openssl command line, an outside tool.
#include "pki.hpp"

#include <seal/office_keys.hpp>

using namespace foyer;
using namespace foyer::test;
using seal::OfficeKeys;
using seal::OfficeKeyStanding;

namespace {

constexpr std::int64_t in_2026 = 1'795'000'000;

WallTime year(int number) {
  return WallTime{std::chrono::sys_days{std::chrono::year{number} / 7 / 1}};
}

Pki& keys() {
  static const bool made = [] {
    pki().issue_dated("signer", "20200101000000Z", "20300101000000Z",
                      "keyUsage=critical,digitalSignature");
    pki().issue_dated("from_2024", "20240101000000Z", "20270101000000Z");
    pki().issue_dated("from_2026", "20260101000000Z", "20290101000000Z");
    pki().issue("emergency", "/CN=Not", "rsa:3072", 1, "keyUsage=critical,keyEncipherment",
                "other");
    return true;
  }();
  (void)made;
  return pki();
}

seal::OfficePins pins(bool emergency = false) {
  return {keys().read("root.pem"), "Amt", emergency ? keys().read("emergency.pem") : ""};
}

std::string der_base64(const std::string& name) {
  const auto folder = keys().folder.text();
  REQUIRE(shell("cd '" + folder + "' && openssl x509 -in " + name +
                ".pem -outform DER | openssl base64 -A > der.b64") == 0);
  return read_file(keys().folder / "der.b64");
}

std::string header_of(const std::string& signer = "signer") {
  return R"({"alg":"PS512","typ":"foyer-office-keys+jwt","x5c":[")" + der_base64(signer) + R"("]})";
}

std::string claims(const std::string& version, const std::vector<std::string>& names,
                   std::int64_t iat = in_2026) {
  std::string list;
  for (const auto& name : names)
    list += (list.empty() ? "\"" : ",\"") + der_base64(name) + "\"";
  return R"({"version":)" + version + R"(,"iat":)" + std::to_string(iat) + R"(,"certificates":[)" +
         list + "]}";
}

std::string sign(const std::string& header, const std::string& payload,
                 const std::string& signer = "signer", const std::string& hash = "sha512") {
  const std::string text = to_base64url(as_bytes(header)) + '.' + to_base64url(as_bytes(payload));
  write_file(keys().folder / "text", text);
  REQUIRE(shell("cd '" + keys().folder.text() + "' && openssl dgst -" + hash + " -sign " + signer +
                ".key -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest -out sig text") ==
          0);
  return text + '.' + to_base64url(as_bytes(read_file(keys().folder / "sig")));
}

std::string set(const std::string& version, const std::vector<std::string>& names) {
  return sign(header_of(), claims(version, names));
}

void refuses(const std::string& compact, FailureCode code, const std::string& why) {
  const auto opened = OfficeKeys::open(compact, pins());
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().code == code);
  CHECK(opened.failure().detail == "office keys: " + why);
}

std::string key_id(const std::string& name) {
  return seal::OfficeCertificate::vouched_for(keys().read(name + ".pem"), year(2026))->key_id();
}

} // namespace

TEST_CASE("a set signed by openssl for the office is believed, with what is in it") {
  const auto opened = OfficeKeys::open(set("7", {"from_2024", "from_2026"}), pins());
  INFO((opened.ok() ? "" : opened.failure().detail));
  REQUIRE(opened.ok());
  CHECK(opened->version() == 7);
  CHECK(opened->issued_at() == WallTime(std::chrono::seconds(in_2026)));
  CHECK(opened->certificates_pem() == keys().read("from_2024.pem") + keys().read("from_2026.pem"));
}

TEST_CASE("a set from which all were left out holds none") {
  const auto opened = OfficeKeys::open(set("8", {}), pins());
  REQUIRE(opened.ok());
  CHECK(opened->certificates_pem().empty());
}

TEST_CASE("what sign_office_keys() makes is verified by openssl and opened here") {
  const auto made = seal::sign_office_keys(3, year(2026), {keys().read("from_2026.pem")},
                                           Secret(to_bytes(as_bytes(keys().read("signer.key")))),
                                           keys().read("signer.pem"), pins());
  REQUIRE(made.ok());
  const auto last = made->rfind('.');
  write_file(keys().folder / "made", made->substr(0, last));
  write_file(keys().folder / "made.sig",
             as_text(*from_base64url(std::string_view(*made).substr(last + 1))));
  CHECK(shell("cd '" + keys().folder.text() +
              "' && openssl x509 -in signer.pem -noout -pubkey > signer.pub && openssl dgst "
              "-sha512 -verify signer.pub -sigopt rsa_padding_mode:pss -sigopt "
              "rsa_pss_saltlen:digest -signature made.sig made > /dev/null") == 0);
  const auto opened = OfficeKeys::open(*made, pins());
  REQUIRE(opened.ok());
  CHECK(opened->version() == 3);
  CHECK(opened->certificates_pem() == keys().read("from_2026.pem"));
}

TEST_CASE("what would not be believed is not signed") {
  const auto made = [](std::int64_t version, const char* certificate, const char* signer) {
    return seal::sign_office_keys(
        version, year(2026), {keys().read(certificate)},
        Secret(to_bytes(as_bytes(keys().read(std::string(signer) + ".key")))),
        keys().read(std::string(signer) + ".pem"), pins());
  };
  CHECK(made(1, "from_2026.pem", "signer").ok());
  CHECK(made(0, "from_2026.pem", "signer").failure().code == FailureCode::malformed);
  CHECK(made(1, "other.pem", "signer").failure().code == FailureCode::office_key_untrusted);
  CHECK(made(1, "from_2026.pem", "from_2024").failure().code == FailureCode::office_key_untrusted);
}

TEST_CASE("a set that another has signed, or that was changed, is not believed") {
  keys().issue("neighbour", "/CN=Amt 2", "rsa:3072", 30, "keyUsage=critical,digitalSignature");
  keys().issue("stranger", "/CN=Amt", "rsa:3072", 30, "keyUsage=critical,digitalSignature",
               "other");
  keys().issue("both", "/CN=Amt", "rsa:3072", 30,
               "keyUsage=critical,digitalSignature,keyEncipherment");
  const auto untrusted = FailureCode::office_key_untrusted;
  const std::string payload = claims("7", {"from_2026"});
  refuses(sign(header_of("neighbour"), payload, "neighbour"), untrusted, "signer: another name");
  refuses(sign(header_of("stranger"), payload, "stranger"), untrusted,
          "signer: not issued by the pinned root");
  // A stolen key that is sealed to must not be able to keep itself in use.
  for (const char* sealed_to : {"both", "from_2026"})
    refuses(sign(header_of(sealed_to), payload, sealed_to), untrusted,
            "signer: key usage is not digitalSignature alone");
  refuses(sign(header_of(), payload, "stranger"), untrusted, "the signature does not hold");
  refuses(sign(header_of(), payload, "signer", "sha256"), untrusted, "the signature does not hold");
  const std::string good = sign(header_of(), payload);
  REQUIRE(OfficeKeys::open(good, pins()).ok());
  const auto dot = good.find('.');
  const auto other = good.substr(0, dot + 1) + to_base64url(as_bytes(claims("8", {"from_2026"}))) +
                     good.substr(good.rfind('.'));
  refuses(other, untrusted, "the signature does not hold");
}

TEST_CASE("a signer counts by the date of the set, not by our clock") {
  refuses(sign(header_of(), claims("7", {}, 1'000'000'000)), FailureCode::office_key_untrusted,
          "signer: not valid when the set was made");
  refuses(sign(header_of(), claims("7", {}, 2'000'000'000)), FailureCode::office_key_untrusted,
          "signer: not valid when the set was made");
}

TEST_CASE("a set of another form is malformed, whoever signed it") {
  const auto malformed = FailureCode::malformed;
  const std::string header = header_of();
  const std::string signer = der_base64("signer");
  for (const char* version : {"0", "-1", "1.5", "\"1\"", "null", "9007199254740992"})
    refuses(sign(header, claims(version, {})), malformed, "claim version");
  refuses(sign(header, "[]"), malformed, "no JSON object");
  refuses(sign(header, R"({"version":1})"), malformed, "claim iat");
  refuses(sign(header, R"({"version":1,"iat":1795000000})"), malformed, "claim certificates");
  refuses(sign(header, R"({"version":1,"iat":1795000000,"certificates":[7]})"), malformed,
          "a certificate is no text");
  refuses(sign(header, R"({"version":1,"iat":1795000000,"certificates":["MAA="]})"), malformed,
          "a certificate is none");
  refuses(sign(header, claims("1", std::vector<std::string>(17, "from_2026"))), malformed,
          "claim certificates");
  refuses(sign(R"({"alg":"PS512","typ":"foyer-office-keys+jwt"})", "{}"), malformed,
          "another header");
  refuses(sign(R"({"alg":"PS512","typ":"foyer-office-keys+jwt","x5c":[]})", "{}"), malformed,
          "not one certificate of the signer");
  refuses(
      sign(R"({"alg":"PS512","crit":[],"typ":"foyer-office-keys+jwt","x5c":[")" + signer + "\"]}",
           "{}"),
      malformed, "another header");
  refuses(sign(R"({"alg":"none","typ":"foyer-office-keys+jwt","x5c":[")" + signer + "\"]}", "{}"),
          FailureCode::office_key_untrusted, "another algorithm or type");
  refuses(sign(R"({"alg":"PS512","typ":"secevent+jwt","x5c":[")" + signer + "\"]}", "{}"),
          FailureCode::office_key_untrusted, "another algorithm or type");
  refuses(std::string(seal::office_keys_limit + 1, '.'), malformed, "too long");
}

TEST_CASE("a set cut off anywhere is refused") {
  const std::string whole = set("7", {"from_2026"});
  for (std::size_t length = 0; length < whole.size(); ++length)
    if (OfficeKeys::open(whole.substr(0, length), pins()).ok())
      FAIL("cut at " << length);
}

TEST_CASE("it is sealed to the newest that is valid, whatever else there is") {
  const std::string pem = keys().read("from_2024.pem") + keys().read("from_2026.pem");
  const auto chosen = [&](int when) {
    return *seal::choose_office_key(pem, pins(true), year(when));
  };
  CHECK(chosen(2025).certificate.key_id() == key_id("from_2024"));
  CHECK(chosen(2026).certificate.key_id() == key_id("from_2026"));
  CHECK(chosen(2028).certificate.key_id() == key_id("from_2026"));
  for (const int when : {2025, 2026, 2028})
    CHECK(chosen(when).standing == OfficeKeyStanding::valid);
}

TEST_CASE("when none is valid it is sealed to the emergency key, by any clock") {
  const std::string pem = keys().read("from_2024.pem") + keys().read("from_2026.pem");
  for (const int when : {2001, 2030, 2040}) {
    const auto chosen = seal::choose_office_key(pem, pins(true), year(when));
    REQUIRE(chosen.ok());
    CHECK(chosen->standing == OfficeKeyStanding::emergency);
    CHECK(chosen->certificate.key_id() == key_id("emergency"));
  }
  for (const std::string& none : {std::string(), keys().read("other.pem")})
    CHECK(seal::choose_office_key(none, pins(true), year(2026))->standing ==
          OfficeKeyStanding::emergency);
}

TEST_CASE("without an emergency key the one nearest to being valid is better than none") {
  const std::string pem = keys().read("from_2024.pem") + keys().read("from_2026.pem");
  const auto early = seal::choose_office_key(pem, pins(), year(2001));
  REQUIRE(early.ok());
  CHECK(early->standing == OfficeKeyStanding::out_of_date);
  CHECK(early->certificate.key_id() == key_id("from_2024"));
  const auto late = seal::choose_office_key(pem, pins(), year(2040));
  REQUIRE(late.ok());
  CHECK(late->standing == OfficeKeyStanding::out_of_date);
  CHECK(late->certificate.key_id() == key_id("from_2026"));
  CHECK(seal::choose_office_key("", pins(), year(2026)).failure().code ==
        FailureCode::office_key_missing);
  CHECK(seal::choose_office_key(keys().read("other.pem"), pins(), year(2026)).failure().code ==
        FailureCode::office_key_untrusted);
}
