// SPDX-License-Identifier: EUPL-1.2
// An evidence bundle with a bit of everything in it, from no real card.
#pragma once

#include <eid/evidence.hpp>

namespace foyer::test {

inline eid::Evidence sample_evidence() {
  using namespace std::chrono;
  eid::Evidence evidence;
  evidence.terminal = "N01";
  evidence.read_at = WallTime{sys_days{year{2026} / 11 / 26} + 6h + 45min + 7s};
  evidence.nonce = Bytes(eid::evidence_nonce_size, 0x5A);
  evidence.password = 2;
  evidence.pace = {0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02};
  evidence.pace_parameters = 13;
  evidence.add(eid::ElementaryFile::card_access, {0x31, 0x00});
  evidence.add(eid::ElementaryFile::sod, {0x77, 0x01, 0x00});
  evidence.add(eid::ElementaryFile::dg1_mrz, Bytes(200, 0x61));
  evidence.add(eid::ElementaryFile::dg15_active_key, {0x6F, 0x00});
  evidence.mapping = eid::MappingTranscript{{4, 1, 2}, {9, 9}};
  evidence.chip = eid::ChipTranscript{{0x04, 0x00}, {}, {1}, {4, 5}, {0x90, 0x00}};
  evidence.active = eid::ActiveTranscript{eid::active_challenge(evidence), Bytes(128, 7)};
  evidence.checks = {{"sod_signature", 0, "passed", "none"},
                     {"data_group_hash", 1, "failed", "hash_wrong"}};
  evidence.trust_list_version = "DE master list 2026-11-01";
  evidence.trust_list = std::string(64, 'a');
  return evidence;
}

} // namespace foyer::test
