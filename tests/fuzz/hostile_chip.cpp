// SPDX-License-Identifier: EUPL-1.2
// A hostile chip that knows the session's keys: the input is its files and manners, and the virtual
// card serves them under secure messaging (BAC, since that is quick), so that they get to where
// bytes sent at random never would. Begins with four bytes of manners; then each file is two bytes
// of length and its content.
#include <card/virtual_card.hpp>
#include <eid/read_document.hpp>

#include <algorithm>
#include <array>

using namespace foyer;

namespace {

class ChipChannel final : public api::ApduChannel {
 public:
  explicit ChipChannel(card::VirtualCard& chip) : chip_(chip) {}
  Result<Bytes> transmit(ByteView command) override {
    if (++exchanges_ > 2000)
      __builtin_trap(); // no document needs so many: it would never end
    return chip_.answer(command);
  }
  [[nodiscard]] bool extended_length() const override { return chip_.extended_length(); }

 private:
  card::VirtualCard& chip_;
  int exchanges_ = 0;
};

// Predictable, so that a finding can be repeated.
void count_up(std::span<std::uint8_t> out) {
  std::uint8_t value = 1;
  for (auto& byte : out)
    byte = value++;
}

Bytes take_file(ByteView& input) {
  if (input.size() < 2)
    return {};
  const std::size_t size =
      std::min<std::size_t>((std::size_t{input[0]} << 8U) | input[1], input.size() - 2);
  Bytes file = to_bytes(input.subspan(2, size));
  input = input.subspan(2 + size);
  return file;
}

constexpr std::string_view zone = "P<UKRKOVALENKO<<OKSANA<MARIIA<<<<<<<<<<<<<<<"
                                  "FA12345673UKR8803148F3308316<<<<<<<<<<<<<<<0";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4)
    return 0;
  ByteView input(data + 4, size - 4);
  card::CardImage image;
  image.bac = true;
  image.mrz = zone;
  card::Manners& manners = image.manners;
  image.extended_length = (data[0] & 1U) != 0;
  manners.chains_answers = (data[0] & 2U) != 0;
  manners.takes_short_identifiers = (data[0] & 4U) == 0;
  manners.longest_answer = data[1];
  manners.too_long = static_cast<card::Manners::TooLong>(data[2] % 4);
  manners.past_end = static_cast<card::Manners::PastEnd>(data[3] % 5);
  image.ef_dg1 = take_file(input);
  image.ef_sod = take_file(input);
  constexpr std::array<std::uint16_t, 5> files{0x010E, 0x010F, 0x010B, 0x010C, 0x0102};
  for (const std::uint16_t file : files)
    image.files[file] = take_file(input);
  card::VirtualCard chip(image, count_up);
  ChipChannel channel(chip);
  eid::AccessKeys keys;
  keys.mrz = eid::Password::from_mrz(*eid::Mrz::parse(zone));
  eid::ReadOptions options;
  options.random = count_up;
  options.situation = eid::Situation::staff_step;
  const auto reading =
      eid::read_document(channel, keys, eid::TrustList(),
                         std::chrono::sys_days(std::chrono::year(2026) / 11 / 25), options);
  if (reading.ok() && reading->authentic())
    __builtin_trap(); // nobody is trusted
  return 0;
}
