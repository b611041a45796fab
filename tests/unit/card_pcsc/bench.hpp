// SPDX-License-Identifier: EUPL-1.2
// A reader on a test bench: the simulated one, or PcscReader through pcscd, vpcd and virtual-card.
#pragma once

#include <api/card_reader.hpp>
#include <card/virtual_card.hpp>
#include <support_pcsc/pcsc_service.hpp>

#include <chrono>
#include <memory>

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

} // namespace foyer::test
