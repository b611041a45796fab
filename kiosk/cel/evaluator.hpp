// SPDX-License-Identifier: EUPL-1.2
// One run of a program over a context.
#pragma once

#include "program.hpp"

#include <array>
#include <forward_list>
#include <string>
#include <vector>

namespace foyer::cel {

// Texts and lists put together on the way; what a result points to.
struct Scratch {
  std::forward_list<std::string> texts;
  std::forward_list<std::vector<Val>> lists;
};

class Evaluator {
 public:
  Evaluator(const Program& program, const Context& context, Scratch& scratch)
      : program_(program), context_(context), scratch_(scratch) {}

  Val run() {
    const Val result = run(static_cast<std::uint32_t>(program_.steps.size() - 1));
    return steps_ > most_steps ? Val{} : result;
  }

 private:
  Val run(std::uint32_t step);
  [[nodiscard]] const Value* read(const Step& step) const;
  Val absorb(const Step& step, bool decides);
  Val quantify(const Step& step, bool decides);
  Val exists_one(const Step& step);
  Val pick(const Step& step, bool map);
  Val make_list(const Step& step);
  Val strict(const Step& step);
  Val strict(Op op, const Val& a, const Val& b);
  Val compare_equal(const Val& a, const Val& b, bool wanted);
  Val in(const Val& a, const Val& list);
  [[nodiscard]] Val size(const Val& a) const;
  Val keep(std::string text);
  void spend(std::size_t steps);

  const Program& program_;
  const Context& context_;
  Scratch& scratch_;
  int steps_ = 0;
  std::array<Val, most_locals> locals_;
};

} // namespace foyer::cel
