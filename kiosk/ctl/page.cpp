// SPDX-License-Identifier: EUPL-1.2
#include "page.hpp"

#include "outcome.hpp"
#include "picture_file.hpp"

#include <base/clock.hpp>
#include <base/whole_file.hpp>
#include <imaging/codes.hpp>
#include <imaging/document.hpp>
#include <imaging/page_check.hpp>
#include <imaging/upright.hpp>
#include <mrz_reader/read_zone.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>

namespace foyer::ctl {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;
using Page = std::shared_ptr<const api::Page>;

std::int64_t ms_since(SteadyTime began) {
  return std::chrono::round<std::chrono::milliseconds>(system_clock().steady() - began).count();
}

const char* word(imaging::PaperKind kind) {
  constexpr std::array words{"unknown", "card_id1", "passport_page", "a5", "a4", "larger"};
  return words.at(static_cast<std::size_t>(kind));
}

template <class Corners> json corners(const Corners& points) {
  json list = json::array();
  for (const auto& point : points)
    list.push_back({point.x, point.y});
  return list;
}

Result<json> look(const PageOptions&, const Page& page) {
  FOYER_TRY(const auto check, imaging::check_page(*page));
  json findings = json::array();
  const std::array<std::pair<bool, const char*>, 7> all{{{check.looks_empty, "empty"},
                                                         {check.looks_dark, "dark"},
                                                         {check.looks_faint, "faint"},
                                                         {check.looks_blurred, "blurred"},
                                                         {check.has_glare, "glare"},
                                                         {check.has_shadow, "shadow"},
                                                         {check.is_cut_off, "cut_off"}}};
  for (const auto& [found, name] : all)
    if (found)
      findings.push_back(name);
  return json{{"findings", findings},
              {"paper", word(check.kind)},
              {"outline", corners(check.outline)},
              {"outline_sure", check.outline_is_sure},
              {"quarter_turns", check.quarter_turns},
              {"turn_sure", check.turn_is_sure},
              {"skew_degrees", check.skew_degrees}};
}

std::string lines_of(std::string_view zone, eid::MrzLayout layout) {
  const std::size_t width = layout == eid::MrzLayout::td1                                      ? 30
                            : layout == eid::MrzLayout::td2 || layout == eid::MrzLayout::mrv_b ? 36
                                                                                               : 44;
  std::string lines;
  for (std::size_t at = 0; at < zone.size(); at += width)
    lines += std::string(at == 0 ? "" : "\n") + std::string(zone.substr(at, width));
  return lines;
}

Result<json> mrz(const PageOptions&, const Page& page) {
  FOYER_TRY(const auto zone, mrz_reader::read_zone(*page, {}));
  if (!zone)
    return json{{"found", false}};
  constexpr std::array layouts{"TD1", "TD2", "TD3", "MRV-A", "MRV-B"};
  return json{{"found", true},
              {"layout", layouts.at(static_cast<std::size_t>(zone->layout))},
              {"mrz", lines_of(as_text(zone->zone.reveal()), zone->layout)},
              {"sure", zone->sure},
              {"confidence", zone->confidence},
              {"corners", corners(zone->corners)}};
}

Result<json> codes(const PageOptions&, const Page& page) {
  FOYER_TRY(const auto found, imaging::read_codes(*page));
  json list = json::array();
  constexpr std::array formats{"QR", "DataMatrix", "Aztec", "PDF417"};
  for (const auto& code : found)
    list.push_back({{"format", formats.at(static_cast<std::size_t>(code.format))},
                    {"content", as_text(code.content.reveal())},
                    {"corners", corners(code.corners)}});
  return json{{"codes", list}};
}

Result<Page> as_a_terminal_keeps_it(const PageOptions& options, Page page) {
  if (options.as_scanned)
    return page;
  FOYER_TRY(const auto check, imaging::check_page(*page));
  return imaging::make_upright(*page, check);
}

Status pdf(const PageOptions& options) {
  const auto began = system_clock().steady();
  std::vector<pages::Sheet> sheets;
  for (const fs::path& file : options.files) {
    FOYER_TRY(Page read, read_picture(file, options.dpi));
    FOYER_TRY(Page page, as_a_terminal_keeps_it(options, std::move(read)));
    std::shared_ptr<const pages::TextLayer> text;
    if (options.text) {
      pages::TextReaderConfig config{.worker = options.worker};
      if (!options.models.empty())
        config.models = options.models;
      FOYER_TRY(auto layer, pages::TextReader(config).read(*page, options.languages, {}));
      text = std::make_shared<const pages::TextLayer>(std::move(layer));
    }
    sheets.push_back({std::move(page), std::move(text)});
  }
  FOYER_TRY(const Bytes written, imaging::to_pdf(sheets));
  FOYER_CHECK(write_whole_file(options.out, written, 0644));
  std::printf("%zu pages, %zu bytes, %lld ms\n", sheets.size(), written.size(),
              static_cast<long long>(ms_since(began)));
  return success();
}

using Question = Result<json> (*)(const PageOptions&, const Page&);

// One line of JSON a file, so that many can be asked about at once.
bool answer(const PageOptions& options, Question question) {
  bool all = true;
  for (const fs::path& file : options.files) {
    const auto page = read_picture(file, options.dpi);
    const auto began = system_clock().steady();
    auto said = page ? question(options, *page) : Result<json>(page.failure());
    if (!said) {
      tell(said.failure(), file.native());
      all = false;
      continue;
    }
    (*said)["file"] = file.string();
    (*said)["ms"] = ms_since(began);
    std::printf(
        "%s\n",
        said->dump(options.json ? -1 : 2, ' ', false, json::error_handler_t::replace).c_str());
  }
  return all;
}

} // namespace

void add_page(CLI::App& cli, PageOptions& options, std::function<bool()>& verb) {
  auto* page = cli.add_subcommand("page", "what a terminal would make of a scanned page")
                   ->require_subcommand(1);
  const auto add = [&](const char* name, const char* what) {
    auto* sub = page->add_subcommand(name, what);
    sub->add_option("--dpi", options.dpi, "of pictures that do not say")
        ->capture_default_str()
        ->check(CLI::Range(50, 2'400));
    sub->add_option("FILE", options.files, "PNG, JPEG, TIFF or PNM")->required();
    return sub;
  };
  const auto ask = [&](const char* name, const char* what, Question question) {
    auto* sub = add(name, what);
    sub->add_flag("--json", options.json, "one line a file");
    sub->callback([&, question] { verb = [&, question] { return answer(options, question); }; });
  };
  ask("look", "is it a good page, which way up, what kind of paper", look);
  ask("mrz", "its machine-readable zone, read optically; no check of authenticity", mrz);
  ask("codes", "the codes printed on it", codes);
  auto* write = add("pdf", "as it would be handed in: PDF/A");
  write->add_option("--out", options.out, "the PDF")->required();
  write->add_flag("--text", options.text, "with a text layer");
  write->add_flag("--as-scanned", options.as_scanned, "neither cut to the paper nor straightened");
  write->add_option("--language", options.languages, "beside German and English, e.g. uk");
  write->add_option("--models", options.models, "folder of tesseract's models");
  write->add_option("--worker", options.worker, "foyer-text-worker; beside foyerctl");
  write->callback([&] { verb = [&] { return told(pdf(options), options.out.native()); }; });
}

} // namespace foyer::ctl
