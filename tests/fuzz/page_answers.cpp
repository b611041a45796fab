// SPDX-License-Identifier: EUPL-1.2
// What a page worker may answer that has looked at a hostile page: what is believed is within its
// bounds. The first byte says what is said; the memory is the same for all.
#include "page_answers.hpp"

#include <base/worker_process.hpp>

#include <cstddef>
#include <cstdlib>

namespace {

using namespace foyer;
using namespace foyer::pages;

constexpr Shape page{300, 200, 3, 75};

int memory() {
  static const auto made = WorkerProcess::memory_of(Bytes(64'000, 7));
  return made ? made->get() : -1;
}

void must(bool holds) {
  if (!holds)
    std::abort();
}

void take(const PageMessage& answer) {
  if (const auto made = take_prepared(answer, memory(), page)) {
    must(!made->upright || made->upright->pixels.size() == shape_of(*made->upright).bytes());
    must(!made->upright || (made->upright->width < 400 && made->upright->height < 400));
    must(made->check.quarter_turns >= 0 && made->check.quarter_turns < 4);
    must(!made->known || made->print);
  }
  if (const auto print = take_print(answer, memory()))
    must(print->ink.size() ==
         static_cast<std::size_t>(print->width) * static_cast<std::size_t>(print->height));
  if (const auto codes = take_codes(answer, memory()))
    for (const Code& code : *codes)
      must(code.content.size() > 0 && code.content.size() <= code_limit);
  if (const auto zone = take_zone(answer, memory()); zone && *zone)
    must((*zone)->characters.size() > 0 && (*zone)->characters.size() <= most_zone);
  if (const auto face = take_face(answer, memory()))
    must(face->rgba.size() ==
         4 * static_cast<std::size_t>(face->width) * static_cast<std::size_t>(face->height));
  if (const auto pdf = take_pdf(answer, memory(), 1'000))
    must(!pdf->empty() && pdf->size() <= 1'000);
  if (const auto wish = take_wish(answer, 3))
    must(*wish < 3);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  take({static_cast<Said>(data[0]), Bytes(data + 1, data + size)});
  return 0;
}
