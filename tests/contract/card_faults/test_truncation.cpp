// SPDX-License-Identifier: EUPL-1.2
// Every answer of a whole reading cut: for three documents at every byte, for all others at the
// bytes where lengths and status words end. What is cut under secure messaging is broken; in the
// clear it may be asked for again; nothing that was cut counts as authentic otherwise.
#include "../card/reading.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::card;
using namespace foyer::card::contract;

namespace {

std::vector<std::size_t> answer_sizes(VirtualCard& chip, const CardImage& image) {
  std::vector<std::size_t> sizes;
  (void)read(chip, image, [&](int, ByteView, const std::function<Result<Bytes>()>& answer) {
    auto reply = answer();
    sizes.push_back(reply.ok() ? reply->size() : 0);
    return reply;
  });
  return sizes;
}

void check_cut(VirtualCard& chip, const CardImage& image, std::size_t exchange, std::size_t size) {
  INFO("answer " << exchange << " cut to " << size);
  const auto reading =
      read(chip, image, [&](int index, ByteView, const std::function<Result<Bytes>()>& answer) {
        auto reply = answer();
        if (reply.ok() && index == static_cast<int>(exchange))
          reply->resize(size);
        return reply;
      });
  if (reading.ok() && reading->authentic())
    CHECK(is_true(*reading, image));
  else if (!reading.ok())
    CHECK(reading.failure().code != FailureCode::internal);
}

} // namespace

TEST_CASE("truncation: every answer of typical documents, at every byte") {
  for (const char* name : {"title-plain", "passport-bac-ca", "pace-ecdh-cam-aes128"}) {
    INFO(name);
    const CardImage image = make_personality(name);
    VirtualCard chip(image);
    const auto sizes = answer_sizes(chip, image);
    REQUIRE(sizes.size() > 5);
    for (std::size_t exchange = 0; exchange < sizes.size(); ++exchange)
      for (std::size_t size = 0; size < sizes[exchange]; ++size)
        check_cut(chip, image, exchange, size);
  }
}

TEST_CASE("truncation: every answer of every document, where lengths and words end") {
  for (const Personality& one : personalities()) {
    if (one.name.rfind("sod-status-", 0) == 0)
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    const auto sizes = answer_sizes(chip, image);
    for (std::size_t exchange = 0; exchange < sizes.size(); ++exchange) {
      std::size_t last = sizes[exchange];
      for (const std::size_t size :
           {std::size_t{0}, std::size_t{2}, last / 2, last > 0 ? last - 1 : 0})
        if (size < last)
          check_cut(chip, image, exchange, size);
    }
  }
}
