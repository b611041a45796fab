// SPDX-License-Identifier: EUPL-1.2
// Opening a chip (ICAO 9303-11 §4.2): PACE where the card offers any variant that we speak, in the
// written order of security_infos.hpp; BAC only where EF.CardAccess is missing or offers none.
#pragma once

#include <eid/card_session.hpp>
#include <eid/pace.hpp>
#include <eid/password.hpp>

#include <optional>

namespace foyer::eid {

// What the holder has shown or typed; any of them may be there. Asked for in this order where the
// card knows them: PIN, PUK, CAN, MRZ. BAC needs the MRZ.
struct AccessKeys {
  std::optional<Password> pin;
  std::optional<Password> puk;
  std::optional<Password> can;
  std::optional<Password> mrz;

  // Only this one.
  static AccessKeys of(Password password);
  [[nodiscard]] AccessKeys clone() const;
};

enum class AccessProtocol : std::uint8_t { pace, bac };
std::string_view name(AccessProtocol protocol); // "pace", "bac"

struct Opened {
  AccessProtocol protocol = AccessProtocol::pace;
  PasswordKind password = PasswordKind::can;
  std::optional<PaceInfo> pace;             // the variant; nothing with BAC
  Bytes ef_card_access;                     // empty: the card has none
  std::optional<MappingTranscript> mapping; // of chip-authentication mapping
};

// Opens the card and switches `session` to secure messaging; the master file stays selected with
// PACE, the eMRTD application with BAC. Afterwards the session can open the card again by itself
// (CardSession::on_lost). A variant or password that the card refuses to begin with is passed over;
// a PACE that has begun and fails is the end, never a reason for BAC. Fails with can_wrong,
// card_unsupported (nothing that we speak, or BAC without the MRZ), else as read_document lists.
Result<Opened> open_chip(CardSession& session, const AccessKeys& keys, const RandomSource& random);

// SELECT of the eMRTD application, where it is not selected already. Fails with card_unsupported
// when the card has none.
Status select_emrtd(CardSession& session);

} // namespace foyer::eid
