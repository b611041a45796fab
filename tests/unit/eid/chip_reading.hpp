// SPDX-License-Identifier: EUPL-1.2
// A document with every proof a chip can give, and a short reading of it that keeps the evidence:
// the steps of read_document, laid open so that a test can lie in each of them.
#pragma once

#include "scripted_channel.hpp"

#include <card/documents.hpp>
#include <card/test_pki.hpp>
#include <card/virtual_card.hpp>
#include <eid/access.hpp>
#include <eid/active_authentication.hpp>
#include <eid/chip_authentication.hpp>
#include <eid/verify_evidence.hpp>

#include <stdexcept>

namespace foyer::test {

inline constexpr const char* id_ca_ecdh = "0.4.0.127.0.7.2.2.3.2.";
inline constexpr const char* id_ca_dh = "0.4.0.127.0.7.2.2.3.1.";

struct ChipSpec {
  std::optional<card::KeyType> chip_key = card::KeyType::brainpool256;
  int chip_cipher = 2; // 1 3DES, 2 to 4 AES
  std::optional<int> key_id;
  bool describe = true; // with a ChipAuthenticationInfo
  std::optional<card::KeyType> active_key = card::KeyType::rsa2048;
  std::string active_hash = "SHA-256";
};

inline WallTime reading_moment() {
  using namespace std::chrono;
  return WallTime{sys_days{year{2026} / 11 / 26} + 7h + 15min};
}

struct ChipDocument {
  card::CardImage image;
  Bytes dg14, dg15;

  ChipDocument(const ChipSpec& spec, const card::Signer& signer) {
    const card::HolderSpec holder;
    image = card::make_card(holder, signer);
    std::vector<card::Signer::DataGroup> groups{{1, image.ef_dg1}};
    if (spec.chip_key) {
      const card::TestKey key(*spec.chip_key, "chip");
      const bool dh =
          *spec.chip_key == card::KeyType::dh1024 || *spec.chip_key == card::KeyType::dh2048;
      const std::string protocol = (dh ? id_ca_dh : id_ca_ecdh) + std::to_string(spec.chip_cipher);
      std::vector<Bytes> infos{card::pace_info("0.4.0.127.0.7.2.2.4.2.2", 13),
                               card::chip_key_info(key, spec.key_id)};
      if (spec.describe)
        infos.push_back(card::chip_authentication_info(protocol.c_str(), spec.key_id));
      if (!spec.active_hash.empty() && spec.active_key && !card::TestKey(*spec.active_key).rsa())
        infos.push_back(card::active_authentication_info("0.4.0.127.0.7.1.1.4.1.3"));
      dg14 = card::ef_dg14(card::security_infos(infos));
      image.files[0x010E] = dg14;
      image.chip_keys = {{protocol, spec.key_id, key.pkcs8()}};
      groups.push_back({14, dg14});
    }
    if (spec.active_key) {
      const card::TestKey key(*spec.active_key, "active");
      dg15 = card::ef_dg15(key);
      image.files[0x010F] = dg15;
      image.active_key = card::ChipKey{"", std::nullopt, key.pkcs8()};
      image.active_hash = spec.active_hash;
      groups.push_back({15, dg15});
    }
    image.ef_sod = signer.sign_sod(groups);
  }
};

template <class T> T must(Result<T> result) {
  if (!result.ok())
    throw std::runtime_error("reading failed: " + result.failure().detail);
  return std::move(*result);
}

struct ReadSpec {
  bool chip = true;
  bool active = true;
  std::string terminal = "N01";
  Bytes nonce = Bytes(eid::evidence_nonce_size, 0x21);
  WallTime read_at = reading_moment();
};

// Opens the card by its CAN and takes what there is.
inline eid::Evidence take_evidence(api::ApduChannel& channel, const eid::TrustList& trust,
                                   const ReadSpec& spec = {}) {
  using eid::ElementaryFile;
  const auto random = eid::system_random();
  eid::CardSession session(channel);
  const auto can = must(eid::Can::parse("500540"));
  const auto opened =
      must(eid::open_chip(session, eid::AccessKeys::of(eid::Password::from_can(can)), random));
  eid::Evidence evidence;
  evidence.terminal = spec.terminal;
  evidence.read_at = spec.read_at;
  evidence.nonce = spec.nonce;
  evidence.password = static_cast<int>(opened.password);
  evidence.pace = opened.pace->oid;
  evidence.pace_parameters = opened.pace->parameter_id;
  evidence.trust_list = trust.fingerprint();
  evidence.add(ElementaryFile::card_access, opened.ef_card_access);
  if (!eid::select_emrtd(session).ok())
    throw std::runtime_error("no application");
  evidence.add(ElementaryFile::sod, must(session.read_file(ElementaryFile::sod)));
  if (spec.chip)
    if (auto dg14 = session.read_file(ElementaryFile::dg14_security); dg14.ok()) {
      evidence.add(ElementaryFile::dg14_security, *dg14);
      evidence.chip =
          must(eid::authenticate_chip(session, must(eid::parse_dg14(*dg14)), random)).transcript;
    }
  evidence.add(ElementaryFile::dg1_mrz, must(session.read_file(ElementaryFile::dg1_mrz)));
  if (evidence.chip)
    evidence.chip->first_answer = session.first_answer();
  if (spec.active)
    if (auto dg15 = session.read_file(ElementaryFile::dg15_active_key); dg15.ok()) {
      evidence.add(ElementaryFile::dg15_active_key, *dg15);
      const Bytes challenge = eid::active_challenge(evidence);
      evidence.active = eid::ActiveTranscript{
          challenge, must(eid::internal_authenticate(session, *dg15, challenge))};
    }
  evidence.checks = eid::claims_of(eid::check_evidence(evidence, trust, evidence.read_at));
  return evidence;
}

inline eid::Evidence take_evidence(const card::CardImage& image, const eid::TrustList& trust,
                                   const ReadSpec& spec = {}) {
  card::VirtualCard chip(image);
  FunctionChannel channel([&](ByteView command) { return chip.answer(command); },
                          image.extended_length);
  return take_evidence(channel, trust, spec);
}

} // namespace foyer::test
