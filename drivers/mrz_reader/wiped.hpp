// SPDX-License-Identifier: EUPL-1.2
// Vectors whose memory is overwritten before it goes back: what is in them is somebody's zone.
#pragma once

#include <base/bytes.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace foyer::mrz_reader {

template <class T> struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U> WipingAllocator(const WipingAllocator<U>&) {}
  T* allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
  void deallocate(T* p, std::size_t n) {
    foyer::wipe(std::span(reinterpret_cast<std::uint8_t*>(p), n * sizeof(T)));
    std::allocator<T>().deallocate(p, n);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

template <class T> using Wiped = std::vector<T, WipingAllocator<T>>;
using Text = Wiped<char>;

inline std::string_view view(const Text& text) {
  return {text.data(), text.size()};
}

} // namespace foyer::mrz_reader
