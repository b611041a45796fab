// SPDX-License-Identifier: EUPL-1.2
#include <eid/access.hpp>

#include <eid/bac.hpp>

#include <array>
#include <memory>
#include <vector>

namespace foyer::eid {
namespace {

// The eMRTD application (ICAO 9303-10 §3.6.2).
constexpr std::array<std::uint8_t, 7> emrtd_application{0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};

std::vector<const Password*> in_order(const AccessKeys& keys) {
  std::vector<const Password*> passwords;
  for (const auto* password : {&keys.pin, &keys.puk, &keys.can, &keys.mrz})
    if (password->has_value())
      passwords.push_back(&**password);
  return passwords;
}

// A card that is opened anew may be elsewhere and still believe in the old session: the first
// command in the clear ends that and is refused, the second counts.
Status return_to_master_file(CardSession& session) {
  FOYER_TRY(const ResponseApdu first, session.select_master_file());
  if (!first.ok())
    FOYER_CHECK(session.select_master_file());
  return success();
}

// EF.CardAccess, or nothing where the card has none or does not show it.
Result<std::optional<Bytes>> read_card_access(CardSession& session) {
  auto file = session.read_file(ElementaryFile::card_access);
  if (file.ok())
    return std::optional<Bytes>(std::move(*file));
  if (file.failure().code == FailureCode::card_unsupported ||
      file.failure().code == FailureCode::card_refused)
    return std::optional<Bytes>();
  return file.failure();
}

// 63C0: the password has no tries left; more of them are a warning (TR-03110-3 B.1).
constexpr std::uint16_t no_tries = 0x63C0;

// A refusal of the variant or of the kind of password, before anything secret was used.
bool passes_over(std::uint16_t status) {
  return status == no_tries || status == sw::blocked || status == sw::wrong_parameters ||
         status == sw::function_unsupported || status == sw::wrong_p1p2 ||
         status == sw::reference_not_found;
}

Result<Opened> open_by_pace(CardSession& session, const std::vector<PaceChoice>& choices,
                            const AccessKeys& keys, const RandomSource& random) {
  std::uint16_t last = sw::reference_not_found;
  for (const PaceChoice& choice : choices)
    for (const Password* password : in_order(keys)) {
      FOYER_TRY(const std::uint16_t status, choose_protocol(session, choice, password->kind()));
      if (status == sw::ok || (status > no_tries && status <= 0x63CF)) {
        Opened opened;
        FOYER_TRY(opened.mapping, authenticate_password(session, choice, *password, random));
        opened.password = password->kind();
        opened.pace = choice.info;
        return opened;
      }
      if (!passes_over(status))
        return refusal(status, "pace");
      last = status;
    }
  return refusal(last, "pace");
}

Result<Opened> open_by_bac(CardSession& session, const AccessKeys& keys,
                           const RandomSource& random) {
  if (!keys.mrz)
    return fail(FailureCode::card_unsupported, "only its zone opens this card");
  FOYER_CHECK(select_emrtd(session));
  FOYER_CHECK(run_bac(session, *keys.mrz, random));
  Opened opened;
  opened.protocol = AccessProtocol::bac;
  opened.password = PasswordKind::mrz;
  return opened;
}

Result<Opened> open_once(CardSession& session, const AccessKeys& keys, const RandomSource& random) {
  const bool anew = session.is_protected() || session.in_application();
  session.forget_protection();
  if (anew) // after power-up the master file is selected
    FOYER_CHECK(return_to_master_file(session));
  FOYER_TRY(const std::optional<Bytes> card_access, read_card_access(session));
  std::vector<PaceChoice> choices;
  if (card_access) {
    FOYER_TRY(const SecurityInfos infos, parse_security_infos(*card_access));
    choices = pace_choices(infos);
    // Only chips of PACE's time have the file; extended length saves them most of the commands.
    FOYER_CHECK(session.learn_limits());
  }
  auto opened = choices.empty() ? open_by_bac(session, keys, random)
                                : open_by_pace(session, choices, keys, random);
  if (opened.ok())
    opened->ef_card_access = card_access.value_or(Bytes{});
  else if (choices.empty() && card_access && opened.failure().code == FailureCode::card_refused)
    // It offers PACE in ways that we do not speak, and nothing else.
    return fail(FailureCode::card_unsupported, opened.failure().detail);
  return opened;
}

} // namespace

AccessKeys AccessKeys::of(Password password) {
  AccessKeys keys;
  switch (password.kind()) {
  case PasswordKind::pin: keys.pin = std::move(password); break;
  case PasswordKind::puk: keys.puk = std::move(password); break;
  case PasswordKind::can: keys.can = std::move(password); break;
  case PasswordKind::mrz: keys.mrz = std::move(password); break;
  }
  return keys;
}

AccessKeys AccessKeys::clone() const {
  const auto copy = [](const std::optional<Password>& password) {
    return password ? std::optional<Password>(password->clone()) : std::nullopt;
  };
  return {copy(pin), copy(puk), copy(can), copy(mrz)};
}

std::string_view name(AccessProtocol protocol) {
  return protocol == AccessProtocol::pace ? "pace" : "bac";
}

Result<Opened> open_chip(CardSession& session, const AccessKeys& keys, const RandomSource& random) {
  FOYER_TRY(Opened opened, open_once(session, keys, random));
  // The session keeps its own copy of the keys, wiped with it.
  session.on_lost(
      [&session, own = std::make_shared<const AccessKeys>(keys.clone()), random]() -> Status {
        const bool inside = session.in_application();
        FOYER_TRY(const Opened again, open_once(session, *own, random));
        return inside ? select_emrtd(session) : success();
      });
  return opened;
}

Status select_emrtd(CardSession& session) {
  if (session.in_application())
    return success();
  FOYER_TRY(const ResponseApdu selected, session.select_application(emrtd_application));
  if (!selected.ok())
    return refusal(selected.sw, "eMRTD application");
  return success();
}

} // namespace foyer::eid
