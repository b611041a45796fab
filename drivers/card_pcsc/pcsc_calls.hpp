// SPDX-License-Identifier: EUPL-1.2
// The calls of winscard.h that we make, behind an interface so that a test can answer in pcscd's
// place, and the mapping of its errors; for this folder's sources and tests only.
#pragma once

#include <base/result.hpp>
#include <card_pcsc/pcsc_reader.hpp>

#include <winscard.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace foyer::card_pcsc {

// Thread safe, each context and card used by one thread at a time (cancel excepted). Every call
// gives PC/SC's own code; `connect` and `transmit` may hang.
class PcscCalls {
 public:
  virtual ~PcscCalls() = default;
  virtual LONG establish(SCARDCONTEXT& context) = 0;
  virtual void release(SCARDCONTEXT context) = 0;
  virtual void cancel(SCARDCONTEXT context) = 0;
  // The names listed now; empty also when there is no reader.
  virtual LONG list(SCARDCONTEXT context, std::vector<std::string>& names) = 0;
  virtual LONG status_change(SCARDCONTEXT context, DWORD wait_ms,
                             std::span<SCARD_READERSTATE> states) = 0;
  virtual LONG connect(SCARDCONTEXT context, const std::string& name, DWORD share, DWORD protocols,
                       SCARDHANDLE& card, DWORD& protocol) = 0;
  virtual LONG reconnect(SCARDHANDLE card, DWORD initialization, DWORD& protocol) = 0;
  virtual void disconnect(SCARDHANDLE card, DWORD disposition) = 0;
  virtual LONG answer_to_reset(SCARDHANDLE card, Bytes& atr) = 0;
  virtual LONG transmit(SCARDHANDLE card, DWORD protocol, ByteView command, Bytes& answer) = 0;
  virtual LONG control(SCARDHANDLE card, DWORD code, ByteView request, Bytes& answer) = 0;
  virtual LONG attribute(SCARDHANDLE card, DWORD attribute, Bytes& value) = 0;
};

std::shared_ptr<PcscCalls> pcsc_lite();

// A connection to the PC/SC service, used by one thread (cancel excepted).
class Context {
 public:
  explicit Context(PcscCalls& calls) : calls_(calls) {}
  ~Context() { release(); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  LONG establish();
  void release();
  [[nodiscard]] SCARDCONTEXT get() const { return context_; }
  [[nodiscard]] PcscCalls& calls() const { return calls_; }

 private:
  PcscCalls& calls_;
  SCARDCONTEXT context_ = 0;
  bool established_ = false;
};

// True where the service itself is gone or restarting and a new context is needed.
bool service_lost(LONG code);

// What an error means while connecting and while a card is connected.
Failure connect_failure(LONG code);
Failure transmit_failure(LONG code);

} // namespace foyer::card_pcsc
