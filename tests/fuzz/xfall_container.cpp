// SPDX-License-Identifier: EUPL-1.2
// Any bytes may be validated; and any text in an answer gives a container that is well-formed.
#include <xfall/xml.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  static const auto schema =
      xfall::Schema::load(FOYER_SOURCE_DIR "/assets/schemas/xfall-foyer-1.xsd");
  if (!schema.ok())
    std::abort();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(schema->validate(text));

  xfall::Container container{.id = std::string(text)};
  container.sections = {{.id = std::string(text),
                         .title = std::string(text),
                         .entries = {{.id = "a",
                                      .label = "b",
                                      .shown = Personal(std::string(text)),
                                      .values = Personal(std::vector{std::string(text)})}}}};
  const auto xml = xfall::build(container);
  if (!xml.ok())
    return 0;
  const Status status = schema->validate(*xml);
  if (status.ok() || status.failure().detail.starts_with("not well-formed"))
    std::abort();
  return 0;
}
