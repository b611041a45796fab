// SPDX-License-Identifier: EUPL-1.2
// A private key that this terminal makes for itself and keeps in a file. Not a public header.
#pragma once

#include <base/result.hpp>
#include <base/secret.hpp>
#include <base/whole_file.hpp>

#include <filesystem>

namespace foyer::seal {

// Key has from_pem() and to_pem(). What is there is read; else `generate` makes one, which is
// written for its owner alone. Fails with: io_failed, and with what those fail with.
template <class Key, class Generate>
Result<Key> load_or_generate_key(const std::filesystem::path& file, const Generate& generate) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    if (error)
      return fail(FailureCode::io_failed, "key file: " + error.message());
    FOYER_TRY(Key made, generate());
    FOYER_TRY(const Secret pem, made.to_pem());
    FOYER_CHECK(write_whole_file(file, pem.reveal(), 0600, Existing::keep));
    return made;
  }
  FOYER_TRY(Bytes content, read_whole_file(file));
  const Secret pem(std::move(content));
  return Key::from_pem(as_text(pem.reveal()));
}

} // namespace foyer::seal
