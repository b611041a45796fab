// SPDX-License-Identifier: EUPL-1.2
// A PKCS#11 module (v2.40) and the card behind it. The only file pair that knows its header.
// Everything here may crash or hang: that is why it is a process of its own.
#pragma once

#include <staff_pkcs11/worker_messages.hpp>

#include <memory>
#include <string>

namespace foyer::staff_pkcs11 {

class CardModule {
 public:
  // `reader`: a part of the slot's description; empty: every slot counts.
  CardModule(const std::string& path, std::string reader);
  ~CardModule();
  CardModule(const CardModule&) = delete;
  CardModule& operator=(const CardModule&) = delete;

  // Public objects only: no PIN is needed, none is tried.
  CardContent look();
  // Logs in, signs, logs out.
  SignAnswer sign(const SignRequest& request);

 private:
  struct Module;
  std::unique_ptr<Module> module_; // null where it could not be loaded
};

} // namespace foyer::staff_pkcs11
