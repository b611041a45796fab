// SPDX-License-Identifier: EUPL-1.2
#include "card.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

using Json = nlohmann::ordered_json;

const char* name_of(eid::ElementaryFile file) {
  switch (file) {
  case eid::ElementaryFile::card_access: return "EF.CardAccess";
  case eid::ElementaryFile::card_security: return "EF.CardSecurity";
  case eid::ElementaryFile::atr_info: return "EF.ATR/INFO";
  case eid::ElementaryFile::com: return "EF.COM";
  case eid::ElementaryFile::sod: return "EF.SOD";
  case eid::ElementaryFile::dg1_mrz: return "DG1";
  case eid::ElementaryFile::dg2_face: return "DG2";
  case eid::ElementaryFile::dg3_fingers: return "DG3";
  case eid::ElementaryFile::dg4_irises: return "DG4";
  case eid::ElementaryFile::dg5_portrait: return "DG5";
  case eid::ElementaryFile::dg7_signature: return "DG7";
  case eid::ElementaryFile::dg11_person: return "DG11";
  case eid::ElementaryFile::dg12_document: return "DG12";
  case eid::ElementaryFile::dg13_optional: return "DG13";
  case eid::ElementaryFile::dg14_security: return "DG14";
  case eid::ElementaryFile::dg15_active_key: return "DG15";
  case eid::ElementaryFile::dg16_notify: return "DG16";
  }
  return "";
}

const char* mapping_of(eid::PaceMapping mapping) {
  switch (mapping) {
  case eid::PaceMapping::generic: return "generic";
  case eid::PaceMapping::integrated: return "integrated";
  case eid::PaceMapping::chip_authentication: return "chip-authentication";
  }
  return "";
}

const char* cipher_of(eid::Cipher cipher) {
  switch (cipher) {
  case eid::Cipher::tdes: return "3DES";
  case eid::Cipher::aes128: return "AES-128";
  case eid::Cipher::aes192: return "AES-192";
  case eid::Cipher::aes256: return "AES-256";
  }
  return "";
}

const char* sex_of(eid::MrzSex sex) {
  switch (sex) {
  case eid::MrzSex::female: return "F";
  case eid::MrzSex::male: return "M";
  case eid::MrzSex::unspecified: return "unspecified";
  }
  return "";
}

double milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000.0;
}

std::string blanks_for(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c == '_')
      c = ' ';
  return out;
}

// A line of the report; what the document does not say is left out.
void line(std::string& out, const char* what, const std::string& value) {
  if (!value.empty())
    out += std::string("  ") + what + std::string(18 - std::string_view(what).size(), ' ') + value +
           "\n";
}

template <class... Values> std::string printed(const char* format, Values... values) {
  char text[160];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

std::string way_in(const eid::DocumentReading& reading) {
  std::string out = reading.protocol == eid::AccessProtocol::pace ? "PACE" : "BAC";
  out += reading.password == eid::PasswordKind::can ? " with the access number" : " with the zone";
  if (reading.pace) {
    out += std::string(": ") + (reading.pace->elliptic_curve ? "ECDH" : "DH") + ", " +
           mapping_of(reading.pace->mapping) + " mapping, " + cipher_of(reading.pace->cipher);
    if (reading.pace->parameter_id)
      out += ", parameters " + std::to_string(*reading.pace->parameter_id);
  }
  return out;
}

std::string place_of(const eid::Holder& holder) {
  std::string out;
  for (const std::string& part : holder.birth_place)
    out += (out.empty() ? "" : ", ") + part;
  return out;
}

const char* in_words(eid::Genuine genuine) {
  switch (genuine) {
  case eid::Genuine::yes: return "authentic";
  case eid::Genuine::signer_unknown: return "consistent, but its signer is not in the trust table";
  case eid::Genuine::no: return "IN DOUBT: a check failed";
  }
  return "";
}

Json step_as_json(const StepCost& step) {
  return {{"step", step.step},
          {"apdus", step.apdus},
          {"bytes_sent", step.sent},
          {"bytes_received", step.received},
          {"ms", milliseconds(step.time)}};
}

Json access_as_json(const eid::DocumentReading& reading) {
  Json access{{"protocol", name(reading.protocol)}, {"password", name(reading.password)}};
  if (reading.pace) {
    access["agreement"] = reading.pace->elliptic_curve ? "ECDH" : "DH";
    access["mapping"] = mapping_of(reading.pace->mapping);
    access["cipher"] = cipher_of(reading.pace->cipher);
    if (reading.pace->parameter_id)
      access["parameters"] = *reading.pace->parameter_id;
  }
  return access;
}

void add_reading(Json& out, const eid::DocumentReading& reading) {
  out["authentic"] = name(reading.genuine());
  out["access"] = access_as_json(reading);
  out["document"] = {{"kind", name(reading.kind)},    {"code", reading.document_code},
                     {"issuer", reading.issuer},      {"number", reading.document_number.reveal()},
                     {"expiry", reading.expiry},      {"issued", reading.issued},
                     {"authority", reading.authority}};
  const eid::Holder& holder = reading.holder.reveal();
  out["holder"] = {{"surname", holder.surname},
                   {"given_names", holder.given_names},
                   {"name_from", holder.name_from_dg11 ? "DG11" : "DG1"},
                   {"name_maybe_truncated", holder.name_maybe_truncated},
                   {"national_surname", holder.national_name.surname},
                   {"national_given_names", holder.national_name.given_names},
                   {"birth", holder.birth},
                   {"birth_place", place_of(holder)},
                   {"sex", sex_of(holder.sex)},
                   {"nationality", holder.nationality}};
  out["checks"] = Json::array();
  for (const eid::CheckResult& result : reading.checks) {
    Json check{{"check", name(result.check)}};
    if (result.data_group != 0)
      check["data_group"] = result.data_group;
    check["verdict"] = name(result.verdict);
    check["reason"] = name(result.reason);
    out["checks"].push_back(std::move(check));
  }
  out["files"] = Json::array();
  for (const eid::FileReading& file : reading.files)
    out["files"].push_back(
        {{"file", name_of(file.file)}, {"outcome", name(file.outcome)}, {"bytes", file.size}});
  out["trust_list"] = reading.evidence.reveal().trust_list;
}

} // namespace

std::string card_as_text(const eid::DocumentReading& reading, const std::vector<StepCost>& steps) {
  std::string out = std::string("This document is ") + in_words(reading.genuine()) + ".\n\n";
  out += "Opened by " + way_in(reading) + "\n";
  out += printed("\n%-18s %6s %8s %9s %9s\n", "Step", "APDUs", "sent", "received", "ms");
  StepCost all{"all"};
  for (const StepCost& step : steps) {
    out += printed("  %-16s %6d %8zu %9zu %9.1f\n", blanks_for(step.step).c_str(), step.apdus,
                   step.sent, step.received, milliseconds(step.time));
    all.apdus += step.apdus;
    all.sent += step.sent;
    all.received += step.received;
    all.time += step.time;
  }
  out += printed("  %-16s %6d %8zu %9zu %9.1f\n", "all", all.apdus, all.sent, all.received,
                 milliseconds(all.time));
  out += "\nFiles\n";
  for (const eid::FileReading& file : reading.files)
    out += printed("  %-16s %-10s %6zu bytes\n", name_of(file.file),
                   std::string(name(file.outcome)).c_str(), file.size);
  out += "\nChecks\n";
  for (const eid::CheckResult& result : reading.checks) {
    std::string what = blanks_for(name(result.check));
    if (result.data_group != 0)
      what += " DG" + std::to_string(result.data_group);
    if (result.reason != eid::Reason::none)
      what += ": " + blanks_for(name(result.reason));
    out += printed("  %-13s %s\n", std::string(name(result.verdict)).c_str(), what.c_str());
  }
  out += "\nDocument\n";
  line(out, "kind", blanks_for(name(reading.kind)) + " (" + reading.document_code + ")");
  line(out, "issuer", reading.issuer);
  line(out, "number", reading.document_number.reveal());
  line(out, "expiry", reading.expiry);
  line(out, "issued", reading.issued);
  line(out, "authority", reading.authority);
  const eid::Holder& holder = reading.holder.reveal();
  out += "\nHolder\n";
  line(out, "surname", holder.surname);
  line(out, "given names", holder.given_names);
  if (holder.name_maybe_truncated)
    line(out, "", "(the zone may have cut this name)");
  if (!holder.national_name.empty())
    line(out, "national name",
         holder.national_name.surname + ", " + holder.national_name.given_names);
  line(out, "birth", holder.birth);
  line(out, "birth place", place_of(holder));
  line(out, "sex", sex_of(holder.sex));
  line(out, "nationality", holder.nationality);
  return out;
}

std::string card_as_json(const eid::DocumentReading* reading, const std::vector<StepCost>& steps,
                         const Failure* failure) {
  Json out;
  if (reading != nullptr)
    add_reading(out, *reading);
  if (failure != nullptr)
    out["failure"] = {{"code", name(failure->code)}, {"detail", failure->detail}};
  out["steps"] = Json::array();
  int apdus = 0;
  double time = 0;
  for (const StepCost& step : steps) {
    out["steps"].push_back(step_as_json(step));
    apdus += step.apdus;
    time += milliseconds(step.time);
  }
  out["apdus"] = apdus;
  out["ms"] = time;
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace foyer::ctl
