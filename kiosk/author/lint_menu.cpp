// SPDX-License-Identifier: EUPL-1.2
#include <author/lint.hpp>

#include <forms/release.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace foyer::author {

namespace {

using nlohmann::json;

constexpr std::ptrdiff_t most_entries = 8; // what the terminal's page has room for
// The online ID function, and looking after an application: no assistants, they stand below the
// concerns and do not count.
constexpr std::string_view services[] = {"eid", "case"};

bool is_service(std::string_view id) {
  return std::find(std::begin(services), std::end(services), id) != std::end(services);
}

bool is_concern(const json& node) {
  return !node.is_object() || !node.contains("id") || !node["id"].is_string() ||
         !is_service(node["id"].get<std::string>());
}

class Menu {
 public:
  Menu(const std::filesystem::path& assets, const i18n::Catalogue& texts,
       const std::function<bool(std::string_view)>& is_icon)
      : assets_(assets), texts_(texts), is_icon_(is_icon),
        there_(forms::Loader::available(assets)) {}

  std::vector<forms::LoadProblem> lint() && {
    std::ifstream in(assets_ / "menu.json", std::ios::binary);
    if (!in)
      say(22, 0, "there is no menu.json: the terminal does not know what to offer");
    source_.assign(std::istreambuf_iterator<char>(in), {});
    if (!problems_.empty())
      return std::move(problems_);
    const json menu = json::parse(source_, nullptr, false);
    const auto concerns = menu.is_array() ? std::count_if(menu.begin(), menu.end(), is_concern) : 0;
    if (concerns < 1 || concerns > most_entries) {
      say(22, 0, "a list of 1 to " + std::to_string(most_entries) + " concerns was expected");
      return std::move(problems_);
    }
    for (const auto& node : menu)
      entry(node);
    return std::move(problems_);
  }

 private:
  void say(int number, std::size_t line, std::string sentence, std::string pointer = {}) {
    problems_.push_back({.number = number,
                         .file = "menu.json",
                         .line = line,
                         .pointer = std::move(pointer),
                         .sentence = std::move(sentence)});
  }

  // Where the word stands for the nth time; 0 when it does not.
  [[nodiscard]] std::size_t line_of(const std::string& word, std::size_t nth = 1) const {
    const std::string quoted = json(word).dump();
    std::size_t at = source_.find(quoted);
    for (; nth > 1 && at != source_.npos; --nth)
      at = source_.find(quoted, at + 1);
    if (at == source_.npos)
      return 0;
    const auto end = source_.begin() + static_cast<std::ptrdiff_t>(at);
    return 1 + static_cast<std::size_t>(std::count(source_.begin(), end, '\n'));
  }

  void entry(const json& node) {
    const std::string pointer = "/" + std::to_string(place_++);
    const auto is_text = [&](const char* key) {
      return node.is_object() && node.contains(key) && node[key].is_string();
    };
    if (!is_text("id") || !is_text("icon") || node.size() != 2)
      return say(22, 0, "an entry has an id and an icon, and nothing else", pointer);
    const auto id = node["id"].get<std::string>();
    const auto icon = node["icon"].get<std::string>();
    seen_.push_back(id);
    const auto times = static_cast<std::size_t>(std::count(seen_.begin(), seen_.end(), id));
    const std::size_t line = line_of(id, times);
    if (times > 1)
      return say(22, line, id + " stands there twice", pointer + "/id");
    if (!is_icon_(icon))
      say(24, line, "there is no icon " + icon, pointer + "/icon");
    for (const char* part : {"title", "hint"})
      if (const std::string key = "concern." + id + "." + part; !texts_.has("de", key))
        say(20, line, "there is no German text " + key, pointer + "/id");
    if (is_service(id))
      return;
    if (std::find(there_.begin(), there_.end(), id) == there_.end())
      return say(23, line, "the menu offers " + id + ", which is no assistant here",
                 pointer + "/id");
    if (const std::string why = not_released(id); !why.empty())
      say(25, line, id + " is offered, but " + why + ": foyerctl assistant sign", pointer + "/id");
  }

  // Empty when it is, or when it does not load, which is told elsewhere. By which key is a
  // terminal's matter (verify).
  [[nodiscard]] std::string not_released(const std::string& id) const {
    const auto loaded = forms::Loader::load(assets_, id);
    if (!loaded)
      return {};
    const auto release = forms::read_release(assets_, id);
    if (!release)
      return "it is not released";
    const auto now = forms::describe(**loaded, texts_);
    if (release->id != now.id || release->version != now.version)
      return "version " + release->version + " is released, not version " + now.version;
    if (release->sha256 != now.sha256)
      return "its definition has changed since it was released";
    return release->texts_sha256 == now.texts_sha256
               ? std::string()
               : "its German texts have changed since it was released";
  }

  const std::filesystem::path& assets_;
  const i18n::Catalogue& texts_;
  const std::function<bool(std::string_view)>& is_icon_;
  std::vector<std::string> there_, seen_;
  std::string source_;
  std::size_t place_ = 0;
  std::vector<forms::LoadProblem> problems_;
};

} // namespace

std::vector<forms::LoadProblem> lint_menu(const std::filesystem::path& assets,
                                          const i18n::Catalogue& texts,
                                          const std::function<bool(std::string_view)>& is_icon) {
  return Menu(assets, texts, is_icon).lint();
}

} // namespace foyer::author
