// SPDX-License-Identifier: EUPL-1.2
#include "po_library.hpp"

#include <i18n/catalogue.hpp>
#include <translate/check.hpp>
#include <translate/po.hpp>

#include <cstdlib>

namespace foyer::translate {

namespace {

// Fits no German text: the translation is not shown until it is finished.
constexpr const char* fits_nothing = "0000000000000000";

std::string header_field(po_file_t po, const char* name) {
  const char* header = po_file_domain_header(po, nullptr);
  if (header == nullptr)
    return {};
  const std::unique_ptr<char, decltype(&std::free)> value(po_header_field(header, name),
                                                          &std::free);
  return value ? std::string(value.get()) : std::string{};
}

std::string words_of(const char* msgstr) {
  std::string words = msgstr == nullptr ? "" : msgstr;
  return words == empty_on_purpose ? std::string{} : words;
}

// One message of the file.
class Taking {
 public:
  Taking(const Texts& german, Texts& language, const Reviewer& reviewer, Imported& done)
      : german_(german), language_(language), reviewer_(reviewer), done_(done) {}

  void take(po_message_t message) {
    const char* context = po_message_msgctxt(message);
    const std::string msgid = po_message_msgid(message);
    const std::string key = context == nullptr ? "" : context;
    if (key.empty() && msgid.empty())
      return; // the header
    const Text* master = german_.find(key);
    if (master == nullptr)
      return refuse(key.empty() ? msgid : key, {"there is no German text of this key"});
    if (po_message_msgid_plural(message) != nullptr)
      return refuse(key, {"plurals are written in ICU MessageFormat, not as msgid_plural"});
    const char* msgstr = po_message_msgstr(message);
    if (msgstr == nullptr || *msgstr == '\0') {
      ++done_.untranslated;
      return;
    }
    const std::string words = words_of(msgstr);
    if (auto reasons = faults(language_.about(), msgid, words); !reasons.empty())
      return refuse(key, std::move(reasons));
    put(key, *master, words, i18n::stand_of(msgid), po_message_is_fuzzy(message) != 0);
  }

 private:
  void refuse(std::string key, std::vector<std::string> reasons) {
    done_.refused.push_back({std::move(key), std::move(reasons)});
  }

  void put(const std::string& key, const Text& master, const std::string& words, std::string mark,
           bool fuzzy) {
    const Text* before = language_.find(key);
    Text now{
        .file = master.file, .words = words, .mark = std::move(mark), .review = {}, .changed = {}};
    const std::string current = i18n::stand_of(master.words);
    const bool older = now.mark != current;
    if (fuzzy) {
      // An outdated text goes out as fuzzy, too: it comes back as what it was.
      const bool keeps = before != nullptr && before->mark != current &&
                         (before->words == words || !before->mark.empty());
      now.mark = keeps ? before->mark : fits_nothing;
      ++done_.unfinished;
    }
    const bool same = before != nullptr && before->words == now.words && before->mark == now.mark;
    if (before != nullptr && before->words == now.words)
      now.review = before->review;
    const bool reviewed = !reviewer_.role.empty() && !fuzzy;
    if (reviewed)
      now.review = Review{reviewer_.role, reviewer_.today, i18n::stand_of(now.words)};
    if (!fuzzy)
      ++(same ? done_.same : older ? done_.older : done_.taken);
    if (!same || reviewed)
      language_.set(key, std::move(now), german_);
  }

  const Texts& german_;
  Texts& language_;
  const Reviewer& reviewer_;
  Imported& done_;
};

} // namespace

Result<Imported> read_po(const std::filesystem::path& file, const Texts& german, Texts& language,
                         const Reviewer& reviewer) {
  const PoErrors errors;
  const PoFile po(po_file_read(file.c_str(), errors.handler()));
  if (!po)
    return fail(FailureCode::io_failed, file.string() + " cannot be read");
  if (!errors.all().empty())
    return fail(FailureCode::malformed, file.string() + ": " + errors.all().front());
  if (const auto of = header_field(po.get(), "Language"); of != language.about().code)
    return fail(FailureCode::malformed, file.string() + " is of the language \"" + of +
                                            "\", not \"" + language.about().code + "\"");
  Imported done;
  Taking taking(german, language, reviewer, done);
  const PoIterator all(po_message_iterator(po.get(), nullptr));
  while (po_message_t message = po_next_message(all.get()))
    if (po_message_is_obsolete(message) == 0)
      taking.take(message);
  return done;
}

} // namespace foyer::translate
