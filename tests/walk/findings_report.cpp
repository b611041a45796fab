// SPDX-License-Identifier: EUPL-1.2
#include "findings_report.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace foyer::walk {

namespace {

// "fault | page | where": the fault by name, the others as a part of it or * for any.
struct Allowance {
  std::string line;
  std::array<std::string, 3> parts;
};

std::string trimmed(std::string text) {
  const auto from = text.find_first_not_of(" \t"), to = text.find_last_not_of(" \t");
  return from == std::string::npos ? std::string() : text.substr(from, to - from + 1);
}

const std::vector<Allowance>& allowances() {
  static const auto all = [] {
    std::vector<Allowance> read;
    std::ifstream file(std::filesystem::path(FOYER_SOURCE_DIR) / "tests/walk/allowed.txt");
    for (std::string line; std::getline(file, line);) {
      line = trimmed(line.substr(0, line.find('#')));
      if (line.empty())
        continue;
      Allowance one{line, {}};
      std::size_t at = 0;
      for (auto& part : one.parts) {
        const auto end = std::min(line.find('|', at), line.size());
        part = trimmed(line.substr(at, end - at));
        at = std::min(end + 1, line.size());
      }
      read.push_back(std::move(one));
    }
    return read;
  }();
  return all;
}

bool allows(const Allowance& one, const std::string& page, const Finding& finding) {
  const auto fits = [](const std::string& part, std::string_view whole) {
    return part == "*" || (!part.empty() && whole.find(part) != std::string_view::npos);
  };
  return one.parts[0] == name(finding.fault) && fits(one.parts[1], page) &&
         fits(one.parts[2], finding.where);
}

bool allowed(const std::string& page, const Finding& finding) {
  return std::any_of(allowances().begin(), allowances().end(),
                     [&](const auto& one) { return allows(one, page, finding); });
}

// Places differ from size to size: without their numbers like is like.
std::string kind_of(const std::string& page, const Finding& finding) {
  std::string what = finding.what.substr(0, finding.what.find(" ("));
  std::erase_if(what, [](char c) { return c >= '0' && c <= '9'; });
  return std::string(name(finding.fault)) + '\t' + page + '\t' + finding.where + '\t' + what;
}

std::string one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return text;
}

} // namespace

bool Report::add(const std::string& page, const std::string& variation, const Finding& finding) {
  auto [place, added] =
      told_.try_emplace(kind_of(page, finding), Told{finding, page, variation, 0});
  ++place->second.times;
  return added && !allowed(page, finding);
}

void Report::merge(const Report& other) {
  for (const auto& [kind, told] : other.told_) {
    auto [place, added] = told_.try_emplace(kind, told);
    if (!added)
      place->second.times += told.times;
  }
}

std::vector<std::string> Report::lines() const {
  std::vector<const Told*> open;
  for (const auto& [kind, told] : told_)
    if (!allowed(told.page, told.finding))
      open.push_back(&told);
  std::stable_sort(open.begin(), open.end(),
                   [](const Told* a, const Told* b) { return a->times > b->times; });
  std::vector<std::string> lines;
  for (const Told* told : open)
    lines.push_back(std::string(name(told->finding.fault)) + "  [" + told->page + "]  " +
                    one_line(told->finding.where) + ": " + one_line(told->finding.what) + "  (" +
                    std::to_string(told->times) + " x, first " + told->first + ")");
  return lines;
}

std::map<std::string, long> Report::counts() const {
  std::map<std::string, long> counts;
  for (const auto& [kind, told] : told_)
    if (!allowed(told.page, told.finding))
      counts[std::string(name(told.finding.fault))] += told.times;
  return counts;
}

std::vector<std::string> Report::idle_allowances() const {
  std::vector<std::string> idle;
  for (const auto& one : allowances())
    if (std::none_of(told_.begin(), told_.end(), [&](const auto& entry) {
          return allows(one, entry.second.page, entry.second.finding);
        }))
      idle.push_back(one.line);
  return idle;
}

void Report::save(const std::filesystem::path& file) const {
  std::ofstream out(file);
  for (const auto& [kind, told] : told_)
    out << static_cast<int>(told.finding.fault) << '\t' << one_line(told.page) << '\t'
        << one_line(told.finding.where) << '\t' << one_line(told.finding.what) << '\t' << told.first
        << '\t' << told.times << '\n';
}

Report Report::load(const std::filesystem::path& file) {
  Report report;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::array<std::string, 6> parts;
    std::size_t at = 0;
    for (auto& part : parts) {
      const auto end = std::min(line.find('\t', at), line.size());
      part = line.substr(at, end - at);
      at = std::min(end + 1, line.size());
    }
    const Finding finding{static_cast<Fault>(std::stoi(parts[0])), parts[2], parts[3]};
    report.told_[kind_of(parts[1], finding)] = {finding, parts[1], parts[4], std::stol(parts[5])};
  }
  return report;
}

} // namespace foyer::walk
