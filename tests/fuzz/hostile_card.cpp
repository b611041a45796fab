// SPDX-License-Identifier: EUPL-1.2
// A hostile card through the whole reader: the input answers the commands. Its first byte chooses
// who is talked to: the whole reading, a file in the clear, secure messaging, opening by whatever
// the card offers, BAC, or one of the variants of PACE. The seeds are conversations with the
// virtual card that end well.
#include <eid/access.hpp>
#include <eid/bac.hpp>
#include <eid/read_document.hpp>

#include <algorithm>

using namespace foyer;

namespace {

// Each answer is a length byte and that many bytes. At the end the card has left.
class StreamChannel final : public api::ApduChannel {
 public:
  StreamChannel(ByteView stream, bool extended) : stream_(stream), extended_(extended) {}

  Result<Bytes> transmit(ByteView /*command*/) override {
    if (stream_.empty())
      return fail(FailureCode::card_removed);
    const std::size_t length = stream_[0];
    stream_ = stream_.subspan(1);
    const ByteView part = stream_.first(std::min(length, stream_.size()));
    stream_ = stream_.subspan(part.size());
    return to_bytes(part);
  }
  [[nodiscard]] bool extended_length() const override { return extended_; }

 private:
  ByteView stream_;
  bool extended_;
};

// Predictable, so that a finding can be repeated.
void count_up(std::span<std::uint8_t> out) {
  std::uint8_t value = 1;
  for (auto& byte : out)
    byte = value++;
}

eid::SecureMessaging messaging(eid::Cipher cipher) {
  const std::size_t size = eid::key_size(cipher);
  return eid::SecureMessaging::after_pace(
      {cipher, Secret(Bytes(size, 0x11)), Secret(Bytes(size, 0x22))});
}

eid::AccessKeys keys() {
  eid::AccessKeys out = eid::AccessKeys::of(eid::Password::from_can(*eid::Can::parse("500540")));
  out.mrz = *eid::Password::from_mrz_fields("YT8P3R0M4", "880314", "270831");
  return out;
}

void read_files(eid::CardSession& session) {
  for (const auto file :
       {eid::ElementaryFile::sod, eid::ElementaryFile::dg14_security, eid::ElementaryFile::dg1_mrz})
    (void)session.read_file(file);
}

void run_pace(api::ApduChannel& channel, std::uint8_t mapping, int parameter) {
  eid::PaceInfo info;
  info.oid = {0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, mapping, 2};
  info.elliptic_curve = parameter >= 8;
  info.mapping = mapping == 4   ? eid::PaceMapping::integrated
                 : mapping == 6 ? eid::PaceMapping::chip_authentication
                                : eid::PaceMapping::generic;
  info.version = 2;
  info.parameter_id = parameter;
  const eid::PaceChoice choice{info, *eid::Group::standardised(parameter)};
  eid::CardSession session(channel);
  const auto chosen = eid::choose_protocol(session, choice, eid::PasswordKind::can);
  if (chosen.ok() && (*chosen == eid::sw::ok || (*chosen > 0x63C0 && *chosen <= 0x63CF)) &&
      eid::authenticate_password(session, choice, *keys().can, count_up).ok())
    read_files(session);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const std::uint8_t mode = data[0];
  const ByteView stream(data + 1, size - 1);
  StreamChannel channel(stream, (mode & 0x80U) != 0);
  const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
  switch (mode & 0x07U) {
  case 0: {
    const auto can = eid::Can::parse("500540");
    const auto reading =
        eid::read_document(channel, eid::AccessKeys::of(eid::Password::from_can(*can)),
                           eid::TrustList(), now, {.random = count_up});
    if (reading.ok())
      __builtin_trap(); // nobody gets through PACE without the password
    break;
  }
  case 1: (void)eid::CardSession(channel).read_file(eid::ElementaryFile::sod); break;
  case 2:
    for (const auto cipher : {eid::Cipher::tdes, eid::Cipher::aes128}) {
      auto session = messaging(cipher);
      if (session.unprotect(stream).ok())
        __builtin_trap(); // a forged MAC
    }
    break;
  case 3: {
    eid::CardSession session(channel);
    if (eid::open_chip(session, keys(), count_up).ok() && eid::select_emrtd(session).ok())
      read_files(session);
    break;
  }
  case 4: {
    eid::CardSession session(channel);
    if (eid::run_bac(session, *keys().mrz, count_up).ok())
      read_files(session);
    break;
  }
  // Integrated mapping on a curve, generic mapping in a modular group, chip-authentication mapping.
  case 5: run_pace(channel, 4, 12); break;
  case 6: run_pace(channel, 1, 0); break;
  default: run_pace(channel, 6, 13);
  }
  return 0;
}
