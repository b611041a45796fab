// SPDX-License-Identifier: EUPL-1.2
// Certificates for the tests of this folder, made by the openssl command line: an outside tool.
#pragma once

#include <base/bytes.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace foyer::test {

// A folder that goes away with the test.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "foyer-seal-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return path_ / name;
  }
  [[nodiscard]] std::string text() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_file(const std::filesystem::path& file, std::string_view content) {
  std::ofstream(file, std::ios::binary) << content;
}

inline int shell(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Pki {
 public:
  Pki() {
    openssl("req -x509 -newkey rsa:3072 -nodes -days 3650 -subj '/CN=Test root' -keyout root.key "
            "-out root.pem -addext keyUsage=critical,keyCertSign");
    openssl("req -x509 -newkey rsa:3072 -nodes -days 3650 -subj '/CN=Test root' -keyout other.key "
            "-out other.pem -addext keyUsage=critical,keyCertSign");
    issue("office");
  }

  // Makes <name>.key and <name>.pem.
  void issue(const std::string& name, const std::string& subject = "/CN=Amt",
             const std::string& key = "rsa:3072", int days = 30,
             const std::string& extensions = "keyUsage=critical,keyEncipherment",
             const std::string& issuer = "root") {
    write_file(folder / (name + ".ext"), extensions + "\n");
    openssl("req -newkey " + key + " -nodes -subj '" + subject + "' -keyout " + name +
            ".key -out " + name + ".csr");
    openssl("x509 -req -in " + name + ".csr -CA " + issuer + ".pem -CAkey " + issuer +
            ".key -days " + std::to_string(days) + " -extfile " + name + ".ext -out " + name +
            ".pem");
  }

  // The same with dates of its own ("20260101000000Z"), an RSA key of 3072 bits and CN=Amt.
  void issue_dated(const std::string& name, const std::string& from, const std::string& to,
                   const std::string& extensions = "keyUsage=critical,keyEncipherment") {
    write_file(folder / "index", "");
    write_file(folder / (name + ".cnf"),
               "[ca]\ndefault_ca=c\n[c]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\n"
               "default_md=sha256\npolicy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n[x]\n" +
                   extensions + "\n");
    openssl("req -newkey rsa:3072 -nodes -subj /CN=Amt -keyout " + name + ".key -out " + name +
            ".csr");
    openssl("ca -batch -notext -config " + name + ".cnf -cert root.pem -keyfile root.key -in " +
            name + ".csr -out " + name + ".pem -startdate " + from + " -enddate " + to);
  }

  [[nodiscard]] std::string read(const std::string& name) const { return read_file(folder / name); }

  Scratch folder;

 private:
  void openssl(const std::string& arguments) const {
    REQUIRE(shell("cd '" + folder.text() + "' && openssl " + arguments + " >>log 2>&1") == 0);
  }
};

// Making RSA keys takes seconds: once for all tests.
inline Pki& pki() {
  static Pki made;
  return made;
}

} // namespace foyer::test
