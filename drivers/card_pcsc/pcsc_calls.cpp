// SPDX-License-Identifier: EUPL-1.2
#include "pcsc_calls.hpp"

#include <cstring>

namespace foyer::card_pcsc {
namespace {

class PcscLite final : public PcscCalls {
 public:
  LONG establish(SCARDCONTEXT& context) override {
    return SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  }
  void release(SCARDCONTEXT context) override { SCardReleaseContext(context); }
  void cancel(SCARDCONTEXT context) override { SCardCancel(context); }

  LONG list(SCARDCONTEXT context, std::vector<std::string>& names) override {
    names.clear();
    // The list may grow between the two calls; then the next round asks again.
    DWORD size = 0;
    LONG code = SCardListReaders(context, nullptr, nullptr, &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE)
      return SCARD_S_SUCCESS;
    if (code != SCARD_S_SUCCESS)
      return code;
    std::vector<char> buffer(size + 2, '\0');
    code = SCardListReaders(context, nullptr, buffer.data(), &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE || code == SCARD_E_INSUFFICIENT_BUFFER)
      return SCARD_S_SUCCESS;
    if (code != SCARD_S_SUCCESS)
      return code;
    for (const char* name = buffer.data(); *name != '\0'; name += std::strlen(name) + 1)
      names.emplace_back(name);
    return SCARD_S_SUCCESS;
  }

  LONG status_change(SCARDCONTEXT context, DWORD wait_ms,
                     std::span<SCARD_READERSTATE> states) override {
    return SCardGetStatusChange(context, wait_ms, states.data(), states.size());
  }

  LONG connect(SCARDCONTEXT context, const std::string& name, DWORD share, DWORD protocols,
               SCARDHANDLE& card, DWORD& protocol) override {
    return SCardConnect(context, name.c_str(), share, protocols, &card, &protocol);
  }
  LONG reconnect(SCARDHANDLE card, DWORD initialization, DWORD& protocol) override {
    return SCardReconnect(card, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                          initialization, &protocol);
  }
  void disconnect(SCARDHANDLE card, DWORD disposition) override {
    SCardDisconnect(card, disposition);
  }

  LONG answer_to_reset(SCARDHANDLE card, Bytes& atr) override {
    atr.assign(MAX_ATR_SIZE, 0);
    DWORD size = MAX_ATR_SIZE;
    DWORD state = 0;
    const LONG code = SCardStatus(card, nullptr, nullptr, &state, nullptr, atr.data(), &size);
    atr.resize(code == SCARD_S_SUCCESS ? size : 0);
    return code;
  }

  LONG transmit(SCARDHANDLE card, DWORD protocol, ByteView command, Bytes& answer) override {
    make_room(answer);
    DWORD size = answer.size();
    const SCARD_IO_REQUEST* header = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const LONG code =
        SCardTransmit(card, header, command.data(), command.size(), nullptr, answer.data(), &size);
    answer.resize(code == SCARD_S_SUCCESS ? size : 0);
    return code;
  }

  LONG control(SCARDHANDLE card, DWORD code, ByteView request, Bytes& answer) override {
    make_room(answer);
    DWORD size = 0;
    const LONG result = SCardControl(card, code, request.data(), request.size(), answer.data(),
                                     answer.size(), &size);
    answer.resize(result == SCARD_S_SUCCESS ? size : 0);
    return result;
  }

  LONG attribute(SCARDHANDLE card, DWORD attribute, Bytes& value) override {
    value.assign(MAX_BUFFER_SIZE, 0);
    DWORD size = value.size();
    const LONG code = SCardGetAttrib(card, attribute, value.data(), &size);
    value.resize(code == SCARD_S_SUCCESS ? size : 0);
    return code;
  }

 private:
  // 65536 bytes and a status word are the longest answer of ISO 7816-4.
  static void make_room(Bytes& answer) { answer.assign(65'538, 0); }
};

} // namespace

std::shared_ptr<PcscCalls> pcsc_lite() {
  return std::make_shared<PcscLite>();
}

LONG Context::establish() {
  release();
  const LONG code = calls_.establish(context_);
  established_ = code == SCARD_S_SUCCESS;
  return code;
}

void Context::release() {
  if (established_)
    calls_.release(context_);
  established_ = false;
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
  case SCARD_E_TIMEOUT:
  case SCARD_E_PROTO_MISMATCH: return fail(FailureCode::card_mute, detail);
  case SCARD_W_RESET_CARD:
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
