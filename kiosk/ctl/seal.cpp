// SPDX-License-Identifier: EUPL-1.2
#include "seal.hpp"

#include "outcome.hpp"

#include <base/whole_file.hpp>
#include <seal/filing_seal.hpp>
#include <seal/osci_message.hpp>

#include <cstdio>
#include <fstream>

namespace foyer::ctl {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t step_bytes = std::size_t{1} << 20;
constexpr const char* author_name = "foyerctl";

std::string media_type_of(const fs::path& file) {
  const std::string ending = file.extension().string();
  if (ending == ".pdf")
    return "application/pdf";
  if (ending == ".jpg" || ending == ".jpeg")
    return "image/jpeg";
  if (ending == ".png")
    return "image/png";
  return "application/octet-stream";
}

// Hands the file on in steps, so that its size does not matter.
template <class Take> Status read_in_steps(const fs::path& file, Take take) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return fail(FailureCode::io_failed, "cannot read " + file.string());
  Bytes step(step_bytes);
  while (in) {
    in.read(reinterpret_cast<char*>(step.data()), static_cast<std::streamsize>(step.size()));
    const auto got = static_cast<std::size_t>(in.gcount());
    if (got > 0)
      FOYER_CHECK(take(ByteView(step).first(got)));
  }
  return in.eof() ? success()
                  : Status(fail(FailureCode::io_failed, "cannot read " + file.string()));
}

class File {
 public:
  explicit File(fs::path file) : path_(std::move(file)), out_(path_, std::ios::binary) {}
  Status write(ByteView bytes) {
    out_.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    return out_ ? success()
                : Status(fail(FailureCode::io_failed, "cannot write " + path_.string()));
  }
  Status close() {
    out_.close();
    return out_ ? success()
                : Status(fail(FailureCode::io_failed, "cannot write " + path_.string()));
  }
  [[nodiscard]] seal::PartSink sink() {
    return [this](ByteView piece) { return write(piece); };
  }

 private:
  fs::path path_;
  std::ofstream out_;
};

struct Part {
  std::string id;
  fs::path file;
};

Status seal_one(seal::FilingSeal& seal, const fs::path& plain, const Part& part) {
  File out(part.file);
  FOYER_CHECK(seal.begin_attachment(part.id, media_type_of(plain), out.sink()));
  FOYER_CHECK(read_in_steps(plain, [&](ByteView step) { return seal.update(step); }));
  FOYER_TRY(const std::string tag, seal.end_attachment());
  std::printf("%s %s\n", part.id.c_str(), tag.c_str());
  return out.close();
}

// The parts as they are delivered, joined to the one message that OSCI's own libraries load.
Status join(const SealOptions& options, const fs::path& envelope, const std::vector<Part>& parts) {
  FOYER_TRY(const auto message, seal::OsciMessage::begin());
  File out(options.out / "message.mime");
  const auto take = [&](ByteView bytes) { return out.write(bytes); };
  FOYER_CHECK(take(as_bytes(message.envelope_head(fs::file_size(envelope)))));
  FOYER_CHECK(read_in_steps(envelope, take));
  for (const Part& part : parts) {
    const std::string head = message.attachment_head(
        seal::osci_content_id(options.reference, part.id), fs::file_size(part.file));
    FOYER_CHECK(take(as_bytes(head)));
    FOYER_CHECK(read_in_steps(part.file, take));
  }
  FOYER_CHECK(take(as_bytes(message.end())));
  return out.close();
}

Status seal_all(const SealOptions& options) {
  const auto profile = seal::profile_called(options.profile);
  if (!profile)
    return fail(FailureCode::config_broken, "no profile " + options.profile);
  const WallTime now = system_clock().wall();
  FOYER_TRY(const Bytes certificate, read_whole_file(options.to));
  FOYER_TRY(const auto office, seal::OfficeCertificate::vouched_for(as_text(certificate), now));
  std::optional<seal::AuthorKey> author;
  if (*profile == seal::Profile::osci && options.author.empty()) {
    FOYER_TRY(author, seal::AuthorKey::generate(author_name, now));
  } else if (*profile == seal::Profile::osci) {
    FOYER_TRY(author, seal::AuthorKey::load_or_generate(options.author, author_name, now));
  }
  FOYER_TRY(const auto seal,
            seal::open_seal(*profile, office, author ? &*author : nullptr, options.reference));

  std::error_code error;
  fs::create_directories(options.out, error);
  const std::string ending = *profile == seal::Profile::osci ? ".part" : ".jwe";
  std::vector<Part> parts;
  for (const fs::path& plain : options.attachments) {
    const std::string id = "a" + std::to_string(parts.size() + 1);
    parts.push_back({id, options.out / (id + ending)});
    FOYER_CHECK(seal_one(*seal, plain, parts.back()));
  }
  FOYER_TRY(const Bytes container, read_whole_file(options.container));
  const fs::path sealed = options.out / ("container" + ending);
  File out(sealed);
  FOYER_TRY(const std::string tag, seal->seal_container(container, "application/xml", out.sink()));
  FOYER_CHECK(out.close());
  std::printf("container %s\n", tag.c_str());
  if (*profile == seal::Profile::jwe)
    return success();
  FOYER_CHECK(join(options, sealed, parts));
  fs::remove(sealed, error);
  for (const Part& part : parts)
    fs::remove(part.file, error);
  return success();
}

} // namespace

bool seal(const SealOptions& options) {
  return told(seal_all(options));
}

} // namespace foyer::ctl
