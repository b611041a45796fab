// SPDX-License-Identifier: EUPL-1.2
#include <author/person.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace foyer::author {

namespace {

using Json = nlohmann::ordered_json;

struct Broken {
  std::string why;
};

std::string number_text(const Json& json) {
  return json.is_number_integer() ? std::to_string(json.get<std::int64_t>()) : json.dump();
}

// Expected values are compared as text: true, 42, "g_ae_neu".
std::string text_of(const Json& json) {
  if (json.is_string())
    return json.get<std::string>();
  if (json.is_boolean())
    return json.get<bool>() ? "true" : "false";
  if (json.is_null())
    return {};
  if (json.is_number())
    return number_text(json);
  throw Broken{"a text, number or yes/no was expected, not " + json.dump()};
}

forms::Value value_of(const Json& json) {
  if (json.is_boolean())
    return json.get<bool>();
  if (json.is_number_integer())
    return json.get<std::int64_t>();
  if (json.is_string())
    return json.get<std::string>();
  if (json.is_null())
    return {};
  if (json.is_array()) {
    std::vector<std::string> list;
    for (const auto& entry : json)
      list.push_back(text_of(entry));
    return list;
  }
  throw Broken{"an answer cannot be " + json.dump()};
}

bool is_rows(const Json& json) {
  return json.is_array() && !json.empty() &&
         std::all_of(json.begin(), json.end(), [](const Json& row) { return row.is_object(); });
}

void add_answer(Person& person, const std::string& id, const Json& json) {
  if (id.starts_with("dok.") && json.is_number_integer()) {
    person.papers[id] = json.get<int>();
    return;
  }
  if (!is_rows(json)) {
    person.answers.emplace_back(id, value_of(json));
    return;
  }
  std::size_t number = 0;
  for (const auto& row : json) {
    for (const auto& [name, value] : row.items())
      person.answers.emplace_back(id + "[" + std::to_string(number) + "]." + name, value_of(value));
    ++number;
  }
}

Person person_of(const Json& json) {
  Person person;
  person.name = json.at("name").get<std::string>();
  person.assistant = json.at("assistant").get<std::string>();
  std::transform(
      person.assistant.begin(), person.assistant.end(), person.assistant.begin(),
      [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const auto& [id, value] : json.at("answers").items())
    add_answer(person, id, value);
  if (json.contains("expect"))
    for (const auto& [key, value] : json.at("expect").items()) {
      Expectation expectation{key, {}};
      if (value.is_array())
        for (const auto& entry : value)
          expectation.value.push_back(text_of(entry));
      else
        expectation.value.push_back(text_of(value));
      person.expect.push_back(std::move(expectation));
    }
  return person;
}

} // namespace

Result<std::vector<Person>> read_people(const std::filesystem::path& file) {
  const auto broken = [&](const std::string& why) {
    return fail(FailureCode::definition_broken, file.string() + ": " + why);
  };
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return broken("cannot be read");
  const Json json = Json::parse(in, nullptr, false);
  if (json.is_discarded())
    return broken("is no JSON");
  std::vector<Person> people;
  try {
    if (!json.is_array())
      throw Broken{"a list of people was expected"};
    for (const auto& one : json)
      people.push_back(person_of(one));
  } catch (const Broken& problem) {
    return broken("person " + std::to_string(people.size() + 1) + ": " + problem.why);
  } catch (const Json::exception& problem) {
    return broken("person " + std::to_string(people.size() + 1) + ": " + problem.what());
  }
  return people;
}

} // namespace foyer::author
