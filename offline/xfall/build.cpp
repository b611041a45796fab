// SPDX-License-Identifier: EUPL-1.2
#include <xfall/xml.hpp>

#include "words.hpp"
#include "xml_text.hpp"

#include <base/unique_handle.hpp>

#include <libxml/xmlwriter.h>

namespace foyer::xfall {

namespace {

constexpr const char* format_namespace = "urn:foyer:xfall:1";
constexpr std::size_t longest_text = std::size_t{1} << 20;

void free_wiped(xmlBuffer* buffer) {
  // What the buffer held is an application in plain text.
  if (buffer->content != nullptr)
    wipe(std::span(buffer->content, buffer->use));
  xmlBufferFree(buffer);
}

// Writes elements; remembers the first trouble instead of answering at each call.
class Writer {
 public:
  Writer()
      : buffer_(xmlBufferCreate()),
        writer_(buffer_ ? xmlNewTextWriterMemory(buffer_.get(), 0) : nullptr) {
    if (!writer_) {
      trouble_ = "out of memory";
      return;
    }
    xmlTextWriterSetIndent(writer_.get(), 1);
    check(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
  }

  // Opens an element for as long as the guard lives.
  class Element {
   public:
    Element(Writer& writer, const char* name) : writer_(writer) {
      if (writer_.usable())
        writer_.check(xmlTextWriterStartElement(writer_.get(), xml(name)));
    }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;
    ~Element() {
      if (writer_.usable())
        writer_.check(xmlTextWriterEndElement(writer_.get()));
    }

   private:
    Writer& writer_;
  };

  void attribute(const char* name, std::string_view value) {
    if (!fits(value))
      return;
    const std::string text = carriable(value);
    check(xmlTextWriterWriteAttribute(get(), xml(name), xml(text.c_str())));
  }
  void attribute(const char* name, std::uint64_t value) { attribute(name, std::to_string(value)); }
  void flag(const char* name, bool value) { attribute(name, value ? "true" : "false"); }

  void element(const char* name, std::string_view value) {
    if (!fits(value))
      return;
    std::string text = carriable(value);
    check(xmlTextWriterWriteElement(get(), xml(name), xml(text.c_str())));
    wipe(text);
  }
  void base64(const char* name, ByteView bytes) {
    std::string text = to_base64(bytes);
    element(name, text);
    wipe(text);
  }
  // With one attribute.
  void base64(const char* name, ByteView bytes, const char* key, std::string_view value) {
    const Element inner(*this, name);
    attribute(key, value);
    const std::string text = to_base64(bytes);
    if (fits(text))
      check(xmlTextWriterWriteString(get(), xml(text.c_str())));
  }

  Result<std::string> finish() {
    if (usable())
      check(xmlTextWriterEndDocument(get()));
    if (usable())
      check(xmlTextWriterFlush(get()));
    if (!usable())
      return fail(FailureCode::container_invalid, trouble_);
    return std::string(reinterpret_cast<const char*>(buffer_->content), buffer_->use);
  }

 private:
  static const xmlChar* xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
  [[nodiscard]] bool usable() const { return trouble_ == nullptr; }
  [[nodiscard]] xmlTextWriter* get() const { return writer_.get(); }
  void check(int written) {
    if (written < 0 && usable())
      trouble_ = "writer";
  }
  bool fits(std::string_view text) {
    if (usable() && text.size() > longest_text)
      trouble_ = "a text is too long";
    return usable();
  }

  // The writer goes first: it flushes into the buffer.
  UniqueHandle<xmlBuffer, free_wiped> buffer_;
  UniqueHandle<xmlTextWriter, xmlFreeTextWriter> writer_;
  const char* trouble_ = nullptr;
};

using Element = Writer::Element;

void write_transport(Writer& out, const Container& container) {
  const Element transport(out, "transport");
  out.element("namensraum", format_namespace);
  out.element("id", container.id);
  out.element("erstellt", utc_time(container.created));
  out.element("ziel", container.destination);
  out.element("leistung", container.service);
}

void write_assistant(Writer& out, const Container& container) {
  const Element assistant(out, "assistent");
  out.attribute("id", container.assistant_id);
  out.attribute("version", container.assistant_version);
  out.attribute("sha256", container.definition_sha256);
  out.element("titel", container.assistant_title);
  out.element("anliegen", container.concern.reveal());
}

void write_answer(Writer& out, const Answer& answer) {
  const Element element(out, "antwort");
  out.attribute("auf", answer.number);
  if (!answer.message.empty())
    out.attribute("nachricht", answer.message);
  out.attribute("zugang", answer.access.reveal());
  out.element("text", answer.text.reveal());
}

void write_entries(Writer& out, const std::vector<Entry>& entries);

void write_group(Writer& out, const Entry& group) {
  const Element element(out, "gruppe");
  out.attribute("id", group.id);
  out.element("titel", group.label);
  std::uint64_t number = 0;
  for (const Row& row : group.rows) {
    const Element line(out, "zeile");
    out.attribute("nr", ++number);
    out.element("titel", row.title);
    write_entries(out, row.entries);
  }
}

void write_entry(Writer& out, const Entry& entry) {
  if (!entry.rows.empty())
    return write_group(out, entry);
  const Element element(out, "angabe");
  out.attribute("id", entry.id);
  out.attribute("quelle", word(entry.source));
  out.flag("geprueft", entry.verified);
  out.element("bezeichnung", entry.label);
  out.element("anzeige", entry.shown.reveal());
  for (const std::string& value : entry.values.reveal())
    out.element("wert", value);
  if (entry.original_shown) {
    const Element original(out, "urspruenglich");
    out.attribute("quelle", word(entry.original_source));
    out.element("anzeige", entry.original_shown->reveal());
  }
}

void write_entries(Writer& out, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries)
    write_entry(out, entry);
}

void write_data(Writer& out, const Container& container) {
  const Element data(out, "daten");
  for (const Section& section : container.sections) {
    const Element element(out, "abschnitt");
    out.attribute("id", section.id);
    out.element("titel", section.title);
    write_entries(out, section.entries);
  }
}

void write_open_items(Writer& out, const Container& container) {
  const Element open(out, "offen");
  for (const OpenItem& item : container.open_items) {
    const Element element(out, "posten");
    out.attribute("art", word(item.kind));
    out.attribute("id", item.id);
    if (item.row > 0)
      out.attribute("zeile", std::uint64_t{item.row});
    out.element("bezeichnung", item.title);
    if (!item.reason.reveal().empty())
      out.element("begruendung", item.reason.reveal());
  }
}

void write_declarations(Writer& out, const Container& container) {
  const Element declarations(out, "erklaerungen");
  for (const Declaration& declaration : container.declarations) {
    const Element element(out, "erklaerung");
    out.attribute("id", declaration.id);
    out.attribute("wortlaut_sha256", declaration.wording_sha256);
    out.attribute("zeit", utc_time(declaration.at));
    out.element("bezeichnung", declaration.label);
  }
}

void write_hints(Writer& out, const Container& container) {
  const Element hints(out, "hinweise");
  for (const std::string& hint : container.staff_hints.reveal())
    out.element("hinweis", hint);
  if (container.expected_fee_cents)
    out.element("gebuehr_erwartet_cent", std::to_string(*container.expected_fee_cents));
}

void write_clock(Writer& out, const FilingRecord& record) {
  // Domain catalogue 4.3: an uncertainty of more than a minute is flagged.
  constexpr std::uint32_t flagged_above_s = 60;
  const Element clock(out, "uhr");
  out.attribute("quelle", word(record.clock_source));
  out.attribute("unsicherheit_s", std::uint64_t{record.clock_uncertainty_s});
  out.flag("unsicher", record.clock_uncertainty_s > flagged_above_s);
  if (record.last_sync)
    out.attribute("letzte_synchronisation", utc_time(*record.last_sync));
  if (record.clock_confirmed_at)
    out.attribute("bestaetigt", utc_time(*record.clock_confirmed_at));
}

void write_record(Writer& out, const FilingRecord& record) {
  const Element filing(out, "einreichung");
  out.element("vorgangsnummer", record.receipt_number);
  out.element("laufende_nummer", std::to_string(record.sequence));
  out.element("vorgaenger_sha256", record.previous_record_hash);
  out.element("zeit_utc", utc_time(record.filed_at));
  out.element("zeit_lokal", local_time(record.filed_at, record.local_offset));
  write_clock(out, record);
  out.element("kiosk_id", record.kiosk_id);
  out.element("standort", record.location);
  out.element("softwareversion", record.software_version);
  if (!record.parameters_sha256.empty())
    out.element("parameter_sha256", record.parameters_sha256);
  out.element("inhalt_sha256", record.content_sha256);
  out.element("sprache_hilfe", record.help_language);
  if (!record.wording_sha256.empty())
    out.element("wortlaut_hash_de", record.wording_sha256);
  {
    const Element identity(out, "identitaet");
    out.attribute("mittel", means_of(record));
    out.attribute("pruefergebnis", word(record.identity_check));
    if (!record.identity_document.empty())
      out.attribute("dokumentart", record.identity_document);
    if (record.proof) {
      out.attribute("gelesen", word(record.identified_by));
      const Element process(out, "vorgang");
      out.attribute("id", record.proof->identification);
      out.attribute("zeit", utc_time(record.proof->at));
    }
  }
  if (record.former_title) {
    const Element title(out, "bisheriger_titel");
    out.element("art", record.former_title->kind.reveal());
    out.element("paragraf", record.former_title->paragraph.reveal());
    out.element("gueltig_bis", record.former_title->valid_until.reveal());
  }
  if (!record.fiction_hint.reveal().empty())
    out.element("fiktion_hinweis", record.fiction_hint.reveal());
  out.element("unterstuetzung", word(record.help));
  const Element line(out, "leitung");
  out.flag("online", record.line_up);
  out.attribute("warteschlange", std::uint64_t{record.queue_position});
}

void write_card(Writer& out, const CardEvidence& card) {
  const Element element(out, "kartennachweis");
  out.base64("buendel", card.bundle.reveal());
  out.base64("unterschrift", card.signature, "schluessel", card.key_id);
  for (const CardEvidence::Verdict& verdict : card.verdicts) {
    const Element check(out, "pruefung");
    out.attribute("name", verdict.check);
    if (verdict.data_group > 0)
      out.attribute("datengruppe", static_cast<std::uint64_t>(verdict.data_group));
    out.attribute("ergebnis", verdict.verdict);
    if (!verdict.reason.empty() && verdict.reason != "none")
      out.attribute("grund", verdict.reason);
  }
}

void write_attachments(Writer& out, const Container& container) {
  const Element attachments(out, "anlagen");
  for (const Attachment& attachment : container.attachments) {
    const Element element(out, "anlage");
    out.attribute("id", attachment.id);
    out.attribute("dokument", attachment.document_id);
    out.attribute("medientyp", attachment.media_type);
    out.attribute("laenge", attachment.length);
    out.attribute("seiten", std::uint64_t{attachment.pages});
    out.attribute("sha256", attachment.sha256);
    out.attribute("sha512", attachment.sha512);
    if (attachment.sensitive)
      out.flag("geschuetzt", true);
    out.element("titel", attachment.title);
  }
}

void write_container(Writer& out, const Container& container) {
  const Element root(out, "xFallDaten.01");
  out.attribute("xmlns", format_namespace);
  out.attribute("fassung", "1");
  write_transport(out, container);
  const Element data_set(out, "xFallDatensatz");
  if (container.answer)
    write_answer(out, *container.answer);
  else
    write_assistant(out, container);
  write_data(out, container);
  write_open_items(out, container);
  write_declarations(out, container);
  write_hints(out, container);
  write_record(out, container.record);
  if (!container.case_code.reveal().empty()) {
    const Element channel(out, "rueckkanal");
    out.attribute("code", container.case_code.reveal());
  }
  if (container.card)
    write_card(out, *container.card);
  write_attachments(out, container);
  out.base64("kanonisch", container.canonical.reveal());
}

} // namespace

std::string evidence_signed_part(const FilingRecord& record, std::string_view bundle_sha256) {
  std::string text = "foyer-kartennachweis-1\n";
  for (const std::string_view line : {std::string_view(record.receipt_number),
                                      std::string_view(record.content_sha256), bundle_sha256})
    text.append(line).append("\n");
  return text;
}

Result<std::string> build(const Container& container) {
  Writer out;
  write_container(out, container);
  return out.finish();
}

} // namespace foyer::xfall
