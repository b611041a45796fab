// SPDX-License-Identifier: EUPL-1.2
#include "card.hpp"

#include <app/config.hpp>
#include <base/clock.hpp>
#include <card_pcsc/pcsc_reader.hpp>
#include <eid/faces.hpp>
#include <imaging/document.hpp>
#include <imaging/face.hpp>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

namespace foyer::ctl {

namespace {

using Clock = std::chrono::steady_clock;

// Counts what goes over the line, by step.
class Meter final : public api::ApduChannel {
 public:
  Meter(std::unique_ptr<api::ApduChannel> channel, std::vector<StepCost>& steps)
      : channel_(std::move(channel)), steps_(steps) {}

  Result<Bytes> transmit(ByteView command) override {
    auto answer = channel_->transmit(command);
    if (!steps_.empty()) {
      StepCost& now = steps_.back();
      ++now.apdus;
      now.sent += command.size();
      now.received += answer ? answer->size() : 0;
    }
    return answer;
  }
  [[nodiscard]] bool extended_length() const override { return channel_->extended_length(); }
  [[nodiscard]] api::ReaderFunctions* own_functions() override { return channel_->own_functions(); }

  void begin(std::string step) {
    end();
    steps_.push_back({std::move(step)});
    began_ = Clock::now();
  }
  void end() {
    if (!steps_.empty() && steps_.back().time.count() == 0)
      steps_.back().time =
          std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_);
  }

 private:
  std::unique_ptr<api::ApduChannel> channel_;
  std::vector<StepCost>& steps_;
  Clock::time_point began_;
};

// Bad arguments have a code of their own to end with.
Failure usage(const char* what) {
  return fail(FailureCode::malformed, what);
}

// A secret as given: itself, or from where nobody sees it in the list of processes. From standard
// input each secret is a line of its own, in the order can, mrz, document, birth, expiry.
Result<std::string> secret_of(const std::string& given) {
  int descriptor = -1;
  if (given == "-") {
    descriptor = STDIN_FILENO;
  } else if (given.starts_with("fd:")) {
    const char* const end = given.data() + given.size();
    const auto [at, error] = std::from_chars(given.data() + 3, end, descriptor);
    if (error != std::errc{} || at != end || descriptor < 0)
      return usage("fd:N wants a number");
  } else {
    return given;
  }
  // Byte by byte: what follows the line belongs to the next secret.
  std::string line;
  char c = 0;
  while (line.size() < 200) {
    const ssize_t got = ::read(descriptor, &c, 1);
    if (got < 0) {
      wipe(line);
      return usage("the file descriptor cannot be read");
    }
    if (got == 0 || c == '\n')
      break;
    line.push_back(c);
  }
  return line;
}

// A zone through one line "-" is given in two or three.
Result<std::string> zone_of(const std::vector<std::string>& lines) {
  std::string zone;
  if (lines.size() == 1 && (lines[0] == "-" || lines[0].starts_with("fd:"))) {
    while (zone.size() < 72 || (zone.size() < 90 && zone.size() % 30 == 0)) {
      FOYER_TRY(std::string line, secret_of(lines[0]));
      const std::string clean = eid::zone_of_lines(line);
      wipe(line);
      if (clean.empty())
        break;
      zone += clean;
    }
  } else {
    for (const std::string& line : lines)
      zone += eid::zone_of_lines(line);
  }
  return zone;
}

// 1988-03-14 or 880314.
Result<std::string> zone_date(std::string text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-')
    text = text.substr(2, 2) + text.substr(5, 2) + text.substr(8, 2);
  if (text.size() != 6)
    return usage("a date is YYYY-MM-DD or YYMMDD");
  return text;
}

Result<eid::AccessKeys> keys_of(const CardOptions& options) {
  eid::AccessKeys keys;
  if (!options.can.empty()) {
    FOYER_TRY(std::string digits, secret_of(options.can));
    auto can = eid::Can::parse(digits);
    wipe(digits);
    if (!can)
      return usage("--can wants six digits");
    keys.can = eid::Password::from_can(*can);
  }
  if (!options.mrz.empty()) {
    FOYER_TRY(std::string zone, zone_of(options.mrz));
    auto mrz = eid::Mrz::parse(zone);
    wipe(zone);
    if (!mrz)
      return usage("--mrz wants the lines of a zone: 3 of 30, 2 of 36 or 2 of 44 characters");
    keys.mrz = eid::Password::from_mrz(*mrz);
    mrz->wipe();
  }
  if (!options.document.empty()) {
    FOYER_TRY(const std::string number, secret_of(options.document));
    FOYER_TRY(std::string birth, secret_of(options.birth));
    FOYER_TRY(birth, zone_date(std::move(birth)));
    FOYER_TRY(std::string expiry, secret_of(options.expiry));
    FOYER_TRY(expiry, zone_date(std::move(expiry)));
    auto password = eid::Password::from_mrz_fields(eid::zone_of_lines(number), birth, expiry);
    if (!password)
      return usage("number and dates hold letters of a zone only");
    keys.mrz = std::move(*password);
  }
  if (!keys.can && !keys.mrz)
    return usage("one of --can, --mrz, --document is needed to open a chip");
  return keys;
}

Result<eid::TrustList> trust_of(const CardOptions& options, const std::string& config) {
  if (!options.trust.empty())
    return eid::TrustList::load(options.trust);
  if (std::filesystem::exists(config)) {
    FOYER_TRY(const app::Config read, app::load_config(config));
    return eid::TrustList::load(read.card.trust_list);
  }
  return eid::TrustList();
}

// As JPEG, whatever the chip holds; readable by its owner only, and nothing is written over.
Status write_face(const eid::DocumentReading& reading, const std::string& file) {
  if (reading.ef_dg2.reveal().empty())
    return fail(FailureCode::card_unsupported, "this document gives no face");
  FOYER_TRY(const auto faces, eid::parse_faces(reading.ef_dg2.reveal()));
  if (faces.empty())
    return fail(FailureCode::card_data_malformed, "no face in DG2");
  FOYER_TRY(const auto face, imaging::decode_face(faces.front().image));
  api::Page page;
  page.width = face.width;
  page.height = face.height;
  for (std::size_t i = 0; i < face.rgba.size(); ++i)
    if (i % 4 != 3)
      page.pixels.push_back(face.rgba[i]);
  FOYER_TRY(Bytes jpeg, imaging::to_jpeg(page, 92));
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fail(FailureCode::io_failed, "the face's file is there already or cannot be made");
  std::size_t written = 0;
  while (written < jpeg.size()) {
    const ssize_t part = ::write(descriptor, jpeg.data() + written, jpeg.size() - written);
    if (part <= 0)
      break;
    written += static_cast<std::size_t>(part);
  }
  const bool whole = ::close(descriptor) == 0 && written == jpeg.size();
  wipe(jpeg);
  return whole ? success() : fail(FailureCode::io_failed, "the face's file");
}

CardExit exit_of(const Failure& failure) {
  switch (failure.code) {
  case FailureCode::malformed: return CardExit::usage;
  case FailureCode::reader_missing:
  case FailureCode::reader_busy: return CardExit::no_reader;
  case FailureCode::card_absent: return CardExit::no_card;
  case FailureCode::card_mute: return CardExit::mute;
  case FailureCode::can_wrong: return CardExit::wrong_password;
  case FailureCode::card_removed: return CardExit::card_left;
  case FailureCode::card_unsupported:
  case FailureCode::card_refused:
  case FailureCode::card_data_malformed:
  case FailureCode::secure_messaging_broken:
  case FailureCode::image_malformed:
  case FailureCode::page_too_large: return CardExit::unreadable;
  default: return CardExit::trouble;
  }
}

const char* advice_on(FailureCode code) {
  switch (code) {
  case FailureCode::reader_missing: return "no such reader: is it plugged in, does pcscd run?";
  case FailureCode::reader_busy: return "another program holds the reader";
  case FailureCode::card_absent: return "no card lies on the reader";
  case FailureCode::card_mute:
    return "something lies there that does not answer: turned over, several cards, no chip?";
  case FailureCode::can_wrong: return "the card does not accept this number or zone";
  case FailureCode::card_removed: return "the card was taken away while it was read";
  case FailureCode::card_unsupported: return "no travel document, or no way in that we speak";
  case FailureCode::card_refused: return "the card refuses";
  case FailureCode::card_data_malformed: return "the card's data is not what Doc 9303 says";
  case FailureCode::secure_messaging_broken: return "an answer's protection is wrong or missing";
  case FailureCode::trust_list_broken: return "the trust table cannot be read";
  default: return "it did not work";
  }
}

CardExit exit_of(eid::Genuine genuine) {
  switch (genuine) {
  case eid::Genuine::yes: return CardExit::authentic;
  case eid::Genuine::signer_unknown: return CardExit::signer_unknown;
  case eid::Genuine::no: return CardExit::doubtful;
  }
  return CardExit::doubtful;
}

Result<eid::DocumentReading> read(const CardOptions& options, const std::string& config,
                                  std::vector<StepCost>& steps) {
  FOYER_TRY(const eid::AccessKeys keys, keys_of(options));
  FOYER_TRY(const eid::TrustList trust, trust_of(options, config));
  card_pcsc::PcscReader reader({.reader_name = options.reader});
  steps.push_back({"connecting"});
  const auto began = Clock::now();
  FOYER_TRY(auto channel, reader.connect({}));
  steps.back().time = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
  Meter meter(std::move(channel), steps);
  const eid::ReadOptions how{
      .situation = options.face.empty() ? eid::Situation::visit : eid::Situation::staff_step,
      .terminal = "foyerctl",
      .progress = [&](eid::ReadStep step) { meter.begin(std::string(name(step))); }};
  auto reading = eid::read_document(meter, keys, trust, system_clock().wall(), how);
  meter.end();
  return reading;
}

int read_card(const CardOptions& options, const std::string& config) {
  std::vector<StepCost> steps;
  auto reading = read(options, config, steps);
  std::optional<Failure> failure;
  if (!reading)
    failure = reading.failure();
  else if (!options.face.empty())
    if (const Status written = write_face(*reading, options.face); !written)
      failure = written.failure();
  if (options.json) {
    std::string text =
        card_as_json(reading ? &*reading : nullptr, steps, failure ? &*failure : nullptr);
    std::fputs(text.c_str(), stdout);
    wipe(text);
  } else if (reading) {
    std::string text = card_as_text(*reading, steps);
    std::fputs(text.c_str(), stdout);
    wipe(text);
  }
  if (failure) {
    std::fprintf(stderr, "foyerctl: %s (%s%s%s)\n", advice_on(failure->code),
                 std::string(name(failure->code)).c_str(), failure->detail.empty() ? "" : ": ",
                 failure->detail.c_str());
    return static_cast<int>(exit_of(*failure));
  }
  const CardExit code = exit_of(reading->genuine());
  reading->wipe();
  return static_cast<int>(code);
}

} // namespace

void add_card(CLI::App& cli, CardOptions& options, const std::string& config,
              std::function<int()>& verb) {
  auto* card = cli.add_subcommand("card", "travel documents and residence titles");
  card->require_subcommand(1);
  auto* read = card->add_subcommand("read", "read the document that lies on a reader");
  read->add_option("--reader", options.reader, "a part of the reader's name (the first reader)");
  auto* can = read->add_option("--can", options.can, "the six digits printed on the card");
  auto* mrz = read->add_option("--mrz", options.mrz, "the lines of its machine-readable zone")
                  ->expected(1, 3);
  auto* document = read->add_option("--document", options.document,
                                    "its number, with --birth and "
                                    "--expiry");
  auto* birth = read->add_option("--birth", options.birth, "date of birth, YYYY-MM-DD or YYMMDD");
  auto* expiry = read->add_option("--expiry", options.expiry, "date of expiry, the same");
  document->needs(birth)->needs(expiry)->excludes(mrz);
  birth->needs(document);
  expiry->needs(document);
  (void)can;
  read->add_option("--trust", options.trust, "trust table (the configuration's, else nobody)");
  read->add_option("--staff-face", options.face,
                   "write a passport's face there as JPEG; only for staff who look at the person");
  read->add_flag("--json", options.json, "one JSON object, keys as in kiosk/ctl/CARD.md");
  read->footer("Secrets need not stand on the command line: \"-\" takes a line of standard input,\n"
               "\"fd:N\" a line of a file descriptor. The output is about a person: it goes to\n"
               "standard output and nowhere else.\n"
               "Ends with 0 authentic, 1 in doubt, 2 wrong usage, 3 signer unknown, 4 no reader,\n"
               "5 no card, 6 mute card, 7 wrong number or zone, 8 card taken away, 9 unreadable,\n"
               "10 other trouble.");
  read->callback([&verb, &options, &config] {
    verb = [&options, &config] { return read_card(options, config); };
  });
}

} // namespace foyer::ctl
