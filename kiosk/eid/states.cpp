// SPDX-License-Identifier: EUPL-1.2
// Codes: ICAO 9303-3 (8th ed.) section 5 parts A to D, with ISO 3166-1.
#include <eid/states.hpp>

#include <algorithm>
#include <array>

namespace foyer::eid {
namespace {

// Sorted by the first column, for the binary search.
// clang-format off
constexpr std::array states{
    StateCode{"ABW", "ABW", "AW"}, StateCode{"AFG", "AFG", "AF"}, StateCode{"AGO", "AGO", "AO"},
    StateCode{"AIA", "AIA", "AI"}, StateCode{"ALA", "ALA", "AX"}, StateCode{"ALB", "ALB", "AL"},
    StateCode{"AND", "AND", "AD"}, StateCode{"ANT", "", "AN"}, StateCode{"ARE", "ARE", "AE"},
    StateCode{"ARG", "ARG", "AR"}, StateCode{"ARM", "ARM", "AM"}, StateCode{"ASM", "ASM", "AS"},
    StateCode{"ATA", "ATA", "AQ"}, StateCode{"ATF", "ATF", "TF"}, StateCode{"ATG", "ATG", "AG"},
    StateCode{"AUS", "AUS", "AU"}, StateCode{"AUT", "AUT", "AT"}, StateCode{"AZE", "AZE", "AZ"},
    StateCode{"BDI", "BDI", "BI"}, StateCode{"BEL", "BEL", "BE"}, StateCode{"BEN", "BEN", "BJ"},
    StateCode{"BES", "BES", "BQ"}, StateCode{"BFA", "BFA", "BF"}, StateCode{"BGD", "BGD", "BD"},
    StateCode{"BGR", "BGR", "BG"}, StateCode{"BHR", "BHR", "BH"}, StateCode{"BHS", "BHS", "BS"},
    StateCode{"BIH", "BIH", "BA"}, StateCode{"BLM", "BLM", "BL"}, StateCode{"BLR", "BLR", "BY"},
    StateCode{"BLZ", "BLZ", "BZ"}, StateCode{"BMU", "BMU", "BM"}, StateCode{"BOL", "BOL", "BO"},
    StateCode{"BRA", "BRA", "BR"}, StateCode{"BRB", "BRB", "BB"}, StateCode{"BRN", "BRN", "BN"},
    StateCode{"BTN", "BTN", "BT"}, StateCode{"BVT", "BVT", "BV"}, StateCode{"BWA", "BWA", "BW"},
    StateCode{"CAF", "CAF", "CF"}, StateCode{"CAN", "CAN", "CA"}, StateCode{"CCK", "CCK", "CC"},
    StateCode{"CHE", "CHE", "CH"}, StateCode{"CHL", "CHL", "CL"}, StateCode{"CHN", "CHN", "CN"},
    StateCode{"CIV", "CIV", "CI"}, StateCode{"CMR", "CMR", "CM"}, StateCode{"COD", "COD", "CD"},
    StateCode{"COG", "COG", "CG"}, StateCode{"COK", "COK", "CK"}, StateCode{"COL", "COL", "CO"},
    StateCode{"COM", "COM", "KM"}, StateCode{"CPV", "CPV", "CV"}, StateCode{"CRI", "CRI", "CR"},
    StateCode{"CUB", "CUB", "CU"}, StateCode{"CUW", "CUW", "CW"}, StateCode{"CXR", "CXR", "CX"},
    StateCode{"CYM", "CYM", "KY"}, StateCode{"CYP", "CYP", "CY"}, StateCode{"CZE", "CZE", "CZ"},
    StateCode{"D", "DEU", "DE"}, StateCode{"DJI", "DJI", "DJ"}, StateCode{"DMA", "DMA", "DM"},
    StateCode{"DNK", "DNK", "DK"}, StateCode{"DOM", "DOM", "DO"}, StateCode{"DZA", "DZA", "DZ"},
    StateCode{"ECU", "ECU", "EC"}, StateCode{"EGY", "EGY", "EG"}, StateCode{"ERI", "ERI", "ER"},
    StateCode{"ESH", "ESH", "EH"}, StateCode{"ESP", "ESP", "ES"}, StateCode{"EST", "EST", "EE"},
    StateCode{"ETH", "ETH", "ET"}, StateCode{"EUE", "", "EU"}, StateCode{"FIN", "FIN", "FI"},
    StateCode{"FJI", "FJI", "FJ"}, StateCode{"FLK", "FLK", "FK"}, StateCode{"FRA", "FRA", "FR"},
    StateCode{"FRO", "FRO", "FO"}, StateCode{"FSM", "FSM", "FM"}, StateCode{"GAB", "GAB", "GA"},
    StateCode{"GBD", "", ""}, StateCode{"GBN", "", ""}, StateCode{"GBO", "", ""},
    StateCode{"GBP", "", ""}, StateCode{"GBR", "GBR", "GB"}, StateCode{"GBS", "", ""},
    StateCode{"GEO", "GEO", "GE"}, StateCode{"GGY", "GGY", "GG"}, StateCode{"GHA", "GHA", "GH"},
    StateCode{"GIB", "GIB", "GI"}, StateCode{"GIN", "GIN", "GN"}, StateCode{"GLP", "GLP", "GP"},
    StateCode{"GMB", "GMB", "GM"}, StateCode{"GNB", "GNB", "GW"}, StateCode{"GNQ", "GNQ", "GQ"},
    StateCode{"GRC", "GRC", "GR"}, StateCode{"GRD", "GRD", "GD"}, StateCode{"GRL", "GRL", "GL"},
    StateCode{"GTM", "GTM", "GT"}, StateCode{"GUF", "GUF", "GF"}, StateCode{"GUM", "GUM", "GU"},
    StateCode{"GUY", "GUY", "GY"}, StateCode{"HKG", "HKG", "HK"}, StateCode{"HMD", "HMD", "HM"},
    StateCode{"HND", "HND", "HN"}, StateCode{"HRV", "HRV", "HR"}, StateCode{"HTI", "HTI", "HT"},
    StateCode{"HUN", "HUN", "HU"}, StateCode{"IAO", "", "IA"}, StateCode{"IDN", "IDN", "ID"},
    StateCode{"IMN", "IMN", "IM"}, StateCode{"IND", "IND", "IN"}, StateCode{"IOT", "IOT", "IO"},
    StateCode{"IRL", "IRL", "IE"}, StateCode{"IRN", "IRN", "IR"}, StateCode{"IRQ", "IRQ", "IQ"},
    StateCode{"ISL", "ISL", "IS"}, StateCode{"ISR", "ISR", "IL"}, StateCode{"ITA", "ITA", "IT"},
    StateCode{"JAM", "JAM", "JM"}, StateCode{"JEY", "JEY", "JE"}, StateCode{"JOR", "JOR", "JO"},
    StateCode{"JPN", "JPN", "JP"}, StateCode{"KAZ", "KAZ", "KZ"}, StateCode{"KEN", "KEN", "KE"},
    StateCode{"KGZ", "KGZ", "KG"}, StateCode{"KHM", "KHM", "KH"}, StateCode{"KIR", "KIR", "KI"},
    StateCode{"KNA", "KNA", "KN"}, StateCode{"KOR", "KOR", "KR"}, StateCode{"KWT", "KWT", "KW"},
    StateCode{"LAO", "LAO", "LA"}, StateCode{"LBN", "LBN", "LB"}, StateCode{"LBR", "LBR", "LR"},
    StateCode{"LBY", "LBY", "LY"}, StateCode{"LCA", "LCA", "LC"}, StateCode{"LIE", "LIE", "LI"},
    StateCode{"LKA", "LKA", "LK"}, StateCode{"LSO", "LSO", "LS"}, StateCode{"LTU", "LTU", "LT"},
    StateCode{"LUX", "LUX", "LU"}, StateCode{"LVA", "LVA", "LV"}, StateCode{"MAC", "MAC", "MO"},
    StateCode{"MAF", "MAF", "MF"}, StateCode{"MAR", "MAR", "MA"}, StateCode{"MCO", "MCO", "MC"},
    StateCode{"MDA", "MDA", "MD"}, StateCode{"MDG", "MDG", "MG"}, StateCode{"MDV", "MDV", "MV"},
    StateCode{"MEX", "MEX", "MX"}, StateCode{"MHL", "MHL", "MH"}, StateCode{"MKD", "MKD", "MK"},
    StateCode{"MLI", "MLI", "ML"}, StateCode{"MLT", "MLT", "MT"}, StateCode{"MMR", "MMR", "MM"},
    StateCode{"MNE", "MNE", "ME"}, StateCode{"MNG", "MNG", "MN"}, StateCode{"MNP", "MNP", "MP"},
    StateCode{"MOZ", "MOZ", "MZ"}, StateCode{"MRT", "MRT", "MR"}, StateCode{"MSR", "MSR", "MS"},
    StateCode{"MTQ", "MTQ", "MQ"}, StateCode{"MUS", "MUS", "MU"}, StateCode{"MWI", "MWI", "MW"},
    StateCode{"MYS", "MYS", "MY"}, StateCode{"MYT", "MYT", "YT"}, StateCode{"NAM", "NAM", "NA"},
    StateCode{"NCL", "NCL", "NC"}, StateCode{"NER", "NER", "NE"}, StateCode{"NFK", "NFK", "NF"},
    StateCode{"NGA", "NGA", "NG"}, StateCode{"NIC", "NIC", "NI"}, StateCode{"NIU", "NIU", "NU"},
    StateCode{"NLD", "NLD", "NL"}, StateCode{"NOR", "NOR", "NO"}, StateCode{"NPL", "NPL", "NP"},
    StateCode{"NRU", "NRU", "NR"}, StateCode{"NTZ", "", "NT"}, StateCode{"NZL", "NZL", "NZ"},
    StateCode{"OMN", "OMN", "OM"}, StateCode{"PAK", "PAK", "PK"}, StateCode{"PAN", "PAN", "PA"},
    StateCode{"PCN", "PCN", "PN"}, StateCode{"PER", "PER", "PE"}, StateCode{"PHL", "PHL", "PH"},
    StateCode{"PLW", "PLW", "PW"}, StateCode{"PNG", "PNG", "PG"}, StateCode{"POL", "POL", "PL"},
    StateCode{"PRI", "PRI", "PR"}, StateCode{"PRK", "PRK", "KP"}, StateCode{"PRT", "PRT", "PT"},
    StateCode{"PRY", "PRY", "PY"}, StateCode{"PSE", "PSE", "PS"}, StateCode{"PYF", "PYF", "PF"},
    StateCode{"QAT", "QAT", "QA"}, StateCode{"REU", "REU", "RE"}, StateCode{"RKS", "", "XK"},
    StateCode{"ROU", "ROU", "RO"}, StateCode{"RUS", "RUS", "RU"}, StateCode{"RWA", "RWA", "RW"},
    StateCode{"SAU", "SAU", "SA"}, StateCode{"SDN", "SDN", "SD"}, StateCode{"SEN", "SEN", "SN"},
    StateCode{"SGP", "SGP", "SG"}, StateCode{"SGS", "SGS", "GS"}, StateCode{"SHN", "SHN", "SH"},
    StateCode{"SJM", "SJM", "SJ"}, StateCode{"SLB", "SLB", "SB"}, StateCode{"SLE", "SLE", "SL"},
    StateCode{"SLV", "SLV", "SV"}, StateCode{"SMR", "SMR", "SM"}, StateCode{"SOM", "SOM", "SO"},
    StateCode{"SPM", "SPM", "PM"}, StateCode{"SRB", "SRB", "RS"}, StateCode{"SSD", "SSD", "SS"},
    StateCode{"STP", "STP", "ST"}, StateCode{"SUR", "SUR", "SR"}, StateCode{"SVK", "SVK", "SK"},
    StateCode{"SVN", "SVN", "SI"}, StateCode{"SWE", "SWE", "SE"}, StateCode{"SWZ", "SWZ", "SZ"},
    StateCode{"SXM", "SXM", "SX"}, StateCode{"SYC", "SYC", "SC"}, StateCode{"SYR", "SYR", "SY"},
    StateCode{"TCA", "TCA", "TC"}, StateCode{"TCD", "TCD", "TD"}, StateCode{"TGO", "TGO", "TG"},
    StateCode{"THA", "THA", "TH"}, StateCode{"TJK", "TJK", "TJ"}, StateCode{"TKL", "TKL", "TK"},
    StateCode{"TKM", "TKM", "TM"}, StateCode{"TLS", "TLS", "TL"}, StateCode{"TON", "TON", "TO"},
    StateCode{"TTO", "TTO", "TT"}, StateCode{"TUN", "TUN", "TN"}, StateCode{"TUR", "TUR", "TR"},
    StateCode{"TUV", "TUV", "TV"}, StateCode{"TWN", "TWN", "TW"}, StateCode{"TZA", "TZA", "TZ"},
    StateCode{"UGA", "UGA", "UG"}, StateCode{"UKR", "UKR", "UA"}, StateCode{"UMI", "UMI", "UM"},
    StateCode{"UNA", "", "UN"}, StateCode{"UNK", "", ""}, StateCode{"UNO", "", "UN"},
    StateCode{"URY", "URY", "UY"}, StateCode{"USA", "USA", "US"}, StateCode{"UTO", "", "UT"},
    StateCode{"UZB", "UZB", "UZ"}, StateCode{"VAT", "VAT", "VA"}, StateCode{"VCT", "VCT", "VC"},
    StateCode{"VEN", "VEN", "VE"}, StateCode{"VGB", "VGB", "VG"}, StateCode{"VIR", "VIR", "VI"},
    StateCode{"VNM", "VNM", "VN"}, StateCode{"VUT", "VUT", "VU"}, StateCode{"WLF", "WLF", "WF"},
    StateCode{"WSM", "WSM", "WS"}, StateCode{"XBA", "", ""}, StateCode{"XCC", "", ""},
    StateCode{"XCE", "", ""}, StateCode{"XCO", "", ""}, StateCode{"XDC", "", ""},
    StateCode{"XEC", "", ""}, StateCode{"XES", "", ""}, StateCode{"XIM", "", ""},
    StateCode{"XMP", "", ""}, StateCode{"XOM", "", ""}, StateCode{"XPO", "", ""},
    StateCode{"XXA", "", ""}, StateCode{"XXB", "", ""}, StateCode{"XXC", "", ""},
    StateCode{"XXX", "", ""}, StateCode{"YEM", "YEM", "YE"}, StateCode{"ZAF", "ZAF", "ZA"},
    StateCode{"ZMB", "ZMB", "ZM"}, StateCode{"ZWE", "ZWE", "ZW"}};
// clang-format on

} // namespace

std::optional<StateCode> find_state(std::string_view mrz_code) {
  mrz_code = mrz_code.substr(0, mrz_code.find('<'));
  // Codes that documents use beside the listed ones.
  if (mrz_code == "DEU")
    mrz_code = "D";
  if (mrz_code == "XXK" || mrz_code == "XKX")
    mrz_code = "RKS";
  const auto* found = std::lower_bound(
      states.begin(), states.end(), mrz_code,
      [](const StateCode& state, std::string_view code) { return state.mrz < code; });
  if (found == states.end() || found->mrz != mrz_code)
    return std::nullopt;
  return *found;
}

} // namespace foyer::eid
