// SPDX-License-Identifier: EUPL-1.2
// The chip's symmetric cryptography (ICAO 9303-11 §9.7, §9.8), written apart from the terminal's:
// CBC, CMAC and the retail MAC are built here from single block encryptions.
#pragma once

#include <base/bytes.hpp>

#include <eid/crypto.hpp>

#include <optional>

namespace foyer::card {

using eid::Cipher;

// "SHA-1", "SHA-256"
Bytes hash(const char* name, ByteView data);

std::size_t block_of(Cipher cipher);
std::size_t key_bytes_of(Cipher cipher);

// 9303-11 §9.7.1: counter 1 encryption, 2 MAC, 3 password.
Bytes derive(Cipher cipher, ByteView secret, std::uint8_t counter);

// CBC with a given IV; sizes are multiples of the block. An empty IV means zeros.
Bytes cbc_encrypt(Cipher cipher, ByteView key, ByteView iv, ByteView data);
Bytes cbc_decrypt(Cipher cipher, ByteView key, ByteView iv, ByteView data);

// Eight bytes over `data`: AES CMAC, or for 3DES the retail MAC with padding method 2.
Bytes mac_of(Cipher cipher, ByteView key, ByteView data);

// ISO 9797-1 padding method 2. unpadded() is empty-handed for bytes that are not padded.
Bytes padded(ByteView data, std::size_t block);
std::optional<Bytes> unpadded(ByteView data);

} // namespace foyer::card
