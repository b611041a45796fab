// SPDX-License-Identifier: EUPL-1.2
// foyer-text-worker: says what is written on one page and ends. Started by TextReader only:
//   foyer-text-worker <parent pid> <width> <height> <dpi> <folder of models> <model>...
#include "recognition.hpp"

#include <base/worker_process.hpp>
#include <pages/shared_memory.hpp>
#include <pages/text_protocol.hpp>
#include <worker/duties.hpp>
#include <worker/network.hpp>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace {

using namespace foyer;
using namespace foyer::imaging;
using namespace foyer::pages;

struct Job {
  pid_t parent = 0;
  int width = 0, height = 0, dpi = 0;
  std::filesystem::path models;
  std::vector<std::string> languages;
};

bool parse_job(int argc, char** argv, Job& job) {
  using worker::parse_number;
  if (argc < 7 || !parse_number(argv[1], job.parent) || !parse_number(argv[2], job.width) ||
      !parse_number(argv[3], job.height) || !parse_number(argv[4], job.dpi) || job.parent <= 0 ||
      job.width <= 0 || job.height <= 0 || job.dpi <= 0)
    return false;
  job.models = argv[5];
  job.languages.assign(argv + 6, argv + argc);
  return true;
}

class Mapping {
 public:
  explicit Mapping(std::size_t size)
      : size_(size),
        data_(::mmap(nullptr, size, PROT_READ, MAP_SHARED, WorkerProcess::memory_fd, 0)) {}
  ~Mapping() {
    if (data_ != MAP_FAILED)
      ::munmap(data_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  [[nodiscard]] const std::uint8_t* bytes() const {
    return data_ == MAP_FAILED ? nullptr : static_cast<const std::uint8_t*>(data_);
  }

 private:
  std::size_t size_;
  void* data_;
};

TextMessage do_job(const Job& job) {
  TextMessage message;
  const std::string languages = installed(job.models, job.languages);
  if (languages.empty()) {
    message.verdict = TextVerdict::no_models;
    return message;
  }
  const auto size = static_cast<std::size_t>(job.width) * static_cast<std::size_t>(job.height);
  struct stat info{};
  if (::fstat(WorkerProcess::memory_fd, &info) != 0 || info.st_size != static_cast<off_t>(size))
    return message;
  Bytes words;
  {
    const Mapping page(size);
    if (page.bytes() == nullptr)
      return message;
    const auto layer =
        recognise({page.bytes(), job.width, job.height, job.dpi}, job.models, languages);
    if (!layer)
      return message;
    for (const Word& word : layer->words)
      append_word(words, word);
  }
  if (put(WorkerProcess::memory_fd, 0, words)) {
    message.verdict = TextVerdict::words;
    message.size = words.size();
  }
  return message;
}

} // namespace

#if defined(__SANITIZE_ADDRESS__)
// What tesseract leaves behind at its end is of no effect here.
extern "C" const char* __lsan_default_options() {
  return "detect_leaks=0";
}
#endif

int main(int argc, char** argv) {
  Job job;
  if (!parse_job(argc, argv, job))
    return 2;
  if (!worker::confine(job.parent))
    return 1;
  worker::limit_memory();
  ::setpriority(PRIO_PROCESS, 0, 19);
  // A page without a text layer is better than a stranger's page read by what has a network.
  const bool alone = worker::forbid_network(worker::Sockets::none).ok();
  const TextMessage message =
      alone ? do_job(job) : TextMessage{.verdict = TextVerdict::not_confined};
  // Whoever does not listen any more is about to end this process.
  return ::send(WorkerProcess::socket_fd, &message, sizeof message, MSG_NOSIGNAL) < 0 ? 1 : 0;
}
