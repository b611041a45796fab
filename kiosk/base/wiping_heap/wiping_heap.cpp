// SPDX-License-Identifier: EUPL-1.2
// A heap that overwrites what is freed, for every library of the program: a visitor's data pass
// through strings of C++, of GLib and Pango, of libxml2 and the printer's alike. free() and
// realloc() of the program come before libc's and end there; an allocation with pages of its own is
// given back to the kernel, which clears it. tests/e2e/player/nothing_left.cpp looks for what stays
// (without this file: 37 copies after a visitor who walked away).
#include <cstddef>
#include <cstring>
#include <malloc.h>

// The address and thread sanitizers have heaps of their own; g++ and clang say so differently.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FOYER_HEAP_OF_A_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define FOYER_HEAP_OF_A_SANITIZER
#endif
#endif

#ifndef FOYER_HEAP_OF_A_SANITIZER

extern "C" {

// glibc's own, under the names it keeps for programs that stand before it.
void __libc_free(void* memory);
void* __libc_malloc(std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

namespace {

// glibc's malloc.c, IS_MMAPPED: in the size that stands before the memory.
bool has_pages_of_its_own(const void* memory) {
  std::size_t size = 0;
  std::memcpy(&size, static_cast<const char*>(memory) - sizeof size, sizeof size);
  return (size & 2) != 0;
}

} // namespace

void free(void* memory) {
  if (memory == nullptr)
    return;
  if (!has_pages_of_its_own(memory))
    explicit_bzero(memory, malloc_usable_size(memory));
  __libc_free(memory);
}

void* realloc(void* memory, std::size_t size) {
  if (memory == nullptr || has_pages_of_its_own(memory))
    return __libc_realloc(memory, size);
  if (size == 0) {
    free(memory);
    return nullptr;
  }
  const std::size_t before = malloc_usable_size(memory);
  if (size <= before && size >= before / 2)
    return memory;
  void* moved = __libc_malloc(size);
  if (moved == nullptr)
    return nullptr;
  std::memcpy(moved, memory, size < before ? size : before);
  free(memory);
  return moved;
}

} // extern "C"

#endif
