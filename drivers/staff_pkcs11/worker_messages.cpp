// SPDX-License-Identifier: EUPL-1.2
#include <staff_pkcs11/worker_messages.hpp>

namespace foyer::staff_pkcs11 {
namespace {

enum class Kind : std::uint8_t { content = 1, request = 2, answer = 3 };

class Writer {
 public:
  explicit Writer(Kind kind) {
    out_.reserve(longest_message); // never moved, so that a PIN lies in one place only
    number(static_cast<std::uint8_t>(kind), 1);
  }
  void number(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
      out_.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFFU));
  }
  void text(ByteView bytes) {
    number(bytes.size(), 2);
    append(out_, bytes);
  }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

class Reader {
 public:
  Reader(ByteView bytes, Kind kind) : bytes_(bytes) {
    whole_ = number(1) == static_cast<std::uint8_t>(kind);
  }
  std::uint64_t number(std::size_t size) {
    const ByteView field = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = field.size(); i > 0; --i)
      value = (value << 8U) | field[i - 1];
    return value;
  }
  ByteView text() { return take(number(2)); }
  [[nodiscard]] bool ends_well() const { return whole_ && bytes_.empty(); }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  ByteView take(std::size_t size) {
    whole_ = whole_ && size <= bytes_.size();
    if (!whole_)
      return {};
    const ByteView field = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return field;
  }
  ByteView bytes_;
  bool whole_ = true;
};

Failure nonsense() {
  return fail(FailureCode::malformed, "staff worker's message");
}

} // namespace

Bytes encode(const CardContent& content) {
  Writer out(Kind::content);
  out.number(content.module ? 1 : 0, 1);
  out.number(content.token ? 1 : 0, 1);
  out.number(content.certificates.size(), 1);
  for (const CardCertificate& one : content.certificates) {
    out.number(one.slot, 8);
    out.number(one.flags, 4);
    out.text(one.id);
    out.text(one.der);
  }
  return out.take();
}

Bytes encode(const SignRequest& request) {
  Writer out(Kind::request);
  out.number(request.slot, 8);
  out.number(request.elliptic ? 1 : 0, 1);
  out.text(request.pin.reveal());
  out.text(request.id);
  out.text(request.digest);
  return out.take();
}

Bytes encode(const SignAnswer& answer) {
  Writer out(Kind::answer);
  out.number(answer.result, 4);
  out.number(answer.flags, 4);
  out.text(answer.signature);
  return out.take();
}

Result<CardContent> parse_content(ByteView message) {
  Reader in(message, Kind::content);
  CardContent content;
  content.module = in.number(1) != 0;
  content.token = in.number(1) != 0;
  const auto count = in.number(1);
  if (count > most_certificates)
    return nonsense();
  for (std::uint64_t i = 0; i < count && in.whole(); ++i) {
    CardCertificate one;
    one.slot = in.number(8);
    one.flags = static_cast<std::uint32_t>(in.number(4));
    one.id = to_bytes(in.text());
    one.der = to_bytes(in.text());
    content.certificates.push_back(std::move(one));
  }
  if (!in.ends_well())
    return nonsense();
  return content;
}

Result<SignRequest> parse_request(ByteView message) {
  Reader in(message, Kind::request);
  SignRequest request;
  request.slot = in.number(8);
  request.elliptic = in.number(1) != 0;
  request.pin = Secret(to_bytes(in.text()));
  request.id = to_bytes(in.text());
  request.digest = to_bytes(in.text());
  if (!in.ends_well())
    return nonsense();
  return request;
}

Result<SignAnswer> parse_answer(ByteView message) {
  Reader in(message, Kind::answer);
  SignAnswer answer;
  answer.result = static_cast<std::uint32_t>(in.number(4));
  answer.flags = static_cast<std::uint32_t>(in.number(4));
  answer.signature = to_bytes(in.text());
  if (!in.ends_well())
    return nonsense();
  return answer;
}

} // namespace foyer::staff_pkcs11
