// SPDX-License-Identifier: EUPL-1.2
#include <card/virtual_card.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

namespace foyer::card {

using Json = nlohmann::json;

Result<CardImage> CardImage::load(const std::filesystem::path& json_file) {
  std::ifstream in(json_file);
  const Json json = Json::parse(in, nullptr, false);
  if (!json.is_object())
    return fail(FailureCode::malformed, "card image: no JSON object");
  const auto text = [&](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  CardImage image;
  image.can = text("can");
  image.mrz = text("mrz");
  FOYER_TRY(image.ef_card_access, from_hex(text("ef_card_access")));
  FOYER_TRY(image.ef_com, from_hex(text("ef_com")));
  FOYER_TRY(image.ef_dg1, from_hex(text("ef_dg1")));
  FOYER_TRY(image.ef_sod, from_hex(text("ef_sod")));
  image.extended_length = json.value("extended_length", true);
  if (image.can.empty() || image.ef_dg1.empty())
    return fail(FailureCode::malformed, "card image: can or ef_dg1 is missing");
  return image;
}

Status CardImage::save(const std::filesystem::path& json_file) const {
  const Json json{{"can", can},
                  {"mrz", mrz},
                  {"ef_card_access", to_hex(ef_card_access)},
                  {"ef_com", to_hex(ef_com)},
                  {"ef_dg1", to_hex(ef_dg1)},
                  {"ef_sod", to_hex(ef_sod)},
                  {"extended_length", extended_length}};
  std::ofstream out(json_file);
  out << json.dump(2) << "\n";
  out.close();
  return out ? success() : fail(FailureCode::io_failed, "card image");
}

} // namespace foyer::card
