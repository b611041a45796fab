// SPDX-License-Identifier: EUPL-1.2
#include <staff_pkcs11/worker_messages.hpp>

#include <base/byte_fields.hpp>

namespace foyer::staff_pkcs11 {
namespace {

enum class Kind : std::uint8_t { content = 1, request = 2, answer = 3 };

class Writer {
 public:
  explicit Writer(Kind kind) {
    out_.reserve(longest_message); // never moved, so that a PIN lies in one place only
    number(static_cast<std::uint8_t>(kind), 1);
  }
  void number(std::uint64_t value, std::size_t size) { append_little(out_, value, size); }
  void text(ByteView bytes) {
    number(bytes.size(), 2);
    append(out_, bytes);
  }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

// What a message holds after its kind.
class Reader : public ByteFields {
 public:
  Reader(ByteView bytes, Kind kind)
      : ByteFields(bytes), kind_(little(1) == static_cast<std::uint8_t>(kind)) {}
  ByteView text() { return take(little(2)); }
  [[nodiscard]] bool good() const { return kind_ && whole(); }
  [[nodiscard]] bool ends_well() const { return kind_ && ByteFields::ends_well(); }

 private:
  bool kind_;
};

Failure nonsense() {
  return fail(FailureCode::malformed, "staff worker's message");
}

} // namespace

Bytes encode(const CardContent& content) {
  Writer out(Kind::content);
  out.number(content.module ? 1 : 0, 1);
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
  out.number(answer.flags ? 1 : 0, 1);
  if (answer.flags)
    out.number(*answer.flags, 4);
  out.text(answer.signature);
  return out.take();
}

Result<CardContent> parse_content(ByteView message) {
  Reader in(message, Kind::content);
  CardContent content;
  content.module = in.little(1) != 0;
  const auto count = in.little(1);
  if (count > most_certificates)
    return nonsense();
  for (std::uint64_t i = 0; i < count && in.good(); ++i) {
    CardCertificate one;
    one.slot = in.little(8);
    one.flags = static_cast<std::uint32_t>(in.little(4));
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
  request.slot = in.little(8);
  request.elliptic = in.little(1) != 0;
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
  answer.result = static_cast<std::uint32_t>(in.little(4));
  if (in.little(1) != 0)
    answer.flags = static_cast<std::uint32_t>(in.little(4));
  answer.signature = to_bytes(in.text());
  if (!in.ends_well())
    return nonsense();
  return answer;
}

} // namespace foyer::staff_pkcs11
