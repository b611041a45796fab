// SPDX-License-Identifier: EUPL-1.2
// A buffer of this scope that shall leave nothing behind.
#pragma once

#include <base/bytes.hpp>

namespace foyer {

// Overwrites its buffer when the scope ends, whichever way out is taken. What was moved away by
// then is not in it any more.
template <class Buffer> class WipedAtEnd {
 public:
  explicit WipedAtEnd(Buffer& buffer) : buffer_(buffer) {}
  WipedAtEnd(const WipedAtEnd&) = delete;
  WipedAtEnd& operator=(const WipedAtEnd&) = delete;
  ~WipedAtEnd() { wipe(buffer_); }

 private:
  Buffer& buffer_;
};

} // namespace foyer
