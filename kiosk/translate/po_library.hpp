// SPDX-License-Identifier: EUPL-1.2
// Handles and error collection for libgettextpo.
#pragma once

#include <base/result.hpp>

#include <gettext-po.h>

#include <memory>
#include <string>
#include <vector>

namespace foyer::translate {

struct PoFileFree {
  void operator()(po_file* file) const { po_file_free(file); }
};
using PoFile = std::unique_ptr<po_file, PoFileFree>;

struct PoIteratorFree {
  void operator()(po_message_iterator_t iterator) const { po_message_iterator_free(iterator); }
};
using PoIterator = std::unique_ptr<struct po_message_iterator, PoIteratorFree>;

// What the library says while this lives; one at a time in a thread. Warnings are not kept.
class PoErrors {
 public:
  PoErrors();
  ~PoErrors();
  PoErrors(const PoErrors&) = delete;
  PoErrors& operator=(const PoErrors&) = delete;
  [[nodiscard]] const po_xerror_handler* handler() const;
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }
  void add(std::string error) { all_.push_back(std::move(error)); }

 private:
  std::vector<std::string> all_;
};

} // namespace foyer::translate
