// SPDX-License-Identifier: EUPL-1.2
#include <filing/filing.hpp>

#include <base/clock.hpp>
#include <seal/case_seal.hpp>
#include <seal/digest.hpp>
#include <seal/filing_seal.hpp>
#include <xfall/record.hpp>
#include <xfall/xml.hpp>

#include <random>

namespace foyer::filing {

namespace {

const std::string zeros(64, '0');

Bytes random_pdf(std::size_t size) {
  std::random_device seed;
  std::mt19937 engine(seed());
  Bytes bytes = to_bytes(as_bytes("%PDF-1.7\n"));
  while (bytes.size() < size)
    bytes.push_back(static_cast<std::uint8_t>(engine()));
  return bytes;
}

xfall::Entry entry(const char* id, const char* label, const char* text) {
  xfall::Entry result;
  result.id = id;
  result.label = label;
  result.shown = Personal<std::string>(text);
  result.values = Personal<std::vector<std::string>>({text});
  return result;
}

Result<xfall::Attachment> attachment(const std::string& id, const Bytes& bytes) {
  FOYER_TRY(const Bytes sha256, seal::sha256(bytes));
  FOYER_TRY(const Bytes sha512, seal::sha512(bytes));
  xfall::Attachment result;
  result.id = id;
  result.document_id = "dok.a3_foto";
  result.title = "Passseite mit Bild";
  result.media_type = "application/pdf";
  result.length = bytes.size();
  result.pages = 1;
  result.sha256 = to_hex(sha256);
  result.sha512 = to_hex(sha512);
  return result;
}

Result<xfall::Container> container(const store::Reservation& reservation, WallTime now) {
  xfall::Container result;
  result.id = reservation.number.text();
  result.created = now;
  result.destination = "Demo-Ausländerbehörde";
  result.service = "aufenthaltstitel.neue_karte";
  result.assistant_id = "a3_neuer_kartenkoerper";
  result.assistant_version = "1";
  result.definition_sha256 = zeros;
  result.assistant_title = "Neuer Kartenkörper für den eAT";
  result.canonical = Personal<Bytes>(to_bytes(as_bytes("person.vornamen=Ayşe & <Co>\n")));
  xfall::Section person;
  person.id = "person";
  person.title = "Person";
  person.entries = {entry("person.vornamen", "Vorname(n)", "Ayşe & <Co>"),
                    entry("person.familienname", "Familienname", family_name)};
  result.sections.push_back(std::move(person));
  FOYER_TRY(const Bytes content, seal::sha256(result.canonical.reveal()));
  auto& record = result.record;
  record.receipt_number = reservation.number.text();
  record.sequence = reservation.sequence;
  record.previous_record_hash = reservation.previous_record_hash;
  record.filed_at = now;
  record.local_offset = std::chrono::minutes(60);
  record.last_sync = now;
  record.clock_uncertainty_s = 1;
  record.kiosk_id = std::string(reservation.number.kiosk_id());
  record.location = "Testraum";
  record.software_version = "0.1.0";
  record.parameters_sha256 = zeros;
  record.content_sha256 = to_hex(content);
  record.help_language = "tr";
  record.wording_sha256 = zeros;
  return result;
}

// What the terminal keeps of the case's code; nothing where there is none.
Result<Bytes> verifier_of(const xfall::Container& content) {
  if (content.case_code.reveal().empty())
    return Bytes{};
  FOYER_TRY(const auto code, seal::PaperCode::parse(content.case_code.reveal()));
  FOYER_TRY(const auto keys, seal::derive_case(code, content.record.receipt_number));
  return seal::case_verifier(keys.access);
}

} // namespace

std::filesystem::path schema_file() {
  return std::filesystem::path(FOYER_SOURCE_DIR) / "assets/schemas/xfall-foyer-1.xsd";
}

Result<Filed> file_one(store::Store& store, const seal::OfficeCertificate& office, int attachments,
                       std::size_t size, const std::function<void(xfall::Container&)>& finish,
                       const seal::AuthorKey* author, const std::vector<Bytes>& papers) {
  FOYER_TRY(const store::Reservation reservation, store.reserve());
  const WallTime now = system_clock().wall();
  FOYER_TRY(xfall::Container content, container(reservation, now));
  std::map<std::string, Bytes> plain;
  std::vector<seal::SealedPart> sealed;
  const auto profile = author != nullptr ? seal::Profile::osci : seal::Profile::jwe;
  FOYER_TRY(const auto seal, seal::open_seal(profile, office, author, reservation.number.text()));
  for (int i = 1; i <= attachments; ++i) {
    const std::string id = "a" + std::to_string(i);
    const auto at = static_cast<std::size_t>(i - 1);
    plain[id] = at < papers.size() ? papers[at] : random_pdf(size);
    FOYER_TRY(content.attachments.emplace_back(), attachment(id, plain[id]));
    FOYER_TRY(sealed.emplace_back(),
              seal::seal_attachment(*seal, id, "application/pdf", plain[id]));
  }
  if (finish)
    finish(content);
  FOYER_TRY(const std::string xml, xfall::build(content));
  FOYER_CHECK(xfall::validate(xml, schema_file()));
  FOYER_TRY(const seal::SealedPart envelope,
            seal::seal_container(*seal, "application/xml", as_bytes(xml)));
  FOYER_TRY(const std::string record, xfall::public_record(content));

  store::Filing filing{reservation, now};
  filing.assistant_id = content.assistant_id;
  filing.assistant_version = content.assistant_version;
  filing.definition_sha256 = content.definition_sha256;
  filing.seal_profile = seal::name(profile);
  filing.office_key_id = office.key_id();
  filing.record = record;
  FOYER_TRY(filing.case_verifier, verifier_of(content));
  if (content.answer)
    filing.answers = {content.answer->number, content.answer->message};
  filing.container = {"", envelope.bytes, envelope.authentication_tag, "application/xml"};
  for (std::size_t i = 0; i < sealed.size(); ++i)
    filing.attachments.push_back({content.attachments[i].id, sealed[i].bytes,
                                  sealed[i].authentication_tag, "application/pdf"});
  FOYER_TRY(const store::FiledRecord filed, store.file(filing));
  return Filed{filed, xml, std::move(plain)};
}

Result<Filed> file_garbage(store::Store& store) {
  FOYER_TRY(const store::Reservation reservation, store.reserve());
  const std::string header =
      to_base64url(as_bytes(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"application/xml"})"));
  const std::string tag = to_base64url(Bytes(16, 7));
  const std::string jwe = header + '.' + to_base64url(Bytes(512, 1)) + '.' +
                          to_base64url(Bytes(12, 2)) + '.' + to_base64url(Bytes(100, 3)) + '.' +
                          tag;
  store::Filing filing{reservation, system_clock().wall()};
  filing.assistant_id = "a3_neuer_kartenkoerper";
  filing.assistant_version = "1";
  filing.definition_sha256 = zeros;
  filing.seal_profile = "jwe";
  filing.record = "{}";
  filing.container = {"", as_bytes(jwe), tag, "application/xml"};
  FOYER_TRY(const store::FiledRecord filed, store.file(filing));
  return Filed{filed, {}, {}};
}

} // namespace foyer::filing
