// SPDX-License-Identifier: EUPL-1.2
// UniqueHandle<free>: owns a C library's pointer and frees it with that library's function.
//   using Bignum = UniqueHandle<BIGNUM, BN_clear_free>;
#pragma once

#include <memory>

namespace foyer {

template <auto free_function> struct HandleDeleter {
  template <class T> void operator()(T* handle) const { free_function(handle); }
};

template <class T, auto free_function>
using UniqueHandle = std::unique_ptr<T, HandleDeleter<free_function>>;

} // namespace foyer
