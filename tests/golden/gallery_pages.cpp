// SPDX-License-Identifier: EUPL-1.2
#include "gallery_pages.hpp"

#include <ui_driver/ui_driver.hpp>

namespace foyer::gallery {

using namespace ui;

namespace {

// The three texts of a place; Arabic and Ukrainian here only try the typesetting.
std::string tr(Language l, const char* de, const char* uk, const char* ar) {
  return l == Language::de ? de : l == Language::uk ? uk : ar;
}
// German beside another display language.
std::string binding(Language l, const char* de) {
  return l == Language::de ? "" : de;
}

FieldText field(Language l, const char* de, const char* uk, const char* ar, std::string help = {}) {
  FieldText text;
  text.label = tr(l, de, uk, ar);
  text.binding = binding(l, de);
  text.help = std::move(help);
  return text;
}

PageSpec page(Language l, std::string id, const char* de, const char* uk, const char* ar) {
  PageSpec spec;
  spec.id = std::move(id);
  spec.section =
      tr(l, "Abschnitt 2 von 5: Ihre Karte", "Розділ 2 з 5: Ваша картка", "القسم 2 من 5: بطاقتك");
  spec.progress = 0.4f;
  spec.question = tr(l, de, uk, ar);
  spec.back = tr(l, "Zurück", "Назад", "رجوع");
  spec.primary = tr(l, "Weiter", "Далі", "متابعة");
  return spec;
}

// A typed letter on A4, as a scanner would deliver it.
ImagePtr letter() {
  static const ImagePtr image = [] {
    constexpr int w = 620, h = 877;
    std::vector<std::uint8_t> grey(static_cast<std::size_t>(w) * h, 250);
    const auto bar = [&](int x, int y, int width, int height, std::uint8_t value) {
      for (int j = y; j < y + height; ++j)
        for (int i = x; i < x + width; ++i)
          grey[static_cast<std::size_t>(j) * w + static_cast<std::size_t>(i)] = value;
    };
    bar(60, 60, 220, 18, 40);
    bar(60, 92, 150, 8, 120);
    bar(440, 60, 110, 70, 200);
    for (int line = 0; line < 22; ++line)
      for (int x = 60, word = 0; x < 540 - (line % 7) * 22; ++word) {
        const int length = 22 + (word * 37 + line * 53) % 58;
        bar(x, 200 + line * 26, length, 9, 70);
        x += length + 12;
      }
    bar(60, 800, 170, 2, 60);
    return make_image(w, h, 1, grey);
  }();
  return image;
}

QrMatrix pattern() { // looks like a code, says nothing
  QrMatrix m{29, std::vector<bool>(29 * 29)};
  for (int y = 0; y < 29; ++y)
    for (int x = 0; x < 29; ++x) {
      const auto finder = [&](int fx, int fy) {
        const int dx = x - fx, dy = y - fy;
        if (dx < 0 || dy < 0 || dx > 6 || dy > 6)
          return -1;
        const bool edge = dx == 0 || dy == 0 || dx == 6 || dy == 6;
        const bool core = dx > 1 && dx < 5 && dy > 1 && dy < 5;
        return edge || core ? 1 : 0;
      };
      int value = -1;
      for (const auto& [fx, fy] : {std::pair{0, 0}, {22, 0}, {0, 22}})
        if (const int v = finder(fx, fy); v >= 0)
          value = v;
      if (value < 0)
        value = ((x * 7 + y * 13 + x * y * 5) % 11) < 5;
      m.dark[static_cast<std::size_t>(y * 29 + x)] = value == 1;
    }
  return m;
}

const struct {
  const char *id, *de, *uk, *ar;
  Icon icon;
} concerns[] = {{"a1", "Aufenthaltstitel erteilen oder verlängern", "Дозвіл на проживання",
                 "تصريح الإقامة: إصدار أو تمديد", Icon::residence_title},
                {"a2", "Nebenbestimmungen ändern", "Змінити умови", "تغيير الشروط الإضافية",
                 Icon::change_conditions},
                {"a3", "Neue Karte (eAT)", "Нова картка", "بطاقة جديدة", Icon::replacement_card},
                {"a4", "Bescheinigungen", "Довідки", "شهادات", Icon::certificate},
                {"a5", "Reiseausweis", "Проїзний документ", "وثيقة سفر", Icon::travel_document},
                {"a6", "Verpflichtungserklärung", "Зобов’язання", "إقرار التزام", Icon::commitment},
                {"a7", "Einbürgerung", "Натуралізація", "التجنيس", Icon::naturalisation},
                {"a8", "Staatsangehörigkeitsausweis", "Посвідка про громадянство", "شهادة الجنسية",
                 Icon::citizenship}};

void draw_display(Ui& ui, Values&, Language l) {
  begin_page(ui, {.id = "display",
                  .question = tr(l, "Warum brauchen Sie eine neue Karte?",
                                 "Навіщо Вам нова картка?", "لماذا تحتاج إلى بطاقة جديدة؟")});
  end_page(ui);
  begin_sheet(ui, "sheet", tr(l, "Ansicht", "Вигляд", "العرض"));
  const std::vector<std::string> sizes = {
      tr(l, "Klein", "Малий", "صغير"), tr(l, "Normal", "Звичайний", "عادي"),
      tr(l, "Groß", "Великий", "كبير"), tr(l, "Sehr groß", "Дуже великий", "كبير جدًا")};
  text_size_choice(ui, "size", tr(l, "Schriftgröße", "Розмір тексту", "حجم الخط"), sizes,
                   ui.text_size());
  const std::vector<std::string> themes = {
      tr(l, "Hell", "Світлі", "فاتح"), tr(l, "Dunkel", "Темні", "داكن"),
      tr(l, "Schwarz auf Weiß", "Чорне на білому", "أسود على أبيض"),
      tr(l, "Weiß auf Schwarz", "Біле на чорному", "أبيض على أسود")};
  theme_choice(ui, "theme", tr(l, "Farben", "Кольори", "الألوان"), themes, ui.theme().name);
  stepper(ui, "volume",
          {tr(l, "Lautstärke", "Гучність", "مستوى الصوت"), tr(l, "leiser", "тихіше", "أخفض"),
           tr(l, "lauter", "гучніше", "أعلى")},
          2, 5);
  end_sheet(ui, "sheet", tr(l, "Schließen", "Закрити", "إغلاق"));
}

void draw_languages(Ui& ui, Values&, Language l) {
  PageSpec spec = page(l, "languages", "Welche Sprache möchten Sie lesen?",
                       "Якою мовою Ви хочете читати?", "بأي لغة تريد القراءة؟");
  spec.section.clear(), spec.progress = -1, spec.primary.clear();
  begin_page(ui, spec);
  const std::vector<LanguageItem> items = {{"de", "Deutsch", Direction::ltr, "Willkommen"},
                                           {"en", "English", Direction::ltr, "Welcome"},
                                           {"uk", "Українська", Direction::ltr, "Ласкаво просимо"},
                                           {"ar", "العربية", Direction::rtl, "أهلاً وسهلاً"},
                                           {"tr", "Türkçe", Direction::ltr, "Hoş geldiniz"},
                                           {"fa", "فارسی", Direction::rtl, "خوش آمدید"}};
  language_list(ui, "language", items, l == Language::de ? "de" : l == Language::uk ? "uk" : "ar");
  end_page(ui);
}

void draw_concerns(Ui& ui, Values&, Language l) {
  PageSpec spec = page(l, "concerns", "Was möchten Sie heute erledigen?",
                       "Що Ви хочете зробити сьогодні?", "ماذا تريد أن تنجز اليوم؟");
  spec.section.clear(), spec.progress = -1, spec.primary.clear();
  begin_page(ui, spec);
  begin_tiles(ui);
  for (const auto& c : concerns)
    tile(ui, std::string("concern.") + c.id, c.icon, tr(l, c.de, c.uk, c.ar), binding(l, c.de));
  end_tiles(ui);
  end_page(ui);
}

void draw_info(Ui& ui, Values&, Language l) {
  PageSpec spec =
      page(l, "info", "Neue Karte beantragen", "Замовити нову картку", "طلب بطاقة جديدة");
  spec.section.clear(), spec.progress = -1;
  spec.lead = tr(l, "Ihr Recht auf Aufenthalt bleibt gleich. Sie bekommen nur eine neue Karte.",
                 "Ваше право на проживання не змінюється. Ви отримаєте лише нову картку.",
                 "حقك في الإقامة يبقى كما هو. ستحصل فقط على بطاقة جديدة.");
  spec.primary = tr(l, "Antrag beginnen", "Почати", "ابدأ الطلب");
  begin_page(ui, spec);
  begin_card(ui, "facts");
  fact(ui, "fee", Icon::euro,
       tr(l, "Voraussichtliche Gebühr", "Очікуваний збір", "الرسوم المتوقعة"), "67,00 €");
  fact(ui, "time", Icon::clock, tr(l, "Dauer hier am Gerät", "Тривалість", "المدة هنا"),
       tr(l, "etwa 12 Minuten", "близько 12 хвилин", "حوالي 12 دقيقة"));
  fact(ui, "card", Icon::card, tr(l, "Fertige Karte", "Готова картка", "البطاقة الجاهزة"),
       tr(l, "in 4 bis 6 Wochen", "через 4–6 тижнів", "خلال 4 إلى 6 أسابيع"));
  end_card(ui);
  heading(ui, "need", tr(l, "Das brauchen Sie", "Що Вам потрібно", "ما تحتاج إليه"));
  const std::vector<std::string> items = {
      tr(l, "Ihre alte Karte, wenn Sie sie noch haben", "Стару картку, якщо вона є",
         "بطاقتك القديمة إن كانت لديك"),
      tr(l, "Ihren Pass", "Паспорт", "جواز سفرك"),
      tr(l, "bei Diebstahl: die Anzeige der Polizei", "У разі крадіжки: заяву поліції",
         "في حالة السرقة: بلاغ الشرطة")};
  bullet_list(ui, "needed", items);
  notice(
      ui, "paid", Tone::info,
      tr(l, "Sie zahlen heute nichts.", "Сьогодні Ви нічого не сплачуєте.", "لن تدفع شيئاً اليوم."),
      tr(l, "Die Rechnung kommt mit der Post.", "Рахунок надійде поштою.",
         "ستصلك الفاتورة بالبريد."));
  end_page(ui);
}

void draw_fields(Ui& ui, Values& v, Language l) {
  PageSpec spec = page(l, "fields", "Wie heißen Sie?", "Як Вас звати?", "ما اسمك؟");
  spec.lead = tr(l, "Schreiben Sie Ihren Namen so, wie er in Ihrem Pass steht.",
                 "Напишіть ім’я так, як у паспорті.", "اكتب اسمك كما هو مكتوب في جواز سفرك.");
  spec.secondary = tr(l, "Später", "Пізніше", "لاحقاً");
  begin_page(ui, spec);
  FieldText name = field(l, "Familienname", "Прізвище", "اسم العائلة");
  name.source = tr(l, "aus Ihrer Karte gelesen", "зчитано з Вашої картки", "مقروء من بطاقتك");
  name_field(ui, "name", name, v.name);
  FieldText given = field(l, "Vornamen", "Імена", "الأسماء الأولى",
                          tr(l, "Alle Vornamen, mit Leerzeichen getrennt", "Усі імена через пробіл",
                             "جميع الأسماء مفصولة بمسافة"));
  given.error = tr(l, "Bitte geben Sie mindestens einen Vornamen an.", "Вкажіть хоча б одне ім’я.",
                   "يرجى إدخال اسم واحد على الأقل.");
  name_field(ui, "given", given, v.given);
  date_field(ui, "birth",
             field(l, "Geburtsdatum", "Дата народження", "تاريخ الميلاد",
                   tr(l, "Zum Beispiel 31 12 1985", "Наприклад, 31 12 1985", "مثلاً 31 12 1985")),
             v.birth);
  FieldText street = field(l, "Straße und Hausnummer", "Вулиця та будинок", "الشارع ورقم المنزل");
  street.optional = true;
  text_field(ui, "street", street, v.street);
  integer_field(ui, "children", field(l, "Anzahl der Kinder", "Кількість дітей", "عدد الأطفال"),
                v.children, 2);
  money_field(ui, "income", field(l, "Einkommen im Monat", "Дохід на місяць", "الدخل الشهري"),
              v.income);
  end_page(ui);
}

void draw_choices(Ui& ui, Values& v, Language l) {
  PageSpec spec = page(l, "choices", "Warum brauchen Sie eine neue Karte?",
                       "Чому Вам потрібна нова картка?", "لماذا تحتاج إلى بطاقة جديدة؟");
  begin_page(ui, spec);
  const std::vector<Choice> reasons = {
      {"lost", tr(l, "Ich habe sie verloren", "Я її загубив", "فقدتها"), binding(l, "Verlust"), {}},
      {"stolen", tr(l, "Sie wurde gestohlen", "Її вкрали", "سُرقت"), binding(l, "Diebstahl"),
       tr(l, "Sie brauchen die Anzeige der Polizei.", "Потрібна заява поліції.",
          "تحتاج إلى بلاغ الشرطة.")},
      {"broken",
       tr(l, "Sie ist kaputt", "Вона пошкоджена", "تالفة"),
       binding(l, "Beschädigung"),
       {}}};
  choice_list(ui, "reason", {}, reasons, v.reason);
  const std::vector<Choice> documents = {
      {"passport", tr(l, "Pass", "Паспорт", "جواز السفر"), binding(l, "Pass"), {}},
      {"report",
       tr(l, "Anzeige der Polizei", "Заява поліції", "بلاغ الشرطة"),
       binding(l, "Anzeige"),
       {}}};
  multi_choice(
      ui, "documents",
      field(l, "Was haben Sie heute dabei?", "Що у Вас із собою?", "ماذا أحضرت معك اليوم؟"),
      documents, v.documents);
  YesNoLabels words{tr(l, "Ja", "Так", "نعم"),
                    tr(l, "Nein", "Ні", "لا"),
                    tr(l, "Weiß ich nicht", "Не знаю", "لا أعرف"),
                    binding(l, "Ja"),
                    binding(l, "Nein"),
                    binding(l, "Weiß nicht")};
  yes_no(ui, "police",
         field(l, "Haben Sie den Verlust gemeldet?", "Ви повідомили про втрату?",
               "هل أبلغت عن الفقدان؟"),
         words, v.police);
  end_page(ui);
}

std::vector<Choice> countries(Language l) {
  return {{"AFG", tr(l, "Afghanistan", "Афганістан", "أفغانستان"), "Afghanistan", {}},
          {"EGY", tr(l, "Ägypten", "Єгипет", "مصر"), "Ägypten", {}},
          {"SYR", tr(l, "Syrien", "Сирія", "سوريا"), "Syrien", {}},
          {"TUR", tr(l, "Türkei", "Туреччина", "تركيا"), "Türkei", {}},
          {"UKR", tr(l, "Ukraine", "Україна", "أوكرانيا"), "Ukraine", {}},
          {"USA", tr(l, "Vereinigte Staaten", "США", "الولايات المتحدة"), "Vereinigte Staaten", {}},
          {"VNM", tr(l, "Vietnam", "В’єтнам", "فيتنام"), "Vietnam", {}}};
}

void draw_country(Ui& ui, Values& v, Language l) {
  begin_page(ui, page(l, "country", "Welche Staatsangehörigkeit haben Sie?",
                      "Яке у Вас громадянство?", "ما هي جنسيتك؟"));
  country_picker(
      ui, "nationality",
      field(l, "Staatsangehörigkeit", "Громадянство", "الجنسية",
            tr(l, "So wie sie in Ihrem Pass steht", "Як у паспорті", "كما هي في جواز سفرك")),
      countries(l), v.country);
  long_text(
      ui, "remarks",
      field(l, "Möchten Sie uns noch etwas sagen?", "Хочете щось додати?", "هل تريد إضافة شيء؟"),
      v.remarks);
  end_page(ui);
}

void draw_can(Ui& ui, Values& v, Language l) {
  PageSpec spec =
      page(l, "can", "Welche sechs Ziffern stehen auf Ihrer Karte?",
           "Які шість цифр надруковано на Вашій картці?", "ما الأرقام الستة المطبوعة على بطاقتك؟");
  spec.lead = tr(
      l, "Die 6 Ziffern öffnen den Chip. So lesen wir Ihre Daten, und Sie müssen weniger tippen.",
      "6 цифр відкривають чип.", "تفتح هذه الأرقام الستة الشريحة. هكذا نقرأ بياناتك وتكتب أقل.");
  spec.secondary = tr(l, "Ohne Karte weiter", "Без картки", "المتابعة بدون بطاقة");
  begin_page(ui, spec);
  card_picture(
      ui, "picture", CardPicture::show_can,
      tr(l, "Karte, die Nummer ist umrandet", "Картка з номером", "البطاقة والرقم محاط بإطار"));
  TextOptions options;
  options.keyboard = Keyboard::digits, options.max_graphemes = 6, options.width_mm = 60;
  text_field(ui, "can",
             field(l, "Kartennummer (6 Ziffern)", "Номер картки (6 цифр)", "رقم البطاقة (6 أرقام)"),
             v.code, options);
  end_page(ui);
}

void draw_reading(Ui& ui, Values&, Language l) {
  PageSpec spec =
      page(l, "reading", "Ihre Karte wird gelesen", "Картка зчитується", "تتم قراءة بطاقتك");
  spec.lead = tr(l, "Lassen Sie die Karte liegen. Es dauert etwa 10 Sekunden.",
                 "Не забирайте картку. Це триває 10 секунд.",
                 "اترك البطاقة في مكانها. يستغرق ذلك حوالي 10 ثوانٍ.");
  spec.primary.clear();
  begin_page(ui, spec);
  card_picture(ui, "picture", CardPicture::reading,
               tr(l, "Karte auf dem Leser", "Картка на зчитувачі", "البطاقة على القارئ"), 90);
  const std::vector<Step> steps = {
      {tr(l, "Karte gefunden", "Картку знайдено", "تم العثور على البطاقة"), Step::State::done},
      {tr(l, "Sichere Verbindung aufgebaut", "Безпечне з’єднання", "تم إنشاء اتصال آمن"),
       Step::State::done},
      {tr(l, "Name und Adresse werden gelesen", "Зчитуємо ім’я та адресу",
          "تتم قراءة الاسم والعنوان"),
       Step::State::doing},
      {tr(l, "Echtheit prüfen", "Перевірка справжності", "التحقق من الأصالة"), Step::State::todo}};
  step_list(ui, "step", steps);
  end_page(ui);
}

void draw_preview(Ui& ui, Values&, Language l) {
  PageSpec spec =
      page(l, "preview", "Ist alles gut zu lesen?", "Усе добре видно?", "هل كل شيء مقروء؟");
  spec.primary = tr(l, "Ja, verwenden", "Так", "نعم، استخدمها"),
  spec.secondary = tr(l, "Noch einmal scannen", "Ще раз", "مسح مرة أخرى");
  begin_page(ui, spec);
  scan_preview(ui, "scan", letter(), tr(l, "Gescannte Seite", "Сторінка", "الصفحة الممسوحة"));
  end_page(ui);
}

void draw_check(Ui& ui, Values&, Language l) {
  PageSpec spec = page(l, "check", "Stimmt alles?", "Усе правильно?", "هل كل شيء صحيح؟");
  begin_page(ui, spec);
  const std::string change = tr(l, "Ändern", "Змінити", "تغيير"),
                    source = tr(l, "aus Ihrer Karte", "з картки", "من بطاقتك");
  const auto row = [&](const char* id, const char* de, const char* uk, const char* ar,
                       std::string value, std::string from, bool open = false) {
    summary_row(
        ui, id,
        {tr(l, de, uk, ar), binding(l, de), std::move(value), {}, std::move(from), change, open});
  };
  heading(ui, "person", tr(l, "Über Sie", "Про Вас", "عنك"));
  begin_card(ui, "person.card");
  row("row.name", "Familienname", "Прізвище", "اسم العائلة", "Müller-Łukasiewicz", source);
  row("row.given", "Vornamen", "Імена", "الأسماء الأولى", "Anna Chloé", source);
  row("row.birth", "Geburtsdatum", "Дата народження", "تاريخ الميلاد", "07.11.1990", source);
  row("row.phone", "Telefon", "Телефон", "الهاتف",
      tr(l, "noch offen", "ще не вказано", "لم يُجب بعد"), {}, true);
  end_card(ui);
  heading(ui, "card", tr(l, "Ihre Karte", "Ваша картка", "بطاقتك"));
  begin_card(ui, "card.card");
  row("row.reason", "Grund", "Причина", "السبب",
      tr(l, "Ich habe sie verloren", "Я її загубив", "فقدتها"), {});
  end_card(ui);
  end_page(ui);
}

void draw_rows(Ui& ui, Values&, Language l) {
  PageSpec spec = page(l, "rows", "Welche Kinder haben Sie?", "Які у Вас діти?", "من هم أطفالك؟");
  begin_page(ui, spec);
  EntryCard card;
  card.title = tr(l, "Kind 1", "Дитина 1", "الطفل 1"), card.binding = binding(l, "Kind 1");
  card.change = tr(l, "Ändern", "Змінити", "تغيير");
  card.remove = tr(l, "Entfernen", "Видалити", "إزالة");
  card.summary = "Amira Chloé Müller-Łukasiewicz, 03.04.2019";
  (void)entry_card(ui, "entry.0", card);
  card.title = tr(l, "Kind 2", "Дитина 2", "الطفل 2"), card.binding = binding(l, "Kind 2");
  card.summary = "Yusuf";
  card.missing = tr(l, "Noch unvollständig. Bitte ansehen: Geburtsdatum, Wohnort",
                    "Ще не заповнено. Перегляньте: дата народження, місце проживання",
                    "غير مكتمل بعد. يرجى مراجعة: تاريخ الميلاد، مكان السكن");
  (void)entry_card(ui, "entry.1", card);
  card.title = tr(l, "Kind 3", "Дитина 3", "الطفل 3"), card.binding = binding(l, "Kind 3");
  card.summary.clear();
  (void)entry_card(ui, "entry.2", card);
  ui.gap(size::group_gap);
  button(ui, "add", tr(l, "Ein Kind hinzufügen", "Додати дитину", "إضافة طفل"),
         ButtonKind::secondary, Icon::plus);
  end_page(ui);
}

void draw_band(Ui& ui, Values&, Language l) {
  PageSpec spec = page(l, "band", "Wo wohnen Sie?", "Де Ви живете?", "أين تسكن؟");
  spec.band = {"Dienstsitzung offen", "Sperren", Icon::guest, "de"};
  begin_page(ui, spec);
  paragraph(ui, "text",
            tr(l, "Die Adresse, unter der Sie gemeldet sind.", "Адреса, за якою Ви зареєстровані.",
               "العنوان المسجَّل باسمك."));
  end_page(ui);
}

void draw_declare(Ui& ui, Values& v, Language l) {
  PageSpec spec =
      page(l, "declare", "Bitte bestätigen Sie", "Будь ласка, підтвердьте", "يرجى التأكيد");
  spec.primary = tr(l, "Antrag verbindlich stellen", "Подати заяву", "تقديم الطلب");
  spec.primary_icon = Icon::check;
  begin_page(ui, spec);
  acknowledgement(ui, "true",
                  tr(l, "Meine Angaben sind richtig und vollständig.",
                     "Мої дані правильні й повні.", "بياناتي صحيحة وكاملة."),
                  binding(l, "Meine Angaben sind richtig und vollständig."), v.accepted);
  acknowledgement(ui, "found",
                  tr(l, "Finde ich die alte Karte wieder, gebe ich sie ab.",
                     "Якщо знайду стару картку, поверну її.", "إذا وجدت البطاقة القديمة سأسلمها."),
                  binding(l, "Finde ich die alte Karte wieder, gebe ich sie ab."), v.second);
  signature_pad(ui, "sign",
                field(l, "Ihre Unterschrift", "Ваш підпис", "توقيعك",
                      tr(l, "Schreiben Sie mit dem Finger.", "Пишіть пальцем.", "اكتب بإصبعك.")),
                v.strokes);
  end_page(ui);
}

void draw_receipt(Ui& ui, Values&, Language l) {
  PageSpec spec = page(l, "receipt", "Ihr Antrag ist gestellt.", "Заяву подано.", "تم تقديم طلبك.");
  spec.section.clear(), spec.progress = -1, spec.back.clear(),
                        spec.primary = tr(l, "Fertig", "Готово", "إنهاء"),
                        spec.primary_icon = Icon::check;
  spec.lead =
      tr(l, "Am 25. November 2026 um 17:38:05 Uhr. Ihr Beleg wird gedruckt.",
         "25 листопада 2026, 17:38:05.", "في 25 نوفمبر 2026 الساعة 17:38:05. تتم طباعة الإيصال.");
  begin_page(ui, spec);
  notice(ui, "done", Tone::success,
         tr(l, "Die Frist ist gewahrt.", "Строк дотримано.", "تم الالتزام بالموعد."),
         tr(l, "Es zählt der Zeitpunkt oben.", "Діє час, указаний вище.",
            "الوقت المذكور أعلاه هو المعتمد."));
  big_number(ui, "number", tr(l, "Eingangsnummer", "Номер", "رقم الاستلام"), "2611 2500 0417");
  qr_code(ui, "qr", pattern(), tr(l, "QR-Code mit der Eingangsnummer", "QR-код", "رمز QR"));
  heading(ui, "next", tr(l, "So geht es weiter", "Що далі", "ماذا بعد"));
  const std::vector<std::string> next = {tr(l, "Wir prüfen Ihren Antrag in den nächsten 2 Wochen.",
                                            "Ми перевіримо заяву за 2 тижні.",
                                            "سنفحص طلبك خلال أسبوعين."),
                                         tr(l, "Sie bekommen einen Brief mit dem Abholtermin.",
                                            "Ви отримаєте лист.", "ستصلك رسالة بموعد الاستلام.")};
  bullet_list(ui, "steps", next);
  end_page(ui);
}

void draw_errors(Ui& ui, Values& v, Language l) {
  begin_page(ui, page(l, "errors", "Wann haben Sie die Karte verloren?", "Коли Ви загубили картку?",
                      "متى فقدت البطاقة؟"));
  const std::string wrong =
      tr(l, "Das Datum liegt in der Zukunft. Heute ist der 25.11.2026.",
         "Дата в майбутньому. Сьогодні 25.11.2026.", "التاريخ في المستقبل. اليوم هو 25.11.2026.");
  const std::vector<ErrorItem> items = {{"since", wrong}};
  error_summary(ui, "summary",
                tr(l, "Eine Angabe passt noch nicht", "Одна відповідь потребує уваги",
                   "هناك إجابة تحتاج إلى تصحيح"),
                items);
  FieldText since = field(l, "Tag des Verlusts", "День утрати", "يوم الفقدان");
  since.error = wrong;
  date_field(ui, "since", since, v.since);
  notice(ui, "warn", Tone::warning,
         tr(l, "Melden Sie den Verlust bald.", "Повідомте про втрату.", "أبلغ عن الفقدان قريباً."));
  button(ui, "call", tr(l, "Hilfe rufen", "Покликати на допомогу", "طلب المساعدة"),
         ButtonKind::secondary, Icon::help);
  button(ui, "stop", tr(l, "Alles löschen", "Усе видалити", "حذف كل شيء"), ButtonKind::danger,
         Icon::trash);
  button(ui, "quiet", tr(l, "Mehr erfahren", "Докладніше", "معرفة المزيد"), ButtonKind::quiet);
  button(ui, "off", tr(l, "Nicht verfügbar", "Недоступно", "غير متاح"), ButtonKind::primary,
         Icon::none, false);
  end_page(ui);
}

void draw_idle(Ui& ui, Values& v, Language l) {
  draw_choices(ui, v, l);
  DialogSpec spec;
  spec.title = tr(l, "Sind Sie noch da?", "Ви ще тут?", "هل ما زلت هنا؟");
  spec.text = tr(l, "Wenn Sie nichts tun, löschen wir Ihre Angaben, damit niemand sie liest.",
                 "Якщо Ви нічого не зробите, ми видалимо дані.",
                 "إذا لم تفعل شيئاً فسنحذف بياناتك حتى لا يقرأها أحد.");
  spec.seconds = v.seconds, spec.seconds_label = tr(l, "Sekunden", "секунд", "ثانية");
  spec.buttons = {tr(l, "Ich brauche mehr Zeit", "Мені потрібен час", "أحتاج إلى مزيد من الوقت"),
                  tr(l, "Beenden und alles löschen", "Завершити й видалити", "إنهاء وحذف كل شيء")};
  spec.last_destroys = true;
  dialog(ui, "idle", spec);
}

} // namespace

const std::vector<Page>& pages() {
  using Driver = ui_driver::UiDriver;
  static const std::vector<Page> all = {
      {"display", draw_display},
      {"languages", draw_languages},
      {"concerns", draw_concerns},
      {"info", draw_info},
      {"fields", draw_fields},
      {"choices", draw_choices},
      {"country", draw_country},
      {"country_search", draw_country,
       [](Driver& d) {
         d.tap("nationality");
         d.type("u");
       }},
      {"can", draw_can},
      {"can_typed", draw_can, [](Driver& d) { d.fill("can", "4711"); }},
      {"reading", draw_reading},
      {"preview", draw_preview},
      {"check", draw_check},
      {"rows", draw_rows},
      {"band", draw_band},
      {"declare", draw_declare,
       [](Driver& d) {
         d.reveal("sign");
         const Rect r = d.node("sign").rect;
         d.drag({r.x + r.w * 0.3f, r.y + r.h * 0.7f}, {r.x + r.w * 0.4f, r.y + r.h * 0.3f});
         d.drag({r.x + r.w * 0.4f, r.y + r.h * 0.3f}, {r.x + r.w * 0.5f, r.y + r.h * 0.72f});
       }},
      {"receipt", draw_receipt},
      {"errors", draw_errors},
      {"idle", draw_idle},
      {"keyboard", draw_fields, [](Driver& d) { d.fill("given", "Anna Chloé"); }},
      {"accents", draw_fields,
       [](Driver& d) {
         d.tap("given");
         d.tap("key.shift");
         d.tap("key.accents");
         d.tap("key.c");
       }},
      {"focus", draw_choices, [](Driver& d) {
         d.key(Key::tab);
         d.key(Key::tab);
       }}};
  return all;
}

Labels labels(Language l) {
  Labels t;
  t.language = tr(l, "Deutsch", "Українська", "العربية");
  t.listen = tr(l, "Vorlesen", "Слухати", "الاستماع");
  t.display = tr(l, "Ansicht", "Вигляд", "العرض");
  t.help = tr(l, "Hilfe", "Допомога", "مساعدة");
  t.stop = tr(l, "Abbrechen", "Скасувати", "إلغاء");
  t.more_below = tr(l, "Mehr", "Далі вниз", "المزيد"),
  t.more_above = tr(l, "Nach oben", "Угору", "إلى الأعلى");
  t.day = tr(l, "Tag", "День", "اليوم"), t.month = tr(l, "Monat", "Місяць", "الشهر"),
  t.year = tr(l, "Jahr", "Рік", "السنة");
  t.optional_hint = tr(l, "(freiwillig)", "(за бажанням)", "(اختياري)");
  t.search = tr(l, "Hier suchen …", "Шукайте тут …", "ابحث هنا …");
  t.no_match =
      tr(l, "Dazu finden wir kein Land.", "Такої країни не знайдено.", "لم نجد بلداً مطابقاً.");
  t.change = tr(l, "Ändern", "Змінити", "تغيير"), t.clear = tr(l, "Löschen", "Стерти", "مسح");
  t.keyboard = tr(l, "Tastatur", "Клавіатура", "لوحة المفاتيح"),
  t.space = tr(l, "Leerzeichen", "Пробіл", "مسافة");
  t.backspace = tr(l, "Löschen", "Стерти", "حذف"),
  t.shift = tr(l, "Großbuchstaben", "Великі літери", "أحرف كبيرة");
  t.digits = "?#1", t.letters = "ABC",
  t.accents = tr(l, "Buchstaben mit Zeichen", "Літери зі знаками", "أحرف بعلامات");
  t.done = tr(l, "Fertig", "Готово", "تم");
  return t;
}

void use_language(Ui& ui, Language l) {
  ui.set_language(l == Language::de   ? "de"
                  : l == Language::uk ? "uk"
                                      : "ar",
                  l == Language::ar ? Direction::rtl : Direction::ltr);
  ui.set_labels(labels(l));
}

UiOptions options(const ScreenProfile& profile) {
  const std::filesystem::path root = FOYER_SOURCE_DIR;
  return {profile, root / "assets/fonts.conf"};
}

} // namespace foyer::gallery
