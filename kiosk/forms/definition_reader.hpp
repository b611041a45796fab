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
#include <vector>

namespace foyer::forms {

// A block by name: its parsed file, or nullptr (F12).
using BlockSource = std::function<const nlohmann::json*(const std::string& block)>;

// Lower case, digits, "_" and, if dotted, "." inside: ids go into message keys and into what is
// filed.
bool is_id(std::string_view id, bool dotted);

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

  // What an expression may read: fields below `limit`, and those of the row of a repeat.
  struct Reading {
    Reading(std::size_t limit_, std::size_t row_of_ = no_repeat) : limit(limit_), row_of(row_of_) {}
    std::size_t limit;
    std::size_t row_of;
  };

  void read_section(const JsonNode& node);
  void make_guidance(const JsonNode& root);
  void keep_guidance_apart(const JsonNode& root);
  void read_block(const JsonNode& item, std::size_t section, PageKind kind);
  // A page or a repeat.
  void read_item(const JsonNode& node, const Owner& owner, std::size_t section, PageKind kind);
  void read_page(const JsonNode& node, const Owner& owner, std::size_t section, PageKind kind,
                 std::size_t repeat);
  void read_repeat(const JsonNode& node, const Owner& owner, std::size_t section, PageKind kind);
  void close_repeat(const JsonNode& node, std::size_t repeat);
  void check_field_id(const JsonNode& node, const Field& field);
  void read_field(const JsonNode& node, const Owner& owner, std::size_t page);
  void read_filter(const JsonNode& node, Field& field);
  void read_suggestion(const JsonNode& node, std::size_t index, Field& field);
  void read_checks(const JsonNode& field_node, std::size_t field);
  void read_check(const JsonNode& node, std::size_t field);
  void read_type(const JsonNode& node, Field& field);
  void read_document(const JsonNode& node);
  void read_text_args(const JsonNode& node);
  std::optional<std::size_t> known_field(const JsonNode& node);
  std::optional<std::size_t> outer_field(const JsonNode& node); // not one of a repeat
  // One past the last field read so far.
  [[nodiscard]] std::size_t end() const { return made_->fields.size(); }
  // Fields that exist but may not be read are "asked later" (F08).
  std::optional<Expression> compile(const JsonNode& node, const std::string& source,
                                    Reading reading, std::optional<Type> expected);
  void collect_ids(const JsonNode& root);
  void collect_page_ids(const JsonNode& list);
  // F16: fields, repeats and documents that nobody is ever asked for.
  void find_unreachable();
  // False whatever else is answered, when `field` is `code`.
  [[nodiscard]] bool never_holds(const Expression& condition, std::size_t field,
                                 const std::string& code) const;

  std::shared_ptr<const Parameters> parameters_;
  const CodeLists& lists_;
  BlockSource blocks_;
  Problems& problems_;
  std::shared_ptr<Assistant> made_ = std::make_shared<Assistant>();
  std::set<std::string> all_ids_; // also of fields that come later
  std::set<std::string> collected_blocks_;
  std::vector<JsonNode> field_nodes_, repeat_nodes_, document_nodes_; // where they stand
};

} // namespace foyer::forms
