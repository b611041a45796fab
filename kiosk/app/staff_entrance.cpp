// SPDX-License-Identifier: EUPL-1.2
#include <app/staff_entrance.hpp>

#include "readers.hpp"

#include <base/whole_file.hpp>
#include <staff_pkcs11/pkcs11_staff_reader.hpp>

#include <array>
#include <charconv>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace foyer::app {
namespace {

constexpr int many_failures = 1'000; // longer than the longest wait

void add_rule(std::vector<staff_pkcs11::RoleRule>& rules, api::StaffRole role,
              const Config::Staff::Role& how) {
  if (!how.policy.empty() || !how.unit.empty())
    rules.push_back({role, how.policy, how.unit});
}

} // namespace

bool has_staff_entrance(const Config& config) {
  return !config.staff.reader.empty() || !config.staff.usb.empty();
}

Result<std::unique_ptr<api::StaffReader>> make_staff_reader(const Config& config,
                                                            const Clock& clock) {
  const Config::Staff& staff = config.staff;
  if (!has_staff_entrance(config))
    return fail(FailureCode::config_broken, "[staff] reader or usb: is missing");
  staff_pkcs11::Pkcs11Config pkcs11;
  if (!staff.module.empty())
    pkcs11.module = staff.module;
  pkcs11.worker = staff.worker;
  pkcs11.judge.authority = staff.authority;
  pkcs11.judge.revoked = staff.revoked;
  add_rule(pkcs11.judge.roles, api::StaffRole::staff, staff.staff);
  add_rule(pkcs11.judge.roles, api::StaffRole::technician, staff.technician);
  if (staff.authority.empty() || pkcs11.judge.roles.empty())
    return fail(FailureCode::config_broken, "[staff] authority or roles: are missing");
  FOYER_CHECK(staff_pkcs11::check_files(pkcs11.judge));
  // By name where there is one; the socket alone names no slot, and OpenSC sees no other reader.
  pkcs11.reader = staff.reader;
  auto reader = std::make_unique<card_pcsc::PcscReader>(staff_readers(config));
  // Whatever pcscd lists now and, in case it is plugged in a moment later, the visitors' by name.
  pkcs11.other_readers =
      [asked = card_pcsc::PcscReader(staff_readers(config)), visitors = config.card.reader,
       only_theirs =
           !staff.reader.empty() && staff.reader.find(config.card.reader) == std::string::npos] {
        auto names = asked.other_readers();
        if (!visitors.empty() && only_theirs)
          names.push_back(visitors);
        return names;
      };
  return std::unique_ptr<api::StaffReader>(std::make_unique<staff_pkcs11::Pkcs11StaffReader>(
      std::move(pkcs11), std::move(reader), clock));
}

int StaffMemory::failures() const {
  std::error_code error;
  if (!std::filesystem::exists(file_, error) && !error)
    return 0;
  // Not a stream: those throw on a file that can be opened and not read.
  std::array<char, 16> buffer{};
  const int fd = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
  const ssize_t size = fd < 0 ? -1 : ::read(fd, buffer.data(), buffer.size());
  if (fd >= 0)
    ::close(fd);
  const std::string_view text(buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
  int count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool whole =
      problem == std::errc() && std::string_view(end, text.data() + text.size()) == "\n";
  return whole && count >= 0 ? count : many_failures;
}

Status StaffMemory::remember(int failures) {
  return write_whole_file(file_, as_bytes(std::to_string(failures) + "\n"), 0600);
}

bool StaffMemory::out_of_order() const {
  std::error_code error;
  // What cannot be looked at counts as there: nobody is let in by mistake.
  return std::filesystem::exists(out_of_order_, error) || error;
}

Status StaffMemory::keep_out_of_order(bool out_of_order) {
  if (out_of_order)
    return write_whole_file(out_of_order_, as_bytes("\n"), 0600);
  std::error_code error;
  std::filesystem::remove(out_of_order_, error);
  return error ? Status(fail(FailureCode::io_failed, error.message())) : success();
}

} // namespace foyer::app
