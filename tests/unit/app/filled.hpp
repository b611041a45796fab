// SPDX-License-Identifier: EUPL-1.2
// An application that may be filed: somebody who wants a certificate for the bank.
#pragma once

#include <author/person.hpp>
#include <forms/loader.hpp>
#include <forms/submission.hpp>
#include <visit/effect.hpp>

#include <catch2/catch.hpp>

#include <filesystem>

namespace foyer {

inline visit::FilingRequest filled_request() {
  const std::filesystem::path source = FOYER_SOURCE_DIR;
  const auto people = author::read_people(source / "tests/people/a4.json");
  REQUIRE(people.ok());
  const auto assistant = forms::Loader::load(source / "assets", "a4");
  REQUIRE(assistant.ok());
  auto outcome = author::run(people->at(0), *assistant, forms::german_day(system_clock().wall()));
  visit::FilingRequest request;
  request.draft = std::move(outcome.draft);
  request.language = "de";
  return request;
}

} // namespace foyer
