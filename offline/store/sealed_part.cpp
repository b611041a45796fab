// SPDX-License-Identifier: EUPL-1.2
#include <store/sealed_part.hpp>

#include "store_impl.hpp"

#include <optional>

namespace foyer::store {

struct SealedPart::Reading {
  Database& db;
  std::uint32_t sequence, part;
  std::uint64_t size;
  Hash expected;
  std::uint64_t given = 0;
  std::uint64_t position = 0;
  std::optional<Sha256> hash = std::make_optional<Sha256>();

  [[nodiscard]] Failure differs() const {
    return fail(FailureCode::store_mismatch, std::to_string(sequence) + ": sealed bytes differ");
  }

  Result<Bytes> next() {
    if (given == size)
      return Bytes{};
    FOYER_TRY(Statement row,
              db.query("SELECT bytes FROM chunk WHERE sequence = ? AND part = ? AND position = ?",
                       sequence, part, position));
    FOYER_TRY(const bool there, row.step());
    if (!there)
      return differs();
    Bytes piece = to_bytes(row.blob(0));
    if (piece.empty() || piece.size() > size - given)
      return differs();
    ++position;
    given += piece.size();
    hash->add(piece);
    if (given == size) {
      FOYER_TRY(const Hash whole, hash->finish());
      if (whole != expected)
        return differs();
    }
    return piece;
  }
};

SealedPart::SealedPart(std::unique_ptr<Reading> reading) : reading_(std::move(reading)) {}
SealedPart::SealedPart(SealedPart&&) noexcept = default;
SealedPart& SealedPart::operator=(SealedPart&&) noexcept = default;
SealedPart::~SealedPart() = default;

std::uint64_t SealedPart::size() const {
  return reading_->size;
}

Result<Bytes> SealedPart::next() {
  return reading_->next();
}

void SealedPart::rewind() {
  reading_->given = reading_->position = 0;
  reading_->hash.emplace();
}

Result<SealedPart> Store::open_sealed(std::uint32_t sequence, std::uint32_t part) {
  FOYER_TRY(Statement item, impl_->db.query("SELECT i.size, i.sha256 FROM item i JOIN filing f "
                                            "USING(sequence) WHERE sequence = ? AND part = ? "
                                            "AND f.wiped = 0",
                                            sequence, part));
  FOYER_TRY(const bool known, item.step());
  if (!known)
    return fail(FailureCode::malformed, "no such part, or wiped");
  FOYER_TRY(const Hash expected, to_hash(item.blob(1)));
  return SealedPart(std::unique_ptr<SealedPart::Reading>(
      new SealedPart::Reading{.db = impl_->db,
                              .sequence = sequence,
                              .part = part,
                              .size = static_cast<std::uint64_t>(item.integer(0)),
                              .expected = expected}));
}

} // namespace foyer::store
