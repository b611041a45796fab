// SPDX-License-Identifier: EUPL-1.2
// card-pki DIR [--holder HOLDER.json]
// Makes a test country and a specimen residence title in DIR:
//   trust.pem                 the country signer: the terminal's trust list; the personalities'
//                             country signers beside it
//   signer.pem                the document signer, for looking at
//   card.json                 the specimen, for virtual-card
//   card-untrusted.json       the same person, signed by a country that trust.pem does not know
//   card-tampered-dg1.json    another birth date written over the signed one
//   card-tampered-sod.json    a byte of the signature changed
//   card-expired-signer.json  the document signer's certificate has run out
//   untrusted.pem             that other country's signer
//
// card-pki world DIR
// What belongs to the personalities (virtual-card --list), as authorities hand it out:
//   trust.pem  master-list.ml  list-signer-country.pem  crl/00.crl ...
//
// card-pki master-list FILE [COUNT [EXPLICIT]]
// A master list of that many country signers (588, of which 160 spell out their curve), signed by
// the personalities' Germany; FILE.pem: the country signer that certified its signer.
#include <card/personalities.hpp>
#include <card/test_pki.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>

namespace {

using namespace foyer;

card::HolderSpec read_holder(const std::filesystem::path& file) {
  std::ifstream in(file);
  const auto json = nlohmann::json::parse(in);
  card::HolderSpec holder;
  const auto take = [&](const char* key, std::string& field) {
    if (json.contains(key))
      field = json.at(key).get<std::string>();
  };
  take("document_code", holder.document_code);
  take("issuer", holder.issuer);
  take("document_number", holder.document_number);
  take("surname", holder.surname);
  take("given_names", holder.given_names);
  take("birth", holder.birth);
  take("sex", holder.sex);
  take("expiry", holder.expiry);
  take("nationality", holder.nationality);
  take("can", holder.can);
  return holder;
}

void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    throw std::runtime_error("cannot write " + file.string());
}

void save(const card::CardImage& image, const std::filesystem::path& file) {
  if (!image.save(file).ok())
    throw std::runtime_error("cannot write " + file.string());
}

void make_all(const std::filesystem::path& directory, const card::HolderSpec& holder) {
  std::filesystem::create_directories(directory);
  const card::Signer signer;
  const card::CardImage good = card::make_card(holder, signer);
  write(directory / "trust.pem", signer.csca_pem());
  write(directory / "signer.pem", signer.signer_pem());
  save(good, directory / "card.json");

  const card::Signer other;
  write(directory / "untrusted.pem", other.csca_pem());
  save(card::make_card(holder, other), directory / "card-untrusted.json");

  card::HolderSpec younger = holder;
  younger.birth = "990101";
  card::CardImage tampered = good;
  tampered.ef_dg1 = card::ef_dg1(card::td1_zone(younger));
  save(tampered, directory / "card-tampered-dg1.json");

  card::CardImage scratched = good;
  scratched.ef_sod.back() ^= 0x01;
  save(scratched, directory / "card-tampered-sod.json");

  // A signer of the same country whose certificate ran out; its country signer joins the list.
  card::SignerSpec old;
  using namespace std::chrono;
  old.csca_from = sys_days(2015y / 1 / 1);
  old.signer_from = sys_days(2015y / 1 / 1);
  old.signer_until = sys_days(2026y / 1 / 1);
  const card::Signer expired(old);
  save(card::make_card(holder, expired), directory / "card-expired-signer.json");
  write(directory / "trust.pem", signer.csca_pem() + expired.csca_pem() + card::world_trust_pem());
}

std::string_view text_of(const Bytes& bytes) {
  return as_text(bytes);
}

void make_world(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory / "crl");
  write(directory / "trust.pem", card::world_trust_pem());
  write(directory / "master-list.ml", text_of(card::world_master_list()));
  write(directory / "list-signer-country.pem", card::world_list_signer_pem());
  int number = 0;
  for (const Bytes& list : card::world_revocation_lists()) {
    const std::string name = (number < 10 ? "0" : "") + std::to_string(number) + ".crl";
    write(directory / "crl" / name, text_of(list));
    ++number;
  }
}

void make_master_list(const std::filesystem::path& file, int count, int explicit_parameters) {
  const auto certificates = card::many_country_signers(count, explicit_parameters);
  write(file, text_of(card::world_list_signed(certificates)));
  write(file.string() + ".pem", card::world_list_signer_pem());
}

} // namespace

int main(int count, char** arguments) {
  try {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    if (words.size() == 2 && words[0] == "world") {
      make_world(words[1]);
      return 0;
    }
    if (words.size() >= 2 && words.size() <= 4 && words[0] == "master-list") {
      make_master_list(words[1], words.size() > 2 ? std::stoi(words[2]) : 588,
                       words.size() > 3 ? std::stoi(words[3]) : 160);
      return 0;
    }
    if (count != 2 && !(count == 4 && std::string_view(arguments[2]) == "--holder")) {
      std::cerr << "usage: card-pki DIR [--holder HOLDER.json] | world DIR | "
                   "master-list FILE [COUNT [EXPLICIT]]\n";
      return 2;
    }
    make_all(arguments[1], count == 4 ? read_holder(arguments[3]) : card::HolderSpec());
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "card-pki: " << error.what() << "\n";
    return 1;
  }
}
