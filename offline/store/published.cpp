// SPDX-License-Identifier: EUPL-1.2
#include "store_impl.hpp"

namespace foyer::store {

namespace {

constexpr std::size_t largest_content = 256 * 1024;
constexpr std::size_t longest_etag = 256;

} // namespace

Result<std::optional<Published>> Store::published(std::string_view kind) {
  FOYER_TRY(Statement row,
            impl_->db.query("SELECT version, content, etag FROM published WHERE kind = ?", kind));
  FOYER_TRY(const bool found, row.step());
  if (!found)
    return std::optional<Published>{};
  return std::optional(
      Published{.version = row.integer(0), .content = to_bytes(row.blob(1)), .etag = row.text(2)});
}

Result<Publishing> Store::keep_published(std::string_view kind, const Published& given) {
  if (given.version < 1 || given.content.size() > largest_content ||
      given.etag.size() > longest_etag)
    return fail(FailureCode::malformed, "published");
  FOYER_TRY(Transaction transaction, Transaction::begin(impl_->db));
  FOYER_TRY(const auto here, published(kind));
  Publishing outcome = Publishing::taken;
  if (here && here->version > given.version)
    outcome = Publishing::older;
  else if (here && here->version == given.version)
    outcome = here->content == given.content ? Publishing::known : Publishing::contradicts;
  // What is known may have got another ETag.
  if (outcome == Publishing::taken || outcome == Publishing::known)
    FOYER_CHECK(
        impl_->db.run("INSERT INTO published VALUES(?, ?, ?, ?) ON CONFLICT(kind) DO UPDATE "
                      "SET version = excluded.version, content = excluded.content, "
                      "etag = excluded.etag",
                      kind, given.version, ByteView(given.content), given.etag));
  FOYER_CHECK(transaction.commit());
  return outcome;
}

} // namespace foyer::store
