// SPDX-License-Identifier: EUPL-1.2
// A private pcscd with two virtual readers, and the program virtual-card to lay a card on them.
#pragma once

#include <card/virtual_card.hpp>

#include <processes/processes.hpp>

#include <filesystem>
#include <string>

namespace foyer::test {

// The private pcscd of this test process, started at the first call. libpcsclite keeps the socket's
// name for the whole process, so there is one. Nothing where pcscd cannot run.
class PcscService {
 public:
  static PcscService* instance();
  ~PcscService();
  PcscService(const PcscService&) = delete;
  PcscService& operator=(const PcscService&) = delete;

  void stop();
  void start();
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  PcscService();
  processes::TemporaryDirectory folder_;
  int port_ = 0;
  bool running_ = false;
};

// The program virtual-card, driven over its Unix socket.
class VirtualCardProgram {
 public:
  // `slot` 0 or 1: the reader "Virtual PCD 00 00" or "Virtual PCD 00 01".
  explicit VirtualCardProgram(const PcscService& service, int slot = 0);
  ~VirtualCardProgram();
  VirtualCardProgram(const VirtualCardProgram&) = delete;
  VirtualCardProgram& operator=(const VirtualCardProgram&) = delete;

  // Its one-line answer.
  std::string command(const std::string& line);
  void insert(const card::CardImage& image);

 private:
  processes::TemporaryDirectory folder_;
  processes::Process process_;
};

} // namespace foyer::test
