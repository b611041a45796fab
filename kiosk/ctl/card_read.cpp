// SPDX-License-Identifier: EUPL-1.2
#include "card.hpp"
#include "hidden_line.hpp"

#include <app/config.hpp>
#include <base/clock.hpp>
#include <card_pcsc/pcsc_reader.hpp>

#include <charconv>
#include <cstdio>
#include <filesystem>

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

// Of which nothing is left behind.
struct Wiped {
  std::string text;
  Wiped() { text.reserve(256); } // never moved while it grows
  explicit Wiped(std::string own) : text(std::move(own)) {}
  ~Wiped() { wipe(text); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
};

bool comes_over_a_line(const std::string& given) {
  return given == "-" || given.starts_with("fd:");
}

// A secret as given: itself, or from where nobody sees it in the list of processes. From standard
// input each secret is a line of its own, in the order can, mrz, document, birth, expiry.
Result<Secret> secret_of(const std::string& given, const char* what, const std::stop_token& stop) {
  if (!comes_over_a_line(given))
    return Secret(std::string_view(given));
  int descriptor = STDIN_FILENO;
  if (given != "-") {
    const char* const end = given.data() + given.size();
    const auto [at, error] = std::from_chars(given.data() + 3, end, descriptor);
    if (error != std::errc{} || at != end || descriptor < 0)
      return usage("fd:N wants a number");
  }
  auto line = read_hidden_line(descriptor, what, stop);
  if (!line && line.failure().code == FailureCode::io_failed)
    return usage("the file descriptor cannot be read");
  if (!line && !stop.stop_requested())
    return Secret(); // the input has ended
  return line;
}

// A zone through one line "-" is given in two or three.
Status read_zone(const std::vector<std::string>& lines, const std::stop_token& stop,
                 std::string& zone) {
  if (lines.size() != 1 || !comes_over_a_line(lines[0])) {
    for (const std::string& line : lines)
      zone += Wiped(eid::zone_of_lines(line)).text;
    return success();
  }
  while (zone.size() < 72 || (zone.size() < 90 && zone.size() % 30 == 0)) {
    FOYER_TRY(const Secret line, secret_of(lines[0], "zone, a line", stop));
    const Wiped clean(eid::zone_of_lines(as_text(line.reveal())));
    if (clean.text.empty())
      break;
    zone += clean.text;
  }
  return success();
}

// 1988-03-14 or 880314.
Result<Secret> read_date(const std::string& given, const char* what, const std::stop_token& stop) {
  FOYER_TRY(Secret typed, secret_of(given, what, stop));
  const std::string_view text = as_text(typed.reveal());
  if (text.size() == 6)
    return typed;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-')
    return usage("a date is YYYY-MM-DD or YYMMDD");
  Wiped short_one;
  for (const std::size_t part : {2U, 5U, 8U})
    short_one.text += text.substr(part, 2);
  return Secret(std::string_view(short_one.text));
}

Result<eid::AccessKeys> keys_of(const CardOptions& options, const std::stop_token& stop) {
  eid::AccessKeys keys;
  if (!options.can.empty()) {
    FOYER_TRY(const Secret digits, secret_of(options.can, "CAN", stop));
    const auto can = eid::Can::parse(as_text(digits.reveal()));
    if (!can)
      return usage("--can wants six digits");
    keys.can = eid::Password::from_can(*can);
  }
  if (!options.mrz.empty()) {
    Wiped zone;
    FOYER_CHECK(read_zone(options.mrz, stop, zone.text));
    auto mrz = eid::Mrz::parse(zone.text);
    if (!mrz)
      return usage("--mrz wants the lines of a zone: 3 of 30, 2 of 36 or 2 of 44 characters");
    keys.mrz = eid::Password::from_mrz(*mrz);
    mrz->wipe();
  }
  if (!options.document.empty()) {
    FOYER_TRY(const Secret typed, secret_of(options.document, "document number", stop));
    const Wiped number(eid::zone_of_lines(as_text(typed.reveal())));
    FOYER_TRY(const Secret birth, read_date(options.birth, "date of birth", stop));
    FOYER_TRY(const Secret expiry, read_date(options.expiry, "date of expiry", stop));
    auto password = eid::Password::from_mrz_fields(number.text, as_text(birth.reveal()),
                                                   as_text(expiry.reveal()));
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
  case FailureCode::secure_messaging_broken: return CardExit::unreadable;
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
                                  const std::stop_token& stop, std::vector<StepCost>& steps) {
  FOYER_TRY(const eid::AccessKeys keys, keys_of(options, stop));
  FOYER_TRY(const eid::TrustList trust, trust_of(options, config));
  card_pcsc::PcscReader reader({.ours = {.name = options.reader}});
  steps.push_back({"connecting"});
  const auto began = Clock::now();
  FOYER_TRY(auto channel, reader.connect(stop));
  steps.back().time = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
  Meter meter(std::move(channel), steps);
  const eid::ReadOptions how{
      .situation = eid::Situation::visit, // a technician at a command line is no staff step
      .terminal = "foyerctl",
      .progress = [&](eid::ReadStep step) { meter.begin(std::string(name(step))); }};
  auto reading = eid::read_document(meter, keys, trust, system_clock().wall(), how);
  meter.end();
  return reading;
}

void print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
}

int read_card(const CardOptions& options, const std::string& config) {
  std::stop_source stop;
  const Interrupts interrupts(stop);
  std::vector<StepCost> steps;
  auto reading = read(options, config, stop.get_token(), steps);
  if (!reading) {
    const Failure& failure = reading.failure();
    if (options.json)
      print(card_as_json(nullptr, steps, &failure));
    std::fprintf(stderr, "foyerctl: %s (%s%s%s)\n", advice_on(failure.code),
                 std::string(name(failure.code)).c_str(), failure.detail.empty() ? "" : ": ",
                 failure.detail.c_str());
    return static_cast<int>(exit_of(failure));
  }
  {
    const Wiped report(options.json ? card_as_json(&*reading, steps, nullptr)
                                    : card_as_text(*reading, steps));
    print(report.text);
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
  read->add_option("--can", options.can, "the six digits printed on the card");
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
  read->add_option("--trust", options.trust, "trust table (the configuration's, else nobody)");
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
