// SPDX-License-Identifier: EUPL-1.2
// A token counts wrong PINs and locks itself for good after a few. So the lines of this process try
// a key's PIN one after the other, and never again once it was refused: whoever mends the PIN
// starts the agent anew. Any thread. Not a public header.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace foyer::sync {

class TokenDoor {
 public:
  static TokenDoor& of_this_process();

  // Is the PIN of this key (its pkcs11 URI) known to be wrong?
  bool is_shut(const std::string& key);
  // Holds the others back until one has come in; afterwards it holds nobody.
  std::unique_lock<std::mutex> knock(const std::string& key);
  void came_in(const std::string& key);
  // Shuts it if OpenSSL's errors of this thread say that the token has refused the PIN.
  void was_refused(const std::string& key);

 private:
  std::mutex mutex_, first_;
  std::set<std::string> open_, shut_;
};

} // namespace foyer::sync
