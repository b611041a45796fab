// SPDX-License-Identifier: EUPL-1.2
#include "pem.hpp"

#include <base/unique_handle.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace foyer::eid {

bool for_each_pem(std::string_view pem,
                  const std::function<void(std::string_view kind, ByteView der)>& take) {
  const UniqueHandle<BIO, BIO_free_all> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  char* kind = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  ERR_clear_error();
  while (PEM_read_bio(bio.get(), &kind, &header, &data, &size) == 1) {
    take(kind, {data, static_cast<std::size_t>(size)});
    OPENSSL_free(kind);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  const unsigned long last = ERR_peek_last_error();
  ERR_clear_error();
  // "No start line" is how the end of a PEM file looks; everything else is a damaged entry.
  return ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
}

} // namespace foyer::eid
