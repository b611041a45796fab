// SPDX-License-Identifier: EUPL-1.2
#include "text_desk.hpp"

#include <base/log.hpp>

#include <algorithm>

namespace foyer::app {

namespace {

bool same(const std::weak_ptr<const api::Page>& a, const std::weak_ptr<const api::Page>& b) {
  return !a.owner_before(b) && !b.owner_before(a);
}

} // namespace

void TextDesk::read(const std::vector<Page>& pages, const std::string& language) {
  const std::lock_guard lock(mutex_);
  keep_only(pages);
  for (const Page& page : pages) {
    if (!page || find(page))
      continue;
    entries_.push_back({.page = page});
    // Not held: a page that the visitor takes away is gone at once.
    worker_.give([this, weak = std::weak_ptr(page), language,
                  given_up = entries_.back().given_up](const std::stop_token& stop) mutable {
      const std::stop_callback over(stop, [&] { given_up.request_stop(); });
      read_page(weak, language, given_up.get_token());
    });
  }
}

// Who is being read still holds the page, and the worker's program a copy: it ends at once.
void TextDesk::keep_only(const std::vector<Page>& pages) {
  std::erase_if(entries_, [&](Entry& entry) {
    const bool gone = std::none_of(pages.begin(), pages.end(),
                                   [&](const Page& page) { return same(entry.page, page); });
    return gone && (entry.given_up.request_stop(), true);
  });
}

void TextDesk::read_page(const std::weak_ptr<const api::Page>& page, const std::string& language,
                         const std::stop_token& stop) {
  const auto held = page.lock();
  if (!held || stop.stop_requested())
    return;
  const auto began = clock_.steady();
  auto read = reader_.read(*held, {language}, stop);
  if (read)
    log(events::TextRead{.words = static_cast<std::int64_t>(read->words.size()),
                         .duration = clock_.steady() - began});
  else if (read.failure().code != FailureCode::cancelled)
    log(events::TextNotRead{.failure = read.failure().code});
  const std::lock_guard lock(mutex_);
  if (auto* entry = find(page); entry && !stop.stop_requested()) {
    if (read)
      entry->text = std::make_shared<const pages::TextLayer>(std::move(*read));
    entry->done = true;
  }
  bell_.notify_all();
}

TextDesk::Text TextDesk::text_of(const Page& page) {
  std::unique_lock lock(mutex_);
  const auto began = std::chrono::steady_clock::now();
  bell_.wait_for(lock, patience_, [&] {
    const auto* entry = find(page);
    return !entry || entry->done;
  });
  patience_ -= std::min(patience_, std::chrono::steady_clock::now() - began);
  const auto* entry = find(page);
  return entry ? entry->text : nullptr;
}

void TextDesk::forget() {
  worker_.stop_all();
  const std::lock_guard lock(mutex_);
  entries_.clear();
  patience_ = grace;
  bell_.notify_all();
}

TextDesk::Entry* TextDesk::find(const std::weak_ptr<const api::Page>& page) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return same(entry.page, page); });
  return found == entries_.end() ? nullptr : &*found;
}

} // namespace foyer::app
