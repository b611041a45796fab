// SPDX-License-Identifier: EUPL-1.2
// The office's eID server, as its middle tier asks it: a person is to come, and who it was. What
// stands between is a small JSON interface of our own (FORMAT.md); a real one speaks BSI TR-03130.
#pragma once

#include <filesystem>
#include <string>

namespace foyer::middletier {

struct EidPerson {
  std::string given, family, born; // as the card says it; born: "19640812", parts may be blank
};

struct EidResult {
  enum class State { open, refused, read } state = State::open;
  EidPerson person; // of read
};

class EidServer {
 public:
  struct Begun {
    std::string session;   // between the two of us
    std::string token_url; // for the person's client
  };
  virtual ~EidServer() = default;
  // Both throw Problem 503 where it does not answer as agreed.
  virtual Begun begin() = 0;
  virtual EidResult result(const std::string& session) = 0;
};

// Over HTTPS, and trusting that CA alone. Thread safe; each call waits some seconds at most.
class HttpEidServer final : public EidServer {
 public:
  HttpEidServer(std::string url, std::filesystem::path ca)
      : url_(std::move(url)), ca_(std::move(ca)) {}
  Begun begin() override;
  EidResult result(const std::string& session) override;

 private:
  std::string url_;
  std::filesystem::path ca_;
};

} // namespace foyer::middletier
