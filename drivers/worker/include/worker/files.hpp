// SPDX-License-Identifier: EUPL-1.2
// A worker that has all it needs: the kernel (seccomp) opens no file for it any more, so that what
// a stranger's paper makes of it can neither read nor change anything of this machine.
#pragma once

#include <base/result.hpp>

namespace foyer::worker {

// From here on no file is opened, made, renamed or deleted (EACCES) and no other process gets a
// signal (EPERM), for as long as it and whatever it starts live; what is open stays. Called before
// there are threads. Does not block. Fails with: io_failed; then nothing was taken.
[[nodiscard]] Status forbid_files();

} // namespace foyer::worker
