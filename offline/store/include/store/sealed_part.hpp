// SPDX-License-Identifier: EUPL-1.2
// The sealed bytes of one part, piece by piece: a part of any length takes the memory of one piece.
// One thread, the Store's; the Store must outlive it.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <cstdint>
#include <memory>

namespace foyer::store {

class SealedPart {
 public:
  SealedPart(SealedPart&&) noexcept;
  SealedPart& operator=(SealedPart&&) noexcept;
  ~SealedPart();

  [[nodiscard]] std::uint64_t size() const;
  // At most 256 KiB from where the last one ended; empty at the end. The last piece is only given
  // when all of them together have the part's hash, else store_mismatch; so does a part that is
  // shorter or longer than it was. Blocks on the disk; further errors: as of every call of Store.
  Result<Bytes> next();
  void rewind();

 private:
  friend class Store;
  struct Reading;
  explicit SealedPart(std::unique_ptr<Reading> reading);
  std::unique_ptr<Reading> reading_;
};

} // namespace foyer::store
