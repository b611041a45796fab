// SPDX-License-Identifier: EUPL-1.2
#include <office_pki/office_pki.hpp>

#include <stdexcept>

namespace foyer::office_pki {

std::filesystem::path OfficePki::last_key() const {
  return folder_ / ("office-" + std::to_string(issued_) + ".key");
}

std::string OfficePki::certificate(const std::string& from, const std::string& to) {
  const std::string name = "office-" + std::to_string(++issued_);
  const std::string root = (keys_ / "office/root").string();
  const std::string script =
      "set -e; cd '" + folder_.path().string() +
      "'; : > index; printf '[ca]\\ndefault_ca=c\\n[c]\\ndatabase=index\\nnew_certs_dir=.\\n"
      "rand_serial=yes\\ndefault_md=sha512\\npolicy=p\\nx509_extensions=x\\n[p]\\n"
      "commonName=supplied\\n[x]\\nkeyUsage=critical,keyEncipherment\\n' > ca.cnf; "
      "openssl req -new -utf8 -newkey rsa:3072 -nodes -subj '/CN=" +
      office_name + "' -keyout " + name + ".key -out " + name +
      ".csr; openssl ca -batch -utf8 -notext -config ca.cnf -cert '" + root + ".crt' -keyfile '" +
      root + ".key' -startdate " + from + " -enddate " + to + " -in " + name + ".csr -out " + name +
      ".crt";
  std::string said;
  if (processes::run({"bash", "-c", script}, &said) != 0)
    throw std::runtime_error("openssl: " + said);
  return processes::read_file(folder_ / (name + ".crt"));
}

std::string OfficePki::set(std::int64_t version,
                           const std::vector<std::string>& certificates) const {
  const auto office = keys_ / "office";
  const auto made = seal::sign_office_keys(
      version, system_clock().wall(), certificates,
      Secret(to_bytes(as_bytes(processes::read_file(office / "signer.key")))),
      processes::read_file(office / "signer.crt"),
      {processes::read_file(office / "root.crt"), office_name, {}});
  if (!made)
    throw std::runtime_error(made.failure().detail);
  return *made;
}

std::string OfficePki::office_certificate() const {
  return processes::read_file(keys_ / "office/office.crt");
}
std::string OfficePki::emergency_certificate() const {
  return processes::read_file(keys_ / "office/emergency.crt");
}

std::string key_id(const std::string& pem) {
  const auto certificate = seal::OfficeCertificate::vouched_for(pem, {});
  if (!certificate)
    throw std::runtime_error(certificate.failure().detail);
  return certificate->key_id();
}

} // namespace foyer::office_pki
