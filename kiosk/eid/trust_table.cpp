// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_table.hpp>

#include <eid/crypto.hpp>
#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

constexpr std::string_view magic = "foyer trust table 1\n";
constexpr std::size_t hash_line = 65; // 64 hexadecimal digits and a line feed

Failure broken(const char* what) {
  return fail(FailureCode::trust_list_broken, what);
}

Bytes integer(std::uint32_t value) {
  Bytes bytes;
  do {
    bytes.insert(bytes.begin(), static_cast<std::uint8_t>(value));
    value >>= 8U;
  } while (value != 0);
  if ((bytes.front() & 0x80U) != 0)
    bytes.insert(bytes.begin(), 0);
  return tlv(0x02, ByteView(bytes));
}
Bytes integer(int value) {
  return integer(static_cast<std::uint32_t>(value));
}
Bytes text(std::string_view value) {
  return tlv(0x0C, as_bytes(value));
}
Bytes octets(ByteView value) {
  return tlv(0x04, value);
}

Result<std::uint32_t> take_number(TlvReader& from) {
  FOYER_TRY(const Tlv element, from.next(0x02));
  ByteView bytes = element.value;
  if (bytes.size() == 5 && bytes[0] == 0)
    bytes = bytes.subspan(1);
  else if (bytes.empty() || bytes.size() > 4 || (bytes[0] & 0x80U) != 0)
    return broken("a number is out of range");
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes)
    value = (value << 8U) | byte;
  return value;
}
Result<int> take_count(TlvReader& from) {
  FOYER_TRY(const std::uint32_t value, take_number(from));
  if (value > 0x7FFFFFFFU)
    return broken("a number is out of range");
  return static_cast<int>(value);
}
Result<std::string> take_text(TlvReader& from) {
  FOYER_TRY(const Tlv element, from.next(0x0C));
  return std::string(as_text(element.value));
}
Result<Bytes> take_octets(TlvReader& from) {
  FOYER_TRY(const Tlv element, from.next(0x04));
  return to_bytes(element.value);
}

template <class T, class Write> Bytes sequence_of(const std::vector<T>& all, Write write) {
  Bytes content;
  for (const T& one : all)
    append(content, write(one));
  return tlv(0x30, ByteView(content));
}

template <class T, class Read> Status read_all(TlvReader& from, std::vector<T>& into, Read read) {
  FOYER_TRY(const Tlv list, from.next(0x30));
  TlvReader elements(list.value);
  while (!elements.at_end()) {
    FOYER_TRY(const Tlv element, elements.next());
    FOYER_TRY(T one, read(element));
    into.push_back(std::move(one));
  }
  return success();
}

Bytes write_source(const TrustSource& source) {
  return tlv(0x30, {integer(source.id), integer(static_cast<int>(source.kind)), text(source.name),
                    octets(source.sha256), text(source.imported), text(source.country),
                    text(source.signed_at), octets(source.anchor), integer(source.listed),
                    integer(source.taken), integer(source.refused)});
}

Result<TrustSource> read_source(const Tlv& element) {
  TlvReader fields(element.value);
  TrustSource source;
  FOYER_TRY(source.id, take_count(fields));
  FOYER_TRY(const int kind, take_count(fields));
  if (kind > static_cast<int>(TrustSource::Kind::directory))
    return broken("a source of an unknown kind");
  source.kind = static_cast<TrustSource::Kind>(kind);
  FOYER_TRY(source.name, take_text(fields));
  FOYER_TRY(source.sha256, take_octets(fields));
  FOYER_TRY(source.imported, take_text(fields));
  FOYER_TRY(source.country, take_text(fields));
  FOYER_TRY(source.signed_at, take_text(fields));
  FOYER_TRY(source.anchor, take_octets(fields));
  FOYER_TRY(source.listed, take_count(fields));
  FOYER_TRY(source.taken, take_count(fields));
  FOYER_TRY(source.refused, take_count(fields));
  return source;
}

Bytes write_certificate(const TrustedCertificate& one) {
  return tlv(0x30, {integer(one.source), integer(one.link ? 1 : 0), integer(one.subject),
                    integer(one.issuer), one.der});
}

Result<TrustedCertificate> read_certificate(const Tlv& element) {
  TlvReader fields(element.value);
  TrustedCertificate one;
  FOYER_TRY(one.source, take_count(fields));
  FOYER_TRY(const int link, take_count(fields));
  one.link = link != 0;
  FOYER_TRY(one.subject, take_number(fields));
  FOYER_TRY(one.issuer, take_number(fields));
  FOYER_TRY(const Tlv der, fields.next(0x30));
  one.der = to_bytes(der.whole);
  return one;
}

Bytes write_revocations(const TrustedRevocations& one) {
  return tlv(0x30, {integer(one.source), integer(one.issuer), one.der});
}

Result<TrustedRevocations> read_revocations(const Tlv& element) {
  TlvReader fields(element.value);
  TrustedRevocations one;
  FOYER_TRY(one.source, take_count(fields));
  FOYER_TRY(one.issuer, take_number(fields));
  FOYER_TRY(const Tlv der, fields.next(0x30));
  one.der = to_bytes(der.whole);
  return one;
}

Result<TrustTable> read_content(ByteView content) {
  TrustTable table;
  TlvReader outer(content);
  FOYER_TRY(const Tlv whole, outer.next(0x30));
  if (!outer.at_end())
    return broken("something follows its end");
  TlvReader fields(whole.value);
  FOYER_TRY(table.made, take_text(fields));
  FOYER_CHECK(read_all(fields, table.sources, read_source));
  FOYER_CHECK(read_all(fields, table.anchors,
                       [](const Tlv& element) { return Result<Bytes>(to_bytes(element.whole)); }));
  FOYER_CHECK(read_all(fields, table.certificates, read_certificate));
  FOYER_CHECK(read_all(fields, table.revocations, read_revocations));
  return table;
}

} // namespace

bool is_trust_table(ByteView file) {
  return as_text(file).substr(0, magic.size()) == magic;
}

Result<TrustTable> parse_trust_table(ByteView file) {
  if (!is_trust_table(file))
    return broken("not a trust table of version 1");
  const ByteView after = file.subspan(magic.size());
  if (after.size() < hash_line || after[hash_line - 1] != '\n')
    return broken("the trust table is cut off");
  const ByteView content = after.subspan(hash_line);
  std::string hash = to_hex(digest(Hash::sha256, content));
  if (as_text(after.first(hash_line - 1)) != hash)
    return broken("the trust table is damaged: its hash differs");
  auto table = read_content(content);
  if (!table.ok())
    return broken("the trust table is not of its form");
  table->fingerprint = std::move(hash);
  return table;
}

Bytes encode_trust_table(const TrustTable& table) {
  const Bytes content = tlv(0x30, {text(table.made), sequence_of(table.sources, write_source),
                                   sequence_of(table.anchors, [](const Bytes& der) { return der; }),
                                   sequence_of(table.certificates, write_certificate),
                                   sequence_of(table.revocations, write_revocations)});
  Bytes file = to_bytes(as_bytes(magic));
  append(file, as_bytes(to_hex(digest(Hash::sha256, content)) + "\n"));
  append(file, content);
  return file;
}

} // namespace foyer::eid
