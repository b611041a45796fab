// SPDX-License-Identifier: EUPL-1.2
#include "case.hpp"

#include "hidden_line.hpp"
#include "opened_store.hpp"

#include <app/case_lookup.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>

#include <unistd.h>

namespace foyer::ctl {

namespace {

const char* in_words(visit::CaseMessage::Kind kind) {
  switch (kind) {
  case visit::CaseMessage::Kind::question: return "question";
  case visit::CaseMessage::Kind::message: return "message";
  case visit::CaseMessage::Kind::answer: return "answer";
  }
  return "message";
}

std::string in_words(const visit::CaseNotOpened& refused) {
  using Why = visit::CaseNotOpened::Why;
  switch (refused.why) {
  case Why::mistyped: return "number or code is mistyped";
  case Why::unknown: return "no such number, or another code";
  case Why::locked:
    return "too many wrong codes, wait " + std::to_string(refused.wait.count()) + " s";
  case Why::line_down: return "not known here, and the office cannot be asked";
  case Why::no_code: // of a scanned receipt, and none is scanned here
  case Why::failed: return "failed; the agent's log says why";
  }
  return "failed";
}

void print(const visit::Case& opened, bool messages) {
  std::printf("number  %s\ncase    %s\nasked   %s\n", opened.number.c_str(),
              opened.case_number.empty() ? "-" : opened.case_number.c_str(),
              opened.current ? "the office" : "this terminal only");
  for (const auto& step : opened.steps)
    std::printf("%-21s %s\n", to_rfc3339(step.at).c_str(), std::string(name(step.state)).c_str());
  for (const auto& message : opened.messages) {
    std::printf("%-21s %s %s%s%s\n", to_rfc3339(message.at).c_str(), in_words(message.kind),
                message.id.c_str(), message.answered ? " answered" : "",
                message.on_its_way ? " on its way" : "");
    if (messages && !message.text.reveal().empty())
      std::printf("    %s\n", message.text.reveal().c_str());
  }
}

} // namespace

void add_case(CLI::App& cli, CaseOptions& options) {
  auto* show = cli.add_subcommand("case", "a case by number and code")
                   ->require_subcommand(1)
                   ->add_subcommand("show", "how far it is, and when what was written");
  show->add_option("NUMBER", options.number, "the receipt number")->required();
  show->add_option("--code", options.code, "the receipt's code (asked for)");
  show->add_flag("--messages", options.messages, "also what was written: personal");
}

Status show_case(const app::Config& config, const CaseOptions& options) {
  std::stop_source stop;
  const Interrupts interrupts(stop);
  Secret code(options.code);
  if (code.empty()) {
    FOYER_TRY(code, read_hidden_line(STDIN_FILENO, "code: ", stop.get_token()));
  }
  const auto known_here = [&](const store::ReceiptNumber& number,
                              ByteView verifier) -> Result<store::FoundCase> {
    // A terminal that never filed can ask about cases, too.
    if (!std::filesystem::exists(config.terminal.data_dir / "foyer.db"))
      return store::FoundCase{};
    FOYER_TRY(auto store, open_store(config));
    return store.find_case(number, verifier);
  };
  const auto reply = app::look_up_case(agent::Client(config.agent.socket), known_here,
                                       options.number, code, stop.get_token());
  if (const auto* refused = std::get_if<visit::CaseNotOpened>(&reply))
    return fail(refused->why == visit::CaseNotOpened::Why::line_down ? FailureCode::line_down
                                                                     : FailureCode::malformed,
                in_words(*refused));
  print(std::get<visit::Case>(reply), options.messages);
  return success();
}

} // namespace foyer::ctl
