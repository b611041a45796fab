// SPDX-License-Identifier: EUPL-1.2
// A hostile card through the whole reader: the input answers the commands. Its first byte chooses
// who is talked to: the whole reading, a file in the clear, or secure messaging.
#include <eid/card_session.hpp>
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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const std::uint8_t mode = data[0];
  const ByteView stream(data + 1, size - 1);
  StreamChannel channel(stream, (mode & 0x80U) != 0);
  const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
  switch (mode % 3) {
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
  default:
    for (const auto cipher : {eid::Cipher::tdes, eid::Cipher::aes128}) {
      auto session = messaging(cipher);
      if (session.unprotect(stream).ok())
        __builtin_trap(); // a forged MAC
    }
  }
  return 0;
}
