// SPDX-License-Identifier: EUPL-1.2
#include <filing/sample.hpp>

#include <cstdlib>
#include <stdexcept>

namespace foyer::filing {

Scratch::Scratch(const std::filesystem::path& parent) {
  const auto base = parent.empty() ? std::filesystem::temp_directory_path() : parent;
  std::string name = (base / "foyer-store-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("mkdtemp");
  path_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Bytes sample_bytes(std::uint32_t sequence, std::uint32_t part, std::size_t size) {
  Bytes bytes(size);
  // xorshift32, so that no two places look alike.
  std::uint32_t state = sequence * 2'654'435'761u + part * 40'503u + 1;
  for (std::uint8_t& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    byte = static_cast<std::uint8_t>(state >> 24);
  }
  return bytes;
}

std::vector<std::size_t> usual_sizes(std::uint32_t sequence) {
  if (sequence % 5 == 0)
    return {7'000, 400'000, 900};
  return {1'000 + sequence % 3 * 4'000, 6'000};
}

Sample make_sample(const store::Reservation& reservation, const std::vector<std::size_t>& sizes,
                   WallTime filed_at) {
  std::vector<Bytes> parts;
  for (std::uint32_t part = 0; part < sizes.size(); ++part)
    parts.push_back(sample_bytes(reservation.sequence, part, sizes[part]));
  store::Filing filing{
      .reservation = reservation,
      .filed_at = filed_at,
      .assistant_id = "a3",
      .assistant_version = "1.0.0",
      .definition_sha256 = std::string(64, 'd'),
      .seal_profile = "jwe",
      .office_key_id = "key",
      .record = R"({"help":"none","language":"uk"})",
      .container = {
          .id = {}, .sealed = {}, .authentication_tag = "tag0", .content_type = "application/xml"}};
  Sample sample{std::move(parts), std::move(filing)};
  sample.filing.container.sealed = sample.parts.at(0);
  for (std::size_t part = 1; part < sample.parts.size(); ++part)
    sample.filing.attachments.push_back({.id = "a" + std::to_string(part),
                                         .sealed = sample.parts[part],
                                         .authentication_tag = "tag" + std::to_string(part),
                                         .content_type = "application/pdf"});
  return sample;
}

Result<store::FiledRecord> file_sample(store::Store& store, const std::vector<std::size_t>& sizes) {
  FOYER_TRY(const store::Reservation reservation, store.reserve());
  const Sample sample = make_sample(reservation, sizes);
  return store.file(sample.filing);
}

Result<Bytes> read_sealed(store::Store& store, std::uint32_t sequence, std::uint32_t part) {
  FOYER_TRY(store::SealedPart sealed, store.open_sealed(sequence, part));
  Bytes whole;
  for (;;) {
    FOYER_TRY(const Bytes piece, sealed.next());
    if (piece.empty())
      return whole;
    append(whole, piece);
  }
}

std::string difference(store::Store& store, std::uint32_t sequence,
                       const std::vector<std::size_t>& sizes) {
  const auto entry = store.find(sequence);
  if (!entry.ok())
    return std::string(name(entry.failure().code)) + " " + entry.failure().detail;
  if (!*entry)
    return "filing missing";
  if ((*entry)->items.size() != sizes.size())
    return "number of parts";
  for (std::uint32_t part = 0; part < sizes.size(); ++part) {
    const auto bytes = read_sealed(store, sequence, part);
    if (!bytes.ok())
      return std::string(name(bytes.failure().code)) + " part";
    if (*bytes != sample_bytes(sequence, part, sizes[part]))
      return "bytes of a part";
  }
  return {};
}

} // namespace foyer::filing
