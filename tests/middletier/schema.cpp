// SPDX-License-Identifier: EUPL-1.2
#include "schema.hpp"

namespace foyer::middletier {

namespace {

using Migration = std::vector<std::string_view>;

// A migration that has been in a release is never changed; words in braces: see Dialect.
const std::vector<Migration> migrations{
    // 1: the tables as they were before migrations had numbers, hence IF NOT EXISTS.
    // One application exactly once: the receipt number is unique on the way in and in the office.
    {
        "CREATE TABLE IF NOT EXISTS submission("
        "id TEXT PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, receipt TEXT NOT NULL UNIQUE,"
        "terminal TEXT NOT NULL, announcement TEXT NOT NULL, received_at TEXT NOT NULL,"
        "state TEXT NOT NULL "
        "CHECK(state IN ('announced','submitted','accepted','rejected'))) {strict}",
        "CREATE TABLE IF NOT EXISTS part("
        "submission TEXT NOT NULL REFERENCES submission(id), name TEXT NOT NULL,"
        "sealed {bytes} NOT NULL, PRIMARY KEY(submission, name)) {strict}",
        "CREATE TABLE IF NOT EXISTS event("
        "sequence {counted}, submission TEXT NOT NULL REFERENCES submission(id),"
        "kind TEXT NOT NULL, token TEXT NOT NULL, UNIQUE(submission, kind)) {strict}",
        "CREATE TABLE IF NOT EXISTS application("
        "sequence {counted}, receipt TEXT NOT NULL UNIQUE, case_number TEXT NOT NULL,"
        "filed_at TEXT NOT NULL, imported_at TEXT NOT NULL, terminal TEXT NOT NULL,"
        "concern TEXT NOT NULL, applicant TEXT NOT NULL, xml TEXT NOT NULL) {strict}",
        "CREATE TABLE IF NOT EXISTS document("
        "receipt TEXT NOT NULL REFERENCES application(receipt), id TEXT NOT NULL,"
        "title TEXT NOT NULL, media_type TEXT NOT NULL, pages {number} NOT NULL,"
        "bytes {bytes} NOT NULL, PRIMARY KEY(receipt, id)) {strict}",
        "CREATE TABLE IF NOT EXISTS card("
        "receipt TEXT PRIMARY KEY REFERENCES application(receipt),"
        "verdict TEXT NOT NULL CHECK(verdict IN ('accepted','doubtful')),"
        "chip TEXT NOT NULL, nonce TEXT NOT NULL, bundle TEXT NOT NULL) {strict}",
        "CREATE INDEX IF NOT EXISTS card_nonce ON card(nonce)",
        "CREATE TABLE IF NOT EXISTS card_check("
        "receipt TEXT NOT NULL REFERENCES card(receipt), name TEXT NOT NULL,"
        "data_group {number} NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,"
        "claimed TEXT NOT NULL,"
        "judgement TEXT NOT NULL CHECK(judgement IN ('accepted','doubtful'))) {strict}",
        // The back-channel, as the middle tier sees it: who may ask, states, sealed letters.
        "CREATE TABLE IF NOT EXISTS case_access("
        "receipt TEXT PRIMARY KEY, sha256 {bytes} NOT NULL CHECK(length(sha256)=32)) {strict}",
        "CREATE TABLE IF NOT EXISTS case_event("
        "receipt TEXT NOT NULL REFERENCES submission(receipt), sequence {number} NOT NULL,"
        "state TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY(receipt, sequence)) {strict}",
        "CREATE TABLE IF NOT EXISTS case_letter("
        "receipt TEXT NOT NULL REFERENCES submission(receipt), id TEXT NOT NULL,"
        "sequence {number} NOT NULL, jwe TEXT NOT NULL, PRIMARY KEY(receipt, id)) {strict}",
        "CREATE TABLE IF NOT EXISTS case_miss("
        "number TEXT NOT NULL, terminal TEXT NOT NULL, at_ms {number} NOT NULL) {strict}",
        // What only the office has: the key of the letters, and what was said in the clear.
        "CREATE TABLE IF NOT EXISTS case_key("
        "receipt TEXT PRIMARY KEY REFERENCES application(receipt),"
        "message {bytes} NOT NULL CHECK(length(message)=32)) {strict}",
        "CREATE TABLE IF NOT EXISTS case_talk("
        "receipt TEXT NOT NULL REFERENCES application(receipt), id TEXT NOT NULL,"
        "kind TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL,"
        "PRIMARY KEY(receipt, id)) {strict}",
        "CREATE TABLE IF NOT EXISTS answer("
        "receipt TEXT PRIMARY KEY REFERENCES application(receipt),"
        "answers TEXT NOT NULL REFERENCES application(receipt), message TEXT NOT NULL) {strict}",
    },
    // 2: many instances. Rows have an order of their own, numbers without a gap are counted in a
    // row that is locked until the commit, and who used a card's nonce first is a unique key.
    {
        "ALTER TABLE document ADD COLUMN position {number} NOT NULL DEFAULT 0",
        "UPDATE document SET position={order it had}",
        "ALTER TABLE card_check ADD COLUMN position {number} NOT NULL DEFAULT 0",
        "UPDATE card_check SET position={order it had}",
        "CREATE TABLE counter(name TEXT PRIMARY KEY, value {number} NOT NULL) {strict}",
        "INSERT INTO counter SELECT 'case_number', coalesce(max(sequence), 0) FROM application",
        "CREATE TABLE nonce_use(nonce TEXT PRIMARY KEY, receipt TEXT NOT NULL) {strict}",
        "INSERT INTO nonce_use SELECT nonce, min(receipt) FROM card WHERE nonce!='' "
        "GROUP BY nonce",
        "DROP INDEX card_nonce",
        "CREATE INDEX submission_waiting ON submission(received_at, id) WHERE state='submitted'",
        "CREATE INDEX case_miss_number ON case_miss(number, at_ms)",
        "CREATE INDEX case_miss_terminal ON case_miss(terminal, at_ms)",
    },
    // 3: what instances have promised to terminals that are to come back; the row without a name is
    // the first moment nobody has.
    {
        "CREATE TABLE admission(terminal TEXT PRIMARY KEY, moment {number} NOT NULL,"
        "filings {number} NOT NULL) {strict}",
        "INSERT INTO admission VALUES('', 0, 0)",
    },
    // 4: what the virus scanner found in a document that nobody is to open.
    {
        "ALTER TABLE document ADD COLUMN quarantine TEXT NOT NULL DEFAULT ''",
    },
    // 5: what terminals have shown of their journals.
    {
        "CREATE TABLE anchor(terminal TEXT NOT NULL, sequence {number} NOT NULL,"
        "record_hash TEXT NOT NULL, events {number} NOT NULL, event_hash TEXT NOT NULL,"
        "fits {number} NOT NULL, at_ms {number} NOT NULL,"
        "PRIMARY KEY(terminal, sequence, record_hash, events, event_hash, fits)) {strict}",
    },
    // 6: an event names the tags of all parts, and must not read gigabytes for it. What is sealed
    // does not get smaller.
    {
        "ALTER TABLE part ADD COLUMN tag TEXT NOT NULL DEFAULT ''",
        "{incompressible part.sealed}",
    },
    // 7: who has proven by the eID function who they are, until an application has used it, and
    // what the office has found of it.
    {
        "CREATE TABLE identification("
        "id TEXT PRIMARY KEY, terminal TEXT NOT NULL, session TEXT NOT NULL,"
        "state TEXT NOT NULL CHECK(state IN ('open','refused','read')),"
        "begun_ms {number} NOT NULL, known_ms {number} NOT NULL DEFAULT 0,"
        "given TEXT NOT NULL DEFAULT '', family TEXT NOT NULL DEFAULT '',"
        "born TEXT NOT NULL DEFAULT '', receipt TEXT NOT NULL DEFAULT '') {strict}",
        "CREATE TABLE proof("
        "receipt TEXT PRIMARY KEY REFERENCES application(receipt), identification TEXT NOT NULL,"
        "verdict TEXT NOT NULL CHECK(verdict IN "
        "('agrees','differs','old','used','foreign','unknown')), known_ms {number} NOT NULL,"
        "given TEXT NOT NULL, family TEXT NOT NULL, born TEXT NOT NULL,"
        "stated_given TEXT NOT NULL, stated_family TEXT NOT NULL, stated_born TEXT NOT NULL"
        ") {strict}",
    },
};

std::size_t version_of(Connection& connection) {
  connection.change(
      "CREATE TABLE IF NOT EXISTS schema_version(version {number} NOT NULL) {strict}");
  const Rows rows = connection.query("SELECT coalesce(max(version), 0) FROM schema_version");
  return static_cast<std::size_t>(rows[0].number(0));
}

} // namespace

void bring_up_to_date(Database& database) {
  database.transaction(Kind::write, [](Connection& connection) {
    connection.query("{one by one}");
    std::size_t version = version_of(connection);
    if (version > migrations.size())
      throw DatabaseError("the database is of a later version of this program");
    for (; version < migrations.size(); ++version) {
      for (const std::string_view statement : migrations[version])
        connection.change(statement);
      connection.change("INSERT INTO schema_version VALUES($1)",
                        {static_cast<std::int64_t>(version + 1)});
    }
  });
}

} // namespace foyer::middletier
