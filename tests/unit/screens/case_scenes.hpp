// SPDX-License-Identifier: EUPL-1.2
// The scenes of looking after an application, and what they share with the others.
#pragma once

#include "scenes.hpp"

namespace foyer::screens_test {

// Scenes with their numbers.
class Shelf {
 public:
  explicit Shelf(std::vector<Scene>& scenes) : scenes_(scenes) {}
  void add(const std::string& what, visit::State state, visit::Place place);

 private:
  std::vector<Scene>& scenes_;
};

visit::State beginning(const std::string& language);
const std::shared_ptr<const api::Page>& passport_page();

void case_scenes(Shelf& shelf, const std::string& language);

} // namespace foyer::screens_test
