// SPDX-License-Identifier: EUPL-1.2
#include <app/terminal.hpp>

#include "readers.hpp"

#include <app/staff_entrance.hpp>
#include <base/log.hpp>
#include <eid_client/ausweisapp.hpp>
#include <printer_cups/ipp_printer.hpp>
#include <scanner_sane/sane_scanner.hpp>
#include <speech_espeak/espeak_speaker.hpp>

namespace foyer::app {

Devices make_devices(const Config& config) {
  scanner_sane::SaneConfig scanner;
  scanner.device = config.scanner.device;
  scanner.worker = config.scanner.worker;
  scanner.options = config.scanner.options;
  scanner.environment = config.scanner.environment;

  printer_cups::IppConfig printer;
  printer.uri = config.printer.uri;
  printer.worker = config.printer.worker;

  std::unique_ptr<api::Speaker> speaker;
  if (!config.speech.device.empty())
    speaker = std::make_unique<speech_espeak::EspeakSpeaker>(
        speech_espeak::EspeakConfig{.program = config.speech.program,
                                    .device = config.speech.device,
                                    .jack_card = config.speech.jack_card,
                                    .jack = config.speech.jack});

  std::unique_ptr<api::EidClient> eid;
  if (!config.eid.ausweisapp.empty())
    eid = std::make_unique<eid_client::AusweisApp>(
        eid_client::AusweisAppConfig{.program = config.eid.ausweisapp,
                                     .directory = config.eid.directory,
                                     .environment = config.eid.environment});

  // A broken entrance keeps no visitor out.
  std::unique_ptr<api::StaffReader> staff_reader;
  if (has_staff_entrance(config)) {
    if (auto made = make_staff_reader(config, system_clock()))
      staff_reader = std::move(*made);
    else
      log(events::Fault{.room = "staff", .failure = made.failure().code});
  }

  return {.card_reader = std::make_unique<card_pcsc::PcscReader>(visitors_readers(config)),
          .scanner = std::make_unique<scanner_sane::SaneScanner>(std::move(scanner)),
          .printer = std::make_unique<printer_cups::IppPrinter>(std::move(printer)),
          .speaker = std::move(speaker),
          .eid_client = std::move(eid),
          .staff_reader = std::move(staff_reader)};
}

} // namespace foyer::app
