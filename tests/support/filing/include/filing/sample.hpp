// SPDX-License-Identifier: EUPL-1.2
// Filings for tests of the store: bytes that follow from the sequence number, so that any process
// can say later what must be there.
#pragma once

#include <store/store.hpp>

#include <string>
#include <vector>

namespace foyer::filing {

// A folder that goes away with the test.
class Scratch {
 public:
  // Under `parent`, or the system's temporary folder when empty.
  explicit Scratch(const std::filesystem::path& parent = {});
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// `size` bytes that only this sequence and part have.
Bytes sample_bytes(std::uint32_t sequence, std::uint32_t part, std::size_t size);

// Lengths of the parts that a filing of this number has where nothing else is said: mostly a small
// container with a page, now and then a large scan.
std::vector<std::size_t> usual_sizes(std::uint32_t sequence);

// A filing with its bytes. Part 0 is the container, `sizes` says how long each part is.
struct Sample {
  std::vector<Bytes> parts;
  store::Filing filing;
};
Sample make_sample(const store::Reservation& reservation, const std::vector<std::size_t>& sizes,
                   WallTime filed_at = system_clock().wall());

// reserve() and file() in one.
Result<store::FiledRecord> file_sample(store::Store& store, const std::vector<std::size_t>& sizes);

// A whole part in memory.
Result<Bytes> read_sealed(store::Store& store, std::uint32_t sequence, std::uint32_t part);

// Empty when every part of this filing is there, byte for byte, else what is wrong.
std::string difference(store::Store& store, std::uint32_t sequence,
                       const std::vector<std::size_t>& sizes);

} // namespace foyer::filing
