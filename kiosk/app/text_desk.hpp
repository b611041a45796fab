// SPDX-License-Identifier: EUPL-1.2
// TextDesk: recognises what is written on kept pages while the visit goes on, so that the PDFs can
// be searched. Nobody waits for it but a moment at filing; what is not ready then is left out.
#pragma once

#include "worker.hpp"

#include <base/clock.hpp>
#include <pages/text.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace foyer::app {

class TextDesk {
 public:
  using Page = std::shared_ptr<const api::Page>;
  using Text = std::shared_ptr<const pages::TextLayer>;

  TextDesk(pages::TextReaderConfig config, const Clock& clock)
      : reader_(std::move(config)), clock_(clock) {}

  // The pages that there are now: those it does not know yet are read one after the other, what it
  // knows of others is forgotten, and reading one of them ends. `language`: the visitor's, beside
  // German and English.
  void read(const std::vector<Page>& pages, const std::string& language);
  // Null: not recognised, or not yet. Any thread; blocks for what is left of the visit's 300 ms
  // while the page's turn may still come.
  Text text_of(const Page& page);
  // The visit is over: what is being read is given up, what was read is wiped. A filing on its way
  // has its own hold of what it needs.
  void forget();

 private:
  struct Entry {
    std::weak_ptr<const api::Page> page;
    Text text;
    bool done = false;
    std::stop_source given_up = {}; // the page is no longer kept, or was blackened
  };

  void read_page(const std::weak_ptr<const api::Page>& page, const std::string& language,
                 const std::stop_token& stop);
  void keep_only(const std::vector<Page>& pages);
  Entry* find(const std::weak_ptr<const api::Page>& page);

  pages::TextReader reader_; // on the worker's thread
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable bell_;
  std::vector<Entry> entries_;
  std::chrono::steady_clock::duration patience_ = grace;
  Worker worker_; // last: it uses what stands above

  static constexpr std::chrono::milliseconds grace{300};
};

} // namespace foyer::app
