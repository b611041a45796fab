// SPDX-License-Identifier: EUPL-1.2
#include <base/log.hpp>

#include <base/clock.hpp>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace foyer {

namespace {

constexpr std::size_t rotate_at_bytes = 5 << 20;
constexpr std::size_t kept_files = 5;

struct Sink {
  std::mutex mutex;
  std::shared_ptr<spdlog::logger> logger = make(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  std::string program = "foyer";

  static std::shared_ptr<spdlog::logger> make(spdlog::sink_ptr sink) {
    auto logger = std::make_shared<spdlog::logger>("foyer", std::move(sink));
    logger->set_pattern("%v");
    logger->flush_on(spdlog::level::info);
    return logger;
  }
};

Sink& sink() {
  static Sink instance;
  return instance;
}

constexpr std::string_view level_name(LogLevel level) {
  switch (level) {
  case LogLevel::info: return "info";
  case LogLevel::warn: return "warn";
  case LogLevel::error: return "error";
  }
  return "info";
}

// Every text that arrives here is a token, a code or a checked number: nothing needs escaping.
struct FieldText {
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(std::chrono::milliseconds time) const {
    return std::to_string(time.count());
  }
  std::string operator()(FailureCode code) const { return quote(name(code)); }
  std::string operator()(Token token) const { return quote(token.text()); }
  std::string operator()(const ReceiptRef& receipt) const { return quote(receipt.text()); }
  std::string operator()(const AssistantRef& assistant) const { return quote(assistant.text()); }
  static std::string quote(std::string_view text) { return '"' + std::string(text) + '"'; }
};

} // namespace

ReceiptRef::ReceiptRef(std::string_view number) {
  const bool plain = number.size() <= 32 && std::all_of(number.begin(), number.end(), [](char c) {
                       return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
                     });
  if (plain && !number.empty())
    text_ = number;
}

AssistantRef::AssistantRef(std::string_view id) {
  const bool plain = id.size() <= 32 && std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                     });
  if (plain && !id.empty())
    text_ = id;
}

Status open_log(const std::filesystem::path& file, std::string_view program) {
  try {
    auto target = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
        file.string(), rotate_at_bytes, kept_files);
    const std::lock_guard lock(sink().mutex);
    sink().logger = Sink::make(std::move(target));
    sink().program = program;
    return success();
  } catch (const spdlog::spdlog_ex& error) {
    return fail(FailureCode::io_failed, error.what());
  }
}

void write_log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  const std::lock_guard lock(sink().mutex);
  std::string line = "{\"time\":\"" + to_rfc3339(system_clock().wall()) + "\",\"program\":\"" +
                     sink().program + "\",\"level\":\"" + std::string(level_name(level)) +
                     "\",\"event\":\"" + std::string(event) + '"';
  for (const LogField& field : fields)
    line += ",\"" + std::string(field.name) + "\":" + std::visit(FieldText{}, field.value);
  line += '}';
  sink().logger->log(spdlog::level::info, line);
}

} // namespace foyer
