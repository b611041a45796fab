// SPDX-License-Identifier: EUPL-1.2
#include <base/whole_file.hpp>

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include <sys/stat.h>

using namespace foyer;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "foyer-file-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] long entries() const {
    return std::distance(fs::directory_iterator(path), fs::directory_iterator());
  }
  fs::path path;
};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("a whole file replaces what was there and leaves nothing beside it") {
  const Folder folder;
  const auto file = folder.path / "list";
  REQUIRE(write_whole_file(file, as_bytes("first and longer"), 0640).ok());
  struct stat about{};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777U & ~0640U) == 0);
  REQUIRE(write_whole_file(file, as_bytes("second"), 0640).ok());
  CHECK(content(file) == "second");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a file that is to be kept is kept") {
  const Folder folder;
  const auto file = folder.path / "key";
  REQUIRE(write_whole_file(file, as_bytes("one"), 0600, Existing::keep).ok());
  const auto again = write_whole_file(file, as_bytes("two"), 0600, Existing::keep);
  REQUIRE_FALSE(again.ok());
  CHECK(again.failure().code == FailureCode::io_failed);
  CHECK(content(file) == "one");
  CHECK(folder.entries() == 1);
}

TEST_CASE("where it cannot be written, nothing is left and the reason is told") {
  const Folder folder;
  const auto nowhere = write_whole_file(folder.path / "none" / "list", as_bytes("x"), 0644);
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.failure().detail == "list: No such file or directory");
  fs::create_directory(folder.path / "taken");
  std::ofstream(folder.path / "taken/x") << "x";
  CHECK_FALSE(write_whole_file(folder.path / "taken", as_bytes("x"), 0644).ok());
  CHECK(folder.entries() == 1);
}

TEST_CASE("a file is read as it is, and a folder is none") {
  const Folder folder;
  const std::string text(100'000, 'x');
  std::ofstream(folder.path / "long") << text;
  std::ofstream(folder.path / "empty");
  CHECK(as_text(*read_whole_file(folder.path / "long")) == text);
  CHECK(read_whole_file(folder.path / "empty")->empty());
  CHECK_FALSE(read_whole_file("/proc/self/status")->empty()); // tells no size
  CHECK(read_whole_file(folder.path).failure().code == FailureCode::io_failed);
  CHECK(read_whole_file(folder.path / "none").failure().detail ==
        "none: No such file or directory");
}
