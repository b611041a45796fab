// SPDX-License-Identifier: EUPL-1.2
#include <card/card_image.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

namespace foyer::card {

using Json = nlohmann::json;

namespace {

std::string id_text(std::uint16_t id) {
  return to_hex(Bytes{static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id & 0xFFU)});
}

std::uint16_t id_value(const std::string& text) {
  return static_cast<std::uint16_t>(std::stoul(text, nullptr, 16));
}

Bytes bytes_of(const Json& json) {
  auto bytes = from_hex(json.get<std::string>());
  if (!bytes.ok())
    throw std::invalid_argument("hex");
  return std::move(*bytes);
}

Json to_json(const std::map<std::uint16_t, Bytes>& files) {
  Json json = Json::object();
  for (const auto& [id, content] : files)
    json[id_text(id)] = to_hex(content);
  return json;
}

std::map<std::uint16_t, Bytes> files_of(const Json& json) {
  std::map<std::uint16_t, Bytes> files;
  for (const auto& [id, content] : json.items())
    files[id_value(id)] = bytes_of(content);
  return files;
}

Json to_json(const ChipKey& key) {
  Json json{{"protocol", key.protocol}, {"pkcs8", to_hex(key.pkcs8)}};
  if (key.id)
    json["id"] = *key.id;
  return json;
}

ChipKey key_of(const Json& json) {
  ChipKey key{json.at("protocol").get<std::string>(), {}, bytes_of(json.at("pkcs8"))};
  if (json.contains("id"))
    key.id = json.at("id").get<int>();
  return key;
}

Json to_json(const Manners& manners) {
  Json json{{"longest_answer", manners.longest_answer},
            {"too_long", static_cast<int>(manners.too_long)},
            {"past_end", static_cast<int>(manners.past_end)},
            {"chains_answers", manners.chains_answers},
            {"takes_le_on_select", manners.takes_le_on_select},
            {"takes_le_on_mse", manners.takes_le_on_mse},
            {"takes_short_identifiers", manners.takes_short_identifiers},
            {"bare_mapping_answer", manners.bare_mapping_answer},
            {"der_signature", manners.der_signature},
            {"status_on_select", manners.status_on_select},
            {"slow_ms", manners.slow_ms},
            {"leaves_at", manners.leaves_at}};
  if (manners.leaves_in_file)
    json["leaves_in_file"] = id_text(*manners.leaves_in_file);
  json["status_on_file"] = Json::object();
  for (const auto& [id, word] : manners.status_on_file)
    json["status_on_file"][id_text(id)] = id_text(word);
  return json;
}

Manners manners_of(const Json& json) {
  Manners manners;
  const auto take = [&](const char* key, auto& field) { field = json.value(key, field); };
  take("longest_answer", manners.longest_answer);
  manners.too_long = static_cast<Manners::TooLong>(json.value("too_long", 0));
  manners.past_end = static_cast<Manners::PastEnd>(json.value("past_end", 0));
  take("chains_answers", manners.chains_answers);
  take("takes_le_on_select", manners.takes_le_on_select);
  take("takes_le_on_mse", manners.takes_le_on_mse);
  take("takes_short_identifiers", manners.takes_short_identifiers);
  take("bare_mapping_answer", manners.bare_mapping_answer);
  take("der_signature", manners.der_signature);
  take("status_on_select", manners.status_on_select);
  take("slow_ms", manners.slow_ms);
  take("leaves_at", manners.leaves_at);
  if (json.contains("leaves_in_file"))
    manners.leaves_in_file = id_value(json.at("leaves_in_file").get<std::string>());
  const Json words = json.value("status_on_file", Json::object());
  for (const auto& [id, word] : words.items())
    manners.status_on_file[id_value(id)] = id_value(word.get<std::string>());
  return manners;
}

// Throws on anything of another type than it should have.
CardImage image_of(const Json& json) {
  CardImage image;
  const auto text = [&](const char* key) { return json.value(key, std::string()); };
  const auto file = [&](const char* key) { return bytes_of(json.value(key, Json(""))); };
  image.can = text("can");
  image.mrz = text("mrz");
  image.pin = text("pin");
  image.puk = text("puk");
  image.ef_card_access = file("ef_card_access");
  image.ef_com = file("ef_com");
  image.ef_dg1 = file("ef_dg1");
  image.ef_sod = file("ef_sod");
  image.extended_length = json.value("extended_length", true);
  image.bac = json.value("bac", false);
  image.files = files_of(json.value("files", Json::object()));
  image.master_files = files_of(json.value("master_files", Json::object()));
  for (const Json& key : json.value("chip_keys", Json::array()))
    image.chip_keys.push_back(key_of(key));
  if (json.contains("mapping_key"))
    image.mapping_key = key_of(json.at("mapping_key"));
  if (json.contains("active_key"))
    image.active_key = key_of(json.at("active_key"));
  image.active_hash = json.value("active_hash", image.active_hash);
  image.active_implicit_trailer = json.value("active_implicit_trailer", true);
  image.tries.pin = json.value("tries_pin", image.tries.pin);
  image.tries.puk = json.value("tries_puk", image.tries.puk);
  if (json.contains("tries_can"))
    image.tries.can = json.at("tries_can").get<int>();
  image.manners = manners_of(json.value("manners", Json::object()));
  return image;
}

} // namespace

Result<CardImage> CardImage::load(const std::filesystem::path& json_file) {
  try {
    std::ifstream in(json_file);
    CardImage image = image_of(Json::parse(in));
    if (image.can.empty() && image.mrz.empty())
      return fail(FailureCode::malformed, "card image: neither can nor mrz");
    return image;
  } catch (const std::exception&) {
    return fail(FailureCode::malformed, "card image");
  }
}

Status CardImage::save(const std::filesystem::path& json_file) const {
  Json json{{"can", can},
            {"mrz", mrz},
            {"pin", pin},
            {"puk", puk},
            {"ef_card_access", to_hex(ef_card_access)},
            {"ef_com", to_hex(ef_com)},
            {"ef_dg1", to_hex(ef_dg1)},
            {"ef_sod", to_hex(ef_sod)},
            {"extended_length", extended_length},
            {"bac", bac},
            {"files", to_json(files)},
            {"master_files", to_json(master_files)},
            {"active_hash", active_hash},
            {"active_implicit_trailer", active_implicit_trailer},
            {"tries_pin", tries.pin},
            {"tries_puk", tries.puk},
            {"manners", to_json(manners)}};
  for (const ChipKey& key : chip_keys)
    json["chip_keys"].push_back(to_json(key));
  if (mapping_key)
    json["mapping_key"] = to_json(*mapping_key);
  if (active_key)
    json["active_key"] = to_json(*active_key);
  if (tries.can)
    json["tries_can"] = *tries.can;
  std::ofstream out(json_file);
  out << json.dump(2) << "\n";
  out.close();
  return out ? success() : fail(FailureCode::io_failed, "card image");
}

} // namespace foyer::card
