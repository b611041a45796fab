// SPDX-License-Identifier: EUPL-1.2
#include "specimen.hpp"

#include <i18n/catalogue.hpp>
#include <receipt/qr.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

namespace foyer {

namespace {

const i18n::Catalogue& texts() {
  static const auto loaded =
      i18n::Catalogue::load(std::filesystem::path(FOYER_SOURCE_DIR) / "locales");
  REQUIRE(loaded.ok());
  return *loaded;
}

receipt::Text text(const std::string& german, const std::string& tag, const std::string& ar,
                   const std::string& uk, const std::string& en) {
  const std::map<std::string, std::string> all{{"ar", ar}, {"uk", uk}, {"en", en}, {"de", ""}};
  return {german, all.at(tag)};
}

} // namespace

receipt::Content specimen(const std::string& tag) {
  using namespace std::chrono;
  receipt::Content content;
  const i18n::Args args{{"assistant", std::string("a3")}};
  const auto both = [&](const std::string& key) {
    INFO(key);
    REQUIRE(texts().has("de", key));
    return receipt::Text{texts().text("de", key, args),
                         tag == "de" ? "" : texts().text(tag, key, args)};
  };
  receipt::fill_texts(content.texts,
                      [&](const char* key, receipt::Text& text) { text = both(key); });
  if (tag != "de")
    content.help = {tag, tag == "ar"};
  content.number = "N01-26-000427-K";
  content.office = "Stadt Nürnberg, Amt für Migration und Integration";
  content.kiosk = "N01";
  content.place = "Eingangshalle";
  const auto at = [](int hour, int minute, int second) {
    return sys_days(2026y / November / 25) + hours(hour) + minutes(minute) + seconds(second);
  };
  content.case_code = Personal(std::string("7KMQ-2XTP-9D4F-H8WV"));
  content.received = {at(17, 38, 5), minutes(60)};
  content.assistant = text("Neuer Kartenkörper für den elektronischen Aufenthaltstitel", tag,
                           "بطاقة جديدة لتصريح الإقامة الإلكتروني",
                           "Нова картка електронного дозволу на перебування",
                           "New card for the electronic residence title");
  content.concern = text("Karte verloren", tag, "فقدان البطاقة", "Картку втрачено", "Card lost");
  content.applicant = Personal(std::string("Oksana Mariia KOVALENKO"));
  content.birth_date = Personal(std::string("14.03.1988"));
  content.previous_document = text(
      "Aufenthaltserlaubnis", tag, "تصريح إقامة (Aufenthaltserlaubnis)",
      "Дозвіл на перебування (Aufenthaltserlaubnis)", "Residence permit (Aufenthaltserlaubnis)");
  content.previous_valid_until = "31.03.2028";
  content.documents = {{text("Reisepass", tag, "جواز السفر", "Паспорт", "Passport"), 1},
                       {text("Verlustanzeige der Polizei", tag, "بلاغ الفقدان لدى الشرطة",
                             "Заява до поліції про втрату", "Police report of the loss"),
                        2}};
  content.open = {text("Biometrisches Lichtbild (digital)", tag, "صورة بيومترية (رقمية)",
                       "Біометричне фото (цифрове)", "Biometric photo (digital)")};
  content.open_until = "23.12.2026";
  const auto ack = [&](const receipt::Text& label, int second) {
    content.declarations.push_back({label, {at(17, 36, second), minutes(60)}});
  };
  ack(text("Hinweise nach § 54 Abs. 2 Nr. 8 AufenthG gelesen", tag,
           "قرأت التنبيهات وفق § 54 Abs. 2 Nr. 8 AufenthG",
           "Застереження за § 54 Abs. 2 Nr. 8 AufenthG прочитано",
           "Notices under § 54 Abs. 2 Nr. 8 AufenthG read"),
      12);
  ack(text("Hinweis auf die Mitwirkungspflichten (§ 82 AufenthG)", tag,
           "التنبيه إلى واجبات التعاون (§ 82 AufenthG)", "Обов’язок сприяння (§ 82 AufenthG)",
           "Duty to cooperate (§ 82 AufenthG)"),
      21);
  ack(text("Datenschutzhinweise zur Kenntnis genommen", tag, "اطلعت على معلومات حماية البيانات",
           "З інформацією про захист даних ознайомлено", "Data protection notice taken note of"),
      34);
  ack(text("Meine Angaben sind vollständig und richtig", tag, "بياناتي كاملة وصحيحة",
           "Мої дані повні та правильні", "My statements are complete and correct"),
      48);
  for (const auto* const key : {"receipt.next.1", "receipt.next.2", "receipt.next.3"})
    content.next_steps.push_back(both(key));
  const Bytes hash(32, 0xA7);
  const Bytes signature(64, 0x5C);
  const auto payload = receipt::qr_payload({.number = content.number,
                                            .received = content.received.utc,
                                            .content_sha256 = hash,
                                            .code = as_bytes("7KMQ2XTP9D4FH8WV")},
                                           signature);
  REQUIRE(payload.ok());
  content.qr_payload = *payload;
  return content;
}

receipt::CodeSlip slip(const std::string& tag) {
  const auto both = [&](const std::string& key) {
    INFO(key);
    REQUIRE(texts().has("de", key));
    return receipt::Text{texts().text("de", key), tag == "de" ? "" : texts().text(tag, key)};
  };
  receipt::CodeSlip slip;
  slip.title = both("slip.title");
  slip.code_label = both("slip.code");
  slip.last_day_label = both("slip.last_day");
  for (const auto* key : {"slip.no_application", "slip.only_key", "slip.how"})
    slip.notes.push_back(both(key));
  slip.translation_note = both("receipt.translation_note");
  if (tag != "de")
    slip.help = {tag, tag == "ar"};
  slip.office = "Stadt Nürnberg, Amt für Migration und Integration";
  slip.kiosk = "NBG-01";
  slip.place = "Eingangshalle";
  slip.code = Secret(std::string_view("7KMQ-2XTP-9D4F-H8WE"));
  slip.last_day = "09.12.2026";
  return slip;
}

} // namespace foyer
