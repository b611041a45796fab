// SPDX-License-Identifier: EUPL-1.2
// The terminal's configuration file. Every key is documented in kiosk/app/foyer.example.toml.
#pragma once

#include <base/result.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace foyer::app {

struct Config {
  struct Terminal {
    std::string kiosk_id, office, place, help_phone, opening_hours;
    std::filesystem::path data_dir, assets, locales, log, release_keys;
  } terminal;
  // Where a newer content is in use: its definitions, parameters and menu, and its texts; empty:
  // those of the program. How words are spoken (rules, recordings) always comes with the program.
  std::filesystem::path definitions, texts;
  [[nodiscard]] const std::filesystem::path& definitions_folder() const {
    return definitions.empty() ? terminal.assets : definitions;
  }
  [[nodiscard]] const std::filesystem::path& texts_folder() const {
    return texts.empty() ? terminal.locales : texts;
  }
  struct Screen {
    int width = 1080, height = 1920;
    double px_per_mm = 3.21;
    bool fullscreen = false;
  } screen;
  struct Card {
    std::string reader, usb;
    std::filesystem::path trust_list; // trust table, PEM file or folder
  } card;
  struct Staff { // without reader and usb the terminal has no entrance for staff
    struct Role {
      std::string policy, unit;
    };
    std::string reader, usb;
    std::filesystem::path module; // empty: OpenSC's
    std::filesystem::path worker, authority, revoked;
    Role staff, technician;
  } staff;
  struct Eid { // without ausweisapp the terminal has no online ID function
    std::filesystem::path ausweisapp, directory;
    bool identify = false; // the office has an eID server
    std::vector<std::pair<std::string, std::string>> environment;
  } eid;
  struct Scanner {
    std::string device;
    std::filesystem::path worker;
    std::vector<std::pair<std::string, std::string>> options, environment;
  } scanner;
  struct Pages {
    std::filesystem::path worker; // empty: foyer-page-worker beside the program
  } pages;
  struct Text {
    std::filesystem::path worker; // empty: foyer-text-worker beside the program
    std::filesystem::path models = "/usr/share/tesseract-ocr/5/tessdata";
  } text;
  struct Printer {
    std::string uri;
    std::filesystem::path worker; // empty: foyer-print-worker beside the program
  } printer;
  struct Speech {
    std::string program = "espeak-ng";
    std::string device; // of ALSA; "" for a terminal that does not speak
    std::string jack_card, jack = "Headphone Jack";
  } speech;
  struct Seal {
    std::string office_name;
    std::filesystem::path office_certificate, office_root, receipt_key;
    std::string profile = "jwe";                 // or "osci"
    std::filesystem::path author_key;            // osci
    std::filesystem::path emergency_certificate; // empty: none is pinned
    std::filesystem::path office_keys;           // a set that came with the content in use
  } seal;
  struct Delivery {
    std::string destination;
  } delivery;
  struct Agent {
    std::filesystem::path socket;
  } agent;
  struct Catalogue { // without, the terminal works with what it was shipped with
    std::filesystem::path offered, own;
    std::chrono::milliseconds every{60'000};
  } catalogue;
};

// Relative paths in the file are relative to the file's folder. `config_broken` names the line or
// the key: unknown keys are refused, because a misspelt one would silently do nothing.
Result<Config> load_config(const std::filesystem::path& file);

} // namespace foyer::app
