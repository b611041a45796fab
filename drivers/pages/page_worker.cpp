// SPDX-License-Identifier: EUPL-1.2
#include <pages/page_worker.hpp>

#include "await_answer.hpp"
#include "page_answers.hpp"

#include <pages/pixels.hpp>
#include <pages/shared_memory.hpp>
#include <pages/text_protocol.hpp>

#include <algorithm>
#include <poll.h>

namespace foyer::pages {

// What lies in the memory, one part after the other, is told by the message.
struct Task {
  PageMessage message;
  std::vector<ByteView> parts = {};
};

namespace {

// What is wrong with a page or a file, and not with the process.
bool is_verdict(FailureCode code) {
  return code == FailureCode::image_malformed || code == FailureCode::page_too_large;
}

Task task_about(Said said, const api::Page& page) {
  Task task{{said, {}}, {page.pixels}};
  append_shape(task.message.fields, shape_of(page));
  return task;
}

bool is_whole(const Fingerprint& print) {
  return print.width > 0 && print.height > 0 &&
         print.ink.size() ==
             static_cast<std::size_t>(print.width) * static_cast<std::size_t>(print.height);
}

// Wiped when it goes.
struct Words {
  Bytes bytes;

  explicit Words(const TextLayer* text) {
    if (text == nullptr)
      return;
    for (const Word& word : text->words)
      append_word(bytes, word);
  }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  ~Words() { wipe(bytes); }
};

Status give(const Task& task, const WorkerProcess& process) {
  std::size_t offset = 0;
  for (const ByteView part : task.parts) {
    FOYER_CHECK(put(process.memory(), offset, part));
    offset += part.size();
  }
  return send(process.socket(), task.message);
}

} // namespace

Status PageWorker::start() {
  if (process_) {
    pollfd there{process_->socket(), 0, 0};
    if (::poll(&there, 1, 0) == 0)
      return success();
    process_.reset(); // it has ended while nothing was asked of it
  }
  FOYER_TRY(auto memory, WorkerProcess::memory_of({}));
  FOYER_TRY(auto process,
            WorkerProcess::start(FailureCode::io_failed,
                                 WorkerProcess::program(config_.worker, "foyer-page-worker"), {},
                                 {}, std::move(memory)));
  process_.emplace(std::move(process));
  ready_ = false;
  return success();
}

Status PageWorker::await_ready(const std::stop_token& stop) {
  if (ready_)
    return success();
  FOYER_TRY(const auto first, next(stop));
  if (first.said == Said::not_confined)
    return fail(FailureCode::io_failed, "page worker: keeps network or files");
  if (first.said != Said::ready)
    return fail(FailureCode::malformed, "page worker");
  ready_ = true;
  return success();
}

Status PageWorker::try_out() {
  FOYER_CHECK(start());
  auto ready = await_ready({});
  if (!ready)
    end();
  return ready;
}

Result<PageMessage> PageWorker::next(const std::stop_token& stop) {
  FOYER_CHECK(await_answer(process_->socket(), config_.limit, stop));
  auto message = receive(process_->socket());
  if (!message && message.failure().code == FailureCode::io_failed)
    return fail(FailureCode::io_failed, "page worker: " + process_->end());
  return message;
}

Result<PageMessage> PageWorker::attempt(const Task& task, const std::stop_token& stop) {
  FOYER_CHECK(start());
  FOYER_CHECK(await_ready(stop));
  FOYER_CHECK(give(task, *process_));
  FOYER_TRY(auto answer, next(stop));
  if (answer.said != Said::failed)
    return answer;
  ByteFields fields(answer.fields);
  const auto code = read_failure(fields);
  if (!code || !fields.ends_well())
    return fail(FailureCode::malformed, "page answer");
  return fail(*code, "page worker");
}

Result<PageMessage> PageWorker::exchange(const Task& task, const std::stop_token& stop) {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  auto answer = attempt(task, stop);
  if (!answer && !is_verdict(answer.failure().code))
    end();
  if (!answer && process_)
    clear(process_->memory());
  return answer;
}

template <class T> Result<T> PageWorker::settled(Result<T> taken) {
  if (taken)
    clear(process_->memory());
  else
    end();
  return taken;
}

Result<PreparedPage> PageWorker::prepare(const api::Page& page, bool may_cut,
                                         std::span<const Fingerprint* const> known,
                                         const std::stop_token& stop) {
  FOYER_CHECK(check_shape(page));
  Task task = task_about(Said::prepare, page);
  std::vector<const Fingerprint*> prints;
  for (const Fingerprint* print : known)
    if (is_whole(*print) && prints.size() < most_known)
      prints.push_back(print);
  Bytes& fields = task.message.fields;
  append_bool(fields, may_cut);
  append_little(fields, prints.size(), 2);
  for (const Fingerprint* print : prints) {
    append_sides(fields, print->width, print->height);
    task.parts.emplace_back(print->ink);
  }
  FOYER_TRY(const auto answer, exchange(task, stop));
  return settled(take_prepared(answer, process_->memory(), shape_of(page)));
}

Result<Fingerprint> PageWorker::fingerprint(const api::Page& page, const std::stop_token& stop) {
  FOYER_CHECK(check_shape(page));
  FOYER_TRY(const auto answer, exchange(task_about(Said::fingerprint, page), stop));
  return settled(take_print(answer, process_->memory()));
}

Result<std::vector<Code>> PageWorker::read_codes(const api::Page& page, CodesWanted wanted,
                                                 const std::stop_token& stop) {
  FOYER_CHECK(check_shape(page));
  Task task = task_about(Said::codes, page);
  append_bool(task.message.fields, wanted == CodesWanted::all);
  FOYER_TRY(const auto answer, exchange(task, stop));
  return settled(take_codes(answer, process_->memory()));
}

Result<std::optional<PrintedZone>> PageWorker::read_zone(const api::Page& page,
                                                         const std::stop_token& stop) {
  FOYER_CHECK(check_shape(page));
  FOYER_TRY(const auto answer, exchange(task_about(Said::zone, page), stop));
  return settled(take_zone(answer, process_->memory()));
}

Result<Preview> PageWorker::decode_face(ByteView image, const std::stop_token& stop) {
  Task task{{Said::face, {}}, {image}};
  append_little(task.message.fields, image.size(), 8);
  FOYER_TRY(const auto answer, exchange(task, stop));
  return settled(take_face(answer, process_->memory()));
}

// The worker asks for each sheet, and for those that are one JPEG again at each quality; more than
// that is no work.
Result<Bytes> PageWorker::to_pdf(std::span<const Sheet> sheets, const std::stop_token& stop,
                                 const PdfLimits& limits) {
  constexpr std::size_t most_times = 10; // that it asks for a sheet
  for (const Sheet& sheet : sheets) {
    if (!sheet.page)
      return fail(FailureCode::image_malformed, "no page");
    FOYER_CHECK(check_shape(*sheet.page));
  }
  Task task{{Said::pdf, {}}};
  append_little(task.message.fields, sheets.size(), 4);
  append_little(task.message.fields, limits.max_pages, 8);
  append_little(task.message.fields, limits.max_bytes, 8);
  FOYER_TRY(auto answer, exchange(task, stop));
  for (std::size_t asked = 0; answer.said == Said::want_sheet; ++asked) {
    const auto wish = take_wish(answer, asked < most_times * sheets.size() ? sheets.size() : 0);
    if (!wish) {
      end();
      return wish.failure();
    }
    const Sheet& sheet = sheets[*wish];
    const Words words(sheet.text.get());
    Task give_sheet = task_about(Said::sheet, *sheet.page);
    append_little(give_sheet.message.fields, words.bytes.size(), 8);
    give_sheet.parts.emplace_back(words.bytes);
    FOYER_TRY(answer, exchange(give_sheet, stop));
  }
  return settled(take_pdf(answer, process_->memory(), limits.max_bytes));
}

} // namespace foyer::pages
