// SPDX-License-Identifier: EUPL-1.2
// Report: what a walk found, like with like, less what tests/walk/allowed.txt allows.
#pragma once

#include "findings.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace foyer::walk {

class Report {
 public:
  // Counts the finding; true when it is the first of its kind and not allowed.
  bool add(const std::string& page, const std::string& variation, const Finding& finding);
  void merge(const Report& other);

  // A line each, most frequent first; what is allowed is left out.
  [[nodiscard]] std::vector<std::string> lines() const;
  [[nodiscard]] std::map<std::string, long> counts() const; // by fault
  // Lines of allowed.txt that allowed nothing: the list may only shrink.
  [[nodiscard]] std::vector<std::string> idle_allowances() const;

  // For walks in several processes.
  void save(const std::filesystem::path& file) const;
  static Report load(const std::filesystem::path& file);

 private:
  struct Told {
    Finding finding;
    std::string page, first; // the first variation it was seen in
    long times = 0;
  };
  std::map<std::string, Told> told_;
};

} // namespace foyer::walk
