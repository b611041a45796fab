// SPDX-License-Identifier: EUPL-1.2
#include "office.hpp"

#include <stdexcept>

namespace foyer::test {
namespace {

using processes::read_file;
using processes::write_file;

constexpr const char* softhsm = "/usr/lib/softhsm/libsofthsm2.so";

std::string ca_configuration(const std::string& folder, const std::string& name) {
  const std::string base = folder + "/" + name;
  return "[ca]\ndefault_ca = d\n[d]\ndatabase = " + base + ".index\nserial = " + base +
         ".serial\ncrlnumber = " + base + ".crlnumber\nnew_certs_dir = " + folder +
         "\ncertificate = " + base + ".ca.pem\nprivate_key = " + base +
         ".ca.key\ndefault_md = sha256\npolicy = p\nunique_subject = no\n"
         "[p]\norganizationName = optional\norganizationalUnitName = optional\ncommonName = "
         "supplied\n[req]\ndistinguished_name = n\n[n]\n"
         "[v3]\nbasicConstraints = critical,CA:TRUE\nkeyUsage = critical,keyCertSign,cRLSign\n"
         "subjectKeyIdentifier = hash\n";
}

} // namespace

Office& Office::instance() {
  static Office office;
  return office;
}

Office::Office() {
  make_authority("office");
  make_authority("stranger");
  publish_list(30);
}

void Office::run(const std::vector<std::string>& command) const {
  std::string output;
  if (processes::run(command, &output) != 0)
    throw std::runtime_error(command.front() + " " + command[1] + ": " + output);
}

void Office::make_authority(const std::string& name) {
  const std::string base = file(name).string();
  write_file(base + ".cnf", ca_configuration(folder_.path().string(), name));
  write_file(base + ".index", "");
  write_file(base + ".serial", "1000\n");
  write_file(base + ".crlnumber", "01\n");
  run({"openssl",
       "req",
       "-x509",
       "-config",
       base + ".cnf",
       "-extensions",
       "v3",
       "-newkey",
       "ec",
       "-pkeyopt",
       "ec_paramgen_curve:prime256v1",
       "-nodes",
       "-days",
       "3650",
       "-subj",
       "/O=Amt " + name + "/CN=Dienstkarten",
       "-keyout",
       base + ".ca.key",
       "-out",
       base + ".ca.pem"});
}

Bytes Office::certificate(const CardSpec& spec) {
  const std::string base = file(spec.name).string();
  if (!std::filesystem::exists(base + ".der")) {
    std::vector<std::string> request{"openssl", "req",
                                     "-new",    "-nodes",
                                     "-config", file(spec.authority + ".cnf").string(),
                                     "-subj",   "/O=Amt/OU=" + spec.unit + "/CN=" + spec.name,
                                     "-keyout", base + ".key",
                                     "-out",    base + ".csr",
                                     "-newkey"};
    if (spec.rsa)
      request.emplace_back("rsa:2048");
    else
      request.insert(request.end(), {"ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"});
    run(request);
    std::string extensions =
        "basicConstraints = CA:FALSE\nkeyUsage = critical," + spec.usage + "\n";
    if (!spec.policy.empty())
      extensions += "certificatePolicies = " + spec.policy + "\n";
    write_file(base + ".ext", extensions);
    run({"openssl", "ca", "-batch", "-notext", "-config", file(spec.authority + ".cnf").string(),
         "-in", base + ".csr", "-out", base + ".pem", "-extfile", base + ".ext", "-startdate",
         spec.starts, "-enddate", spec.ends});
    run({"openssl", "x509", "-in", base + ".pem", "-outform", "DER", "-out", base + ".der"});
    run({"openssl", "pkcs8", "-topk8", "-nocrypt", "-in", base + ".key", "-outform", "DER", "-out",
         base + ".key.der"});
  }
  return to_bytes(as_bytes(read_file(base + ".der")));
}

void Office::revoke(const std::string& name) {
  run({"openssl", "ca", "-config", file("office.cnf").string(), "-revoke",
       file(name + ".pem").string()});
}

void Office::publish_list(int days) {
  run({"openssl", "ca", "-config", file("office.cnf").string(), "-gencrl", "-crldays",
       std::to_string(days), "-out", file("office.crl").string()});
}

std::filesystem::path Office::token(const CardSpec& spec, bool with_certificate) {
  certificate(spec);
  const std::string base = file("token-" + spec.name).string();
  const std::string configuration = base + ".conf";
  if (std::filesystem::exists(configuration))
    return configuration;
  std::filesystem::create_directories(base);
  write_file(configuration, "directories.tokendir = " + base + "\nobjectstore.backend = file\n" +
                                "log.level = ERROR\n");
  const std::vector<std::string> with{"env", "SOFTHSM2_CONF=" + configuration};
  const auto tool = [&](std::vector<std::string> rest) {
    rest.insert(rest.begin(), with.begin(), with.end());
    run(rest);
  };
  tool({"softhsm2-util", "--init-token", "--free", "--label", "card", "--so-pin", "12345678",
        "--pin", "123456"});
  const auto write = [&](const std::string& what, const std::string& type) {
    tool({"pkcs11-tool", "--module", softhsm, "--login", "--pin", "123456", "--write-object", what,
          "--type", type, "--id", "01", "--label", "auth", "--usage-sign"});
  };
  write(file(spec.name).string() + ".key.der", "privkey");
  if (with_certificate)
    write(file(spec.name).string() + ".der", "cert");
  return configuration;
}

std::filesystem::path Office::database(const CardSpec& spec) {
  certificate(spec);
  const std::string base = file(spec.name).string();
  const std::string folder = file("nss-" + spec.name).string();
  const std::string password = folder + ".pin";
  std::filesystem::create_directories(folder);
  write_file(password, "123456\n");
  run({"openssl", "pkcs12", "-export", "-inkey", base + ".key", "-in", base + ".pem", "-name",
       spec.name, "-passout", "pass:x", "-out", base + ".p12"});
  run({"certutil", "-N", "-d", "sql:" + folder, "-f", password});
  run({"pk12util", "-i", base + ".p12", "-d", "sql:" + folder, "-k", password, "-W", "x"});
  return folder;
}

staff_pkcs11::JudgeConfig Office::judge_config(bool with_list) const {
  staff_pkcs11::JudgeConfig config;
  config.authority = file("office.ca.pem");
  if (with_list)
    config.revoked = file("office.crl");
  config.roles = {{.role = api::StaffRole::staff, .policy = staff_policy},
                  {.role = api::StaffRole::technician, .policy = technician_policy}};
  return config;
}

} // namespace foyer::test
