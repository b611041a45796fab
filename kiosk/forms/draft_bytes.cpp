// SPDX-License-Identifier: EUPL-1.2
#include <forms/draft_bytes.hpp>

#include "field_type.hpp"
#include "migration.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace foyer::forms {

using nlohmann::json;

namespace {

constexpr const char* format = "foyer-draft-1";
constexpr std::size_t most_bytes = 8U << 20;
constexpr int most_depth = 8; // a list in an answer of a row stands 6 deep

Failure no_draft(const std::string& why) {
  return fail(FailureCode::answer_rejected, "stored draft: " + why);
}

json to_json(const Value& value) {
  struct Plain {
    json operator()(std::monostate) const { return nullptr; }
    json operator()(bool answer) const { return answer; }
    json operator()(std::int64_t number) const { return number; }
    json operator()(const std::string& text) const { return text; }
    json operator()(const std::vector<std::string>& list) const { return list; }
  };
  return std::visit(Plain{}, value);
}

std::optional<Value> to_value(const json& stored) {
  if (stored.is_null())
    return Value{};
  if (stored.is_boolean())
    return Value{stored.get<bool>()};
  if (stored.is_number_integer())
    return Value{stored.get<std::int64_t>()};
  if (stored.is_string())
    return Value{stored.get<std::string>()};
  if (!stored.is_array())
    return std::nullopt;
  std::vector<std::string> list;
  for (const auto& entry : stored) {
    if (!entry.is_string())
      return std::nullopt;
    list.push_back(entry.get<std::string>());
  }
  return Value{std::move(list)};
}

std::optional<Source> to_source(const json& stored) {
  constexpr std::array all = {Source::none,     Source::eid,       Source::mrz,
                              Source::chip_dg1, Source::chip_dg11, Source::chip_dg12,
                              Source::account,  Source::draft,     Source::user,
                              Source::staff,    Source::answer};
  for (const Source source : all)
    if (stored == name(source))
      return source;
  return std::nullopt;
}

json to_json(const Answer& answer) {
  json stored = {{"value", to_json(answer.value.reveal())}, {"source", name(answer.source)}};
  if (answer.original) {
    stored["original"] = to_json(answer.original->reveal());
    stored["original_source"] = name(answer.original_source);
  }
  if (answer.skipped)
    stored["skipped"] = true;
  return stored;
}

std::optional<Answer> to_answer(const json& stored, const Field& field) {
  if (!stored.is_object())
    return std::nullopt;
  const auto value = to_value(stored.value("value", json()));
  const auto source = to_source(stored.value("source", json()));
  if (!value || !source || !takes(field.type, *value))
    return std::nullopt;
  Answer answer;
  answer.value = Personal<Value>(*value);
  answer.source = *source;
  answer.skipped = stored.contains("skipped") && field.requirement == Requirement::soft;
  if (stored.contains("original")) {
    const auto original = to_value(stored["original"]);
    const auto from = to_source(stored.value("original_source", json()));
    if (!original || !from || !takes(field.type, *original))
      return std::nullopt;
    answer.original = Personal<Value>(*original);
    answer.original_source = *from;
  }
  return answer;
}

// Tapped anew at the terminal where it is filed.
bool kept(const Assistant& assistant, const Field& field) {
  return field.requirement != Requirement::calculated && !assistant.guidance(field) &&
         (field.page == no_page || assistant.pages[field.page].kind == PageKind::questions);
}

std::string renamed(const Migration& step, const std::string& id) {
  if (const auto found = step.renamed.find(id); found != step.renamed.end())
    return found->second;
  return id;
}

// Ids of an object's members as the step has them: fields, documents and repeats alike.
json moved(const Migration& step, const json& members) {
  json after = json::object();
  for (const auto& [id, value] : members.items())
    if (!step.removed.contains(id))
      after[renamed(step, id)] = value;
  return after;
}

void migrate(json& root, const Migration& step) {
  root["answers"] = moved(step, root["answers"]);
  root["later"] = moved(step, root["later"]);
  if (root.contains("cannot"))
    root["cannot"] = moved(step, root["cannot"]);
  json rows = moved(step, root["rows"]);
  for (auto& repeat : rows)
    for (auto& row : repeat)
      row = moved(step, row);
  root["rows"] = std::move(rows);
}

Result<json> parse(ByteView bytes) {
  if (bytes.size() > most_bytes)
    return no_draft("too large");
  bool deep = false; // copies of JSON recurse
  const auto see = [&](int depth, json::parse_event_t, json&) {
    deep = deep || depth > most_depth;
    return !deep;
  };
  json root = json::parse(bytes.begin(), bytes.end(), see, false);
  if (deep)
    return no_draft("nested too deeply");
  if (!root.is_object() || root.value("format", json()) != format)
    return no_draft("not of this format");
  for (const char* text : {"assistant", "version", "definition_sha256"})
    if (!root.contains(text) || !root[text].is_string())
      return no_draft("does not say of which definition");
  for (const char* object : {"answers", "rows", "later"})
    if (!root.contains(object) || !root[object].is_object())
      return no_draft("incomplete");
  // Came later: a draft stored before has none.
  if (root.contains("cannot") && !root["cannot"].is_object())
    return no_draft("incomplete");
  for (const auto& repeat : root["rows"]) {
    if (!repeat.is_array())
      return no_draft("incomplete");
    for (const auto& row : repeat)
      if (!row.is_object())
        return no_draft("incomplete");
  }
  return root;
}

} // namespace

// Reaches into a draft: what was stored comes back as it was, not as if it were said now.
class DraftStore {
 public:
  static json rows(const Draft& draft) {
    const Assistant& assistant = *draft.assistant_;
    json all = json::object();
    for (std::size_t i = 0; i < assistant.repeats.size(); ++i) {
      json repeat = json::array();
      for (std::size_t row = 0; row < draft.rows_[i].size(); ++row) {
        json answers = json::object();
        for (std::size_t slot = 0; slot < assistant.repeats[i].field_count; ++slot)
          store(answers, assistant, assistant.repeats[i].first_field + slot,
                draft.rows_[i][row][slot]);
        repeat.push_back(std::move(answers));
      }
      if (!repeat.empty())
        all[assistant.repeats[i].id] = std::move(repeat);
    }
    return all;
  }

  static json answers(const Draft& draft) {
    json all = json::object();
    for (std::size_t i = 0; i < draft.answers_.size(); ++i)
      store(all, *draft.assistant_, i, draft.answers_[i]);
    return all;
  }

  static Result<Draft> restore(const json& root, std::shared_ptr<const Assistant> assistant) {
    Draft draft(std::move(assistant));
    for (const auto& [id, stored] : root["answers"].items())
      FOYER_CHECK(put(draft, id, no_repeat, 0, stored));
    for (const auto& [id, rows] : root["rows"].items()) {
      const auto repeat = draft.assistant_->find_repeat(id);
      if (!repeat)
        return no_draft("no repeat " + id);
      for (const auto& row : rows) {
        FOYER_TRY(const std::size_t at, draft.add_row(id));
        for (const auto& [field, stored] : row.items())
          FOYER_CHECK(put(draft, field, *repeat, at, stored));
      }
    }
    for (const auto& [id, later] : root["later"].items())
      FOYER_CHECK(draft.set_later(id, later == true));
    const json cannot = root.value("cannot", json::object());
    for (const auto& [id, why] : cannot.items()) {
      if (!why.is_string())
        return no_draft(id + " does not fit");
      FOYER_CHECK(draft.set_cannot(id, Personal(why.get<std::string>())));
    }
    return draft;
  }

 private:
  static void store(json& into, const Assistant& assistant, std::size_t field,
                    const Answer& answer) {
    Answer empty;
    empty.at = answer.at;
    if (kept(assistant, assistant.fields[field]) && !(answer == empty))
      into[assistant.fields[field].id] = to_json(answer);
  }

  static Status put(Draft& draft, const std::string& id, std::size_t repeat, std::size_t row,
                    const json& stored) {
    const auto index = draft.assistant_->find_field(id);
    if (!index || draft.assistant_->fields[*index].repeat != repeat)
      return no_draft("no field " + id);
    const Field& field = draft.assistant_->fields[*index];
    auto answer = to_answer(stored, field);
    if (!answer)
      return no_draft(id + " does not fit");
    if (!kept(*draft.assistant_, field))
      return success();
    FOYER_TRY(Answer* const place, draft.place_for(id, row, Value{}));
    *place = std::move(*answer);
    return success();
  }
};

Personal<Bytes> to_bytes(const Draft& draft) {
  const Assistant& assistant = *draft.assistant();
  json later = json::object(), cannot = json::object();
  for (const auto& document : assistant.documents) {
    if (draft.later(document.id))
      later[document.id] = true;
    if (const auto& why = draft.cannot(document.id))
      cannot[document.id] = why->reveal();
  }
  json root = {{"format", format},
               {"assistant", assistant.id},
               {"version", assistant.version},
               {"definition_sha256", assistant.sha256},
               {"answers", DraftStore::answers(draft)},
               {"rows", DraftStore::rows(draft)},
               {"later", later}};
  if (!cannot.empty())
    root["cannot"] = std::move(cannot);
  const std::string text = root.dump(-1, ' ', false, json::error_handler_t::replace);
  return Personal<Bytes>(foyer::to_bytes(as_bytes(text)));
}

Result<DraftOrigin> origin_of(ByteView bytes) {
  FOYER_TRY(const json root, parse(bytes));
  return DraftOrigin{root["assistant"], root["version"], root["definition_sha256"]};
}

Result<Draft> draft_from_bytes(ByteView bytes, std::shared_ptr<const Assistant> assistant,
                               const std::filesystem::path& assets) {
  FOYER_TRY(json root, parse(bytes));
  if (root["assistant"] != assistant->id)
    return no_draft("of another assistant");
  if (root["version"] == assistant->version) {
    if (root["definition_sha256"] != assistant->sha256)
      return no_draft("of another definition with the same version");
  } else {
    FOYER_TRY(const std::vector<Migration> steps,
              way(assets, assistant->id, root["version"], assistant->version));
    for (const auto& step : steps)
      migrate(root, step);
  }
  return DraftStore::restore(root, std::move(assistant));
}

} // namespace foyer::forms
