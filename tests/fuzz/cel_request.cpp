// SPDX-License-Identifier: EUPL-1.2
// Any text as an expression of the dynamic door, over bindings of every type; any bytes as a
// request.
#include <cel/request.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using nlohmann::json;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string expr = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  const std::string request =
      R"({"bindings":{"a":[1,"b",2.5,null],"b":{"c":{"d":true}},"c":18446744073709551615,"d":"ä"},"expr":)" +
      expr + "}";
  for (const auto& asked : {text, request}) {
    const std::string answered = foyer::cel::answer(asked);
    if (!json::accept(answered) || answered.find('\n') != std::string::npos)
      std::abort();
    if (answered != foyer::cel::answer(asked))
      std::abort(); // pure
  }
  return 0;
}
