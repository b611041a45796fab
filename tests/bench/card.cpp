// SPDX-License-Identifier: EUPL-1.2
// What the terminal itself costs while it reads a chip: the virtual card answers in this process
// without delay, and its own time is taken off. Commands and bytes are counted against the least
// that any reader could do, computed from the sizes of the files.
#include "timed_line.hpp"

#include <card/documents.hpp>
#include <card/test_pki.hpp>
#include <eid/access.hpp>
#include <eid/tlv.hpp>

#include <benchmark/benchmark.h>

#include <numeric>

namespace {

using namespace foyer;
using bench::Line;
using bench::thread_seconds;
using eid::ElementaryFile;

// DG2's faces are 12 to 20 KB on passports; the bytes themselves do not matter here.
Bytes element_of(std::uint32_t tag, std::size_t size) {
  Bytes value(size);
  std::iota(value.begin(), value.end(), std::uint8_t{1});
  return eid::tlv(tag, ByteView(value));
}

card::CardImage passport(const char* protocol, int parameter, bool extended) {
  static const card::Signer signer{card::SignerSpec{}};
  card::CardImage image = card::make_card(card::HolderSpec{}, signer);
  image.ef_card_access.clear();
  if (protocol[0] != 0)
    image.ef_card_access = card::security_infos({card::pace_info(protocol, parameter)});
  image.bac = protocol[0] == 0;
  image.extended_length = extended;
  image.files[0x0102] = element_of(0x75, 21'000);
  image.files[0x010E] = element_of(0x6E, 400);
  return image;
}

eid::AccessKeys keys() {
  const card::HolderSpec holder;
  eid::AccessKeys out = eid::AccessKeys::of(eid::Password::from_can(*eid::Can::parse(holder.can)));
  out.mrz = *eid::Password::from_mrz_fields(holder.document_number, holder.birth, holder.expiry);
  return out;
}

void open_by(benchmark::State& state, const char* protocol, int parameter) {
  const card::CardImage image = passport(protocol, parameter, true);
  const eid::AccessKeys with = keys();
  for (auto _ : state) {
    Line line(image);
    const double begin = thread_seconds();
    eid::CardSession session(line);
    if (!eid::open_chip(session, with, eid::system_random()).ok())
      return state.SkipWithError("the chip does not open");
    state.SetIterationTime(thread_seconds() - begin - line.of_the_chip());
  }
}

constexpr ElementaryFile read_always[] = {ElementaryFile::sod, ElementaryFile::dg14_security,
                                          ElementaryFile::dg1_mrz};

std::size_t pieces(std::size_t size, std::size_t most) {
  return (size + most - 1) / most;
}

// The least that any reader sends: EF.CardAccess (one look where it is missing), SELECT, the
// protocol's own commands, and as many reads as the files fill answers.
std::size_t least_commands(const card::CardImage& image, const std::vector<Bytes>& files) {
  const std::size_t most = image.extended_length ? 65'000 : image.bac ? 231 : 223;
  const std::size_t opening = image.bac ? 2 : 5;
  std::size_t commands = std::max<std::size_t>(1, pieces(image.ef_card_access.size(), 256)) + 1;
  commands += opening;
  for (const Bytes& file : files)
    commands += pieces(file.size(), most);
  return commands;
}

void read_whole(benchmark::State& state, const char* protocol, int parameter) {
  const bool extended = state.range(0) != 0;
  const bool face = state.range(1) != 0;
  const card::CardImage image = passport(protocol, parameter, extended);
  const eid::AccessKeys with = keys();
  std::vector<Bytes> files;
  std::size_t commands = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    files.clear();
    Line line(image);
    const double begin = thread_seconds();
    eid::CardSession session(line);
    const auto opened = eid::open_chip(session, with, eid::system_random());
    bool good = opened.ok() && eid::select_emrtd(session).ok();
    for (const ElementaryFile file : read_always) {
      auto content = session.read_file(file);
      good = good && content.ok();
      if (good)
        files.push_back(std::move(*content));
    }
    if (good && face) {
      auto content = session.read_file(ElementaryFile::dg2_face);
      good = content.ok();
      if (good)
        files.push_back(std::move(*content));
    }
    if (!good)
      return state.SkipWithError("not read");
    state.SetIterationTime(thread_seconds() - begin - line.of_the_chip());
    commands = static_cast<std::size_t>(session.apdus());
    bytes = session.bytes();
  }
  const std::size_t least = least_commands(image, files);
  std::size_t content = image.ef_card_access.size();
  for (const Bytes& file : files)
    content += file.size();
  state.counters["apdus"] = static_cast<double>(commands);
  state.counters["least"] = static_cast<double>(least);
  state.counters["over_%"] =
      100.0 * static_cast<double>(commands - least) / static_cast<double>(least);
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["of_files"] = static_cast<double>(content);
}

// 0.4.0.127.0.7.2.2.4: mapping (1 DH-GM, 2 ECDH-GM, 3 DH-IM, 4 ECDH-IM), cipher (1 3DES, 2 to 4
// AES).
constexpr const char* bac = "";
constexpr const char* ecdh_gm_tdes = "0.4.0.127.0.7.2.2.4.2.1";
constexpr const char* ecdh_gm_aes128 = "0.4.0.127.0.7.2.2.4.2.2";
constexpr const char* ecdh_gm_aes256 = "0.4.0.127.0.7.2.2.4.2.4";
constexpr const char* ecdh_im_aes128 = "0.4.0.127.0.7.2.2.4.4.2";
constexpr const char* dh_gm_aes128 = "0.4.0.127.0.7.2.2.4.1.2";
constexpr const char* dh_im_aes128 = "0.4.0.127.0.7.2.2.4.3.2";

BENCHMARK_CAPTURE(open_by, bac, bac, 0)->UseManualTime()->Unit(benchmark::kMillisecond);
#define FOYER_OPEN(protocol, parameter)                                                            \
  BENCHMARK_CAPTURE(open_by, protocol##_##parameter, protocol, parameter)                          \
      ->UseManualTime()                                                                            \
      ->Unit(benchmark::kMillisecond)
FOYER_OPEN(ecdh_gm_aes128, 8);
FOYER_OPEN(ecdh_gm_aes128, 12);
FOYER_OPEN(ecdh_gm_tdes, 13);
FOYER_OPEN(ecdh_gm_aes128, 13);
FOYER_OPEN(ecdh_gm_aes256, 15);
FOYER_OPEN(ecdh_gm_aes256, 17);
FOYER_OPEN(ecdh_gm_aes256, 18);
FOYER_OPEN(ecdh_im_aes128, 12);
FOYER_OPEN(ecdh_im_aes128, 13);
FOYER_OPEN(dh_gm_aes128, 0);
FOYER_OPEN(dh_gm_aes128, 1);
FOYER_OPEN(dh_gm_aes128, 2);
FOYER_OPEN(dh_im_aes128, 2);

// Arguments: extended length, with the face.
#define FOYER_READ(name, protocol)                                                                 \
  BENCHMARK_CAPTURE(read_whole, name, protocol, 13)                                                \
      ->Args({1, 0})                                                                               \
      ->Args({1, 1})                                                                               \
      ->Args({0, 0})                                                                               \
      ->Args({0, 1})                                                                               \
      ->UseManualTime()                                                                            \
      ->Unit(benchmark::kMillisecond)
FOYER_READ(bac, bac);
FOYER_READ(pace_aes128, ecdh_gm_aes128);
FOYER_READ(pace_aes256, ecdh_gm_aes256);

} // namespace
