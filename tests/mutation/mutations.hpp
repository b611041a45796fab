// SPDX-License-Identifier: EUPL-1.2
// Every way to break a definition that can be seen: made for each row of each file. What no reader
// could see (another code that is valid, too) is not made.
#pragma once

#include "json_tree.hpp"

#include <forms/assistant.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace foyer::mutation {

struct Mutation {
  std::string kind; // "wrong code"
  std::string file; // below the assets' folder
  std::size_t begin = 0, end = 0;
  std::string instead;                       // replaces [begin, end)
  std::size_t first_line = 0, last_line = 0; // of the row that is broken
  std::string through;                       // the assistant that reads the row
  // A name that is read from other files: the mistake may be told where it is read, when the
  // sentence says the name. Empty: the mistake must be told in the row.
  std::string name;
};

using Assistants = std::map<std::string, std::shared_ptr<const forms::Assistant>>;

// Of assistants/<x>.json or blocks/<x>.json. `all` has every assistant, as shipped.
std::vector<Mutation> definition_mutations(const std::string& file, const std::string& json,
                                           const Assistants& all);
// Of codelists/<x>.json.
std::vector<Mutation> code_mutations(const std::string& file, const std::string& json,
                                     const Assistants& all);

} // namespace foyer::mutation
