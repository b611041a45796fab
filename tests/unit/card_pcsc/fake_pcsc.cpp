// SPDX-License-Identifier: EUPL-1.2
#include "fake_pcsc.hpp"

#include <reader.h>

#include <cstring>

namespace foyer::test {

void FakePcsc::plug(const std::string& name, std::uint32_t channel) {
  const std::lock_guard lock(mutex_);
  readers_[name] = {.channel = channel};
  ++list_version_;
  changed_.notify_all();
}

void FakePcsc::unplug(const std::string& name) {
  const std::lock_guard lock(mutex_);
  readers_.erase(name);
  ++list_version_;
  changed_.notify_all();
}

void FakePcsc::set(const std::string& name, DWORD state, DWORD events_more) {
  const std::lock_guard lock(mutex_);
  Reader& reader = readers_.at(name);
  reader.state = state;
  reader.events += events_more;
  changed_.notify_all();
}

void FakePcsc::service(bool running) {
  const std::lock_guard lock(mutex_);
  running_ = running;
  changed_.notify_all();
}

FakePcsc::Count FakePcsc::count(const std::string& reader) {
  const std::lock_guard lock(mutex_);
  if (!reader.empty())
    return counts_[reader];
  Count all;
  for (const auto& [name, one] : counts_) {
    all.connects += one.connects;
    all.direct += one.direct;
    all.transmits += one.transmits;
    all.reconnects += one.reconnects;
    all.controls += one.controls;
  }
  return all;
}

LONG FakePcsc::next(std::deque<LONG>& codes) {
  if (codes.empty())
    return SCARD_S_SUCCESS;
  const LONG code = codes.front();
  codes.pop_front();
  return code;
}

LONG FakePcsc::establish(SCARDCONTEXT& context) {
  const std::lock_guard lock(mutex_);
  context = 1;
  return running_ ? SCARD_S_SUCCESS : SCARD_E_NO_SERVICE;
}

void FakePcsc::cancel(SCARDCONTEXT) {
  const std::lock_guard lock(mutex_);
  ++cancels_;
  changed_.notify_all();
}

LONG FakePcsc::list(SCARDCONTEXT, std::vector<std::string>& names) {
  const std::lock_guard lock(mutex_);
  names.clear();
  for (const auto& [name, reader] : readers_)
    names.push_back(name);
  return running_ ? SCARD_S_SUCCESS : SCARD_E_NO_SERVICE;
}

LONG FakePcsc::status_change(SCARDCONTEXT, DWORD wait_ms, std::span<SCARD_READERSTATE> states) {
  std::unique_lock lock(mutex_);
  const int cancels = cancels_;
  const int version = list_version_;
  bool news = false;
  const auto look = [&] {
    for (SCARD_READERSTATE& state : states) {
      state.dwEventState = state.dwCurrentState;
      if (std::strncmp(state.szReader, "\\\\?PnP?", 7) == 0)
        continue;
      const auto found = readers_.find(state.szReader);
      if (found == readers_.end())
        state.dwEventState = SCARD_STATE_UNKNOWN | SCARD_STATE_CHANGED;
      else
        state.dwEventState = found->second.state | (found->second.events << 16U);
      if (state.dwEventState != state.dwCurrentState) {
        state.dwEventState |= SCARD_STATE_CHANGED;
        news = true;
      }
    }
    return news || !running_ || cancels != cancels_ || version != list_version_;
  };
  const bool woken = changed_.wait_for(lock, std::chrono::milliseconds(wait_ms), look);
  if (!running_)
    return SCARD_E_NO_SERVICE;
  if (cancels != cancels_)
    return SCARD_E_CANCELLED;
  return woken || wait_ms == 0 ? SCARD_S_SUCCESS : SCARD_E_TIMEOUT;
}

LONG FakePcsc::connect(SCARDCONTEXT, const std::string& name, DWORD share, DWORD, SCARDHANDLE& card,
                       DWORD& protocol) {
  const std::lock_guard lock(mutex_);
  if (!running_)
    return SCARD_E_NO_SERVICE;
  const auto found = readers_.find(name);
  if (found == readers_.end())
    return SCARD_E_UNKNOWN_READER;
  if (share == SCARD_SHARE_DIRECT) {
    ++counts_[name].direct;
  } else {
    ++counts_[name].connects;
    if (const LONG code = next(connects); code != SCARD_S_SUCCESS)
      return code;
    if ((found->second.state & SCARD_STATE_MUTE) != 0)
      return SCARD_W_UNRESPONSIVE_CARD;
    if ((found->second.state & SCARD_STATE_PRESENT) == 0)
      return SCARD_E_NO_SMARTCARD;
  }
  card = ++last_;
  open_[card] = name;
  protocol = SCARD_PROTOCOL_T1;
  return SCARD_S_SUCCESS;
}

LONG FakePcsc::reconnect(SCARDHANDLE card, DWORD, DWORD&) {
  const std::lock_guard lock(mutex_);
  ++counts_[open_[card]].reconnects;
  return next(reconnects);
}

void FakePcsc::disconnect(SCARDHANDLE card, DWORD) {
  const std::lock_guard lock(mutex_);
  open_.erase(card);
}

LONG FakePcsc::answer_to_reset(SCARDHANDLE, Bytes& value) {
  const std::lock_guard lock(mutex_);
  value = atr;
  return SCARD_S_SUCCESS;
}

LONG FakePcsc::transmit(SCARDHANDLE card, DWORD, ByteView, Bytes& answer) {
  const std::lock_guard lock(mutex_);
  ++counts_[open_[card]].transmits;
  answer.clear();
  if (const LONG code = next(transmits); code != SCARD_S_SUCCESS)
    return code;
  answer = response;
  return SCARD_S_SUCCESS;
}

LONG FakePcsc::control(SCARDHANDLE card, DWORD code, ByteView request, Bytes& answer) {
  const std::lock_guard lock(mutex_);
  ++counts_[open_[card]].controls;
  answer.clear();
  if (const auto fault = control_faults.find(code); fault != control_faults.end())
    return fault->second;
  const auto found = controls.find(code);
  if (found == controls.end())
    return SCARD_E_UNSUPPORTED_FEATURE;
  answer = found->second(request);
  return SCARD_S_SUCCESS;
}

LONG FakePcsc::attribute(SCARDHANDLE card, DWORD, Bytes& value) {
  const std::lock_guard lock(mutex_);
  const std::uint32_t channel = readers_[open_[card]].channel;
  if (channel == 0)
    return SCARD_E_UNSUPPORTED_FEATURE;
  value.resize(sizeof channel);
  std::memcpy(value.data(), &channel, sizeof channel);
  return SCARD_S_SUCCESS;
}

} // namespace foyer::test
