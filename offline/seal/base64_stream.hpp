// SPDX-License-Identifier: EUPL-1.2
// Base64 (RFC 4648) of a stream, over the borders of its pieces: what a JWE's and an OSCI content's
// ciphertext is written as. As fast as the cipher, or sealing would wait for it. Not a public
// header.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>

namespace foyer::seal {

enum class Base64 : std::uint8_t { padded, url }; // RFC 4648 4; 5 without padding

class Base64Stream {
 public:
  using Take = std::function<Status(std::string_view coded)>; // pieces of at most 64 KiB

  Base64Stream(Base64 alphabet, Take take);
  Status write(ByteView bytes);
  Status end(); // what does not fill a group

 private:
  static constexpr std::size_t groups_at_once = std::size_t{16} * 1024;
  Status give(ByteView whole_groups);

  Base64 alphabet_;
  Take take_;
  std::array<std::uint8_t, 3> hold_{};
  std::size_t held_ = 0;
  std::unique_ptr<std::array<char, groups_at_once * 4>> coded_;
};

} // namespace foyer::seal
