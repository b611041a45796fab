// SPDX-License-Identifier: EUPL-1.2
#include "recipe.hpp"

#include "ber.hpp"
#include "world.hpp"

#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>

namespace foyer::card {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

bool begins(const std::string& text, const char* with) {
  return text.rfind(with, 0) == 0;
}

int cipher_number(const std::string& text) {
  if (text.find("3des") != std::string::npos)
    return 1;
  return text.find("aes128") != std::string::npos   ? 2
         : text.find("aes192") != std::string::npos ? 3
                                                    : 4;
}

// "ecdh-im-aes256@14" -> 0.4.0.127.0.7.2.2.4.4.4 and 14.
std::pair<std::string, int> pace_of(const std::string& variant) {
  static const std::map<std::string, int> kinds{
      {"dh-gm", 1}, {"ecdh-gm", 2}, {"dh-im", 3}, {"ecdh-im", 4}, {"ecdh-cam", 6}};
  const std::size_t at = variant.find('@');
  const std::size_t last = variant.rfind('-', at);
  const int kind = kinds.at(variant.substr(0, last));
  return {"0.4.0.127.0.7.2.2.4." + std::to_string(kind) + "." +
              std::to_string(cipher_number(variant.substr(last))),
          std::stoi(variant.substr(at + 1))};
}

HolderSpec holder_of(const Recipe& recipe) {
  HolderSpec holder;
  if (!recipe.passport)
    return holder;
  holder.document_code = "P";
  holder.issuer = recipe.issuer.empty() ? issuer_of(recipe.signer) : recipe.issuer;
  holder.document_number = "FA1234567";
  holder.expiry = "330831";
  holder.nationality = holder.issuer;
  return holder;
}

const Bytes& face_of(Face face) {
  static std::map<Face, Bytes> known;
  Bytes& file = known[face];
  if (file.empty())
    switch (face) {
    case Face::jpeg: file = ef_dg2_19794(FaceCode::jpeg); break;
    case Face::jpeg2000: file = ef_dg2_19794(FaceCode::jpeg2000); break;
    case Face::codestream: file = ef_dg2_19794(FaceCode::jpeg2000_codestream); break;
    case Face::jpeg_39794: file = ef_dg2_39794(FaceCode::jpeg); break;
    case Face::jpeg2000_39794: file = ef_dg2_39794(FaceCode::jpeg2000); break;
    }
  return file;
}

class Cook {
 public:
  explicit Cook(const Recipe& recipe) : recipe_(recipe), holder_(holder_of(recipe)) {}

  CardImage make() {
    image_.can = holder_.can;
    image_.mrz = recipe_.passport ? td3_zone(holder_) : td1_zone(holder_);
    image_.ef_dg1 = ef_dg1(image_.mrz);
    image_.files[0x0102] = face_of(recipe_.face);
    if (!recipe_.passport)
      image_.files[0x0103] = ber::element(0x63, ByteView(Bytes(200, 0x5A)));
    give_access();
    give_proof();
    if (!recipe_.without_dg14 && !infos_.empty())
      image_.files[0x010E] = ef_dg14(security_infos(infos_));
    if (recipe_.details) {
      image_.files[0x010B] = ef_dg11(holder_);
      image_.files[0x010C] = ef_dg12();
      image_.files[0x0110] = ef_dg16();
    }
    sign();
    if (recipe_.spoil)
      recipe_.spoil(image_);
    return std::move(image_);
  }

 private:
  void give_access() {
    std::vector<Bytes> shown;
    for (const std::string& word : words(recipe_.access)) {
      if (word == "bac") {
        image_.bac = true;
        continue;
      }
      const auto [protocol, parameters] = pace_of(word);
      shown.push_back(pace_info(protocol.c_str(), parameters));
      if (word.find("cam") != std::string::npos)
        give_mapping_key(shown.back(), parameters);
    }
    if (shown.empty())
      return;
    image_.ef_card_access = security_infos(shown);
    infos_ = shown;
  }

  // The static key of chip-authentication mapping is told in EF.CardSecurity.
  void give_mapping_key(const Bytes& info, int parameters) {
    const std::map<int, KeyType> kinds{{12, KeyType::p256},         {13, KeyType::brainpool256},
                                       {14, KeyType::brainpool320}, {15, KeyType::p384},
                                       {16, KeyType::brainpool384}, {17, KeyType::brainpool512},
                                       {18, KeyType::p521}};
    const TestKey key(kinds.at(parameters), recipe_.name + "/mapping");
    image_.mapping_key = ChipKey{"", parameters, key.pkcs8()};
    image_.master_files[0x011D] =
        world_signer(recipe_.signer)
            .sign_card_security(security_infos({info, chip_key_info(key, parameters)}));
  }

  void give_proof() {
    const auto kinds = words(recipe_.proof);
    int number = 0;
    int chip_keys = 0;
    for (const std::string& word : kinds)
      chip_keys += begins(word, "ca-") ? 1 : 0;
    for (const std::string& word : kinds) {
      if (begins(word, "ca-"))
        give_chip_key(word, chip_keys > 1 ? std::optional(++number) : std::nullopt);
      else
        give_active_key(word);
    }
  }

  void give_chip_key(const std::string& word, std::optional<int> id) {
    const bool modular = word.find("-dh-") != std::string::npos;
    const int cipher = cipher_number(word);
    const KeyType type = modular       ? (cipher > 2 ? KeyType::dh2048 : KeyType::dh1024)
                         : cipher == 4 ? KeyType::brainpool384
                         : cipher == 3 ? KeyType::p384
                                       : KeyType::brainpool256;
    const std::string protocol =
        std::string("0.4.0.127.0.7.2.2.3.") + (modular ? "1." : "2.") + std::to_string(cipher);
    const TestKey key(type, recipe_.name + "/" + word + std::to_string(id.value_or(0)),
                      word.find("explicit") != std::string::npos);
    infos_.push_back(chip_authentication_info(protocol.c_str(), id));
    infos_.push_back(chip_key_info(key, id));
    image_.chip_keys.push_back({protocol, id, key.pkcs8()});
  }

  void give_active_key(const std::string& word) {
    static const std::map<std::string, KeyType> kinds{{"aa-rsa1024", KeyType::rsa1024},
                                                      {"aa-rsa2048", KeyType::rsa2048},
                                                      {"aa-ecdsa", KeyType::brainpool256},
                                                      {"aa-ecdsa-p384", KeyType::p384}};
    static const std::map<std::string, const char*> plain_signatures{
        {"SHA-1", "0.4.0.127.0.7.1.1.4.1.1"},
        {"SHA-224", "0.4.0.127.0.7.1.1.4.1.2"},
        {"SHA-256", "0.4.0.127.0.7.1.1.4.1.3"},
        {"SHA-384", "0.4.0.127.0.7.1.1.4.1.4"},
        {"SHA-512", "0.4.0.127.0.7.1.1.4.1.5"}};
    const TestKey key(kinds.at(word), "chip/" + word);
    image_.active_key = ChipKey{"", {}, key.pkcs8()};
    image_.active_hash = recipe_.active_hash;
    image_.active_implicit_trailer = recipe_.implicit_trailer;
    image_.files[0x010F] = ef_dg15(key);
    if (!key.rsa())
      infos_.push_back(active_authentication_info(plain_signatures.at(recipe_.active_hash)));
  }

  void sign() {
    std::vector<Signer::DataGroup> groups{{1, image_.ef_dg1}};
    std::vector<int> numbers{1};
    for (const auto& [id, file] : image_.files) {
      groups.push_back({id - 0x0100, file});
      numbers.push_back(id - 0x0100);
    }
    image_.ef_com = ef_com(numbers);
    image_.ef_sod = world_signer(recipe_.signer).sign_sod(groups, recipe_.sod);
  }

  const Recipe& recipe_;
  HolderSpec holder_;
  CardImage image_;
  std::vector<Bytes> infos_;
};

} // namespace

CardImage cook(const Recipe& recipe) {
  return Cook(recipe).make();
}

} // namespace foyer::card
