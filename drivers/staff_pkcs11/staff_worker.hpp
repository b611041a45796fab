// SPDX-License-Identifier: EUPL-1.2
// One foyer-staff-worker and what it is asked; every wait ends by a limit, a stop, or its end.
#pragma once

#include <base/worker_process.hpp>
#include <staff_pkcs11/pkcs11_staff_reader.hpp>
#include <staff_pkcs11/worker_messages.hpp>

namespace foyer::staff_pkcs11 {

// A call given up once leaves the worker in the middle of something: end it, ask it nothing more.
class StaffWorker {
 public:
  // Fails with: staff_module_broken, io_failed.
  static Result<StaffWorker> start(const Pkcs11Config& config);

  // Two stops, because a card that leaves ends a wait as well as the terminal that closes: both
  // give cancelled. Else fails with: staff_module_broken (crashed, silent too long, or told
  // nonsense).
  Result<CardContent> look(std::chrono::milliseconds limit, const std::stop_token& stop,
                           const std::stop_token& other_stop);
  Result<SignAnswer> sign(const SignRequest& request, std::chrono::milliseconds limit,
                          const std::stop_token& stop, const std::stop_token& other_stop);

 private:
  explicit StaffWorker(WorkerProcess process) : process_(std::move(process)) {}
  Result<Bytes> receive(std::chrono::milliseconds limit, const std::stop_token& stop,
                        const std::stop_token& other_stop);

  WorkerProcess process_;
};

} // namespace foyer::staff_pkcs11
