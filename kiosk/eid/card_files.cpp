// SPDX-License-Identifier: EUPL-1.2
// CardSession's files: READ BINARY (ISO 7816-4 §11.3.3) in as few commands as the card allows.
#include <eid/card_session.hpp>
#include <eid/tlv.hpp>

#include <algorithm>
#include <array>

namespace foyer::eid {

// One file on its way here.
struct CardSession::Progress {
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { wipe(content); } // of a file that ended early
  Bytes content;
  std::uint8_t short_id = 0; // 0: it is the selected file
};

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20U;
// The even instruction reaches that far, the odd one takes over behind it.
constexpr std::size_t even_reach = 0x7FFF;
// Around the data of the odd instruction stand 53 and a length; at most this much.
constexpr std::size_t odd_overhead = 4;
constexpr std::size_t odd_header(std::size_t size) {
  return size < 0x80 ? 2 : size < 0x100 ? 3 : 4;
}
// Tag and length of any file read here.
constexpr std::size_t header_read = 4;
constexpr std::size_t short_answer = 256;

// Status words that have nothing to do with how much was asked for.
bool about_size(std::uint16_t status) {
  switch (status >> 8U) {
  case 0x68:
  case 0x69:
  case 0x6D:
  case 0x6E: return false;
  case 0x6A: return status == sw::wrong_parameters || status == 0x6A87;
  default: return true;
  }
}

bool gives_data(const ResponseApdu& answer) {
  return answer.ok() || answer.sw == sw::end_of_file;
}

Failure ends_early() {
  return fail(FailureCode::card_data_malformed, "file ends early");
}

} // namespace

// The most plain bytes that fit into an answer of this size.
std::size_t CardSession::payload(std::size_t answer) const {
  return messaging_ ? messaging_->payload_limit(answer) : answer;
}

std::size_t CardSession::chunk_limit() const {
  const std::size_t limit = payload(extended_ ? answer_limit_ : short_answer);
  return chunk_ != 0 ? std::min(limit, chunk_) : limit;
}

Result<ResponseApdu> CardSession::read_binary(const Progress& progress, std::size_t size) {
  const std::size_t offset = progress.content.size();
  const auto low = static_cast<std::uint8_t>(offset & 0xFFU);
  const auto high = static_cast<std::uint8_t>(offset >> 8U);
  const auto le = static_cast<std::uint32_t>(size);
  if (offset == 0 && progress.short_id != 0)
    return exchange(
        {0x00, 0xB0, static_cast<std::uint8_t>(0x80U | progress.short_id), 0x00, {}, le});
  if (offset <= even_reach)
    return exchange({0x00, 0xB0, high, low, {}, le});
  // Offset as a data object 54, the data comes back inside 53.
  const Bytes place{static_cast<std::uint8_t>(offset >> 16U), high, low};
  FOYER_TRY(ResponseApdu answer, exchange({0x00, 0xB1, 0x00, 0x00, tlv(0x54, ByteView(place)),
                                           static_cast<std::uint32_t>(size + odd_header(size))}));
  if (gives_data(answer)) {
    FOYER_TRY(const Tlv data, TlvReader(answer.data).next(0x53));
    answer.data = to_bytes(data.value);
  }
  return answer;
}

// The beginning of a file of which nothing is known yet: first with the largest read, which brings
// it whole where the card is obliging, then with ever more modest ones. The card's last word.
Result<std::uint16_t> CardSession::read_head(Progress& progress) {
  const std::size_t all = answer_limit_ == 65536 ? 65536 : payload(answer_limit_);
  const std::array<std::size_t, 5> sizes{chunk_ != 0 ? std::min(all, chunk_) : all,
                                         std::min(payload(short_answer), chunk_limit()),
                                         header_read, 2, 1};
  // Before the card is open only small files are read, and nobody knows yet what it takes.
  const std::size_t first = extended_ && messaging_ ? 0 : 1;
  for (std::size_t step = std::max(first, head_step_);; ++step) {
    FOYER_TRY(const ResponseApdu answer, read_binary(progress, sizes.at(step)));
    if (gives_data(answer)) {
      if (answer.data.empty())
        return ends_early();
      progress.content =
          to_bytes(ByteView(answer.data).first(std::min(answer.data.size(), sizes.at(step))));
      if (step > first)
        head_step_ = step;
      return sw::ok;
    }
    // While it is open whether the card knows short identifiers, the header is enough of a trial.
    const bool trial = progress.short_id != 0 && short_ids_ != ShortIds::known;
    if (step + 1 == sizes.size() || (trial && step == 2) || !about_size(answer.sw))
      return answer.sw;
  }
}

// The rest of a file of which the size is known. When the card dislikes the size asked for, the
// session learns and asks for less.
Status CardSession::read_rest(Progress& progress, std::size_t total) {
  while (progress.content.size() < total) {
    const bool odd = progress.content.size() > even_reach;
    std::size_t size = std::min(chunk_limit(), total - progress.content.size());
    if (odd)
      size = std::min(size, std::max(chunk_limit(), odd_overhead + 1) - odd_overhead);
    FOYER_TRY(const ResponseApdu answer, read_binary(progress, size));
    if (gives_data(answer)) {
      if (answer.data.empty())
        return ends_early();
      append(progress.content, ByteView(answer.data).first(std::min(answer.data.size(), size)));
      continue;
    }
    if (answer.sw == sw::offset_outside)
      return ends_early();
    const std::size_t short_limit = payload(short_answer);
    const bool extended = extended_ && size > short_limit;
    if (!about_size(answer.sw) || size <= 1 || (odd && size <= odd_overhead))
      return refusal(answer.sw, "read");
    const bool said_so = answer.sw == sw::wrong_length || answer.sw1() == 0x6C;
    if (!said_so && !extended)
      return refusal(answer.sw, "read");
    const std::size_t wanted = answer.sw1() == 0x6C ? answer.sw2() : 0;
    chunk_ = wanted != 0 && wanted < size ? wanted : size / 2;
    if (extended && chunk_ <= short_limit) {
      // It announced extended length and does not take it.
      extended_ = false;
      chunk_ = wanted != 0 && wanted < short_limit ? wanted : 0;
    }
  }
  return success();
}

Result<Bytes> CardSession::read_once(ElementaryFile file) {
  Progress progress;
  bool started = false;
  if (short_ids_ != ShortIds::refused) {
    progress.short_id = short_file_id(file);
    FOYER_TRY(const std::uint16_t status, read_head(progress));
    started = status == sw::ok;
    if (started)
      short_ids_ = ShortIds::known;
    else if (short_ids_ == ShortIds::known)
      return refusal(status, "read");
  }
  if (!started) {
    progress.short_id = 0;
    FOYER_TRY(const ResponseApdu selected, select_file(file_id(file)));
    if (!selected.ok() && selected.sw1() != 0x62)
      return refusal(selected.sw, "select");
    // It has the file and yet did not give it by its short identifier.
    short_ids_ = ShortIds::refused;
    FOYER_TRY(const std::uint16_t status, read_head(progress));
    if (status != sw::ok)
      return refusal(status, "read");
  }
  std::optional<std::size_t> total;
  while (!total) {
    FOYER_TRY(total, tlv_size(progress.content));
    if (!total)
      FOYER_CHECK(read_rest(progress, progress.content.size() + 1));
  }
  if (*total > largest_file)
    return fail(FailureCode::card_data_malformed, "file too large");
  FOYER_CHECK(read_rest(progress, *total));
  progress.content.resize(*total); // what lies behind the element is not part of the file's content
  return std::move(progress.content);
}

Result<Bytes> CardSession::read_file(ElementaryFile file) {
  auto content = read_once(file);
  if (content.ok())
    return content;
  const FailureCode code = content.failure().code;
  const bool lost = code == FailureCode::card_mute || code == FailureCode::secure_messaging_broken;
  if (!lost || !open_again_ || std::exchange(opened_again_, true))
    return content;
  // Long answers are what weak radio and careless cards fail at.
  extended_ = false;
  chunk_ = 0;
  head_step_ = 0;
  const auto open_again = open_again_;
  FOYER_CHECK(open_again());
  return read_once(file);
}

Status CardSession::learn_limits() {
  if (extended_ || messaging_)
    return success();
  FOYER_TRY(const ResponseApdu answer,
            exchange({0x00,
                      0xB0,
                      static_cast<std::uint8_t>(0x80U | short_file_id(ElementaryFile::atr_info)),
                      0x00,
                      {},
                      short_answer}));
  if (!gives_data(answer))
    return success();
  TlvReader objects(answer.data);
  while (!objects.at_end()) {
    const auto object = objects.next();
    if (!object.ok())
      break; // the file goes on, or is none
    // Card capabilities (ISO 7816-4 §12.1.1.9): third byte, bit 7: extended Lc and Le.
    if (object->tag == 0x47 && object->value.size() >= 3 && (object->value[2] & 0x40U) != 0)
      extended_ = true;
    // Extended length information (§12.7.1): two numbers, the most bytes of command and response.
    if (object->tag != 0x7F66)
      continue;
    TlvReader limits(object->value);
    const auto command = limits.next(0x02);
    const auto response = command.ok() ? limits.next(0x02) : command;
    if (!response.ok() || response->value.size() > 4)
      continue;
    std::size_t most = 0;
    for (const std::uint8_t byte : response->value)
      most = (most << 8U) | byte;
    if (most > short_answer)
      answer_limit_ = std::min<std::size_t>(most, 65536);
    extended_ = extended_ || most > short_answer;
  }
  return success();
}

} // namespace foyer::eid
