// SPDX-License-Identifier: EUPL-1.2
// What foyer-page-worker and PageWorker tell each other. A message is some fields in one packet of
// their socket; pixels, ink and files lie in their shared memory, one after the other in the order
// in which the fields tell of them. The worker says `ready` or `not_confined` first; then one task
// follows the other, each with one answer, but for `pdf`, which asks for its sheets one by one.
// Both are built together; what the worker says is checked all the same, because it has parsed a
// stranger's paper.
//
//   task         fields                                        in the memory
//   prepare      page, may it be cut (1), known prints (2),    its pixels, the prints' ink
//                each: width (4), height (4)
//   fingerprint  page                                          its pixels
//   codes        page, CodesWanted (1)                         its pixels
//   zone         page                                          its pixels
//   face         size (8)                                      the picture's file
//   pdf          sheets (4), most pages (8), most bytes (8)
//   sheet        page, size of its words (8)                   its pixels, its words
//   answer
//   failed       FailureCode (4)
//   prepared     check, is it upright (1): width (4), height (4), has it a print (1): width (4),
//                height (4), is it a known one (1)              pixels, ink
//   fingerprint  width (4), height (4)                          its ink
//   codes        number (1), each: format (1), corners, size (4)  their contents
//   zone         is there one (1), is it sure (1), size (1)     its characters
//   face         width (4), height (4)                          its pixels, RGBA
//   pdf          size (8)                                       the file
//   want_sheet   its number (4)
//
// Numbers have their least significant byte first. A page: width (4), height (4), channels (1),
// dpi (4).
#pragma once

#include <api/document_scanner.hpp>
#include <base/byte_fields.hpp>
#include <pages/code.hpp>
#include <pages/fingerprint.hpp>
#include <pages/page_check.hpp>

#include <optional>
#include <vector>

namespace foyer::pages {

enum class Said : std::uint8_t {
  // The worker's beginning
  ready = 1,
  not_confined, // the network or the files could not be taken from it
  // Tasks, and answers to them
  prepare,
  prepared,
  fingerprint,
  codes,
  zone,
  face,
  pdf,
  want_sheet,
  sheet,
  failed
};

struct PageMessage {
  Said said = Said::failed;
  Bytes fields;
};

// The longest: all the known prints.
inline constexpr std::size_t most_fields = 4'096; // bytes
inline constexpr std::size_t most_known = 200;    // prints
inline constexpr std::size_t most_zone = 90;      // characters (ICAO 9303-5: TD1)
inline constexpr int most_print_side = 20'000;    // pixels, at 75 dpi
inline constexpr std::size_t most_print_pixels = 16'000'000;

// Does not block. Fails with: io_failed.
Status send(int socket, const PageMessage& message);
// Blocks until one comes. Fails with: io_failed (the other end is closed), malformed.
Result<PageMessage> receive(int socket);

// What both write and read. Readers say nothing where the fields end early or hold what no page
// has.

struct Shape {
  int width = 0, height = 0, channels = 0, dpi = 0;
  [[nodiscard]] std::size_t bytes() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
           static_cast<std::size_t>(channels);
  }
};
Shape shape_of(const api::Page& page);
void append_shape(Bytes& to, const Shape& shape);
std::optional<Shape> read_shape(ByteFields& fields);

struct Sides {
  int width = 0, height = 0;
  [[nodiscard]] std::size_t area() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
};
void append_sides(Bytes& to, int width, int height);
// Each of 1..`longest`.
std::optional<Sides> read_sides(ByteFields& fields, int longest);

void append_bool(Bytes& to, bool value);
std::optional<bool> read_bool(ByteFields& fields);

void append_check(Bytes& to, const PageCheck& check);
// Of a page of this shape.
std::optional<PageCheck> read_check(ByteFields& fields, const Shape& page);

struct CodeEntry {
  CodeFormat format = CodeFormat::qr;
  std::array<Point, 4> corners{};
  std::size_t size = 0;
};
void append_codes(Bytes& to, const std::vector<Code>& codes);
std::optional<std::vector<CodeEntry>> read_codes(ByteFields& fields);

// Only what a task of this worker fails with.
void append_failure(Bytes& to, FailureCode code);
std::optional<FailureCode> read_failure(ByteFields& fields);

} // namespace foyer::pages
