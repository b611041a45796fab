// SPDX-License-Identifier: EUPL-1.2
// The files of a travel document as a hostile chip could write them.
#include <eid/data_groups.hpp>
#include <eid/faces.hpp>

using namespace foyer;

namespace {

// Whatever is passed on as text must be text.
void expect_text(const std::string& text) {
  if (!text.empty() && eid::clean_text(as_bytes(text)) != text)
    __builtin_trap();
}

// An image must lie inside the file.
void expect_inside(ByteView image, ByteView file) {
  if (image.data() < file.data() || image.data() + image.size() > file.data() + file.size())
    __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView file(data, size);
  if (auto common = eid::parse_ef_com(file); common.ok())
    expect_text(common->lds_version);
  if (auto person = eid::parse_dg11(file); person.ok()) {
    expect_text(person->full_name.surname);
    expect_text(person->full_name.given_names);
    (void)eid::is_latin(person->full_name.surname);
    for (const auto& part : person->address)
      expect_text(part);
    person->wipe();
  }
  if (auto document = eid::parse_dg12(file); document.ok()) {
    expect_text(document->authority);
    document->wipe();
  }
  // No image stands in what a bundle may carry.
  if (eid::holds_text_alone(file)) {
    const auto person = eid::parse_dg11(file);
    const auto document = eid::parse_dg12(file);
    if ((person.ok() && person->has_proof_of_citizenship) ||
        (document.ok() && (document->has_front_image || document->has_rear_image)))
      __builtin_trap();
  }
  if (auto people = eid::parse_dg16(file); people.ok())
    for (auto& person : *people)
      person.wipe();
  if (const auto faces = eid::parse_faces(file); faces.ok())
    for (const auto& face : *faces)
      expect_inside(face.image, file);
  return 0;
}
