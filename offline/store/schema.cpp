// SPDX-License-Identifier: EUPL-1.2
#include "schema.hpp"

#include <array>
#include <string>

namespace foyer::store {

namespace {

constexpr std::int64_t application_id = 0x464F5952; // "FOYR"

// A step that was ever shipped is never edited; a change is a new step at the end.
constexpr std::array steps = {
    // 1: the first schema. Times are milliseconds since 1970 UTC, hashes 32 bytes.
    R"sql(
CREATE TABLE identity(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  kiosk_id TEXT NOT NULL
) STRICT;

CREATE TABLE clock(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  floor_ms INTEGER NOT NULL,
  latest_seen_ms INTEGER NOT NULL,
  last_sync_ms INTEGER,
  confirmed_ms INTEGER,
  confirmed_by TEXT
) STRICT;
INSERT INTO clock(id, floor_ms, latest_seen_ms) VALUES(1, 0, 0);

CREATE TABLE reservation(
  sequence INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  reserved_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('reserved', 'filed', 'skipped'))
) STRICT;

CREATE TABLE filing(
  sequence INTEGER PRIMARY KEY REFERENCES reservation(sequence),
  filed_ms INTEGER NOT NULL,
  assistant_id TEXT NOT NULL,
  assistant_version TEXT NOT NULL,
  definition_sha256 TEXT NOT NULL,
  seal_profile TEXT NOT NULL,
  office_key_id TEXT NOT NULL,
  record TEXT NOT NULL,
  record_hash BLOB NOT NULL UNIQUE CHECK(length(record_hash) = 32),
  state TEXT NOT NULL DEFAULT 'unverified'
    CHECK(state IN ('unverified', 'stored', 'handed_over', 'accepted', 'rejected', 'in_doubt')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_ms INTEGER NOT NULL DEFAULT 0,
  submission_id TEXT NOT NULL DEFAULT '',
  case_number TEXT NOT NULL DEFAULT '',
  wiped INTEGER NOT NULL DEFAULT 0 CHECK(wiped IN (0, 1)),
  CHECK(wiped = 0 OR state = 'accepted')
) STRICT;
CREATE INDEX filing_open ON filing(sequence) WHERE state NOT IN ('unverified', 'accepted', 'rejected');

CREATE TABLE item(
  sequence INTEGER NOT NULL REFERENCES filing(sequence),
  part INTEGER NOT NULL,
  id TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
  authentication_tag TEXT NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0 CHECK(delivered IN (0, 1)),
  PRIMARY KEY(sequence, part),
  UNIQUE(sequence, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chunk(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  part INTEGER NOT NULL,
  position INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE(sequence, part, position),
  FOREIGN KEY(sequence, part) REFERENCES item(sequence, part)
) STRICT;

CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL REFERENCES filing(sequence),
  at_ms INTEGER NOT NULL,
  result TEXT NOT NULL,
  server_ms INTEGER,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;
CREATE INDEX event_of_filing ON event(sequence);

CREATE TABLE receipt(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL REFERENCES filing(sequence),
  printed_ms INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,
  signature BLOB NOT NULL
) STRICT;

CREATE TABLE note(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
    // 2: drafts for "continue later", sealed under codes that are kept nowhere.
    R"sql(
CREATE TABLE draft(
  id BLOB PRIMARY KEY CHECK(length(id) = 16),
  expiry_day INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX draft_expiry ON draft(expiry_day);

CREATE TABLE draft_salt(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  salt BLOB NOT NULL CHECK(length(salt) = 16)
) STRICT;
INSERT INTO draft_salt VALUES(1, randomblob(16));

CREATE TABLE draft_miss(
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT;
)sql",
    // 3: the back-channel. Who may ask about a case (SHA-256 of what its code gives, NULL: nobody),
    // and which case a filing answers.
    R"sql(
ALTER TABLE filing ADD COLUMN case_verifier BLOB
  CHECK(case_verifier IS NULL OR length(case_verifier) = 32);
ALTER TABLE filing ADD COLUMN answers_number TEXT NOT NULL DEFAULT '';
ALTER TABLE filing ADD COLUMN answers_message TEXT NOT NULL DEFAULT '';
CREATE INDEX filing_answers ON filing(answers_number) WHERE answers_number != '';

CREATE TABLE case_miss(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL REFERENCES filing(sequence),
  at_ms INTEGER NOT NULL
) STRICT;
)sql",
    // 4: what the middle tier publishes to all terminals, signed: the agent puts it here.
    R"sql(
CREATE TABLE published(
  kind TEXT PRIMARY KEY,
  version INTEGER NOT NULL CHECK(version > 0),
  content BLOB NOT NULL,
  etag TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
};

} // namespace

int schema_version() {
  return static_cast<int>(steps.size());
}

Status migrate(Database& db) {
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_TRY(const auto owner, db.number("PRAGMA application_id"));
  FOYER_TRY(const auto version, db.number("PRAGMA user_version"));
  FOYER_TRY(const auto tables, db.number("SELECT count(*) FROM sqlite_schema"));
  const bool fresh = owner == 0 && version == 0 && tables == 0;
  if (!fresh && owner != application_id)
    return fail(FailureCode::store_broken, "a database of another application");
  if (*version > schema_version())
    return fail(FailureCode::store_broken,
                "written by a newer program, schema " + std::to_string(*version));
  for (std::size_t step = static_cast<std::size_t>(*version); step < steps.size(); ++step)
    FOYER_CHECK(db.script(steps[step]));
  if (*version < schema_version()) {
    const std::string stamp = "PRAGMA application_id=" + std::to_string(application_id) +
                              "; PRAGMA user_version=" + std::to_string(schema_version());
    FOYER_CHECK(db.script(stamp.c_str()));
  }
  return transaction.commit();
}

} // namespace foyer::store
