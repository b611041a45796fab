// SPDX-License-Identifier: EUPL-1.2
// A filter of system calls (seccomp) in the making, for this room only. Calls are refused by name;
// all others stay. A list of what is allowed would be shorter for today's libraries and break with
// tomorrow's.
#pragma once

#include <base/file_descriptor.hpp>
#include <base/result.hpp>

#include <cerrno>
#include <memory>
#include <seccomp.h>

namespace foyer::worker {

// Adds rules until one fails.
class Filter {
 public:
  void refuse(int call, int error) {
    note(seccomp_rule_add_array(filter_.get(), action(error), call, 0, nullptr));
  }
  // Where an argument is such.
  void refuse_where(int call, int error, scmp_arg_cmp argument) {
    note(seccomp_rule_add_array(filter_.get(), action(error), call, 1, &argument));
  }
  // No rights are gained, and what is refused stays so in what is started; both are the default.
  // Fails with: io_failed; then nothing was taken.
  Status take_effect() {
    if (problem_ == 0)
      note(seccomp_load(filter_.get()));
    if (problem_ == 0)
      return success();
    errno = problem_;
    return fail(FailureCode::io_failed, "seccomp: " + errno_text());
  }

 private:
  static std::uint32_t action(int error) {
    return SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error));
  }
  // What libseccomp says is a negative errno.
  void note(int result) {
    if (problem_ == 0 && result < 0)
      problem_ = -result;
  }

  struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
  };
  std::unique_ptr<void, Release> filter_{seccomp_init(SCMP_ACT_ALLOW)};
  int problem_ = filter_ ? 0 : ENOMEM;
};

} // namespace foyer::worker
