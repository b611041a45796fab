// SPDX-License-Identifier: EUPL-1.2
#include "chip_files.hpp"

#include "ber.hpp"

#include <algorithm>
#include <array>

namespace foyer::card {

using eid::CommandApdu;
using eid::ResponseApdu;

namespace {

constexpr std::array<std::uint8_t, 7> emrtd_application{0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};
// Fingerprints and irises want terminal authentication, which this house never does.
constexpr bool is_closed(std::uint16_t id) {
  return id == 0x0103 || id == 0x0104;
}

ResponseApdu status(std::size_t word) {
  return {{}, static_cast<std::uint16_t>(word)};
}

} // namespace

void ChipFiles::power_off() {
  forget_session();
  asked_for_.clear();
  left_ = false;
}

void ChipFiles::forget_session() {
  access_ = false;
  in_application_ = false;
  current_ = 0;
}

const Bytes* ChipFiles::content(std::uint16_t id) const {
  const Bytes* named = nullptr;
  if (!in_application_ && id == 0x011C)
    named = &image_->ef_card_access;
  if (in_application_ && id == 0x011E)
    named = &image_->ef_com;
  if (in_application_ && id == 0x0101)
    named = &image_->ef_dg1;
  if (in_application_ && id == 0x011D)
    named = &image_->ef_sod;
  if (named == nullptr) {
    const auto& others = in_application_ ? image_->files : image_->master_files;
    const auto found = others.find(id);
    named = found != others.end() ? &found->second : nullptr;
  }
  return named == nullptr || named->empty() ? nullptr : named; // a card without this file
}

// Short identifiers are the low five bits of these files' identifiers (9303-10 §3.6, §3.11.3).
std::uint16_t ChipFiles::id_of_short(std::uint8_t identifier) const {
  if (!in_application_ && identifier == 0x1E)
    return 0x2F00;
  if (!in_application_ && identifier == 0x01)
    return 0x2F01;
  return static_cast<std::uint16_t>(0x0100 | identifier);
}

// Makes a file the current one; the status word says whether that went well.
std::uint16_t ChipFiles::enter(std::uint16_t id) {
  asked_for_.push_back(id);
  current_ = 0;
  if (content(id) == nullptr)
    return eid::sw::file_not_found;
  const auto strange = image_->manners.status_on_file.find(id);
  if (strange != image_->manners.status_on_file.end())
    return strange->second;
  const bool needs_access = in_application_ || id == 0x011D;
  if (is_closed(id) || (needs_access && !access_))
    return eid::sw::security_status;
  current_ = id;
  return eid::sw::ok;
}

ResponseApdu ChipFiles::select(const CommandApdu& command) {
  const Manners& manners = image_->manners;
  if (command.le != 0 && !manners.takes_le_on_select)
    return status(eid::sw::wrong_length);
  if (command.p1 == 0x04) {
    if (command.data.size() != emrtd_application.size() ||
        !std::equal(command.data.begin(), command.data.end(), emrtd_application.begin()))
      return status(eid::sw::file_not_found);
    if (manners.status_on_select != 0)
      return status(static_cast<std::size_t>(manners.status_on_select));
    // Where only PACE opens the chip, it protects the application as well: 9303-11 §4.2 step 3.
    if (!access_ && !image_->bac)
      return status(eid::sw::security_status);
    in_application_ = true;
    current_ = 0;
    return status(eid::sw::ok);
  }
  const bool whole_id = command.data.size() == 2;
  const auto id = whole_id ? static_cast<std::uint16_t>((command.data[0] << 8U) | command.data[1])
                           : std::uint16_t{0};
  if (command.p1 == 0x00 && (command.data.empty() || id == 0x3F00)) {
    in_application_ = false;
    current_ = 0;
    return status(eid::sw::ok);
  }
  if (!whole_id)
    return status(eid::sw::wrong_parameters);
  return status(enter(id));
}

ResponseApdu ChipFiles::read(const CommandApdu& command, std::size_t capacity) {
  const bool odd = command.ins % 2 == 1;
  if (command.le == 0)
    return status(eid::sw::wrong_length);
  std::size_t offset = 0;
  const bool by_short =
      odd ? command.p1 == 0 && command.p2 >= 1 && command.p2 <= 30 : (command.p1 & 0x80U) != 0;
  if (odd) {
    const auto place = ber::find(command.data, 0x54);
    if (!place || place->size() > 3)
      return status(eid::sw::wrong_parameters);
    for (const std::uint8_t byte : *place)
      offset = (offset << 8U) | byte;
  } else {
    offset = by_short ? command.p2 : (static_cast<std::size_t>(command.p1) << 8U) | command.p2;
  }
  if (by_short) {
    if (!image_->manners.takes_short_identifiers)
      return status(0x6A86);
    const std::uint16_t word =
        enter(id_of_short(static_cast<std::uint8_t>((odd ? command.p2 : command.p1) & 0x1FU)));
    if (word != eid::sw::ok)
      return status(word);
  }
  if (current_ == 0)
    return status(0x6986); // no current file
  // Le of 256 or 65536 means "as much as there is"; any other number is meant.
  const bool meant = command.le != 256 && command.le != 65536;
  if (!odd)
    return part(offset, command.le, meant, capacity);
  // The odd instruction wraps what it gives: 53 and its length count, too.
  const std::size_t head = command.le < 0x82 ? 2 : command.le < 0x103 ? 3 : 4;
  if (command.le <= head || capacity <= head)
    return status(eid::sw::wrong_length);
  ResponseApdu inner = part(offset, command.le - head, meant, capacity - head);
  if (!inner.data.empty())
    inner.data = ber::element(0x53, ByteView(inner.data));
  return inner;
}

ResponseApdu ChipFiles::part(std::size_t offset, std::size_t wish, bool meant,
                             std::size_t capacity) {
  const Manners& manners = image_->manners;
  const Bytes& file = *content(current_);
  if (offset >= file.size())
    return status(eid::sw::offset_outside);
  const std::size_t available = file.size() - offset;
  std::size_t size = std::min(wish, available);
  std::uint16_t word = eid::sw::ok;
  if (meant && available < wish)
    switch (manners.past_end) {
    case Manners::PastEnd::warned: word = eid::sw::end_of_file; break;
    case Manners::PastEnd::accepted: break;
    case Manners::PastEnd::refused: return status(eid::sw::offset_outside);
    case Manners::PastEnd::wrong: return status(eid::sw::wrong_length);
    case Manners::PastEnd::named: return status(0x6C00U | (available & 0xFFU));
    }
  const std::size_t most =
      manners.longest_answer != 0 ? std::min(manners.longest_answer, capacity) : capacity;
  if (size > most)
    switch (manners.too_long) {
    case Manners::TooLong::refused: return status(eid::sw::wrong_length);
    case Manners::TooLong::named: return status(0x6C00U | (most & 0xFFU));
    case Manners::TooLong::warned: word = eid::sw::end_of_file; [[fallthrough]];
    case Manners::TooLong::shortened: size = most;
    }
  if (manners.leaves_in_file == current_ && offset + size > manners.leaves_at)
    left_ = true;
  const auto begin = file.begin() + static_cast<std::ptrdiff_t>(offset);
  return {Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)), word};
}

} // namespace foyer::card
