// SPDX-License-Identifier: EUPL-1.2
#include "office.hpp"

#include "opening.hpp"
#include "xml_reader.hpp"

#include <seal/case_seal.hpp>
#include <seal/digest.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

namespace foyer::middletier {

namespace {

namespace fs = std::filesystem;

const std::string data_set = path("xFallDaten.01/xFallDatensatz"); // offline/xfall/FORMAT.md
const std::string record = data_set + path("einreichung");
const std::string attachments = data_set + path("anlagen/anlage");

std::string read_whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw std::runtime_error("cannot read " + file.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

xfall::Schema load(const fs::path& file) {
  auto schema = xfall::Schema::load(file);
  if (!schema)
    throw std::runtime_error("unusable schema " + file.string());
  return std::move(schema).value();
}

std::string answer_to(const XmlReader& xml, const std::string& field) {
  return xml.text(data_set + path("daten") + "//*[local-name()='angabe'][@id='" + field + "']" +
                  path("anzeige"));
}

std::string applicant(const XmlReader& xml) {
  const std::string given = answer_to(xml, "person.vornamen");
  const std::string family = answer_to(xml, "person.familienname");
  if (given.empty() || family.empty())
    return given + family;
  return given + ' ' + family;
}

std::string concern(const XmlReader& xml) {
  const std::string title = xml.text(data_set + path("assistent/titel"));
  const std::string wish = xml.text(data_set + path("assistent/anliegen"));
  return wish.empty() || wish == title ? title : title + " – " + wish;
}

bool content_hash_fits(const XmlReader& xml) {
  const auto canonical = from_base64(xml.text(data_set + path("kanonisch")));
  const auto digest = canonical ? seal::sha256(*canonical) : Result<Bytes>(canonical.failure());
  return digest && to_hex(*digest) == xml.text(record + path("inhalt_sha256"));
}

// The attachment the container refers to by this position, if the delivered bytes are the same.
std::optional<Verdict::Document> compared(const XmlReader& xml, int position,
                                          std::map<std::string, Bytes>& attachments_opened) {
  const std::string at = attachments + '[' + std::to_string(position) + ']';
  const std::string id = xml.text(at + "/@id");
  const auto delivered = attachments_opened.find(id);
  if (delivered == attachments_opened.end())
    return std::nullopt;
  Bytes& bytes = delivered->second;
  const auto sha512 = seal::sha512(bytes);
  if (!sha512 || to_hex(*sha512) != xml.text(at + "/@sha512") ||
      std::to_string(bytes.size()) != xml.text(at + "/@laenge"))
    return std::nullopt;
  Verdict::Document document{id, xml.text(at + path("titel")), xml.text(at + "/@medientyp"), 0, {}};
  document.pages = std::atoll(xml.text(at + "/@seiten").c_str());
  document.bytes = std::exchange(bytes, {});
  return document;
}

// What the code on the receipt gives. An application with a code that is none is taken in, too:
// it was filed; only nobody can be written to.
void read_code(const XmlReader& xml, const std::string& receipt, Verdict& verdict) {
  const auto code = seal::PaperCode::parse(xml.text(data_set + path("rueckkanal") + "/@code"));
  if (!code)
    return;
  const auto keys = seal::derive_case(*code, receipt);
  const auto verifier = keys ? seal::case_verifier(keys->access) : Result<Bytes>(keys.failure());
  if (!verifier)
    throw std::runtime_error("case keys");
  verdict.case_verifier = *verifier;
  verdict.message_key = to_bytes(keys->message.reveal());
}

std::optional<Verdict::Answer> read_answer(const XmlReader& xml) {
  const std::string at = data_set + path("antwort");
  if (xml.count(at) == 0)
    return std::nullopt;
  const auto access = from_base64url(xml.text(at + "/@zugang"));
  const auto verifier = access ? seal::case_verifier(Secret(*access)) : Result<Bytes>(Bytes{});
  return Verdict::Answer{.number = xml.text(at + "/@auf"),
                         .message = xml.text(at + "/@nachricht"),
                         .text = xml.text(at + path("text")),
                         .verifier = verifier ? *verifier : Bytes{}};
}

// Several of a list are one after the other.
std::string values_of(const XmlReader& xml, const std::string& field) {
  const std::string values =
      data_set + path("daten") + "//*[local-name()='angabe'][@id='" + field + "']" + path("wert");
  std::string all;
  for (int i = 1; i <= xml.count(values); ++i)
    all += (i == 1 ? "" : " ") + xml.text('(' + values + ")[" + std::to_string(i) + ']');
  return all;
}

std::optional<ProofClaim> read_proof(const XmlReader& xml) {
  const std::string id = xml.text(record + path("identitaet/vorgang") + "/@id");
  if (id.empty())
    return std::nullopt;
  return ProofClaim{.identification = id,
                    .stated = {.given = values_of(xml, "person.vornamen"),
                               .family = values_of(xml, "person.familienname"),
                               .born = values_of(xml, "person.geburtsdatum")}};
}

Verdict refused(std::string reason) {
  Verdict verdict;
  verdict.reason = std::move(reason);
  return verdict;
}

// A file name from a terminal must not lead out of the folder.
std::string harmless(const std::string& name) {
  std::string result;
  for (const char c : name)
    result += (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-'
                  ? c
                  : '_';
  return result;
}

std::string extension(const std::string& media_type) {
  if (media_type == "application/pdf")
    return ".pdf";
  if (media_type == "image/jpeg")
    return ".jpg";
  if (media_type == "image/png")
    return ".png";
  return ".bin";
}

} // namespace

Office::Office(const std::vector<fs::path>& key_files, fs::path authors, const fs::path& schema,
               fs::path export_to, CardCheck cards, Mappings mappings, OtherXfall other_xfall,
               VirusScan scan)
    : authors_(std::move(authors)), schema_(load(schema)), export_to_(std::move(export_to)),
      cards_(std::move(cards)), mappings_(std::move(mappings)),
      other_xfall_(std::move(other_xfall)), scan_(std::move(scan)) {
  for (const fs::path& file : key_files)
    keys_.emplace_back(read_whole(file));
}

Verdict Office::examine(const Sealed& sealed) const {
  Opened opened = open_sealed(sealed, keys_, authors_);
  if (!opened.reason.empty())
    return refused(opened.reason);
  Verdict verdict;
  verdict.xml = std::string(as_text(opened.container));
  if (!schema_.validate(verdict.xml))
    return refused("schema-violation");
  const XmlReader xml(verdict.xml);
  if (!xml.ok())
    return refused("schema-violation");
  if (xml.text(record + path("vorgangsnummer")) != sealed.receipt)
    return refused("receipt-mismatch");
  if (!content_hash_fits(xml))
    return refused("content-mismatch");
  const int promised = xml.count(attachments);
  if (promised != static_cast<int>(sealed.attachments.size()))
    return refused("attachment-mismatch");
  for (int position = 1; position <= promised; ++position) {
    auto document = compared(xml, position, opened.attachments);
    if (!document)
      return refused("attachment-mismatch");
    document->quarantine = scan_.examine(document->bytes);
    verdict.documents.push_back(std::move(*document));
  }
  verdict.filed_at = xml.text(record + path("zeit_utc"));
  verdict.concern = concern(xml);
  verdict.applicant = applicant(xml);
  read_code(xml, sealed.receipt, verdict);
  verdict.answer = read_answer(xml);
  if (verdict.answer)
    verdict.concern = "Antwort zu " + verdict.answer->number;
  verdict.proof = read_proof(xml);
  verdict.card = cards_.examine(xml, sealed.terminal, system_clock().wall());
  return verdict;
}

void Office::write_out(const Sealed& sealed, const Verdict& verdict) const {
  if (export_to_.empty() || !verdict.reason.empty())
    return;
  const fs::path folder = export_to_ / harmless(sealed.receipt);
  fs::create_directories(folder);
  std::ofstream(folder / "container.xml", std::ios::binary) << verdict.xml;
  if (const auto record_made = mappings_.record(XmlReader(verdict.xml)); !record_made.is_null())
    std::ofstream(folder / "record.json", std::ios::binary) << record_made.dump(1) << '\n';
  if (const auto other = other_xfall_.of(verdict.xml); !other)
    std::cout << "xfall " << sealed.receipt << ": " << other.failure().detail << std::endl;
  else if (*other)
    std::ofstream(folder / "xfall.xml", std::ios::binary) << **other;
  for (const auto& document : verdict.documents)
    if (document.quarantine.empty())
      std::ofstream(folder / (harmless(document.id) + extension(document.media_type)),
                    std::ios::binary)
          << as_text(document.bytes);
}

} // namespace foyer::middletier
