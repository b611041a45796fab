// SPDX-License-Identifier: EUPL-1.2
// Status words in words: ISO 7816-4 (2020) §5.6, tables 6 and 7; TR-03110-3 B for 63Cx.
#include <eid/apdu.hpp>

#include <algorithm>
#include <iterator>

namespace foyer::eid {
namespace {

struct Word {
  std::uint16_t status;
  std::string_view meaning;
};

// Whole words first; what stands for a family of words is below.
constexpr Word words[] = {
    {0x9000, "done"},
    {0x6200, "warning"},
    {0x6281, "part of the data may be corrupt"},
    {0x6282, "the file ended before what was asked for"},
    {0x6283, "the file is deactivated"},
    {0x6284, "file control information is badly formatted"},
    {0x6285, "the file is in termination state"},
    {0x6286, "no input from a sensor on the card"},
    {0x6287, "a referenced record is deactivated"},
    {0x6300, "authentication failed"},
    {0x6381, "the file is full"},
    {0x6400, "execution error, nothing changed"},
    {0x6401, "the card needs an immediate answer"},
    {0x6481, "a logical channel cannot be shared"},
    {0x6482, "a logical channel cannot be opened"},
    {0x6500, "execution error, memory changed"},
    {0x6581, "memory failure"},
    {0x6600, "security issue"},
    {0x6700, "wrong length"},
    {0x6701, "the command has no format of this class"},
    {0x6702, "the length is not what was expected"},
    {0x6800, "function of the class byte not supported"},
    {0x6881, "logical channel not supported"},
    {0x6882, "secure messaging not supported"},
    {0x6883, "the last command of the chain was expected"},
    {0x6884, "command chaining not supported"},
    {0x6900, "command not allowed"},
    {0x6981, "command does not fit the structure of the file"},
    {0x6982, "security status not satisfied"},
    {0x6983, "authentication method blocked"},
    {0x6984, "reference data not usable"},
    {0x6985, "conditions of use not satisfied"},
    {0x6986, "no current file"},
    {0x6987, "objects of secure messaging are missing"},
    {0x6988, "objects of secure messaging are wrong"},
    {0x6A00, "wrong parameters"},
    {0x6A80, "wrong parameters in the data"},
    {0x6A81, "function not supported"},
    {0x6A82, "file not found"},
    {0x6A83, "record not found"},
    {0x6A84, "not enough memory in the file"},
    {0x6A85, "length does not fit the structure of the data"},
    {0x6A86, "wrong P1 or P2"},
    {0x6A87, "length does not fit P1 and P2"},
    {0x6A88, "referenced data not found"},
    {0x6A89, "the file exists already"},
    {0x6A8A, "the application's name exists already"},
    {0x6B00, "offset outside the file"},
    {0x6D00, "instruction not supported"},
    {0x6E00, "class not supported"},
    {0x6F00, "no precise diagnosis"},
};

std::string family(std::uint16_t status) {
  const unsigned low = status & 0xFFU;
  switch (status >> 8U) {
  case 0x61: return std::to_string(low == 0 ? 256 : low) + " bytes are waiting";
  case 0x62: return low >= 0x02 && low <= 0x80 ? "the card asks something first" : "warning";
  case 0x63:
    return (low & 0xF0U) == 0xC0 ? std::to_string(low & 0x0FU) + " tries are left"
                                 : "warning, memory changed";
  case 0x64:
    return low >= 0x02 && low <= 0x80 ? "the card asks something first" : "execution error";
  case 0x65: return "execution error, memory changed";
  case 0x66: return "security issue";
  case 0x67: return "wrong length";
  case 0x68: return "function of the class byte not supported";
  case 0x69: return "command not allowed";
  case 0x6A: return "wrong parameters";
  case 0x6B: return "wrong P1 or P2";
  case 0x6C: return "wrong length, " + std::to_string(low == 0 ? 256 : low) + " bytes would fit";
  case 0x6D: return "instruction not supported";
  case 0x6E: return "class not supported";
  case 0x6F: return "no precise diagnosis";
  default: return "not a status word of ISO 7816-4";
  }
}

} // namespace

std::string describe(std::uint16_t status) {
  const Bytes bytes{static_cast<std::uint8_t>(status >> 8U),
                    static_cast<std::uint8_t>(status & 0xFFU)};
  const auto* const word = std::find_if(std::begin(words), std::end(words),
                                        [&](const Word& entry) { return entry.status == status; });
  return "sw " + to_hex(bytes) + ", " +
         (word != std::end(words) ? std::string(word->meaning) : family(status));
}

} // namespace foyer::eid
