// SPDX-License-Identifier: EUPL-1.2
#include <author/diff.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace foyer::author {

namespace {

using forms::Assistant;

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}
std::string source(const std::optional<forms::Expression>& expression) {
  return expression ? expression->source() : std::string();
}
std::string type_of(const forms::Field& field) {
  std::string text(forms::name(field.type));
  if (field.max_length != 0)
    text += "(" + std::to_string(field.max_length) + ")";
  else if (field.type == forms::FieldType::integer)
    text += "(" + std::to_string(field.min) + ".." + std::to_string(field.max) + ")";
  if (field.codes != nullptr)
    text += "@" + field.codes->id;
  return text;
}
std::string check_text(const forms::Constraint& check) {
  std::string text = std::string(forms::name(check.severity)) + " " + check.message_key + ": " +
                     check.condition.source();
  for (const auto& [name, value] : check.args)
    text += ", " + name + " = " + value.source();
  if (!check.offer.empty())
    text += ", offers " + check.offer;
  if (check.file_now)
    text += ", lets file at once";
  return text;
}
std::string paper_text(const forms::Document& document) {
  return std::to_string(document.min_pages) + "-" + std::to_string(document.max_pages) +
         " pages, " + (document.mode == forms::ScanMode::color ? "color" : "grey") + ", " +
         std::to_string(document.dpi) + " dpi" + (document.sensitive ? ", sensitive" : "") +
         (document.kind != forms::PaperKind::any ? ", " + std::string(name(document.kind)) : "");
}

class Comparison {
 public:
  Comparison(const Assistant& before, const i18n::Catalogue& texts_before, const Assistant& after,
             const i18n::Catalogue& texts_after)
      : before_(before), after_(after), texts_before_(texts_before), texts_after_(texts_after) {}

  std::vector<std::string> all() {
    changed("version", before_.version, after_.version);
    changed("leika", before_.leika, after_.leika);
    changed("concern", concern(before_), concern(after_));
    pages();
    repeats();
    fields();
    codes();
    documents();
    changed("fee", source(before_.fee), source(after_.fee));
    changed("fee is known when", source(before_.fee_known), source(after_.fee_known));
    changed("note beside the fee", before_.fee_note, after_.fee_note);
    texts();
    if (before_.parameters->sha256() != after_.parameters->sha256())
      say("the dated parameters changed");
    return std::move(said_);
  }

 private:
  void say(std::string sentence) { said_.push_back(std::move(sentence)); }
  void changed(const std::string& what, const std::string& before, const std::string& after) {
    if (before == after)
      return;
    if (before.empty())
      say(what + ": now " + quoted(after));
    else if (after.empty())
      say(what + ": was " + quoted(before) + ", now nothing");
    else
      say(what + ": was " + quoted(before) + ", now " + quoted(after));
  }
  static std::string concern(const Assistant& assistant) {
    return assistant.concern ? assistant.fields[*assistant.concern].id : std::string();
  }

  // What is in both, in the old and in the new order: whoever is not in the longest run that kept
  // its order has moved.
  static std::set<std::string> moved(std::vector<std::string> before,
                                     std::vector<std::string> after) {
    const std::set<std::string> in_before(before.begin(), before.end());
    const std::set<std::string> in_after(after.begin(), after.end());
    std::erase_if(before, [&](const auto& id) { return !in_after.contains(id); });
    std::erase_if(after, [&](const auto& id) { return !in_before.contains(id); });
    const std::size_t n = before.size(), m = after.size();
    std::vector<std::vector<std::size_t>> length(n + 1, std::vector<std::size_t>(m + 1));
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;)
        length[i][j] = before[i] == after[j] ? length[i + 1][j + 1] + 1
                                             : std::max(length[i + 1][j], length[i][j + 1]);
    std::set<std::string> out(after.begin(), after.end());
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
      if (before[i] == after[j]) {
        out.erase(after[j]);
        ++i, ++j;
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
    return out;
  }
  // "section person, after person.name"
  static std::string place(const Assistant& assistant, std::size_t page) {
    std::string text = "section " + assistant.sections[assistant.pages[page].section].id;
    return page == 0 ? text + ", first" : text + ", after " + assistant.pages[page - 1].id;
  }
  static std::vector<std::string> page_ids(const Assistant& assistant) {
    std::vector<std::string> ids;
    for (const auto& page : assistant.pages)
      ids.push_back(page.id);
    return ids;
  }

  void pages() {
    for (const auto& page : before_.pages)
      if (!after_.find_page(page.id))
        say("page " + page.id + " is gone");
    const auto out_of_order = moved(page_ids(before_), page_ids(after_));
    for (std::size_t i = 0; i < after_.pages.size(); ++i) {
      const auto& page = after_.pages[i];
      const auto old = before_.find_page(page.id);
      if (!old)
        say("page " + page.id + " is new (" + place(after_, i) + ")");
      else if (out_of_order.contains(page.id) ||
               before_.sections[before_.pages[*old].section].id != after_.sections[page.section].id)
        say("page " + page.id + " moved: was in " + place(before_, *old) + ", now in " +
            place(after_, i));
    }
  }

  void repeats() {
    for (const auto& repeat : before_.repeats)
      if (!after_.find_repeat(repeat.id))
        say("repeat " + repeat.id + " is gone");
    for (const auto& repeat : after_.repeats) {
      const auto old = before_.find_repeat(repeat.id);
      if (!old) {
        say("repeat " + repeat.id + " is new");
        continue;
      }
      const auto& was = before_.repeats[*old];
      changed("repeat " + repeat.id + " rows", rows(was), rows(repeat));
      changed("repeat " + repeat.id + " is asked when", source(was.relevant),
              source(repeat.relevant));
      changed("repeat " + repeat.id + " is told by", summary(before_, was),
              summary(after_, repeat));
    }
  }
  static std::string rows(const forms::Repeat& repeat) {
    return std::to_string(repeat.min) + " to " + std::to_string(repeat.max);
  }
  static std::string summary(const Assistant& assistant, const forms::Repeat& repeat) {
    std::string all;
    for (const auto field : repeat.summary)
      all += (all.empty() ? "" : ", ") + assistant.fields[field].id;
    return all;
  }

  static std::string page_of(const Assistant& assistant, const forms::Field& field) {
    return field.page == forms::no_page ? "(set by the program)" : assistant.pages[field.page].id;
  }
  void fields() {
    for (const auto& field : before_.fields)
      if (!after_.find_field(field.id))
        say("field " + field.id + " is gone");
    for (const auto& field : after_.fields) {
      const auto index = before_.find_field(field.id);
      const std::string what = "field " + field.id;
      if (!index) {
        say(what + " is new on page " + page_of(after_, field) + ": " + type_of(field) + ", " +
            requirement(field) +
            (field.relevant ? ", asked when " + quoted(field.relevant->source()) : ""));
        continue;
      }
      const auto& old = before_.fields[*index];
      changed(what + " stands on page", page_of(before_, old), page_of(after_, field));
      changed(what + " type", type_of(old), type_of(field));
      changed(what + " is", requirement(old), requirement(field));
      changed(what + " is asked when", source(old.relevant), source(field.relevant));
      changed(what + " is calculated as", source(old.calculated), source(field.calculated));
      changed(what + " is put in as", source(old.suggested), source(field.suggested));
      changed(what + " is put in when", source(old.suggested_when), source(field.suggested_when));
      changed(what + " offers what fits", filter(before_, old), filter(after_, field));
      if (old.upper != field.upper)
        say(what + (field.upper ? ": letters become capitals" : ": letters stay as typed"));
      checks(what, old, field);
    }
  }
  static std::string requirement(const forms::Field& field) {
    switch (field.requirement) {
    case forms::Requirement::required: return "required";
    case forms::Requirement::optional: return "optional";
    case forms::Requirement::soft: return "soft";
    case forms::Requirement::calculated: return "calculated";
    }
    return {};
  }
  static std::string filter(const Assistant& assistant, const forms::Field& field) {
    return field.filter ? assistant.fields[*field.filter].id : std::string();
  }
  void checks(const std::string& what, const forms::Field& old, const forms::Field& now) {
    std::set<std::string> before, after;
    std::map<std::string, std::vector<std::string>> by_message, by_message_now;
    for (const auto& check : old.constraints)
      by_message[check.message_key].push_back(check_text(check));
    for (const auto& check : now.constraints)
      by_message_now[check.message_key].push_back(check_text(check));
    // One check with the same message on both sides is the same check, perhaps changed.
    for (const auto& [message, was] : by_message)
      if (auto& is = by_message_now[message]; was.size() == 1 && is.size() == 1) {
        changed(what + ", check", was[0], is[0]);
        is.clear();
      } else {
        before.insert(was.begin(), was.end());
      }
    for (const auto& [message, is] : by_message_now)
      after.insert(is.begin(), is.end());
    for (const auto& check : before)
      if (!after.contains(check))
        say(what + " no longer has the check " + check);
    for (const auto& check : after)
      if (!before.contains(check))
        say(what + " has the new check " + check);
  }

  static std::map<std::string, const forms::CodeList*> lists(const Assistant& assistant) {
    std::map<std::string, const forms::CodeList*> all;
    for (const auto& list : assistant.code_lists())
      all.emplace(list->id, list.get());
    return all;
  }
  void codes() {
    const auto old_lists = lists(before_), new_lists = lists(after_);
    for (const auto& [id, list] : new_lists) {
      const auto found = old_lists.find(id);
      if (found == old_lists.end())
        continue; // a field says that it is new
      const auto& old = *found->second;
      std::vector<std::string> was, is;
      for (const auto& code : old.codes) {
        was.push_back(code.code);
        if (list->find(code.code) == nullptr)
          say("list " + id + ": code " + code.code + " is gone");
      }
      for (const auto& code : list->codes) {
        is.push_back(code.code);
        const auto* before = old.find(code.code);
        if (before == nullptr) {
          say("list " + id + ": code " + code.code + " is new");
          continue;
        }
        const std::string what = "list " + id + ", code " + code.code;
        changed(what + " group", before->group, code.group);
        changed(what + " law", before->law, code.law);
        if (before->offered != code.offered)
          say(what + (code.offered ? " is offered now" : " is no longer offered"));
        if (before->names != code.names)
          say(what + " has another name");
      }
      if (!moved(was, is).empty())
        say("list " + id + " stands in another order");
    }
  }

  void documents() {
    for (const auto& document : before_.documents)
      if (!after_.find_document(document.id))
        say("document " + document.id + " is gone");
    for (const auto& document : after_.documents) {
      const auto index = before_.find_document(document.id);
      const std::string what = "document " + document.id;
      if (!index) {
        say(what + " is new" +
            (document.relevant ? ", asked when " + quoted(document.relevant->source()) : ""));
        continue;
      }
      const auto& old = before_.documents[*index];
      changed(what + " is asked when", source(old.relevant), source(document.relevant));
      changed(what, paper_text(old), paper_text(document));
    }
  }

  // German only: it binds. What is new or gone with its field, page or document is said there.
  void texts() {
    std::set<std::string> keys;
    for (const auto* assistant : {&before_, &after_}) {
      for (auto& key : assistant->text_keys())
        keys.insert(std::move(key));
      for (auto& key : assistant->optional_text_keys())
        keys.insert(std::move(key));
    }
    for (const auto& key : keys) {
      const std::string was(texts_before_.german_pattern(key));
      const std::string is(texts_after_.german_pattern(key));
      const bool help = key.ends_with(".help") || key.ends_with(".why");
      if (help || (!was.empty() && !is.empty()))
        changed("text " + key, was, is);
    }
  }

  const Assistant &before_, &after_;
  const i18n::Catalogue &texts_before_, &texts_after_;
  std::vector<std::string> said_;
};

} // namespace

std::vector<std::string> differences(const Assistant& before, const i18n::Catalogue& texts_before,
                                     const Assistant& after, const i18n::Catalogue& texts_after) {
  return Comparison(before, texts_before, after, texts_after).all();
}

} // namespace foyer::author
