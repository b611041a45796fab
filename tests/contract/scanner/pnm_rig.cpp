// SPDX-License-Identifier: EUPL-1.2
// SANE's own pnm backend: a glass on which a drawn paper lies, pixel for pixel.
#include "rig_parts.hpp"

#include <support_papers/papers.hpp>
#include <support_scanner/dock.hpp>
#include <support_scanner/pages.hpp>

#include <cstdlib>
#include <fstream>
#include <sys/stat.h>

namespace foyer::scanner_contract {

namespace {

using scanner_sane::SaneConfig;
using scanner_sane::SaneScanner;

const api::Page& letter() {
  static const api::Page page =
      support_papers::scan({.subject = support_papers::Subject::form, .seed = 3}, {.dpi = 75});
  return page;
}

bool is_letter(const api::Page& page) {
  const api::Page& laid = letter();
  if (page.width != laid.width || page.height != laid.height)
    return false;
  if (page.channels == 3)
    return page.pixels == laid.pixels;
  for (std::size_t i = 0; i < page.pixels.size(); ++i) {
    const std::uint8_t* const colour = &laid.pixels[3 * i];
    const double grey = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
    if (std::abs(page.pixels[i] - grey) > 1)
      return false;
  }
  return true;
}

class PnmRig final : public Rig {
 public:
  PnmRig() {
    plug_in();
    support_scanner::save_pnm(letter(), whole_);
    std::filesystem::copy_file(whole_, torn_);
    std::filesystem::resize_file(torn_, std::filesystem::file_size(whole_) / 2);
    std::ofstream(garbage_) << "no picture\n";
    (void)::mkfifo(silent_.c_str(), 0600); // nobody ever writes to it
    (void)lay({});
  }
  [[nodiscard]] std::string name() const override { return "sane-pnm"; }
  [[nodiscard]] api::ScannerKind kind() const override { return {true, false, false}; }
  // It tells no more of a file that it cannot read than "invalid argument".
  std::optional<FailureCode> lay(const Laid& laid) override {
    const bool has_page = laid.mishap == Mishap::none;
    if (laid.source != api::ScanSource::glass || laid.good_sheets != (has_page ? 1 : 0))
      return std::nullopt;
    if (has_page)
      return set(whole_, FailureCode::internal);
    if (laid.moment == Moment::before_the_page)
      switch (laid.mishap) {
      case Mishap::io_error: return set(missing_, FailureCode::scanner_not_starting);
      case Mishap::garbage: return set(garbage_, FailureCode::scanner_not_starting);
      case Mishap::hang: return set(silent_, FailureCode::scanner_stalled);
      default: return std::nullopt;
      }
    switch (laid.mishap) {
    case Mishap::cut: return set(torn_, FailureCode::scanner_truncated);
    case Mishap::jam: return set(whole_, FailureCode::scanner_jam, "status-jammed");
    case Mishap::cover_open:
      return set(whole_, FailureCode::scanner_cover_open, "status-coveropen");
    case Mishap::io_error: return set(whole_, FailureCode::scanner_gone, "status-ioerror");
    case Mishap::denied: return set(whole_, FailureCode::scanner_denied, "status-accessdenied");
    case Mishap::no_memory: return set(whole_, FailureCode::scanner_crashed, "status-nomem");
    default: return std::nullopt;
    }
  }
  bool lay_slow() override {
    (void)set(silent_, FailureCode::internal);
    return true;
  }
  api::DocumentScanner& scanner() override { return *scanner_; }
  [[nodiscard]] bool is_page(const api::Page& page, std::size_t) const override {
    return is_letter(page);
  }
  bool unplug() override {
    std::ofstream(dock_.folder() / "dll.conf", std::ios::trunc) << '\n';
    return true;
  }
  void plug_in() override {
    std::ofstream(dock_.folder() / "dll.conf", std::ios::trunc) << "pnm\n";
  }

 private:
  FailureCode set(const std::filesystem::path& file, FailureCode expected,
                  const char* status = nullptr) {
    SaneConfig config = config_with({{"SANE_CONFIG_DIR", dock_.folder().string()}});
    config.start_limit = std::chrono::seconds(2);
    config.options = {{"filename", file.string()}};
    if (status != nullptr)
      config.options.emplace_back(status, "yes");
    scanner_ = std::make_unique<SaneScanner>(std::move(config));
    return expected;
  }
  support_scanner::ScannerDock dock_;
  const std::filesystem::path whole_ = dock_.folder() / "whole.ppm",
                              torn_ = dock_.folder() / "torn.ppm",
                              garbage_ = dock_.folder() / "garbage.ppm",
                              silent_ = dock_.folder() / "silent.ppm",
                              missing_ = dock_.folder() / "missing.ppm";
  std::unique_ptr<SaneScanner> scanner_;
};

} // namespace

std::unique_ptr<Rig> make_pnm_rig() {
  return std::make_unique<PnmRig>();
}

} // namespace foyer::scanner_contract
