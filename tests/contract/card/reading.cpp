// SPDX-License-Identifier: EUPL-1.2
#include "reading.hpp"

#include <stdexcept>

namespace foyer::card::contract {

const eid::TrustList& world_trust() {
  static const eid::TrustList list = [] {
    auto made = eid::TrustList::from_pem(world_trust_pem() + world_revocation_pem());
    if (!made.ok())
      throw std::runtime_error("the world's trust list");
    return std::move(*made);
  }();
  return list;
}

eid::AccessKeys keys_of(const CardImage& image) {
  eid::AccessKeys keys;
  keys.can = eid::Password::from_can(*eid::Can::parse(image.can));
  keys.mrz = eid::Password::from_mrz(*eid::Mrz::parse(image.mrz));
  return keys;
}

RandomSource steady_random() {
  return [state = std::uint32_t{1}](std::span<std::uint8_t> out) mutable {
    for (std::uint8_t& byte : out) {
      state = state * 1664525U + 1013904223U;
      byte = static_cast<std::uint8_t>(state >> 24U);
    }
  };
}

Result<eid::DocumentReading> read(api::ApduChannel& channel, const CardImage& image,
                                  const RandomSource& random) {
  eid::ReadOptions options;
  options.terminal = "N07";
  options.random = random;
  return eid::read_document(channel, keys_of(image), world_trust(), today, options);
}

Result<eid::DocumentReading> read(VirtualCard& chip, const CardImage& image, Fault fault,
                                  int* exchanges) {
  CardChannel channel(chip, std::move(fault));
  auto reading = read(channel, image);
  if (exchanges != nullptr)
    *exchanges = channel.exchanges();
  return reading;
}

std::string spelled(const Result<eid::DocumentReading>& reading) {
  if (!reading.ok())
    return "failure " + std::string(name(reading.failure().code)) + " " + reading.failure().detail;
  return reading->doubt ? "doubt " + std::string(name(*reading->doubt)) : "authentic";
}

bool is_true(const eid::DocumentReading& reading, const CardImage& image) {
  const auto zone = eid::Mrz::parse(image.mrz);
  return zone.ok() && reading.mrz.reveal() == *zone;
}

} // namespace foyer::card::contract
