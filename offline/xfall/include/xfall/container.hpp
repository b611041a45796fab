// SPDX-License-Identifier: EUPL-1.2
// What an application consists of, as the office gets it. Plain data; the bytes it becomes are
// written down in offline/xfall/FORMAT.md. Texts are UTF-8. Everything in Personal<> and the
// attachments' titles must never leave sealed bytes; public_record() (record.hpp) knows which.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/personal.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace foyer::xfall {

// Where a value came from (domain catalogue §0 rule 5): the XSD lists the same words.
enum class Source : std::uint8_t {
  none,
  eid,
  mrz,
  chip_dg1,
  chip_dg11,
  chip_dg12,
  account,
  draft,
  user,
  staff
};

struct Row;

// One answer, in German as the visitor confirmed it. With `rows`: what was said about each of
// several children, stays, ...; then only `id` (of the repeat) and `label` say something.
struct Entry {
  std::string id;              // field id, "person.familienname"; in a row "kinder[].vornamen"
  std::string label;           // German label as shown
  Personal<std::string> shown; // German text as shown: "17.03.1990", "verheiratet"
  // Canonical raw value, "1990-03-17", "true", cents; several for a list, none for no answer.
  Personal<std::vector<std::string>> values;
  Source source = Source::user;
  bool verified = false; // read from a card that proved genuine
  // What the card or account had said, if the visitor changed it: both travel.
  std::optional<Personal<std::string>> original_shown = {};
  Source original_source = Source::none;
  std::vector<Row> rows;
};

struct Row {
  std::string title; // German as shown, "Kind 1"
  std::vector<Entry> entries;
};

struct Section {
  std::string id;    // block id, "person"
  std::string title; // German title as shown
  std::vector<Entry> entries;
};

// A missing document or answer: never stops a filing.
struct OpenItem {
  enum class Kind : std::uint8_t { answer, document } kind = Kind::document;
  std::string id;
  std::string title;                 // German
  Personal<std::string> reason = {}; // the visitor's own words; may be empty
  std::uint32_t row = 0;             // of an answer in a repeat, from 1; 0: in none
};

struct Declaration {
  std::string id;
  std::string label;          // German, what was tapped
  std::string wording_sha256; // of the German text and label as displayed, hex
  WallTime at;
};

struct Attachment {
  std::string id;           // within this container, "a1"; also the id on the wire
  std::string document_id;  // document catalogue, "dok.foto_pass"
  std::string title;        // German
  std::string media_type;   // "application/pdf"
  std::uint64_t length = 0; // bytes, plain
  std::uint32_t pages = 0;
  std::string sha256;     // of the plain bytes, hex
  std::string sha512;     // of the plain bytes, hex
  bool sensitive = false; // for the case worker only
};

// Domain catalogue 4.3, except what the container carries elsewhere (declarations, open items,
// attachments) and what happens only after filing (delivery events, the receipt).
struct FilingRecord {
  std::string receipt_number; // store::ReceiptNumber, as text
  std::uint64_t sequence = 0;
  std::string previous_record_hash;    // hex, from the reservation
  WallTime filed_at;                   // the moment of filing, UTC
  std::chrono::minutes local_offset{}; // of local time from UTC at that moment
  enum class ClockSource : std::uint8_t { ntp, rtc } clock_source = ClockSource::rtc;
  std::optional<WallTime> last_sync = {};
  std::optional<WallTime> clock_confirmed_at = {}; // by staff
  std::uint32_t clock_uncertainty_s = 0;           // over 60 the container says so
  std::string kiosk_id;
  std::string location;
  std::string software_version;
  std::string parameters_sha256; // hex; empty in an answer
  std::string content_sha256;    // hex, of Container::canonical
  std::string help_language;     // BCP 47; "de" when none
  std::string wording_sha256;    // of all German labels and texts as displayed, hex; empty: none
  // What was read; `proof` says whether the person has proven who they are besides.
  enum class Identification : std::uint8_t {
    mrz_chip,
    mrz_optical,
    manual
  } identified_by = Identification::manual;
  std::string identity_document; // kind of document, e.g. "AR"; empty for manual
  enum class Check : std::uint8_t {
    authentic,
    not_authentic,
    not_checked
  } identity_check = Check::not_checked;
  // By the eID function, to the office's eID server: only the office knows who it was.
  struct Proof {
    std::string identification; // the office's id of it, base64url
    WallTime at;                // by the terminal's clock
  };
  std::optional<Proof> proof = {};
  struct FormerTitle {
    Personal<std::string> kind;        // "aufenthaltserlaubnis"
    Personal<std::string> paragraph;   // "§ 18b"
    Personal<std::string> valid_until; // may be a partial date: "2026", "2026-12", "2026-12-31"
  };
  std::optional<FormerTitle> former_title = {};
  Personal<std::string> fiction_hint = {}; // for staff only, never on the receipt; may be empty
  enum class Help : std::uint8_t { none, companion, staff } help = Help::none;
  bool line_up = false;             // when filing
  std::uint32_t queue_position = 0; // filings waiting before this one
};

// What was read from the card, so that the office can judge it again (kiosk/eid/EVIDENCE.md).
struct CardEvidence {
  // As the terminal saw it; here for the reader of the file, in the bundle for the verifier.
  struct Verdict {
    std::string check; // "sod_signature"
    int data_group = 0;
    std::string verdict; // "passed", "failed", "undetermined"
    std::string reason;  // closed words, "csca_unknown"; empty or "none": there is none
  };
  Personal<Bytes> bundle;
  std::string key_id; // of the terminal's key
  Bytes signature;    // Ed25519 over evidence_signed_part()
  std::vector<Verdict> verdicts = {};
};

// What a visitor says about an earlier application.
struct Answer {
  std::string number;           // receipt number of that application
  std::string message;          // id of the office's message; empty: said unasked
  Personal<std::string> access; // base64url of what opens the case: they had its code
  Personal<std::string> text;   // in whatever language; may be empty when there are scans
};

struct Container {
  std::string id; // UUID or receipt number; unique for all time
  WallTime created;
  std::string destination; // the office, from configuration
  std::string service;     // what is applied for, e.g. a LeiKa id or "aufenthaltstitel.neue_karte"
  std::string assistant_id;
  std::string assistant_version;
  std::string definition_sha256;      // hex
  std::string assistant_title;        // German
  Personal<std::string> concern = {}; // German, what exactly is wanted; may be empty
  // The canonical German data set as forms composed it: the bytes content_sha256 is of. They
  // travel too, so that the office can check what the receipt and its QR promise.
  Personal<Bytes> canonical;
  std::vector<Section> sections;
  std::vector<OpenItem> open_items = {};
  std::vector<Declaration> declarations = {};
  Personal<std::vector<std::string>> staff_hints = {}; // German, for the office only
  std::optional<std::int64_t> expected_fee_cents = {};
  FilingRecord record;
  std::optional<CardEvidence> card = {};
  std::vector<Attachment> attachments = {};
  // The 16 characters of the code on the receipt, by which the office can write back; empty: it
  // cannot.
  Personal<std::string> case_code = {};
  // With it the container is no application and has no assistant, sections or declarations.
  std::optional<Answer> answer = {};
};

} // namespace foyer::xfall
