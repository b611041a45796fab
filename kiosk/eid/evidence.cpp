// SPDX-License-Identifier: EUPL-1.2
#include <eid/evidence.hpp>

#include <eid/crypto.hpp>
#include <eid/data_groups.hpp>
#include <eid/tlv.hpp>

#include <base/wiped_at_end.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace foyer::eid {
namespace {

constexpr std::string_view format = "foyer-card-evidence-1";
// A passport without its face is far below; DG16 and odd cards have room.
constexpr std::size_t largest_bundle = 256U * 1024U;
constexpr std::size_t most_files = 16;
constexpr std::size_t largest_details = 16U * 1024U; // of DG11 and DG12 each
constexpr std::size_t most_checks = 64;
constexpr std::size_t longest_word = 128;
constexpr std::size_t challenge_size = 8; // 9303-11 §6.1: RND.IFD
// GeneralizedTime has four digits for the year.
constexpr WallTime end_of_calendar = std::chrono::sys_days(std::chrono::year{10000} / 1 / 1);

// X.690 tags of EVIDENCE.md's module.
constexpr std::uint32_t integer = 0x02;
constexpr std::uint32_t octets = 0x04;
constexpr std::uint32_t object_id = 0x06;
constexpr std::uint32_t utf8 = 0x0C;
constexpr std::uint32_t moment = 0x18; // GeneralizedTime
constexpr std::uint32_t sequence = 0x30;
constexpr std::uint32_t tagged_mapping = 0xA0;
constexpr std::uint32_t tagged_chip = 0xA1;
constexpr std::uint32_t tagged_active = 0xA2;

struct NamedFile {
  ElementaryFile file;
  std::string_view name;
};
// What a bundle may carry: no biometrics, whatever the caller had read (cards.md).
constexpr std::array named_files{NamedFile{ElementaryFile::card_access, "EF.CardAccess"},
                                 NamedFile{ElementaryFile::card_security, "EF.CardSecurity"},
                                 NamedFile{ElementaryFile::sod, "EF.SOD"},
                                 NamedFile{ElementaryFile::dg1_mrz, "EF.DG1"},
                                 NamedFile{ElementaryFile::dg11_person, "EF.DG11"},
                                 NamedFile{ElementaryFile::dg12_document, "EF.DG12"},
                                 NamedFile{ElementaryFile::dg14_security, "EF.DG14"},
                                 NamedFile{ElementaryFile::dg15_active_key, "EF.DG15"}};

Failure malformed(const char* what) {
  return fail(FailureCode::malformed, what);
}

Bytes text(std::string_view value) {
  return tlv(utf8, as_bytes(value));
}
Bytes bytes(ByteView value) {
  return tlv(octets, value);
}
// Numbers here are below 128: one content byte.
Bytes number(int value) {
  return tlv(integer, Bytes{static_cast<std::uint8_t>(value)});
}

Bytes time_text(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  std::array<char, 24> out{};
  const int size = std::snprintf(
      out.data(), out.size(), "%04d%02u%02u%02d%02d%02dZ", int{date.year()}, unsigned{date.month()},
      unsigned{date.day()}, static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return tlv(moment, as_bytes({out.data(), static_cast<std::size_t>(size)}));
}

// The strict comparison at the end of parse_evidence catches what this lets through.
std::optional<WallTime> time_of(std::string_view digits) {
  if (digits.size() != 15 || digits.back() != 'Z')
    return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t size) {
    int value = -1;
    const char* begin = digits.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + size, value);
    return error == std::errc() && end == begin + size ? value : -1;
  };
  const int month = part(4, 2);
  const int day_of_month = part(6, 2);
  const int year = part(0, 4);
  const std::array<int, 3> clock{part(8, 2), part(10, 2), part(12, 2)};
  if (year < 1970 || month < 1 || day_of_month < 1 ||
      std::any_of(clock.begin(), clock.end(), [](int value) { return value < 0; }))
    return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day_of_month)});
  if (!date.ok())
    return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(clock[0]) +
         std::chrono::minutes(clock[1]) + std::chrono::seconds(clock[2]);
}

Bytes access_of(const Evidence& evidence) {
  Bytes content = number(evidence.password);
  if (!evidence.pace.empty())
    append(content, tlv(object_id, ByteView(evidence.pace)));
  if (evidence.pace_parameters)
    append(content, number(*evidence.pace_parameters));
  return tlv(sequence, ByteView(content));
}

Bytes chip_of(const ChipTranscript& chip) {
  Bytes content = tlv(object_id, ByteView(chip.protocol));
  for (const Bytes* part : {&chip.key_reference, &chip.terminal_private_key,
                            &chip.terminal_public_key, &chip.first_answer})
    append(content, bytes(*part));
  return tlv(tagged_chip, ByteView(content));
}

Bytes claim_of(const CheckClaim& claim) {
  return tlv(sequence, {text(claim.check), number(claim.data_group), text(claim.verdict),
                        text(claim.reason)});
}

// Walks one SEQUENCE; the first thing that does not fit empties everything after it.
class Fields {
 public:
  explicit Fields(ByteView content) : reader_(content) {}

  ByteView take(std::uint32_t tag) {
    const auto element = broken_ ? Result<Tlv>(malformed("evidence")) : reader_.next(tag);
    broken_ = broken_ || !element.ok();
    return broken_ ? ByteView() : element->value;
  }
  // The element of this tag if it is the next one.
  std::optional<ByteView> take_if(std::uint32_t tag) {
    if (broken_ || reader_.at_end() || TlvReader(reader_.rest()).next(tag).ok() == false)
      return std::nullopt;
    return take(tag);
  }
  Bytes octet_string() { return to_bytes(take(octets)); }
  std::string word() {
    const ByteView value = take(utf8);
    broken_ = broken_ || value.size() > longest_word;
    return broken_ ? std::string() : std::string(as_text(value));
  }
  int number_below_128() {
    const ByteView value = take(integer);
    broken_ = broken_ || value.size() != 1 || value[0] > 0x7F;
    return broken_ ? 0 : value[0];
  }
  [[nodiscard]] bool at_end() const { return broken_ || reader_.at_end(); }
  [[nodiscard]] bool good() const { return !broken_ && reader_.at_end(); }
  [[nodiscard]] bool broken() const { return broken_; }
  void refuse() { broken_ = true; }

 private:
  TlvReader reader_;
  bool broken_ = false;
};

// What a bundle may hold beside its structure: one answer for who writes and who reads it.
bool fits(const Evidence& evidence) {
  const auto is_word = [](std::string_view text) { return text.size() <= longest_word; };
  const auto may_stand = [&](const EvidenceFile& file) {
    // Each file once: two EF.SOD in one bundle would let two readers see two documents.
    return may_carry(file.file, file.content) &&
           evidence.content(file.file).data() == file.content.data();
  };
  const auto is_claim = [&](const CheckClaim& claim) {
    return is_word(claim.check) && is_word(claim.verdict) && is_word(claim.reason) &&
           claim.data_group >= 0 && claim.data_group <= 16;
  };
  const auto& parameters = evidence.pace_parameters;
  return is_word(evidence.terminal) && is_word(evidence.trust_list_version) &&
         evidence.read_at >= WallTime() && evidence.read_at < end_of_calendar &&
         evidence.nonce.size() == evidence_nonce_size && evidence.password >= 1 &&
         evidence.password <= 4 && (!parameters || (*parameters >= 0 && *parameters < 128)) &&
         (!evidence.active || evidence.active->challenge.size() == challenge_size) &&
         evidence.files.size() <= most_files && evidence.checks.size() <= most_checks &&
         std::all_of(evidence.files.begin(), evidence.files.end(), may_stand) &&
         std::all_of(evidence.checks.begin(), evidence.checks.end(), is_claim);
}

bool read_access(ByteView content, Evidence& evidence) {
  Fields fields(content);
  evidence.password = fields.number_below_128();
  if (const auto oid = fields.take_if(object_id))
    evidence.pace = to_bytes(*oid);
  if (!fields.at_end())
    evidence.pace_parameters = fields.number_below_128();
  return fields.good();
}

bool read_files(ByteView content, Evidence& evidence) {
  Fields list(content);
  while (!list.at_end()) {
    Fields fields(list.take(sequence));
    const std::string name = fields.word();
    Bytes file = fields.octet_string();
    const auto* known = std::find_if(named_files.begin(), named_files.end(),
                                     [&](const NamedFile& one) { return one.name == name; });
    if (list.broken() || !fields.good() || known == named_files.end() ||
        evidence.files.size() >= most_files)
      return false;
    evidence.add(known->file, std::move(file));
  }
  return list.good();
}

bool read_claims(ByteView content, Evidence& evidence) {
  Fields list(content);
  while (!list.at_end()) {
    Fields fields(list.take(sequence));
    CheckClaim claim{fields.word(), fields.number_below_128(), {}, {}};
    claim.verdict = fields.word();
    claim.reason = fields.word();
    if (list.broken() || !fields.good() || evidence.checks.size() >= most_checks)
      return false;
    evidence.checks.push_back(std::move(claim));
  }
  return list.good();
}

bool read_mapping(ByteView content, Evidence& evidence) {
  Fields fields(content);
  MappingTranscript mapping{fields.octet_string(), {}};
  mapping.authentication_data = fields.octet_string();
  evidence.mapping = std::move(mapping);
  return fields.good();
}

bool read_chip(ByteView content, Evidence& evidence) {
  Fields fields(content);
  ChipTranscript chip;
  chip.protocol = to_bytes(fields.take(object_id));
  chip.key_reference = fields.octet_string();
  chip.terminal_private_key = fields.octet_string();
  chip.terminal_public_key = fields.octet_string();
  chip.first_answer = fields.octet_string();
  evidence.chip = std::move(chip);
  return fields.good();
}

bool read_active(ByteView content, Evidence& evidence) {
  Fields fields(content);
  ActiveTranscript active{fields.octet_string(), {}};
  active.response = fields.octet_string();
  evidence.active = std::move(active);
  return fields.good();
}

bool read_all(ByteView content, Evidence& evidence) {
  Fields fields(content);
  if (fields.word() != format)
    return false;
  evidence.terminal = fields.word();
  const auto when = time_of(as_text(fields.take(moment)));
  if (!when)
    return false;
  evidence.read_at = *when;
  evidence.nonce = fields.octet_string();
  if (!read_access(fields.take(sequence), evidence) || !read_files(fields.take(sequence), evidence))
    return false;
  if (const auto part = fields.take_if(tagged_mapping); part && !read_mapping(*part, evidence))
    return false;
  if (const auto part = fields.take_if(tagged_chip); part && !read_chip(*part, evidence))
    return false;
  if (const auto part = fields.take_if(tagged_active); part && !read_active(*part, evidence))
    return false;
  if (!read_claims(fields.take(sequence), evidence))
    return false;
  Fields list(fields.take(sequence));
  evidence.trust_list_version = list.word();
  evidence.trust_list = to_hex(list.octet_string());
  return list.good() && fields.good();
}

} // namespace

ByteView Evidence::content(ElementaryFile file) const {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const EvidenceFile& one) { return one.file == file; });
  return found == files.end() ? ByteView() : ByteView(found->content);
}

void Evidence::wipe() {
  for (EvidenceFile& file : files)
    foyer::wipe(file.content);
  if (chip)
    for (Bytes* part : {&chip->terminal_private_key, &chip->first_answer})
      foyer::wipe(*part);
  if (mapping)
    foyer::wipe(mapping->authentication_data);
  if (active)
    foyer::wipe(active->response);
  *this = Evidence();
}

std::string_view evidence_name(ElementaryFile file) {
  const auto* known = std::find_if(named_files.begin(), named_files.end(),
                                   [&](const NamedFile& one) { return one.file == file; });
  return known == named_files.end() ? std::string_view() : known->name;
}

bool may_carry(ElementaryFile file, ByteView content) {
  if (evidence_name(file).empty() || content.empty())
    return false;
  const bool details = file == ElementaryFile::dg11_person || file == ElementaryFile::dg12_document;
  return !details || (content.size() <= largest_details && holds_text_alone(content));
}

std::vector<CheckClaim> claims_of(std::span<const CheckResult> checks) {
  std::vector<CheckClaim> claims;
  for (const CheckResult& result : checks)
    claims.push_back({std::string(name(result.check)), result.data_group,
                      std::string(name(result.verdict)), std::string(name(result.reason))});
  return claims;
}

Bytes active_challenge(const Evidence& evidence) {
  const Bytes sod = digest(Hash::sha256, evidence.content(ElementaryFile::sod));
  const Bytes key = digest(Hash::sha256, evidence.content(ElementaryFile::dg15_active_key));
  // Each part in its own element, so that no two inputs read the same.
  const Bytes input =
      tlv(sequence, {text("foyer-active-challenge-1"), text(evidence.terminal),
                     time_text(evidence.read_at), bytes(evidence.nonce), bytes(sod), bytes(key)});
  Bytes challenge = digest(Hash::sha256, input);
  challenge.resize(challenge_size);
  return challenge;
}

Result<Bytes> encode_evidence(const Evidence& evidence) {
  const auto trust_list = from_hex(evidence.trust_list);
  if (!trust_list.ok() || !fits(evidence))
    return fail(FailureCode::internal, "evidence: not what a bundle may hold");
  Bytes files;
  const WipedAtEnd files_end(files);
  for (const EvidenceFile& file : evidence.files)
    append(files, tlv(sequence, {text(evidence_name(file.file)), bytes(file.content)}));
  Bytes claims;
  for (const CheckClaim& claim : evidence.checks)
    append(claims, claim_of(claim));

  Bytes content = text(format);
  const WipedAtEnd content_end(content);
  append(content, text(evidence.terminal));
  append(content, time_text(evidence.read_at));
  append(content, bytes(evidence.nonce));
  append(content, access_of(evidence));
  append(content, tlv(sequence, ByteView(files)));
  if (evidence.mapping)
    append(content, tlv(tagged_mapping, {bytes(evidence.mapping->mapping_key),
                                         bytes(evidence.mapping->authentication_data)}));
  if (evidence.chip)
    append(content, chip_of(*evidence.chip));
  if (evidence.active)
    append(content, tlv(tagged_active,
                        {bytes(evidence.active->challenge), bytes(evidence.active->response)}));
  append(content, tlv(sequence, ByteView(claims)));
  append(content, tlv(sequence, {text(evidence.trust_list_version), bytes(*trust_list)}));
  Bytes bundle = tlv(sequence, ByteView(content));
  if (bundle.size() > largest_bundle) {
    foyer::wipe(bundle);
    return fail(FailureCode::internal, "evidence: too large");
  }
  return bundle;
}

Result<Evidence> parse_evidence(ByteView bundle) {
  if (bundle.size() > largest_bundle)
    return malformed("evidence: too large");
  const auto outer = TlvReader(bundle).next(sequence);
  Evidence evidence;
  if (!outer.ok() || outer->whole.size() != bundle.size() || !read_all(outer->value, evidence)) {
    evidence.wipe();
    return malformed("evidence: structure");
  }
  // One way to write it, so that a signature or hash over it means one thing.
  auto again = encode_evidence(evidence);
  const bool same =
      again.ok() && std::equal(again->begin(), again->end(), bundle.begin(), bundle.end());
  if (again.ok())
    foyer::wipe(*again);
  if (!same) {
    evidence.wipe();
    return malformed("evidence: not as encode_evidence writes");
  }
  return evidence;
}

} // namespace foyer::eid
