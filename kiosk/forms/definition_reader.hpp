// SPDX-License-Identifier: EUPL-1.2
// Builds an Assistant from its parsed files and checks it. Separate from the loader so that a fuzz
// target can feed it without files.
#pragma once

#include "code_lists.hpp"
#include "json_file.hpp"

#include <forms/assistant.hpp>

#include <functional>
#include <memory>
#include <set>
#include <string>

namespace foyer::forms {

// A block by name: its parsed file, or nullptr (F12).
using BlockSource = std::function<const nlohmann::json*(const std::string& block)>;

class DefinitionReader {
 public:
  DefinitionReader(std::shared_ptr<const Parameters> parameters, const CodeLists& lists,
                   BlockSource blocks, Problems& problems);
  // Never fails by itself: `problems` says whether the result may be used.
  std::shared_ptr<Assistant> read(const JsonNode& root);

 private:
  // What an assistant says about a block it takes in.
  struct Owner {
    std::string name;                   // prefix of its pages' ids
    std::string relevant;               // condition over every field, or empty
    std::set<std::string> without = {}; // fields left out
    const JsonNode* note = nullptr;     // where the condition stands
  };

  void read_section(const JsonNode& node);
  void read_block(const JsonNode& item, std::size_t section, PageKind kind);
  void read_page(const JsonNode& node, const Owner& owner, std::size_t section, PageKind kind);
  void read_field(const JsonNode& node, const Owner& owner, std::size_t page);
  void read_checks(const JsonNode& field_node, std::size_t field);
  void read_check(const JsonNode& node, std::size_t field);
  void read_type(const JsonNode& node, Field& field);
  void read_document(const JsonNode& node);
  void read_text_args(const JsonNode& node);
  std::optional<std::size_t> known_field(const JsonNode& node);
  // Fields below `limit` may be named; others that exist are "asked later" (F08).
  std::optional<Expression> compile(const JsonNode& node, const std::string& source,
                                    std::size_t limit, std::optional<Type> expected);
  void collect_ids(const JsonNode& root);

  std::shared_ptr<const Parameters> parameters_;
  const CodeLists& lists_;
  BlockSource blocks_;
  Problems& problems_;
  std::shared_ptr<Assistant> made_ = std::make_shared<Assistant>();
  std::set<std::string> all_ids_; // also of fields that come later
};

} // namespace foyer::forms
