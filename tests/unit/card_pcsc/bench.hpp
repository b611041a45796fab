// SPDX-License-Identifier: EUPL-1.2
// A reader on a test bench: the simulated one, or PcscReader through pcscd, vpcd and virtual-card.
#pragma once

#include <api/card_reader.hpp>
#include <card/virtual_card.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace foyer::test {

class Bench {
 public:
  virtual ~Bench() = default;
  virtual api::CardReader& reader() = 0;
  virtual void insert(const card::CardImage& image) = 0;
  virtual void remove() = 0;
  virtual void remove_after(int commands) = 0;
};

std::unique_ptr<Bench> simulated_bench();

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
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  PcscService();
  std::filesystem::path folder_;
  int port_ = 0;
  bool running_ = false;
};

// The program virtual-card, driven over its Unix socket.
class VirtualCardProgram {
 public:
  explicit VirtualCardProgram(const PcscService& service);
  ~VirtualCardProgram();
  VirtualCardProgram(const VirtualCardProgram&) = delete;
  VirtualCardProgram& operator=(const VirtualCardProgram&) = delete;

  // Its one-line answer.
  std::string command(const std::string& line);
  void insert(const card::CardImage& image);

 private:
  std::filesystem::path folder_;
  std::string socket_;
  int process_ = -1;
};

class PcscBench final : public Bench {
 public:
  explicit PcscBench(PcscService& service,
                     std::chrono::milliseconds deadline = std::chrono::milliseconds(10'000));
  ~PcscBench() override;
  api::CardReader& reader() override { return *reader_; }
  void insert(const card::CardImage& image) override;
  void remove() override;
  void remove_after(int commands) override;
  VirtualCardProgram& program() { return program_; }

 private:
  // pcscd looks at its readers two or three times a second.
  void wait_for(bool card);

  VirtualCardProgram program_;
  std::unique_ptr<api::CardReader> reader_;
};

// Polls until `condition` or 15 s have passed.
bool eventually(const std::function<bool()>& condition);

} // namespace foyer::test
