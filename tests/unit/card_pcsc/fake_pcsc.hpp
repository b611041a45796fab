// SPDX-License-Identifier: EUPL-1.2
// FakePcsc: pcscd's answers by hand, for what no virtual reader does: readers that vanish, sharing
// violations, resets, pin pads, USB sockets. Thread safe.
#pragma once

#include "pcsc_calls.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

namespace foyer::test {

class FakePcsc final : public card_pcsc::PcscCalls {
 public:
  struct Reader {
    DWORD state = SCARD_STATE_EMPTY;
    DWORD events = 0;          // PC/SC's counter of insertions and removals
    std::uint32_t channel = 0; // SCARD_ATTR_CHANNEL_ID
  };

  void plug(const std::string& name, std::uint32_t channel = 0);
  void unplug(const std::string& name);
  void set(const std::string& name, DWORD state, DWORD events_more = 1);
  void service(bool running);

  // Codes that the next calls give instead of success, one each.
  std::deque<LONG> connects;
  std::deque<LONG> transmits;
  std::deque<LONG> reconnects;
  // The reader's functions: control code -> answer. Unknown codes fail as pcsc-lite does.
  std::map<DWORD, std::function<Bytes(ByteView request)>> controls;
  // Control code -> PC/SC's code instead of an answer.
  std::map<DWORD, LONG> control_faults;
  Bytes atr{0x3B, 0x80, 0x01, 0x01};
  Bytes response{0x90, 0x00};

  struct Count {
    int connects = 0, direct = 0, transmits = 0, reconnects = 0, controls = 0;
  };
  Count count(const std::string& reader = {});

  LONG establish(SCARDCONTEXT& context) override;
  void release(SCARDCONTEXT) override {}
  void cancel(SCARDCONTEXT) override;
  LONG list(SCARDCONTEXT, std::vector<std::string>& names) override;
  LONG status_change(SCARDCONTEXT, DWORD wait_ms, std::span<SCARD_READERSTATE> states) override;
  LONG connect(SCARDCONTEXT, const std::string& name, DWORD share, DWORD protocols,
               SCARDHANDLE& card, DWORD& protocol) override;
  LONG reconnect(SCARDHANDLE, DWORD initialization, DWORD& protocol) override;
  void disconnect(SCARDHANDLE, DWORD disposition) override;
  LONG answer_to_reset(SCARDHANDLE, Bytes& atr) override;
  LONG transmit(SCARDHANDLE card, DWORD protocol, ByteView command, Bytes& answer) override;
  LONG control(SCARDHANDLE, DWORD code, ByteView request, Bytes& answer) override;
  LONG attribute(SCARDHANDLE card, DWORD attribute, Bytes& value) override;

 private:
  static LONG next(std::deque<LONG>& codes);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Reader> readers_;
  std::map<std::string, Count> counts_;
  std::map<SCARDHANDLE, std::string> open_;
  SCARDHANDLE last_ = 0;
  bool running_ = true;
  int cancels_ = 0;
  int list_version_ = 0;
};

} // namespace foyer::test
