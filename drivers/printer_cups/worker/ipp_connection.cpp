// SPDX-License-Identifier: EUPL-1.2
#include "ipp_connection.hpp"

#include <base/unique_handle.hpp>

#include <arpa/inet.h>
#include <array>
#include <cups/cups.h>
#include <string_view>

namespace foyer::printer_cups {

namespace {

using Http = UniqueHandle<http_t, httpClose>;
using Ipp = UniqueHandle<ipp_t, ippDelete>;
using SteadyClock = std::chrono::steady_clock;

// How often a blocked call looks whether it shall stop.
constexpr double look_every_seconds = 0.05;

struct Address {
  std::string host;
  int port = 0;
  std::string resource;
  bool encrypted = false;
};

Result<Address> parse_uri(const std::string& uri) {
  std::array<char, 32> scheme{};
  std::array<char, 256> user{};
  std::array<char, 256> host{};
  std::array<char, 1024> resource{};
  Address address;
  const auto status = httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(),
                                      scheme.size(), user.data(), user.size(), host.data(),
                                      host.size(), &address.port, resource.data(), resource.size());
  address.host = host.data();
  address.resource = resource.data();
  address.encrypted = std::string_view(scheme.data()) == "ipps";
  if (status < HTTP_URI_STATUS_OK ||
      (!address.encrypted && std::string_view(scheme.data()) != "ipp"))
    return fail(FailureCode::printer_missing, "printer URI is not ipp: or ipps:");
  // The terminal talks to nothing beyond its own machine; a spooler there may.
  in_addr v4{};
  const bool loopback =
      address.host == "localhost" || address.host == "::1" || address.host == "[::1]" ||
      (address.host.starts_with("127.") && ::inet_pton(AF_INET, address.host.c_str(), &v4) == 1);
  if (!loopback)
    return fail(FailureCode::printer_missing, "printer URI is not on this machine");
  return address;
}

// libcups would ask for a password on the terminal it was started from.
const char* no_password(const char*, http_t*, const char*, const char*, void*) {
  return nullptr;
}

} // namespace

struct IppConnection::State {
  IppConfig config;
  std::stop_token stop;
  Address address;
  Http http;
  SteadyClock::time_point deadline;

  // Called by libcups each time a read or write has waited for look_every_seconds.
  static int keep_waiting(http_t*, void* self) {
    const State& state = *static_cast<State*>(self);
    return !state.stop.stop_requested() && SteadyClock::now() < state.deadline ? 1 : 0;
  }

  void begin() { deadline = SteadyClock::now() + config.answer_limit; }

  [[nodiscard]] Failure no_answer() const {
    if (stop.stop_requested())
      return fail(FailureCode::cancelled);
    const char* const why = cupsLastErrorString(); // null: libcups has no words for it
    return fail(FailureCode::printer_missing, why != nullptr ? why : "no answer");
  }

  [[nodiscard]] Ipp request(ipp_op_t operation) const {
    Ipp ipp(ippNewRequest(operation));
    ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                 config.uri.c_str());
    ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                 config.user.c_str());
    return ipp;
  }

  [[nodiscard]] Ipp job_request(ipp_op_t operation, int job) const {
    Ipp ipp(ippNewRequest(operation));
    ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                 config.uri.c_str());
    ippAddInteger(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                 config.user.c_str());
    return ipp;
  }

  // Sends a request, with a document behind it if there is one, and reads the answer. The answer
  // may be an IPP error: see refused().
  Result<Ipp> exchange(Ipp ipp, ByteView document = {}) {
    begin();
    const std::size_t length = ippLength(ipp.get()) + document.size();
    http_status_t status = cupsSendRequest(http.get(), ipp.get(), address.resource.c_str(), length);
    if (status == HTTP_STATUS_CONTINUE && !document.empty())
      status = cupsWriteRequestData(http.get(), reinterpret_cast<const char*>(document.data()),
                                    document.size());
    if (status != HTTP_STATUS_CONTINUE && status != HTTP_STATUS_OK)
      return no_answer();
    Ipp answer(cupsGetResponse(http.get(), address.resource.c_str()));
    if (!answer)
      return no_answer();
    return answer;
  }

  static Status check(const Ipp& answer) {
    const ipp_status_t status = ippGetStatusCode(answer.get());
    if (status <= IPP_STATUS_OK_EVENTS_COMPLETE)
      return success();
    return fail(FailureCode::printer_stopped, ippErrorString(status));
  }
};

IppConnection::IppConnection(std::unique_ptr<State> state) : state_(std::move(state)) {}
IppConnection::IppConnection(IppConnection&&) noexcept = default;
IppConnection::~IppConnection() = default;

Result<IppConnection> IppConnection::open(const IppConfig& config, std::stop_token stop) {
  auto state = std::make_unique<State>();
  state->config = config;
  state->stop = std::move(stop);
  FOYER_TRY(state->address, parse_uri(config.uri));
  cupsSetPasswordCB2(no_password, nullptr);
  state->begin();
  state->http.reset(
      httpConnect2(state->address.host.c_str(), state->address.port, nullptr, AF_UNSPEC,
                   state->address.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED,
                   1, static_cast<int>(config.answer_limit.count()), nullptr));
  if (!state->http)
    return state->no_answer();
  httpSetTimeout(state->http.get(), look_every_seconds, State::keep_waiting, state.get());
  return IppConnection(std::move(state));
}

Result<PrinterState> IppConnection::printer_state() {
  Ipp ipp = state_->request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  constexpr std::array<const char*, 5> wanted{"printer-state", "printer-state-reasons",
                                              "printer-is-accepting-jobs",
                                              "document-format-supported", "media-supported"};
  ippAddStrings(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                static_cast<int>(wanted.size()), nullptr, wanted.data());
  FOYER_TRY(const Ipp answer, state_->exchange(std::move(ipp)));
  FOYER_CHECK(State::check(answer));

  const auto has = [&answer](const char* attribute, std::string_view value) {
    ipp_attribute_t* const found = ippFindAttribute(answer.get(), attribute, IPP_TAG_ZERO);
    return found != nullptr && ippContainsString(found, std::string(value).c_str()) != 0;
  };
  PrinterState printer;
  if (auto* const found = ippFindAttribute(answer.get(), "printer-state", IPP_TAG_ENUM))
    printer.state = ippGetInteger(found, 0);
  if (auto* const found =
          ippFindAttribute(answer.get(), "printer-is-accepting-jobs", IPP_TAG_BOOLEAN))
    printer.accepting_jobs = ippGetBoolean(found, 0) != 0;
  if (auto* const found = ippFindAttribute(answer.get(), "printer-state-reasons", IPP_TAG_KEYWORD))
    for (int i = 0; i < ippGetCount(found); ++i)
      printer.reasons.emplace_back(ippGetString(found, i, nullptr));
  printer.takes_pdf = has("document-format-supported", "application/pdf");
  printer.has_a4 = has("media-supported", "iso_a4_210x297mm");
  return printer;
}

Result<std::optional<int>> IppConnection::create_job(std::string_view title, bool a4) {
  Ipp ipp = state_->request(IPP_OP_CREATE_JOB);
  ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr,
               std::string(title).c_str());
  if (a4)
    ippAddString(ipp.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, "iso_a4_210x297mm");
  ippAddString(ipp.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
  FOYER_TRY(const Ipp answer, state_->exchange(std::move(ipp)));
  if (ippGetStatusCode(answer.get()) == IPP_STATUS_ERROR_BUSY)
    return std::optional<int>();
  FOYER_CHECK(State::check(answer));
  ipp_attribute_t* const id = ippFindAttribute(answer.get(), "job-id", IPP_TAG_INTEGER);
  if (id == nullptr)
    return fail(FailureCode::printer_stopped, "no job-id");
  return std::optional<int>(ippGetInteger(id, 0));
}

Status IppConnection::send_document(int job, ByteView pdf) {
  Ipp ipp = state_->job_request(IPP_OP_SEND_DOCUMENT, job);
  ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
               "application/pdf");
  ippAddBoolean(ipp.get(), IPP_TAG_OPERATION, "last-document", 1);
  FOYER_TRY(const Ipp answer, state_->exchange(std::move(ipp), pdf));
  return State::check(answer);
}

Result<JobState> IppConnection::job_state(int job) {
  Ipp ipp = state_->job_request(IPP_OP_GET_JOB_ATTRIBUTES, job);
  ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nullptr,
               "job-state");
  FOYER_TRY(const Ipp answer, state_->exchange(std::move(ipp)));
  FOYER_CHECK(State::check(answer));
  JobState result;
  if (auto* const found = ippFindAttribute(answer.get(), "job-state", IPP_TAG_ENUM))
    result.state = ippGetInteger(found, 0);
  return result;
}

Status IppConnection::cancel_job(int job) {
  FOYER_TRY(const Ipp answer, state_->exchange(state_->job_request(IPP_OP_CANCEL_JOB, job)));
  return State::check(answer);
}

} // namespace foyer::printer_cups
