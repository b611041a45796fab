// SPDX-License-Identifier: EUPL-1.2
#include "mapping.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace foyer::middletier {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

const std::string data_set = path("xFallDaten.01/xFallDatensatz"); // offline/xfall/FORMAT.md

// Of one assistant: its own file and those it uses.
class Mapping {
 public:
  Mapping(const json& own, const std::map<std::string, json>& all) : parts_{&own} {
    for (const auto& name : own.value("uses", json::array()))
      parts_.push_back(&all.at(name.get<std::string>()));
  }

  [[nodiscard]] const json& file() const { return parts_.front()->at("file"); }
  [[nodiscard]] json names(const std::string& field) const { return found("fields", field); }
  [[nodiscard]] json code_list(const std::string& field) const {
    return found("code_lists", field);
  }
  [[nodiscard]] json document_type(const std::string& id) const { return found("documents", id); }
  [[nodiscard]] std::vector<json> assign() const {
    std::vector<json> rules;
    for (const json* part : parts_)
      for (const json& rule : part->value("assign", json::array()))
        rules.push_back(rule);
    return rules;
  }

 private:
  [[nodiscard]] json found(const char* table, const std::string& key) const {
    for (const json* part : parts_)
      if (const auto of = part->find(table); of != part->end() && of->contains(key))
        return of->at(key);
    return nullptr;
  }

  std::vector<const json*> parts_; // the first counts most
};

std::string answer(const XmlReader& xml, const std::string& field, const char* what) {
  return xml.text(data_set + path("daten") + "//*[local-name()='angabe'][@id='" + field + "']" +
                  path(what));
}

// "{field}" is the answer as shown. Where there is none, nothing is left of what joined it.
std::string title(const std::string& pattern, const XmlReader& xml) {
  std::string text;
  for (std::string_view rest = pattern; !rest.empty();) {
    const auto open = rest.find('{'), close = rest.find('}', open);
    text += rest.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos)
      break;
    text += answer(xml, std::string(rest.substr(open + 1, close - open - 1)), "anzeige");
    rest.remove_prefix(close + 1);
  }
  text.erase(text.find_last_not_of(" ,:") + 1);
  return text;
}

ordered_json assigned(const Mapping& mapping, const XmlReader& xml) {
  ordered_json keys = ordered_json::object();
  for (const json& rule : mapping.assign()) {
    std::string value = answer(xml, rule.at("field"), "wert");
    if (rule.contains("pattern")) {
      std::erase(value, ' ');
      if (!std::regex_match(value, std::regex(rule.at("pattern").get<std::string>())))
        value.clear();
    }
    if (!value.empty())
      keys.emplace(rule.at("key").get<std::string>(), value);
  }
  return keys;
}

ordered_json entry(const Mapping& mapping, const XmlReader& xml, const std::string& at) {
  const std::string field = xml.text(at + "/@id");
  ordered_json made{{"field", field}, {"label", xml.text(at + path("bezeichnung"))}};
  if (const std::string row = xml.text(at + "/ancestor::*[local-name()='zeile']/@nr"); !row.empty())
    made["row"] = std::stoi(row);
  made["shown"] = xml.text(at + path("anzeige"));
  made["values"] = ordered_json::array();
  for (int i = 1; i <= xml.count(at + path("wert")); ++i)
    made["values"].push_back(xml.text(at + path("wert") + '[' + std::to_string(i) + ']'));
  if (const json names = mapping.names(field); !names.is_null())
    made["names"] = names;
  if (const json list = mapping.code_list(field); !list.is_null())
    made["code_list"] = list;
  return made;
}

ordered_json document(const Mapping& mapping, const XmlReader& xml, const std::string& at) {
  const std::string id = xml.text(at + "/@dokument");
  const json type = mapping.document_type(id);
  return {{"id", xml.text(at + "/@id")},
          {"document", id},
          {"title", xml.text(at + path("titel"))},
          {"type", type.is_null() ? json("Nachweis") : type},
          {"media_type", xml.text(at + "/@medientyp")},
          {"pages", xml.text(at + "/@seiten")}};
}

template <class Make> ordered_json each(const XmlReader& xml, const std::string& what, Make make) {
  ordered_json all = ordered_json::array();
  for (int i = 1; i <= xml.count(what); ++i)
    all.push_back(make('(' + what + ")[" + std::to_string(i) + ']'));
  return all;
}

json read(const fs::path& file) {
  try {
    std::ifstream in(file, std::ios::binary);
    return json::parse(in);
  } catch (const json::exception&) {
    throw std::runtime_error("unusable mapping " + file.string());
  }
}

} // namespace

Mappings::Mappings(const fs::path& folder) {
  if (folder.empty())
    return;
  for (const auto& file : fs::directory_iterator(folder))
    if (file.path().extension() == ".json")
      by_name_[file.path().stem()] = read(file.path());
  for (const auto& [name, mapping] : by_name_)
    for (const auto& used : mapping.value("uses", json::array()))
      if (!by_name_.contains(used))
        throw std::runtime_error("mapping " + name + " uses one that is not there");
}

ordered_json Mappings::record(const XmlReader& xml) const {
  const std::string assistant = data_set + path("assistent");
  const auto own = by_name_.find(xml.text(assistant + "/@id"));
  if (own == by_name_.end() || !own->second.contains("file"))
    return nullptr;
  const Mapping mapping(own->second, by_name_);
  ordered_json file = mapping.file();
  file["title"] = title(file.at("title"), xml);
  const std::string answers = data_set + path("daten") + "//*[local-name()='angabe']";
  return {{"receipt", xml.text(data_set + path("einreichung/vorgangsnummer"))},
          {"service", xml.text(path("xFallDaten.01/transport/leistung"))},
          {"assistant",
           {{"id", xml.text(assistant + "/@id")}, {"version", xml.text(assistant + "/@version")}}},
          {"file", file},
          {"assign", assigned(mapping, xml)},
          {"entries",
           each(xml, answers, [&](const std::string& at) { return entry(mapping, xml, at); })},
          {"documents", each(xml, data_set + path("anlagen/anlage"),
                             [&](const std::string& at) { return document(mapping, xml, at); })}};
}

} // namespace foyer::middletier
