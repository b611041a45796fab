#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""eid_card.py --port PORT --socket PATH [--pin 123456] [--tries 3] ...

A card with an eID function in software, for pcscd's virtual reader (vsmartcard-vpcd on
127.0.0.1:PORT): PACE with CAN, PIN and PUK, the PIN's counter with suspension and blocking, changing
and unblocking (BSI TR-03110 parts 2 and 3). Apart from the house's own card code on purpose: what is
tested against it is somebody else's client, the AusweisApp.

Driven by lines on the Unix socket PATH, each answered by one line, "ok ..." or "error":
    insert | remove       lay the card on the reader, take it away
    remove-after N        take it away in the exchange after N more commands
    set NAME VALUE        pin, can, puk, tries, deactivated (0 or 1)
    status                "ok pin=123456 tries=3 commands=12"
    quit
Test digits only; never lay a real PIN in here.
"""
import argparse
import hashlib
import os
import secrets
import select
import socket
import struct
import time

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

# brainpoolP256r1 (RFC 5639 clause 3.4), standardised domain parameter 13.
P = 0xA9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377
A = 0x7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9
Q = 0xA9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7
G = (0x8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262,
     0x547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997)

PACE_OID = bytes.fromhex("04007F00070202040202")  # ECDH-GM-AES-CBC-CMAC-128
CAN, PIN, PUK = 2, 3, 4  # password references (part 3, B.11.1)
SHORT_NAMES = {0x1E: 0x2F00, 0x1C: 0x011C}


def tlv(tag, value):
    head = tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    size = len(value)
    length = bytes([size]) if size < 128 else b"\x81" + bytes([size]) if size < 256 else \
        b"\x82" + size.to_bytes(2, "big")
    return head + length + value


def read_tlvs(data):
    found, at = {}, 0
    while at < len(data):
        tag = data[at]
        at += 1
        if tag & 0x1F == 0x1F:
            tag = tag << 8 | data[at]
            at += 1
        size = data[at]
        at += 1
        if size & 0x80:
            count = size & 0x7F
            size = int.from_bytes(data[at:at + count], "big")
            at += count
        if at + size > len(data):
            raise ValueError("cut")
        found[tag] = data[at:at + size]
        at += size
    return found


def info(*parts):
    return tlv(0x30, b"".join(parts))


def oid(last):
    return tlv(0x06, bytes.fromhex("04007F00070202" + last))


# EF.CardAccess: terminal authentication, chip authentication, PACE (part 3, A.1.1), and EF.DIR with
# the eID application (TR-03127).
FILES = {
    0x011C: tlv(0x31, info(oid("040202"), b"\x02\x01\x02", b"\x02\x01\x0D") +
                info(oid("02"), b"\x02\x01\x02") +
                info(oid("030202"), b"\x02\x01\x02", b"\x02\x01\x29") +
                info(oid("0302"), tlv(0x30, bytes.fromhex("060704007F0007010202010D")),
                     b"\x02\x01\x29")),
    0x2F00: tlv(0x61, tlv(0x4F, bytes.fromhex("E80704007F00070302"))),
}


def add(one, other):
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) if one == other else \
        (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def multiply(point, scalar):
    result = None
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def encode(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def decode(data):
    if len(data) != 65 or data[0] != 4:
        raise ValueError("no point")
    return int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")


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
    """Secure messaging with AES (part 3, F)."""

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


class Card:
    def __init__(self, options):
        self.numbers = {CAN: options.can, PIN: options.pin, PUK: options.puk}
        self.tries, self.deactivated = options.tries, options.deactivated
        self.power()

    def power(self):
        self.messaging = self.next_messaging = None
        self.file = None
        self.opened = None  # the password that opened the chip
        self.resumed = False
        self.kind = None
        self.chat = False

    def atr(self):
        body = bytes([0x85, 0x80, 0x01, 0x80, 0x73, 0xC8, 0x00, 0x40])
        check = 0
        for byte in body:
            check ^= byte
        return b"\x3B" + body + bytes([check])

    def answer(self, command):
        try:
            header, data, le = self.split(command)
            protected = header[0] & 0x0C == 0x0C
            if protected:
                if self.messaging is None:
                    return b"\x69\x88"
                inner_le = read_tlvs(data).get(0x97)
                data = self.messaging.open(header, data)
                le = (int.from_bytes(inner_le, "big") or 256 ** len(inner_le)) if inner_le else 0
            elif self.messaging:
                self.power()
            out, word = self.run(header, data, le)
        except (ValueError, IndexError):
            self.power()
            return b"\x69\x88"
        word = word.to_bytes(2, "big")
        reply = self.messaging.seal(out, word) if protected and self.messaging else out + word
        if self.next_messaging:
            self.messaging, self.next_messaging = self.next_messaging, None
        return reply

    @staticmethod
    def split(command):
        header, body = command[:4], command[4:]
        if len(header) < 4:
            raise ValueError("short")
        if not body:
            return header, b"", 0
        if len(body) == 1:
            return header, b"", body[0] or 256
        if body[0] == 0 and len(body) >= 3:
            size = int.from_bytes(body[1:3], "big")
            if len(body) == 3:
                return header, b"", size or 65536
            rest = body[3 + size:]
            return header, body[3:3 + size], (int.from_bytes(rest, "big") or 65536) if rest else 0
        rest = body[1 + body[0]:]
        return header, body[1:1 + body[0]], (rest[0] or 256) if rest else 0

    def run(self, header, data, le):
        _, ins, p1, p2 = header
        if ins == 0xA4:
            return b"", self.select(p1, data)
        if ins == 0xB0:
            return self.read(p1, p2, le)
        if ins == 0x22 and (p1, p2) == (0xC1, 0xA4):
            return b"", self.choose(data)
        if ins == 0x86:
            return self.authenticate(data)
        if ins == 0x2C:
            return b"", self.reset_counter(p1, p2, data)
        return b"", 0x6D00

    def select(self, p1, data):
        if p1 == 4:
            return 0x9000 if data.hex().upper() == "E80704007F00070302" else 0x6A82
        number = int.from_bytes(data, "big")
        if number in (0x3F00, 0):
            self.file = None
            return 0x9000
        self.file = FILES.get(number)
        return 0x9000 if self.file else 0x6A82

    def read(self, p1, p2, le):
        offset = p1 << 8 | p2
        if p1 & 0x80:
            self.file, offset = FILES.get(SHORT_NAMES.get(p1 & 0x1F, 0)), p2
            if not self.file:
                return b"", 0x6A82
        if not self.file:
            return b"", 0x6986
        if offset > len(self.file):
            return b"", 0x6B00
        part = self.file[offset:offset + le]
        return part, 0x9000 if len(part) == le else 0x6282

    def pin_state(self):
        return 0x9000 if self.tries == 3 else 0x63C0 | self.tries

    def choose(self, data):
        parts = read_tlvs(data)
        if parts.get(0x80) != PACE_OID or len(parts.get(0x83, b"")) != 1:
            return 0x6A80
        self.kind, self.chat = parts[0x83][0], 0x7F4C in parts
        if self.kind not in self.numbers:
            return 0x6A88
        # A switched-off eID function shows as a deactivated PIN (part 2, 3.3).
        if self.kind == PIN:
            return 0x6283 if self.deactivated else self.pin_state()
        return 0x9000

    def authenticate(self, data):
        parts = read_tlvs(read_tlvs(data)[0x7C])
        if self.kind is None:
            return b"", 0x6985
        if not parts:
            self.nonce = secrets.token_bytes(16)
            key = derive(self.numbers[self.kind].encode(), 3)
            return tlv(0x7C, tlv(0x80, encrypt(key, bytes(16), self.nonce))), 0x9000
        if 0x81 in parts:
            private = secrets.randbelow(Q - 1) + 1
            shared = multiply(decode(parts[0x81]), private)
            self.base = add(multiply(G, int.from_bytes(self.nonce, "big")), shared)
            return tlv(0x7C, tlv(0x82, encode(multiply(G, private)))), 0x9000
        if 0x83 in parts:
            private = secrets.randbelow(Q - 1) + 1
            self.theirs, self.ours = parts[0x83], encode(multiply(self.base, private))
            shared = multiply(decode(self.theirs), private)[0].to_bytes(32, "big")
            self.enc, self.mac = derive(shared, 1), derive(shared, 2)
            return tlv(0x7C, tlv(0x84, self.ours)), 0x9000
        return self.confirm(parts[0x85])

    def token(self, point):
        return mac(self.mac, tlv(0x7F49, tlv(0x06, PACE_OID) + tlv(0x86, point)))

    def confirm(self, theirs):
        kind, self.kind = self.kind, None
        if kind == PIN and (self.tries == 0 or (self.tries == 1 and not self.resumed)):
            return b"", 0x6985
        if not secrets.compare_digest(self.token(self.ours), theirs):
            if kind != PIN:
                return b"", 0x6300
            self.tries -= 1
            self.resumed = False
            return b"", 0x63C0 | self.tries
        if kind == PIN:
            self.tries = 3
        self.resumed = kind == CAN
        self.opened = kind
        self.next_messaging = Messaging(self.enc, self.mac)
        reply = tlv(0x86, self.token(self.theirs))
        if self.chat:
            reply += tlv(0x87, b"DETESTeID00005")
        return tlv(0x7C, reply), 0x9000

    def reset_counter(self, p1, p2, data):
        if p2 != PIN or self.messaging is None:
            return 0x6982
        if p1 == 2 and self.opened == PIN and len(data) == 6:
            self.numbers[PIN] = data.decode("ascii")
            return 0x9000
        if p1 == 3 and self.opened == PUK:
            self.tries = 3
            return 0x9000
        return 0x6982


class Reader:
    """The card's end of the vpcd protocol: two bytes of length, and what they count."""

    def __init__(self, card, port):
        self.card, self.port = card, port
        self.line = None
        self.inserted = False
        self.not_before = 0.0
        self.commands = 0
        self.leave_after = None

    def keep_connected(self):
        if self.inserted and self.line is None and time.monotonic() >= self.not_before:
            try:
                self.line = socket.create_connection(("127.0.0.1", self.port), 1)
                self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                self.not_before = time.monotonic() + 0.1

    def lift(self):
        if self.line:
            self.line.close()
            self.line = None
            self.not_before = time.monotonic() + 0.7  # pcscd looks every 0.4 s
        self.card.power()

    def take(self, count):
        data = b""
        while len(data) < count:
            # Length and payload come in two writes: without this each APDU waits 40 ms.
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self.line.recv(count - len(data))
            if not part:
                raise OSError("gone")
            data += part
        return data

    def serve(self):
        try:
            message = self.take(struct.unpack(">H", self.take(2))[0])
            if len(message) == 1:
                if message[0] == 4:
                    self.reply(self.card.atr())
                else:
                    self.card.power()
                return
            if self.leave_after is not None:
                self.leave_after -= 1
                if self.leave_after < 0:
                    self.inserted, self.leave_after = False, None
                    return self.lift()
            self.commands += 1
            self.reply(self.card.answer(message))
        except OSError:
            self.lift()

    def reply(self, data):
        self.line.sendall(struct.pack(">H", len(data)) + data)


def order(reader, line):
    words, card = line.split(), reader.card
    if words == ["insert"]:
        reader.inserted = True
        reader.keep_connected()
    elif words == ["remove"]:
        reader.inserted = False
        reader.lift()
    elif len(words) == 2 and words[0] == "remove-after":
        reader.leave_after = int(words[1])
    elif words == ["status"]:
        return f"ok pin={card.numbers[PIN]} tries={card.tries} commands={reader.commands}"
    elif len(words) == 3 and words[0] == "set":
        numbers = {"pin": PIN, "can": CAN, "puk": PUK}
        if words[1] in numbers:
            card.numbers[numbers[words[1]]] = words[2]
        elif words[1] in ("tries", "deactivated"):
            setattr(card, words[1], int(words[2]))
        else:
            return "error"
    else:
        return "error"
    return "ok"


def serve(reader, listener):
    clients = {}
    while True:
        reader.keep_connected()
        watched = [listener, *clients] + ([reader.line] if reader.line else [])
        for ready in select.select(watched, [], [], 0.1)[0]:
            if ready is listener:
                clients[listener.accept()[0]] = b""
            elif ready in clients:
                data = ready.recv(512)
                if not data:
                    ready.close()
                    del clients[ready]
                    continue
                *lines, clients[ready] = (clients[ready] + data).split(b"\n")
                for line in lines:
                    if line.strip() == b"quit":
                        return
                    ready.sendall((order(reader, line.decode()) + "\n").encode())
            elif ready is reader.line:
                reader.serve()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--socket", required=True)
    parser.add_argument("--pin", default="123456")
    parser.add_argument("--can", default="500540")
    parser.add_argument("--puk", default="9876543210")
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--deactivated", type=int, default=0)
    options = parser.parse_args()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(options.socket)
    listener.listen()
    try:
        serve(Reader(Card(options), options.port), listener)
    finally:
        os.unlink(options.socket)


if __name__ == "__main__":
    main()
