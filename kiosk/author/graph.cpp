// SPDX-License-Identifier: EUPL-1.2
#include <author/graph.hpp>

#include <algorithm>
#include <set>

namespace foyer::author {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "\"";
}

// A page is passed by when none of its fields is relevant: the guards of its fields, each once.
std::string guard_of(const forms::Assistant& assistant, const forms::Page& page) {
  std::set<std::string> guards;
  for (const std::size_t index : page.fields) {
    const auto& field = assistant.fields[index];
    if (field.requirement == forms::Requirement::calculated)
      continue;
    if (!field.relevant)
      return {};
    guards.insert(field.relevant->source());
  }
  std::string all;
  for (const auto& guard : guards)
    all += (all.empty() ? "" : " || ") + guard;
  return all;
}

class Graph {
 public:
  explicit Graph(const forms::Assistant& assistant) : assistant_(assistant) {}

  std::string text() {
    out_ = "digraph " + quoted(assistant_.id) + " {\n  rankdir=TB;\n  node [shape=box];\n" +
           "  begin [shape=circle];\n";
    for (std::size_t s = 0; s < assistant_.sections.size(); ++s)
      section(s);
    walk(forms::PageKind::questions, "begin", "documents");
    walk(forms::PageKind::declarations, "check_answers", "file");
    edge("documents", "check_answers", "");
    return out_ + "}\n";
  }

 private:
  void section(std::size_t number) {
    const auto& section = assistant_.sections[number];
    out_ += "  subgraph " + quoted("cluster_" + section.id) +
            " {\n    label=" + quoted(section.id) + ";\n";
    for (const std::size_t page : section.pages) {
      const auto repeat = assistant_.pages[page].repeat;
      if (repeat != forms::no_repeat && assistant_.repeats[repeat].pages.front() == page)
        out_ += "    " + quoted(assistant_.repeats[repeat].id + "[]") + " [shape=folder];\n";
      out_ += "    " + quoted(assistant_.pages[page].id) + ";\n";
    }
    out_ += "  }\n";
  }

  void edge(const std::string& from, const std::string& to, const std::string& guard) {
    out_ += "  " + quoted(from) + " -> " + quoted(to) +
            (guard.empty() ? "" : " [label=" + quoted(guard) + "]") + ";\n";
  }

  // A page that may be passed by has an edge around it from each place before.
  void arrive(const std::string& node, const std::string& guard) {
    for (const auto& from : before_)
      edge(from, node, guard);
    if (guard.empty())
      before_.clear();
    before_.insert(node);
  }

  void walk(forms::PageKind kind, const std::string& first, const std::string& last) {
    before_ = {first};
    for (std::size_t i = 0; i < assistant_.pages.size(); ++i) {
      const auto& page = assistant_.pages[i];
      if (page.kind != kind)
        continue;
      if (page.repeat == forms::no_repeat) {
        arrive(page.id, guard_of(assistant_, page));
        continue;
      }
      const auto& repeat = assistant_.repeats[page.repeat];
      if (repeat.pages.front() != i)
        continue;
      const std::string overview = repeat.id + "[]";
      arrive(overview, repeat.relevant ? repeat.relevant->source() : "");
      std::string from = overview;
      for (const std::size_t row_page : repeat.pages) {
        edge(from, assistant_.pages[row_page].id, guard_of(assistant_, assistant_.pages[row_page]));
        from = assistant_.pages[row_page].id;
      }
      edge(from, overview, "");
    }
    for (const auto& from : before_)
      edge(from, last, "");
  }

  const forms::Assistant& assistant_;
  std::string out_;
  std::set<std::string> before_;
};

} // namespace

std::string dot(const forms::Assistant& assistant) {
  return Graph(assistant).text();
}

} // namespace foyer::author
