# SPDX-License-Identifier: EUPL-1.2
"""Keys and secure messaging with AES-128, the card's end (TR-03110-3 A.2.3 and F)."""
import hashlib
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from tlv import read_tlvs, tlv


def derive(secret, counter):
    return hashlib.sha1(secret + counter.to_bytes(4, "big")).digest()[:16]


def encrypt(key, iv, data):
    run = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return run.update(data) + run.finalize()


def decrypt(key, iv, data):
    run = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return run.update(data) + run.finalize()


def mac(key, data):
    run = CMAC(algorithms.AES(key))
    run.update(data)
    return run.finalize()[:8]


def pad(data):
    return data + b"\x80" + bytes(-(len(data) + 1) % 16)


def unpad(data):
    return data.rstrip(b"\0")[:-1]


class Messaging:
    def __init__(self, enc_key, mac_key):
        self.enc, self.mac, self.counter = enc_key, mac_key, 0

    def step(self):
        self.counter += 1
        return self.counter.to_bytes(16, "big")

    def open(self, header, body):
        count = self.step()
        parts = read_tlvs(body)
        covered = b"".join(tlv(tag, parts[tag]) for tag in (0x85, 0x87, 0x97) if tag in parts)
        wanted = mac(self.mac, pad(count + pad(header) + covered) if covered
                     else pad(count + header))
        if not secrets.compare_digest(wanted, parts.get(0x8E, b"")):
            raise ValueError("checksum")
        data = b""
        if 0x87 in parts:
            data = unpad(decrypt(self.enc, encrypt(self.enc, bytes(16), count), parts[0x87][1:]))
        return data

    def seal(self, data, word):
        count = self.step()
        body = b""
        if data:
            body = tlv(0x87, b"\1" + encrypt(self.enc, encrypt(self.enc, bytes(16), count),
                                             pad(data)))
        body += tlv(0x99, word)
        return body + tlv(0x8E, mac(self.mac, pad(count + body))) + word
