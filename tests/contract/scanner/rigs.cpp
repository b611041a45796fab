// SPDX-License-Identifier: EUPL-1.2
#include "rig_parts.hpp"

#include <support_escl/escl_scanner.hpp>
#include <support_scanner/dock.hpp>

#include <cmath>
#include <fstream>

namespace foyer::scanner_contract {

namespace {

using api::ScanSource;
using scanner_sane::SaneConfig;
using scanner_sane::SaneScanner;
using support_escl::EsclScanner;
using support_escl::Fault;

constexpr int width = 240;
constexpr int height = 400;

// The page of a number is of one grey.
int grey_of(std::size_t number) {
  return 40 + 20 * static_cast<int>(number % 10);
}

api::Page plain_page(std::size_t number) {
  api::Page page;
  page.width = width;
  page.height = height;
  page.pixels.assign(std::size_t{3} * width * height, static_cast<std::uint8_t>(grey_of(number)));
  return page;
}

bool is_plain(const api::Page& page, std::size_t number) {
  // Near the corner where the paper lies: airscan fills the area asked for with white.
  const auto pixel = 10 * static_cast<std::size_t>(page.width) + 10;
  return std::abs(page.pixels[pixel * static_cast<std::size_t>(page.channels)] - grey_of(number)) <=
         3; // JPEG
}

// Our own backend in an unchanged libsane.
class FilesRig final : public Rig {
 public:
  FilesRig() : scanner_(soon_tired(config_with(dock_.environment()))) {
    dock_.set_kind("feeder duplex");
    for (std::size_t number = 0; number < 10; ++number)
      dock_.put_page(file_of(number), plain_page(number));
  }
  [[nodiscard]] std::string name() const override { return "files"; }
  [[nodiscard]] api::ScannerKind kind() const override { return {true, true, true}; }
  std::optional<FailureCode> lay(const Laid& laid) override {
    std::string line;
    const auto add = [&](const std::string& sheet) { line += (line.empty() ? "" : " + ") + sheet; };
    std::size_t side = 0;
    const auto next = [&] {
      std::string file = file_of(side++);
      if (laid.source == ScanSource::feeder_both_sides)
        file += '|' + file_of(side++);
      return file;
    };
    for (std::size_t i = 0; i < laid.good_sheets; ++i)
      add("ok " + next());
    if (laid.mishap != Mishap::none) {
      const auto what = words_of(laid);
      if (!what)
        return std::nullopt;
      add(laid.moment == Moment::within_the_page ? what->first + next() : what->first);
      dock_.set_script({line});
      return what->second;
    }
    dock_.set_script({line.empty() ? "nodocs" : line});
    return FailureCode::internal;
  }
  bool lay_slow() override {
    dock_.set_script({"ok " + file_of(0) + " 60000"});
    return true;
  }
  api::DocumentScanner& scanner() override { return scanner_; }
  [[nodiscard]] bool is_page(const api::Page& page, std::size_t number) const override {
    return is_plain(page, number);
  }
  bool unplug() override {
    dock_.set_script({"unplugged"});
    return true;
  }

 private:
  using Words = std::pair<std::string, FailureCode>;
  // Pages this small hang before their first row; the usual 30 s would be most of the suite.
  static SaneConfig soon_tired(SaneConfig config) {
    config.start_limit = std::chrono::seconds(2);
    return config;
  }
  static std::string file_of(std::size_t number) { return std::to_string(number) + ".ppm"; }
  static std::optional<Words> words_of(const Laid& laid) {
    if (laid.moment == Moment::within_the_page)
      switch (laid.mishap) {
      case Mishap::jam: return Words{"jam-after 50 ", FailureCode::scanner_jam};
      case Mishap::io_error: return Words{"io-after 50 ", FailureCode::scanner_gone};
      case Mishap::cut: return Words{"eof-after 50 ", FailureCode::scanner_truncated};
      case Mishap::hang: return Words{"hang-after 50 ", FailureCode::scanner_stalled};
      case Mishap::crash: return Words{"segv-after 50 ", FailureCode::scanner_crashed};
      default: return std::nullopt;
      }
    switch (laid.mishap) {
    case Mishap::jam: return Words{"jam", FailureCode::scanner_jam};
    case Mishap::double_feed: return Words{"double", FailureCode::scanner_double_feed};
    case Mishap::cover_open: return Words{"cover", FailureCode::scanner_cover_open};
    case Mishap::busy: return Words{"busy", FailureCode::scanner_busy};
    case Mishap::io_error: return Words{"io", FailureCode::scanner_not_starting};
    case Mishap::denied: return Words{"denied", FailureCode::scanner_denied};
    case Mishap::no_memory: return Words{"nomem", FailureCode::scanner_crashed};
    default: return std::nullopt;
    }
  }
  support_scanner::ScannerDock dock_;
  SaneScanner scanner_;
};

// SANE's own test backend: ten sheets lie in its feeder, and its mishaps come with the first read.
class TestRig final : public Rig {
 public:
  TestRig() {
    std::ofstream(dock_.folder() / "dll.conf") << "test\n";
    (void)lay({});
  }
  [[nodiscard]] std::string name() const override { return "sane-test"; }
  [[nodiscard]] api::ScannerKind kind() const override { return {true, true, false}; }
  std::optional<FailureCode> lay(const Laid& laid) override {
    struct Known {
      Mishap mishap;
      const char* status;
      FailureCode failure;
    };
    constexpr Known all[] = {
        {Mishap::none, "Default", FailureCode::internal},
        {Mishap::jam, "SANE_STATUS_JAMMED", FailureCode::scanner_jam},
        {Mishap::cover_open, "SANE_STATUS_COVER_OPEN", FailureCode::scanner_cover_open},
        {Mishap::busy, "SANE_STATUS_DEVICE_BUSY", FailureCode::scanner_busy},
        {Mishap::io_error, "SANE_STATUS_IO_ERROR", FailureCode::scanner_gone},
        {Mishap::cut, "SANE_STATUS_EOF", FailureCode::scanner_truncated},
        {Mishap::denied, "SANE_STATUS_ACCESS_DENIED", FailureCode::scanner_denied},
        {Mishap::no_memory, "SANE_STATUS_NO_MEM", FailureCode::scanner_crashed},
    };
    const std::size_t sheets = laid.source == ScanSource::glass ? 1 : 10;
    if (laid.source == ScanSource::feeder_both_sides ||
        laid.good_sheets != (laid.mishap == Mishap::none ? sheets : 0))
      return std::nullopt;
    for (const Known& known : all)
      if (known.mishap == laid.mishap) {
        set({{"read-return-value", known.status}});
        return known.failure;
      }
    return std::nullopt;
  }
  bool lay_slow() override {
    set({{"read-delay", "yes"},
         {"read-delay-duration", "200000"},
         {"read-limit", "yes"},
         {"read-limit-size", "100"}});
    return true;
  }
  api::DocumentScanner& scanner() override { return *scanner_; }
  [[nodiscard]] bool is_page(const api::Page&, std::size_t) const override { return true; }

 private:
  void set(std::vector<std::pair<std::string, std::string>> options) {
    SaneConfig config = config_with({{"SANE_CONFIG_DIR", dock_.folder().string()}});
    config.device = "test:0";
    config.options = std::move(options);
    scanner_ = std::make_unique<SaneScanner>(std::move(config));
  }
  support_scanner::ScannerDock dock_;
  std::unique_ptr<SaneScanner> scanner_;
};

// A scanner in the network, through sane-airscan.
class EsclRig final : public Rig {
 public:
  // A network scanner is never "the first local one": it has to be named.
  EsclRig() : scanner_(named(config_with(escl_.environment()))) {}
  [[nodiscard]] std::string name() const override { return "escl"; }
  [[nodiscard]] api::ScannerKind kind() const override { return {true, true, true}; }
  std::optional<FailureCode> lay(const Laid& laid) override {
    std::vector<support_escl::Sheet> sheets;
    std::size_t side = 0;
    const auto sheet = [&](Fault fault) {
      auto front = std::make_shared<const api::Page>(plain_page(side++));
      auto back = laid.source == ScanSource::feeder_both_sides
                      ? std::make_shared<const api::Page>(plain_page(side++))
                      : nullptr;
      return support_escl::Sheet{std::move(front), std::move(back), fault};
    };
    for (std::size_t i = 0; i < laid.good_sheets; ++i)
      sheets.push_back(sheet(Fault::none));
    FailureCode expected = FailureCode::internal;
    if (laid.mishap != Mishap::none) {
      const auto known = fault_of(laid);
      if (!known)
        return std::nullopt;
      sheets.push_back(sheet(known->first));
      expected = known->second;
    }
    escl_.lay(std::move(sheets));
    return expected;
  }
  bool lay_slow() override {
    escl_.lay({{std::make_shared<const api::Page>(plain_page(0)), nullptr, Fault::none,
                std::chrono::seconds(60)}});
    return true;
  }
  api::DocumentScanner& scanner() override { return scanner_; }
  [[nodiscard]] bool is_page(const api::Page& page, std::size_t number) const override {
    return is_plain(page, number);
  }
  bool unplug() override {
    escl_.unplug();
    return true;
  }
  void plug_in() override { escl_.plug_in(); }

 private:
  static SaneConfig named(SaneConfig config) {
    config.device = "airscan:e0:Foyer";
    return config;
  }
  // airscan begins the first page at once and later ones when they have come; it tells what was
  // wrong with a page when that is read.
  static std::optional<std::pair<Fault, FailureCode>> fault_of(const Laid& laid) {
    using Known = std::pair<Fault, FailureCode>;
    const bool feeder = laid.source != ScanSource::glass;
    if (laid.moment == Moment::within_the_page)
      switch (laid.mishap) {
      case Mishap::cut:
        return Known{Fault::cut, laid.good_sheets == 0 ? FailureCode::scanner_gone
                                                       : FailureCode::scanner_not_starting};
      case Mishap::garbage: return Known{Fault::garbage, FailureCode::scanner_gone};
      default: return std::nullopt;
      }
    switch (laid.mishap) {
    case Mishap::jam: // the glass has none
      return feeder ? std::optional(Known{Fault::jam, FailureCode::scanner_jam}) : std::nullopt;
    case Mishap::cover_open: return Known{Fault::cover_open, FailureCode::scanner_not_starting};
    case Mishap::busy: // within a job a 503 means "not yet"
      return laid.good_sheets == 0 ? std::optional(Known{Fault::busy, FailureCode::scanner_busy})
                                   : std::nullopt;
    case Mishap::io_error: return Known{Fault::server_error, FailureCode::scanner_not_starting};
    default: return std::nullopt;
    }
  }
  EsclScanner escl_;
  SaneScanner scanner_;
};

} // namespace

std::vector<std::string> rig_names() {
  return {"files", "sane-test", "sane-pnm", "escl"};
}

std::unique_ptr<Rig> make_rig(const std::string& name) {
  if (name == "files")
    return std::make_unique<FilesRig>();
  if (name == "sane-test" && installed("test"))
    return std::make_unique<TestRig>();
  if (name == "sane-pnm" && installed("pnm"))
    return make_pnm_rig();
  if (name == "escl" && installed("airscan"))
    return std::make_unique<EsclRig>();
  return nullptr;
}

} // namespace foyer::scanner_contract
