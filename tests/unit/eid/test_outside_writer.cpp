// SPDX-License-Identifier: EUPL-1.2
// EF.SOD and certificates as the openssl program writes them: an outside writer of what we read.
#include "examples.hpp"

#include <card/test_pki.hpp>
#include <eid/card_security.hpp>
#include <eid/crypto.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace foyer;
using namespace foyer::eid;

namespace {

const Bytes& dg1() {
  static const Bytes file = card::ef_dg1(card::td1_zone({}));
  return file;
}
const Bytes& dg14() {
  static const Bytes file = tlv(0x6E, ByteView(Bytes(40, 0x33)));
  return file;
}

// LDSSecurityObject over both files.
Bytes security_object(Hash hash, std::string_view oid) {
  Bytes hashes;
  for (const auto& [number, file] :
       {std::pair{std::uint8_t{1}, dg1()}, std::pair{std::uint8_t{14}, dg14()}})
    append(hashes, tlv(0x30, {tlv(0x02, ByteView(Bytes{number})),
                              tlv(0x04, ByteView(digest(hash, file)))}));
  return tlv(0x30, {tlv(0x02, ByteView(Bytes{0})), tlv(0x30, {tlv(0x06, as_bytes(oid))}),
                    tlv(0x30, ByteView(hashes))});
}

// A folder in which openssl makes a country.
class Workshop {
 public:
  Workshop()
      : folder_(std::filesystem::temp_directory_path() /
                ("foyer-writer-" + std::to_string(::getpid()) + "-" + std::to_string(++number))) {
    std::filesystem::create_directories(folder_);
    write("extensions", "[csca]\nbasicConstraints=critical,CA:TRUE,pathlen:0\n"
                        "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n"
                        "[signer]\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\n"
                        "authorityKeyIdentifier=keyid\n[wrong]\nkeyUsage=critical,keyAgreement\n"
                        "[list]\nkeyUsage=critical,digitalSignature\n"
                        "extendedKeyUsage=critical,2.23.136.1.1.3\n"
                        "[no_ca]\nbasicConstraints=critical,CA:FALSE\n"
                        "keyUsage=critical,digitalSignature\n"
                        "[passports]\nkeyUsage=critical,digitalSignature\n"
                        "2.23.136.1.1.6.2=ASN1:SEQUENCE:types\n"
                        "[types]\nversion=INTEGER:0\nlist=SET:type\n[type]\n"
                        "one=PRINTABLESTRING:P\n"
                        "[period]\nkeyUsage=critical,digitalSignature\n"
                        "2.5.29.16=DER:30:22:80:0f:32:30:32:30:30:31:30:31:30:30:30:30:30:30:5a:"
                        "81:0f:32:30:32:30:30:36:30:31:30:30:30:30:30:30:5a\n"
                        "[critical]\nkeyUsage=critical,digitalSignature\n"
                        "1.2.3.4=critical,ASN1:NULL\n");
    write("object", as_text(security_object(Hash::sha256, "\x60\x86\x48\x01\x65\x03\x04\x02\x01")));
  }
  ~Workshop() { std::filesystem::remove_all(folder_); }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  void run(const std::string& words) const {
    INFO("openssl " << words);
    const std::string command = "cd " + folder_.string() + " && openssl " + words + " 2>errors";
    const int result = std::system(command.c_str());
    INFO(read("errors"));
    REQUIRE(result == 0);
  }
  void write(const char* name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // A country signer (csca.*) and a document signer (name.*) of it.
  void country(const std::string& key, const std::string& digest = "sha256",
               const std::string& more = "", const char* profile = "csca") const {
    run("genpkey -out csca.key " + key);
    run("req -new -key csca.key -subj /C=DE/O=bund/CN=csca -out csr");
    run("x509 -req -in csr -signkey csca.key -days 4000 -" + digest + " " + more +
        " -extfile extensions -extensions " + profile + " -out csca.pem");
  }
  void signer(const std::string& key, const std::string& more = "", const char* profile = "signer",
              const std::string& name = "signer",
              const char* subject = "/C=DE/O=bund/CN=ds") const {
    run("genpkey -out " + name + ".key " + key);
    run("req -new -key " + name + ".key -subj " + subject + " -out csr");
    run("x509 -req -in csr -CA csca.pem -CAkey csca.key -CAcreateserial -days 3000 " + more +
        " -extfile extensions -extensions " + profile + " -out " + name + ".pem");
  }
  [[nodiscard]] Bytes sod(const std::string& more = "", const char* type = "2.23.136.1.1.1") const {
    run("cms -sign -in object -binary -nodetach -nosmimecap -outform DER -out sod -signer "
        "signer.pem -inkey signer.key -econtent_type " +
        std::string(type) + " " + more);
    return tlv(0x77, as_bytes(read("sod")));
  }

 private:
  static inline int number = 0;
  std::filesystem::path folder_;
};

std::vector<CheckResult> checks(const Workshop& shop, const Bytes& sod) {
  const auto trust = TrustList::from_pem(shop.read("csca.pem"));
  REQUIRE(trust.ok());
  const std::array groups{DataGroupFile{1, dg1()}, DataGroupFile{14, dg14()}};
  return authenticate(sod, groups, "D", *trust, system_clock().wall());
}

std::string told(const std::vector<CheckResult>& results) {
  std::string text;
  for (const CheckResult& one : results)
    if (one.verdict != Verdict::passed && one.reason != Reason::crl_missing)
      text += std::string(name(one.check)) + " " + std::string(name(one.verdict)) + " " +
              std::string(name(one.reason)) + "; ";
  return text;
}

std::string told(const Workshop& shop, const Bytes& sod) {
  return told(checks(shop, sod));
}

constexpr const char* rsa = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
constexpr const char* p256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";

} // namespace

TEST_CASE("outside writer: RSA with PKCS#1 and every PSS that can be asked for") {
  const Workshop shop;
  shop.country(rsa);
  shop.signer(rsa);
  for (const char* digest : {"sha1", "sha224", "sha256", "sha384", "sha512"})
    CHECK(told(shop, shop.sod(std::string("-md ") + digest)) == "");
  for (const char* salt : {"0", "8", "20", "32", "digest", "max"})
    for (const char* mask : {"sha1", "sha256", "sha512"})
      CHECK(told(shop, shop.sod("-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:" +
                                std::string(salt) + " -keyopt rsa_mgf1_md:" + mask)) == "");
  CHECK(told(shop, shop.sod("-md sha1 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20")) ==
        "");
}

TEST_CASE("outside writer: keys and certificates that are PSS only") {
  const Workshop shop;
  shop.country("-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", "sha384",
               "-sigopt rsa_pss_saltlen:48");
  shop.signer("-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 "
              "-pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32",
              "-sha512 -sigopt rsa_pss_saltlen:64");
  CHECK(told(shop,
             shop.sod("-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32")) == "");
}

TEST_CASE("outside writer: curves by name and spelled out") {
  for (const char* curve : {"P-256", "P-384", "P-521", "secp224r1", "brainpoolP224r1",
                            "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"})
    for (const char* encoding : {"named_curve", "explicit"}) {
      const Workshop shop;
      const std::string key = "-algorithm EC -pkeyopt ec_paramgen_curve:" + std::string(curve) +
                              " -pkeyopt ec_param_enc:" + encoding;
      shop.country(key);
      shop.signer(key);
      CHECK(told(shop, shop.sod("-md sha384")) == "");
    }
}

TEST_CASE("outside writer: the signer by key identifier, several signers, and pieces of BER") {
  const Workshop shop;
  shop.country(p256);
  shop.signer(p256);
  shop.signer(rsa, "", "signer", "second");
  CHECK(told(shop, shop.sod("-keyid")) == "");
  CHECK(told(shop, shop.sod("-stream")) == "");
  CHECK(told(shop, shop.sod("-signer second.pem -inkey second.key")) == "");
  CHECK(told(shop, shop.sod("-nocerts")) ==
        "sod_signature undetermined signer_missing; signer_chain undetermined signer_missing; "
        "signer_validity undetermined not_reached; signer_revocation undetermined not_reached; "
        "issuer_country undetermined not_reached; ");
  // One that nobody knows beside one that is known.
  shop.run("req -x509 -newkey rsa:2048 -nodes -keyout other.key -subj /C=XX/CN=other -days 9 -out "
           "other.pem");
  CHECK(told(shop, shop.sod("-signer other.pem -inkey other.key")) == "");
}

TEST_CASE("outside writer: without signed attributes, or of another content type, it is refused") {
  const Workshop shop;
  shop.country(p256);
  shop.signer(p256);
  CHECK(told(shop, shop.sod("-noattr")).find("sod_signature failed signed_attributes_wrong") == 0);
  CHECK(told(shop, shop.sod("", "2.23.136.1.1.2")).find("sod_signature failed sod_malformed") == 0);
  // The attribute says another type than the content has: both are signed, and do not fit.
  Bytes file = shop.sod();
  const Bytes type = test::hex("0606678108010101");
  const auto last = std::find_end(file.begin(), file.end(), type.begin(), type.end());
  *(last + 7) = 2;
  CHECK(told(shop, file).find("sod_signature failed signed_attributes_wrong") == 0);
}

TEST_CASE("outside writer: certificates that are for something else do not sign documents") {
  const Workshop shop;
  shop.country(p256);
  for (const char* profile : {"wrong", "list", "csca", "critical"}) {
    shop.signer(p256, "", profile);
    CHECK(told(shop, shop.sod()).find("signer_chain failed signer_misused") != std::string::npos);
  }
  const Workshop helpless;
  helpless.country(p256, "sha256", "", "no_ca");
  helpless.signer(p256);
  CHECK(told(helpless, helpless.sod()).find("signer_chain failed csca_misused") !=
        std::string::npos);
}

TEST_CASE("outside writer: what the certificate says of documents and times is held against it") {
  const Workshop shop;
  shop.country(p256);
  shop.signer(p256, "", "passports");
  CHECK(told(shop, shop.sod()) == "document_type failed document_type_differs; ");
  shop.signer(p256, "", "period");
  CHECK(told(shop, shop.sod()) == "signer_validity failed signed_outside_validity; ");
  shop.signer(p256, "", "signer", "signer", "/C=FR/O=bund/CN=ds");
  CHECK(told(shop, shop.sod()) == "issuer_country failed country_differs; ");
}

TEST_CASE("outside writer: of several country signers with one name the right one is found") {
  const Workshop shop;
  shop.country(rsa);
  const std::string first = shop.read("csca.pem");
  shop.country(p256);
  shop.signer(p256);
  const Bytes sod = shop.sod();
  shop.write("csca.pem", first + shop.read("csca.pem") + first);
  CHECK(told(shop, sod) == "");
  shop.write("csca.pem", first);
  CHECK(told(shop, sod).find("signer_chain undetermined csca_unknown") != std::string::npos);
}

TEST_CASE("outside writer: a generator of the forger's own choice is refused") {
  const Workshop shop;
  const std::string spelled = std::string(p256) + " -pkeyopt ec_param_enc:explicit";
  shop.country(spelled);
  shop.signer(spelled);
  // G of P-256 gives way to the public key itself (CVE-2020-0601): its private key is then one.
  const auto forge = [](std::string der) {
    const auto g = test::hex("046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
                             "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");
    const std::size_t place = der.find(as_text(g));
    REQUIRE(place != std::string::npos);
    const std::size_t key = der.find(std::string("\x03\x42\x00\x04", 4), place);
    REQUIRE(key != std::string::npos);
    return der.replace(place, 65, der.substr(key + 3, 65));
  };
  const Bytes genuine = shop.sod();
  CHECK(told(shop, genuine) == "");
  const std::string forged = forge(std::string(as_text(genuine)));
  const auto of_signer = told(shop, to_bytes(as_bytes(forged)));
  CHECK(of_signer.find("sod_signature failed curve_forged") != std::string::npos);

  shop.run("x509 -in csca.pem -outform DER -out csca.der");
  shop.write("csca.der", forge(shop.read("csca.der")));
  shop.run("x509 -inform DER -in csca.der -out csca.pem");
  CHECK(told(shop, genuine).find("signer_chain failed curve_forged") != std::string::npos);
}

TEST_CASE("outside writer: EF.CardSecurity goes the same way") {
  const Workshop shop;
  shop.country(p256);
  shop.signer(p256);
  const std::string infos = "\x31\x03\x02\x01\x05";
  shop.write("object", infos);
  const auto trust = TrustList::from_pem(shop.read("csca.pem"));
  REQUIRE(trust.ok());
  const WallTime now = system_clock().wall();
  (void)shop.sod("", "0.4.0.127.0.7.3.2.1");
  const Bytes file = to_bytes(as_bytes(shop.read("sod")));
  const auto good = authenticate_card_security(file, "D", *trust, now);
  CHECK(good.check == CheckResult{Check::card_security, Verdict::passed, Reason::none});
  CHECK(as_text(good.security_infos) == infos);
  CHECK(authenticate_card_security(file, "UKR", *trust, now).check.reason ==
        Reason::country_differs);
  CHECK(authenticate_card_security(file, "D", TrustList(), now).check ==
        CheckResult{Check::card_security, Verdict::undetermined, Reason::csca_unknown});
  CHECK(authenticate_card_security({}, "D", *trust, now).check.reason == Reason::sod_missing);
  for (std::size_t size = 1; size < file.size(); ++size)
    CHECK(authenticate_card_security(ByteView(file).first(size), "D", *trust, now).check.verdict ==
          Verdict::failed);
  Bytes wrong = file;
  wrong.back() ^= 1;
  CHECK(authenticate_card_security(wrong, "D", *trust, now).check.reason ==
        Reason::signature_wrong);
}
