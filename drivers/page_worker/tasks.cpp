// SPDX-License-Identifier: EUPL-1.2
#include "tasks.hpp"

#include <imaging/codes.hpp>
#include <imaging/document.hpp>
#include <imaging/face.hpp>
#include <imaging/fingerprint.hpp>
#include <imaging/upright.hpp>
#include <mrz_reader/read_zone.hpp>
#include <pages/shared_memory.hpp>
#include <pages/text_protocol.hpp>

#include <algorithm>
#include <sys/stat.h>

namespace foyer::page_worker {

namespace {

using namespace foyer::pages;

Failure refused() {
  return fail(FailureCode::malformed, "page task");
}

// The memory, read from its beginning.
class Parts {
 public:
  explicit Parts(int memory) : memory_(memory) {
    struct stat info{};
    left_ = ::fstat(memory, &info) == 0 ? static_cast<std::size_t>(info.st_size) : 0;
  }
  Result<Bytes> take(std::size_t size) {
    if (size > left_)
      return refused();
    Bytes bytes(size);
    FOYER_CHECK(get(memory_, offset_, bytes));
    offset_ += size;
    left_ -= size;
    return bytes;
  }

 private:
  int memory_;
  std::size_t offset_ = 0, left_ = 0;
};

Result<std::shared_ptr<api::Page>> take_page(ByteFields& fields, Parts& parts) {
  const auto shape = read_shape(fields);
  if (!shape)
    return refused();
  auto page = std::make_shared<api::Page>();
  page->width = shape->width;
  page->height = shape->height;
  page->channels = shape->channels;
  page->dpi = shape->dpi;
  FOYER_TRY(page->pixels, parts.take(shape->bytes()));
  return page;
}

Result<std::vector<Fingerprint>> take_prints(ByteFields& fields, Parts& parts) {
  const auto count = fields.little(2);
  std::vector<Fingerprint> prints;
  for (std::size_t i = 0; i < count; ++i) {
    const auto sides = read_sides(fields, most_print_side);
    if (!sides || i >= most_known)
      return refused();
    Fingerprint print;
    print.width = sides->width;
    print.height = sides->height;
    FOYER_TRY(print.ink, parts.take(sides->area()));
    prints.push_back(std::move(print));
  }
  return prints;
}

Result<PageMessage> prepare(ByteFields& fields, int memory) {
  Parts parts(memory);
  FOYER_TRY(const auto page, take_page(fields, parts));
  const auto may_cut = read_bool(fields);
  FOYER_TRY(const auto known, take_prints(fields, parts));
  if (!may_cut || !fields.ends_well())
    return refused();
  clear(memory);
  FOYER_TRY(auto check, imaging::check_page(*page));
  check.outline_is_sure = check.outline_is_sure && *may_cut;
  const auto upright = imaging::make_upright(*page, check);
  const api::Page& shown = upright ? **upright : *page;
  const auto print = imaging::fingerprint(shown);
  PageMessage answer{Said::prepared, {}};
  append_check(answer.fields, check);
  append_bool(answer.fields, upright.ok());
  std::size_t offset = 0;
  if (upright) {
    append_sides(answer.fields, shown.width, shown.height);
    FOYER_CHECK(put(memory, 0, shown.pixels));
    offset = shown.pixels.size();
  }
  append_bool(answer.fields, print.ok());
  if (print) {
    append_sides(answer.fields, print->width, print->height);
    FOYER_CHECK(put(memory, offset, print->ink));
  }
  append_bool(answer.fields,
              print && std::any_of(known.begin(), known.end(), [&](const Fingerprint& other) {
                return imaging::same_page(*print, other);
              }));
  return answer;
}

Result<PageMessage> make_fingerprint(ByteFields& fields, int memory) {
  Parts parts(memory);
  FOYER_TRY(const auto page, take_page(fields, parts));
  clear(memory);
  FOYER_TRY(const auto print, imaging::fingerprint(*page));
  PageMessage answer{Said::fingerprint, {}};
  append_sides(answer.fields, print.width, print.height);
  FOYER_CHECK(put(memory, 0, print.ink));
  return answer;
}

Result<PageMessage> find_codes(ByteFields& fields, int memory) {
  Parts parts(memory);
  FOYER_TRY(const auto page, take_page(fields, parts));
  const auto all = read_bool(fields);
  if (!all || !fields.ends_well())
    return refused();
  clear(memory);
  FOYER_TRY(const auto codes,
            imaging::read_codes(*page, *all ? CodesWanted::all : CodesWanted::qr));
  PageMessage answer{Said::codes, {}};
  append_codes(answer.fields, codes);
  std::size_t offset = 0;
  for (const Code& code : codes) {
    FOYER_CHECK(put(memory, offset, code.content.reveal()));
    offset += code.content.size();
  }
  return answer;
}

Result<PageMessage> find_zone(ByteFields& fields, int memory) {
  Parts parts(memory);
  FOYER_TRY(const auto page, take_page(fields, parts));
  clear(memory);
  FOYER_TRY(const auto read, mrz_reader::read_zone(*page, {}));
  PageMessage answer{Said::zone, {}};
  append_bool(answer.fields, read.has_value());
  append_bool(answer.fields, read && read->sure);
  append_little(answer.fields, read ? read->zone.size() : 0, 1);
  if (read)
    FOYER_CHECK(put(memory, 0, read->zone.reveal()));
  return answer;
}

Result<PageMessage> show_face(ByteFields& fields, int memory) {
  Parts parts(memory);
  FOYER_TRY(const Secret file, [&]() -> Result<Secret> {
    FOYER_TRY(Bytes bytes, parts.take(fields.little(8)));
    return Secret(std::move(bytes));
  }());
  clear(memory);
  FOYER_TRY(const auto face, imaging::decode_face(file.reveal()));
  PageMessage answer{Said::face, {}};
  append_sides(answer.fields, face.width, face.height);
  FOYER_CHECK(put(memory, 0, face.rgba));
  return answer;
}

Result<Sheet> ask_for_sheet(std::size_t number, const Line& line) {
  PageMessage wish{Said::want_sheet, {}};
  append_little(wish.fields, number, 4);
  FOYER_CHECK(send(line.socket, wish));
  FOYER_TRY(const auto given, receive(line.socket));
  ByteFields fields(given.fields);
  Parts parts(line.memory);
  FOYER_TRY(auto page, take_page(fields, parts));
  const auto size = fields.little(8);
  if (given.said != Said::sheet || !fields.ends_well())
    return refused();
  FOYER_TRY(Bytes words, parts.take(size));
  auto text = parse_words(words, page->width, page->height);
  wipe(words);
  FOYER_CHECK(text ? success() : Status(text.failure()));
  clear(line.memory);
  return Sheet{std::move(page),
               size == 0 ? nullptr : std::make_shared<const TextLayer>(std::move(*text))};
}

Result<PageMessage> write_pdf(ByteFields& fields, const Line& line) {
  const auto count = fields.little(4);
  PdfLimits limits;
  limits.max_pages = fields.little(8);
  limits.max_bytes = fields.little(8);
  if (!fields.ends_well())
    return refused();
  FOYER_TRY(Bytes pdf,
            imaging::to_pdf(count, [&](std::size_t n) { return ask_for_sheet(n, line); }, limits));
  PageMessage answer{Said::pdf, {}};
  append_little(answer.fields, pdf.size(), 8);
  const Status done = put(line.memory, 0, pdf);
  wipe(pdf);
  FOYER_CHECK(done);
  return answer;
}

} // namespace

Result<PageMessage> carry_out(const PageMessage& task, const Line& line) {
  ByteFields fields(task.fields);
  switch (task.said) {
  case Said::prepare: return prepare(fields, line.memory);
  case Said::fingerprint: return make_fingerprint(fields, line.memory);
  case Said::codes: return find_codes(fields, line.memory);
  case Said::zone: return find_zone(fields, line.memory);
  case Said::face: return show_face(fields, line.memory);
  case Said::pdf: return write_pdf(fields, line);
  default: return refused();
  }
}

} // namespace foyer::page_worker
