// SPDX-License-Identifier: EUPL-1.2
// Codes: ICAO 9303-3 (8th ed.) section 5 parts A to D, with ISO 3166-1.
#include <eid/states.hpp>

#include <algorithm>
#include <iterator>

namespace foyer::eid {
namespace {

// Sorted by the first column, for the binary search.
// clang-format off
constexpr StateCode states[] = {
    {"ABW", "ABW", "AW"}, {"AFG", "AFG", "AF"}, {"AGO", "AGO", "AO"},
    {"AIA", "AIA", "AI"}, {"ALA", "ALA", "AX"}, {"ALB", "ALB", "AL"},
    {"AND", "AND", "AD"}, {"ANT", "", "AN"}, {"ARE", "ARE", "AE"},
    {"ARG", "ARG", "AR"}, {"ARM", "ARM", "AM"}, {"ASM", "ASM", "AS"},
    {"ATA", "ATA", "AQ"}, {"ATF", "ATF", "TF"}, {"ATG", "ATG", "AG"},
    {"AUS", "AUS", "AU"}, {"AUT", "AUT", "AT"}, {"AZE", "AZE", "AZ"},
    {"BDI", "BDI", "BI"}, {"BEL", "BEL", "BE"}, {"BEN", "BEN", "BJ"},
    {"BES", "BES", "BQ"}, {"BFA", "BFA", "BF"}, {"BGD", "BGD", "BD"},
    {"BGR", "BGR", "BG"}, {"BHR", "BHR", "BH"}, {"BHS", "BHS", "BS"},
    {"BIH", "BIH", "BA"}, {"BLM", "BLM", "BL"}, {"BLR", "BLR", "BY"},
    {"BLZ", "BLZ", "BZ"}, {"BMU", "BMU", "BM"}, {"BOL", "BOL", "BO"},
    {"BRA", "BRA", "BR"}, {"BRB", "BRB", "BB"}, {"BRN", "BRN", "BN"},
    {"BTN", "BTN", "BT"}, {"BVT", "BVT", "BV"}, {"BWA", "BWA", "BW"},
    {"CAF", "CAF", "CF"}, {"CAN", "CAN", "CA"}, {"CCK", "CCK", "CC"},
    {"CHE", "CHE", "CH"}, {"CHL", "CHL", "CL"}, {"CHN", "CHN", "CN"},
    {"CIV", "CIV", "CI"}, {"CMR", "CMR", "CM"}, {"COD", "COD", "CD"},
    {"COG", "COG", "CG"}, {"COK", "COK", "CK"}, {"COL", "COL", "CO"},
    {"COM", "COM", "KM"}, {"CPV", "CPV", "CV"}, {"CRI", "CRI", "CR"},
    {"CUB", "CUB", "CU"}, {"CUW", "CUW", "CW"}, {"CXR", "CXR", "CX"},
    {"CYM", "CYM", "KY"}, {"CYP", "CYP", "CY"}, {"CZE", "CZE", "CZ"},
    {"D", "DEU", "DE"}, {"DJI", "DJI", "DJ"}, {"DMA", "DMA", "DM"},
    {"DNK", "DNK", "DK"}, {"DOM", "DOM", "DO"}, {"DZA", "DZA", "DZ"},
    {"ECU", "ECU", "EC"}, {"EGY", "EGY", "EG"}, {"ERI", "ERI", "ER"},
    {"ESH", "ESH", "EH"}, {"ESP", "ESP", "ES"}, {"EST", "EST", "EE"},
    {"ETH", "ETH", "ET"}, {"EUE", "", "EU"}, {"FIN", "FIN", "FI"},
    {"FJI", "FJI", "FJ"}, {"FLK", "FLK", "FK"}, {"FRA", "FRA", "FR"},
    {"FRO", "FRO", "FO"}, {"FSM", "FSM", "FM"}, {"GAB", "GAB", "GA"},
    {"GBD", "", ""}, {"GBN", "", ""}, {"GBO", "", ""},
    {"GBP", "", ""}, {"GBR", "GBR", "GB"}, {"GBS", "", ""},
    {"GEO", "GEO", "GE"}, {"GGY", "GGY", "GG"}, {"GHA", "GHA", "GH"},
    {"GIB", "GIB", "GI"}, {"GIN", "GIN", "GN"}, {"GLP", "GLP", "GP"},
    {"GMB", "GMB", "GM"}, {"GNB", "GNB", "GW"}, {"GNQ", "GNQ", "GQ"},
    {"GRC", "GRC", "GR"}, {"GRD", "GRD", "GD"}, {"GRL", "GRL", "GL"},
    {"GTM", "GTM", "GT"}, {"GUF", "GUF", "GF"}, {"GUM", "GUM", "GU"},
    {"GUY", "GUY", "GY"}, {"HKG", "HKG", "HK"}, {"HMD", "HMD", "HM"},
    {"HND", "HND", "HN"}, {"HRV", "HRV", "HR"}, {"HTI", "HTI", "HT"},
    {"HUN", "HUN", "HU"}, {"IAO", "", "IA"}, {"IDN", "IDN", "ID"},
    {"IMN", "IMN", "IM"}, {"IND", "IND", "IN"}, {"IOT", "IOT", "IO"},
    {"IRL", "IRL", "IE"}, {"IRN", "IRN", "IR"}, {"IRQ", "IRQ", "IQ"},
    {"ISL", "ISL", "IS"}, {"ISR", "ISR", "IL"}, {"ITA", "ITA", "IT"},
    {"JAM", "JAM", "JM"}, {"JEY", "JEY", "JE"}, {"JOR", "JOR", "JO"},
    {"JPN", "JPN", "JP"}, {"KAZ", "KAZ", "KZ"}, {"KEN", "KEN", "KE"},
    {"KGZ", "KGZ", "KG"}, {"KHM", "KHM", "KH"}, {"KIR", "KIR", "KI"},
    {"KNA", "KNA", "KN"}, {"KOR", "KOR", "KR"}, {"KWT", "KWT", "KW"},
    {"LAO", "LAO", "LA"}, {"LBN", "LBN", "LB"}, {"LBR", "LBR", "LR"},
    {"LBY", "LBY", "LY"}, {"LCA", "LCA", "LC"}, {"LIE", "LIE", "LI"},
    {"LKA", "LKA", "LK"}, {"LSO", "LSO", "LS"}, {"LTU", "LTU", "LT"},
    {"LUX", "LUX", "LU"}, {"LVA", "LVA", "LV"}, {"MAC", "MAC", "MO"},
    {"MAF", "MAF", "MF"}, {"MAR", "MAR", "MA"}, {"MCO", "MCO", "MC"},
    {"MDA", "MDA", "MD"}, {"MDG", "MDG", "MG"}, {"MDV", "MDV", "MV"},
    {"MEX", "MEX", "MX"}, {"MHL", "MHL", "MH"}, {"MKD", "MKD", "MK"},
    {"MLI", "MLI", "ML"}, {"MLT", "MLT", "MT"}, {"MMR", "MMR", "MM"},
    {"MNE", "MNE", "ME"}, {"MNG", "MNG", "MN"}, {"MNP", "MNP", "MP"},
    {"MOZ", "MOZ", "MZ"}, {"MRT", "MRT", "MR"}, {"MSR", "MSR", "MS"},
    {"MTQ", "MTQ", "MQ"}, {"MUS", "MUS", "MU"}, {"MWI", "MWI", "MW"},
    {"MYS", "MYS", "MY"}, {"MYT", "MYT", "YT"}, {"NAM", "NAM", "NA"},
    {"NCL", "NCL", "NC"}, {"NER", "NER", "NE"}, {"NFK", "NFK", "NF"},
    {"NGA", "NGA", "NG"}, {"NIC", "NIC", "NI"}, {"NIU", "NIU", "NU"},
    {"NLD", "NLD", "NL"}, {"NOR", "NOR", "NO"}, {"NPL", "NPL", "NP"},
    {"NRU", "NRU", "NR"}, {"NTZ", "", "NT"}, {"NZL", "NZL", "NZ"},
    {"OMN", "OMN", "OM"}, {"PAK", "PAK", "PK"}, {"PAN", "PAN", "PA"},
    {"PCN", "PCN", "PN"}, {"PER", "PER", "PE"}, {"PHL", "PHL", "PH"},
    {"PLW", "PLW", "PW"}, {"PNG", "PNG", "PG"}, {"POL", "POL", "PL"},
    {"PRI", "PRI", "PR"}, {"PRK", "PRK", "KP"}, {"PRT", "PRT", "PT"},
    {"PRY", "PRY", "PY"}, {"PSE", "PSE", "PS"}, {"PYF", "PYF", "PF"},
    {"QAT", "QAT", "QA"}, {"REU", "REU", "RE"}, {"RKS", "", "XK"},
    {"ROU", "ROU", "RO"}, {"RUS", "RUS", "RU"}, {"RWA", "RWA", "RW"},
    {"SAU", "SAU", "SA"}, {"SDN", "SDN", "SD"}, {"SEN", "SEN", "SN"},
    {"SGP", "SGP", "SG"}, {"SGS", "SGS", "GS"}, {"SHN", "SHN", "SH"},
    {"SJM", "SJM", "SJ"}, {"SLB", "SLB", "SB"}, {"SLE", "SLE", "SL"},
    {"SLV", "SLV", "SV"}, {"SMR", "SMR", "SM"}, {"SOM", "SOM", "SO"},
    {"SPM", "SPM", "PM"}, {"SRB", "SRB", "RS"}, {"SSD", "SSD", "SS"},
    {"STP", "STP", "ST"}, {"SUR", "SUR", "SR"}, {"SVK", "SVK", "SK"},
    {"SVN", "SVN", "SI"}, {"SWE", "SWE", "SE"}, {"SWZ", "SWZ", "SZ"},
    {"SXM", "SXM", "SX"}, {"SYC", "SYC", "SC"}, {"SYR", "SYR", "SY"},
    {"TCA", "TCA", "TC"}, {"TCD", "TCD", "TD"}, {"TGO", "TGO", "TG"},
    {"THA", "THA", "TH"}, {"TJK", "TJK", "TJ"}, {"TKL", "TKL", "TK"},
    {"TKM", "TKM", "TM"}, {"TLS", "TLS", "TL"}, {"TON", "TON", "TO"},
    {"TTO", "TTO", "TT"}, {"TUN", "TUN", "TN"}, {"TUR", "TUR", "TR"},
    {"TUV", "TUV", "TV"}, {"TWN", "TWN", "TW"}, {"TZA", "TZA", "TZ"},
    {"UGA", "UGA", "UG"}, {"UKR", "UKR", "UA"}, {"UMI", "UMI", "UM"},
    {"UNA", "", "UN"}, {"UNK", "", ""}, {"UNO", "", "UN"},
    {"URY", "URY", "UY"}, {"USA", "USA", "US"}, {"UTO", "", "UT"},
    {"UZB", "UZB", "UZ"}, {"VAT", "VAT", "VA"}, {"VCT", "VCT", "VC"},
    {"VEN", "VEN", "VE"}, {"VGB", "VGB", "VG"}, {"VIR", "VIR", "VI"},
    {"VNM", "VNM", "VN"}, {"VUT", "VUT", "VU"}, {"WLF", "WLF", "WF"},
    {"WSM", "WSM", "WS"}, {"XBA", "", ""}, {"XCC", "", ""},
    {"XCE", "", ""}, {"XCO", "", ""}, {"XDC", "", ""},
    {"XEC", "", ""}, {"XES", "", ""}, {"XIM", "", ""},
    {"XMP", "", ""}, {"XOM", "", ""}, {"XPO", "", ""},
    {"XXA", "", ""}, {"XXB", "", ""}, {"XXC", "", ""},
    {"XXX", "", ""}, {"YEM", "YEM", "YE"}, {"ZAF", "ZAF", "ZA"},
    {"ZMB", "ZMB", "ZM"}, {"ZWE", "ZWE", "ZW"}};
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
      std::begin(states), std::end(states), mrz_code,
      [](const StateCode& state, std::string_view code) { return state.mrz < code; });
  if (found == std::end(states) || found->mrz != mrz_code)
    return std::nullopt;
  return *found;
}

} // namespace foyer::eid
