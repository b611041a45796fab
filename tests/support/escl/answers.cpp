// SPDX-License-Identifier: EUPL-1.2
#include "answers.hpp"

#include <algorithm>
#include <cstdlib>

namespace foyer::support_escl {

namespace {

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>
)";
constexpr std::string_view spaces = R"( xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03")"
                                    R"( xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm")";

std::string element(const std::string& name, std::string_view content) {
  return "<" + name + ">" + std::string(content) + "</" + name + ">";
}

// Sizes in 300ths of an inch: 216 mm wide, as long as the glass or the feeder's longest sheet.
std::string input_caps(const std::string& name, int height) {
  std::string resolutions;
  for (const char* const dpi : {"75", "150", "300", "600"})
    resolutions += element("scan:DiscreteResolution",
                           element("scan:XResolution", dpi) + element("scan:YResolution", dpi));
  const std::string profile =
      element("scan:ColorModes",
              element("scan:ColorMode", "Grayscale8") + element("scan:ColorMode", "RGB24")) +
      element("scan:DocumentFormats", element("pwg:DocumentFormat", "image/jpeg") +
                                          element("scan:DocumentFormatExt", "image/jpeg")) +
      element("scan:SupportedResolutions", element("scan:DiscreteResolutions", resolutions));
  return element(name,
                 element("scan:MinWidth", "16") + element("scan:MaxWidth", "2551") +
                     element("scan:MinHeight", "16") +
                     element("scan:MaxHeight", std::to_string(height)) +
                     element("scan:MaxScanRegions", "1") +
                     element("scan:SettingProfiles", element("scan:SettingProfile", profile)));
}

std::string value_of(const std::string& xml, std::string_view name) {
  const auto tag = xml.find(std::string(name) + '>');
  if (tag == std::string::npos)
    return {};
  const auto begin = xml.find('>', tag) + 1;
  return xml.substr(begin, xml.find('<', begin) - begin);
}

} // namespace

std::string capabilities(const api::ScannerKind& kind) {
  constexpr int a4 = 3508;
  constexpr int legal = 4200;
  std::string content = element("pwg:Version", "2.63") +
                        element("pwg:MakeAndModel", "Foyer scripted scanner") +
                        element("pwg:SerialNumber", "1");
  if (kind.glass)
    content += element("scan:Platen", input_caps("scan:PlatenInputCaps", a4));
  if (kind.feeder)
    content += element("scan:Adf",
                       input_caps("scan:AdfSimplexInputCaps", legal) +
                           (kind.both_sides ? input_caps("scan:AdfDuplexInputCaps", legal) : ""));
  return std::string(head) + "<scan:ScannerCapabilities" + std::string(spaces) + ">" + content +
         "</scan:ScannerCapabilities>";
}

std::string status(std::string_view state, std::string_view adf) {
  return std::string(head) + "<scan:ScannerStatus" + std::string(spaces) + ">" +
         element("pwg:Version", "2.63") + element("pwg:State", state) +
         element("scan:AdfState", adf) + "</scan:ScannerStatus>";
}

std::string Job::text() const {
  return std::string(feeder ? "Feeder" : "Platen") + (duplex ? " duplex" : "") +
         (grey ? " grey " : " colour ") + std::to_string(dpi);
}

Job parse_job(const std::string& xml) {
  return {.feeder = value_of(xml, "InputSource") == "Feeder",
          .duplex = value_of(xml, "Duplex") == "true",
          .grey = value_of(xml, "ColorMode") == "Grayscale8",
          .dpi = std::max(1, std::atoi(value_of(xml, "XResolution").c_str()))};
}

} // namespace foyer::support_escl
