// SPDX-License-Identifier: EUPL-1.2
#include "pcsc_calls.hpp"

#include <cstring>

namespace foyer::card_pcsc {

LONG Context::establish() {
  release();
  const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context_);
  established_ = code == SCARD_S_SUCCESS;
  return code;
}

void Context::release() {
  if (established_)
    SCardReleaseContext(context_);
  established_ = false;
}

LONG Context::list(std::vector<std::string>& names) const {
  names.clear();
  // The list may grow between the two calls; then the next round asks again.
  DWORD size = 0;
  LONG code = SCardListReaders(context_, nullptr, nullptr, &size);
  if (code == SCARD_E_NO_READERS_AVAILABLE)
    return SCARD_S_SUCCESS;
  if (code != SCARD_S_SUCCESS)
    return code;
  std::vector<char> buffer(size + 2, '\0');
  code = SCardListReaders(context_, nullptr, buffer.data(), &size);
  if (code == SCARD_E_NO_READERS_AVAILABLE || code == SCARD_E_INSUFFICIENT_BUFFER)
    return SCARD_S_SUCCESS;
  if (code != SCARD_S_SUCCESS)
    return code;
  for (const char* name = buffer.data(); *name != '\0'; name += std::strlen(name) + 1)
    names.emplace_back(name);
  return SCARD_S_SUCCESS;
}

std::string choose_reader(const std::vector<std::string>& names, const std::string& pattern) {
  for (const std::string& name : names)
    if (name.find(pattern) != std::string::npos)
      return name;
  return {};
}

bool service_lost(LONG code) {
  return code == SCARD_E_NO_SERVICE || code == SCARD_E_SERVICE_STOPPED ||
         code == SCARD_F_COMM_ERROR || code == SCARD_E_INVALID_HANDLE ||
         code == SCARD_F_INTERNAL_ERROR;
}

Failure connect_failure(LONG code) {
  const std::string detail = std::string("pcsc: ") + pcsc_stringify_error(code);
  switch (code) {
  case SCARD_E_NO_SMARTCARD:
  case SCARD_W_REMOVED_CARD: return fail(FailureCode::card_absent, detail);
  case SCARD_W_UNPOWERED_CARD:
  case SCARD_W_UNRESPONSIVE_CARD:
  case SCARD_W_UNSUPPORTED_CARD:
  case SCARD_E_PROTO_MISMATCH: return fail(FailureCode::card_mute, detail);
  case SCARD_E_SHARING_VIOLATION: return fail(FailureCode::reader_busy, detail);
  default: return fail(FailureCode::reader_missing, detail);
  }
}

Failure transmit_failure(LONG code) {
  const std::string detail = std::string("pcsc: ") + pcsc_stringify_error(code);
  switch (code) {
  case SCARD_E_NO_SMARTCARD:
  case SCARD_W_REMOVED_CARD:
  // A contactless card that leaves the field mid-command is first seen as a broken exchange.
  case SCARD_E_NOT_TRANSACTED:
  case SCARD_F_COMM_ERROR:
  case SCARD_W_RESET_CARD: return fail(FailureCode::card_removed, detail);
  case SCARD_W_UNPOWERED_CARD:
  case SCARD_W_UNRESPONSIVE_CARD:
  case SCARD_E_TIMEOUT: return fail(FailureCode::card_mute, detail);
  case SCARD_E_SHARING_VIOLATION: return fail(FailureCode::reader_busy, detail);
  default: return fail(FailureCode::reader_missing, detail);
  }
}

} // namespace foyer::card_pcsc
