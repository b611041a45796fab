// SPDX-License-Identifier: EUPL-1.2
#include <pages/text.hpp>

#include "await_answer.hpp"

#include <base/worker_process.hpp>
#include <pages/pixels.hpp>
#include <pages/shared_memory.hpp>
#include <pages/text_protocol.hpp>

#include <algorithm>
#include <array>
#include <sys/socket.h>

namespace foyer::pages {

namespace {

// Tesseract's names (ISO 639-2/T) of the languages of locales/ that there are models for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> models{{{"ar", "ara"},
                                                                                {"fa", "fas"},
                                                                                {"fr", "fra"},
                                                                                {"ku", "kmr"},
                                                                                {"ro", "ron"},
                                                                                {"ru", "rus"},
                                                                                {"sq", "sqi"},
                                                                                {"sr", "srp"},
                                                                                {"tr", "tur"},
                                                                                {"uk", "ukr"},
                                                                                {"vi", "vie"}}};

// German first: tesseract believes the first one where two languages are as likely.
std::vector<std::string> models_for(const std::vector<std::string>& languages) {
  std::vector<std::string> names{"deu", "eng"};
  for (const std::string& language : languages)
    for (const auto& [tag, name] : models)
      if (tag == language && std::find(names.begin(), names.end(), name) == names.end())
        names.emplace_back(name);
  return names;
}

Result<TextMessage> wait_for_message(WorkerProcess& worker, std::chrono::milliseconds limit,
                                     const std::stop_token& stop) {
  FOYER_CHECK(await_answer(worker.socket(), limit, stop));
  TextMessage message;
  if (::recv(worker.socket(), &message, sizeof message, 0) != sizeof message)
    return fail(FailureCode::io_failed, "text worker: " + worker.end());
  if (message.magic != TextMessage{}.magic || message.size > most_message_bytes)
    return fail(FailureCode::malformed, "text message");
  return message;
}

} // namespace

Result<TextLayer> TextReader::read(const api::Page& page, const std::vector<std::string>& languages,
                                   const std::stop_token& stop) const {
  FOYER_CHECK(check_shape(page));
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  std::vector<std::string> arguments{std::to_string(page.width), std::to_string(page.height),
                                     std::to_string(page.dpi), config_.models.string()};
  for (std::string& model : models_for(languages))
    arguments.push_back(std::move(model));
  FOYER_TRY(auto memory, WorkerProcess::memory_of(to_grey(page).levels));
  // One thread: the terminal shall not feel it.
  FOYER_TRY(auto worker,
            WorkerProcess::start(FailureCode::io_failed,
                                 WorkerProcess::program(config_.worker, "foyer-text-worker"),
                                 arguments, {{"OMP_THREAD_LIMIT", "1"}}, std::move(memory)));
  FOYER_TRY(const auto message, wait_for_message(worker, config_.limit, stop));
  if (message.verdict == TextVerdict::no_models)
    return fail(FailureCode::io_failed, "no model of German");
  if (message.verdict == TextVerdict::not_confined)
    return fail(FailureCode::io_failed, "text worker: not without a network");
  if (message.verdict != TextVerdict::words)
    return fail(FailureCode::io_failed, "tesseract");
  Bytes bytes(message.size);
  FOYER_CHECK(get(worker.memory(), 0, bytes));
  auto layer = parse_words(bytes, page.width, page.height);
  wipe(bytes);
  return layer;
}

} // namespace foyer::pages
