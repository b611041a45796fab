# SPDX-License-Identifier: EUPL-1.2
"""The chip: its commands, its PIN's counter, PACE, and what a terminal that has proved itself may
read (TR-03110 parts 2 and 3)."""
import datetime
import secrets

from brainpool import G, Q, add, decode, encode, field, multiply
from identity import GROUPS, INFOS, KEY_ID, VALID_UNTIL
from messaging import Messaging, derive, encrypt, mac
from terminal import Certificate, TerminalCheck
from tlv import read_tlvs, tlv

PACE_OID = bytes.fromhex("04007F00070202040202")  # ECDH-GM-AES-CBC-CMAC-128
CA_OID = bytes.fromhex("04007F00070202030202")    # ECDH-AES-CBC-CMAC-128
VALIDITY_OID = bytes.fromhex("04007F000703010402")
EID_APPLICATION = bytes.fromhex("E80704007F00070302")
CAN, PIN, PUK = 2, 3, 4  # password references (part 3, B.11.1)
SHORT_NAMES = {0x1E: 0x2F00, 0x1C: 0x011C, 0x1D: 0x011D}
CARD_SECURITY = 0x011D

# EF.CardAccess (part 3, A.1.1), and EF.DIR with the eID application (TR-03127).
FILES = {0x011C: tlv(0x31, *INFOS), 0x2F00: tlv(0x61, tlv(0x4F, EID_APPLICATION))}


class Card:
    def __init__(self, options):
        self.numbers = {CAN: options.can, PIN: options.pin, PUK: options.puk}
        self.tries, self.deactivated = options.tries, options.deactivated
        self.identity = None  # without one it has no files to read and no chip authentication
        self.trust = None     # the file with the CVCA's certificate
        self.cloned = 0       # 1: has the files of a card, and not its key
        self.power()

    def power(self):
        self.messaging = self.next_messaging = None
        self.file = None
        self.opened = None  # the password that opened the chip
        self.resumed = False
        self.kind = None
        self.chat = None
        self.in_eid = False
        self.leave()

    def leave(self):
        """Forgets the terminal: with the channel ends what was proved in it."""
        self.terminal = self.challenge = None
        self.genuine = self.announced = False

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
            return self.agree(data) if self.announced else self.authenticate(data)
        if ins == 0x2C:
            return b"", self.reset_counter(p1, p2, data)
        if self.terminal is None:
            return b"", 0x6D00
        return self.prove(ins, p1, p2, data)

    def prove(self, ins, p1, p2, data):
        """The commands by which terminal and chip prove themselves to each other."""
        if ins == 0x84:
            self.challenge = secrets.token_bytes(8)
            return self.challenge, 0x9000
        if ins == 0x22 and (p1, p2) == (0x81, 0xB6):
            return b"", self.terminal.choose_signer(data)
        if ins == 0x2A and (p1, p2) == (0x00, 0xBE):
            return b"", self.terminal.take_certificate(data)
        if ins == 0x22 and (p1, p2) == (0x81, 0xA4):
            return b"", self.terminal.announce(data)
        if ins == 0x82:
            challenge, self.challenge = self.challenge, None
            return b"", self.terminal.authenticate(data, self.name, challenge)
        if ins == 0x22 and (p1, p2) == (0x41, 0xA4):
            return b"", self.announce(data)
        if ins == 0x20 and (p1, p2) == (0x80, 0x00):
            return b"", self.compare(data)
        return b"", 0x6D00

    def announce(self, data):
        parts = read_tlvs(data)
        if not self.terminal.authentic or self.identity is None:
            return 0x6985
        self.announced = parts.get(0x80) == CA_OID and parts.get(0x84) == bytes([KEY_ID])
        return 0x9000 if self.announced else 0x6A88

    def agree(self, data):
        """Chip authentication version 2: a new channel, which only this chip's key and the
        terminal's can make."""
        theirs = read_tlvs(read_tlvs(data)[0x7C])[0x80]
        point = decode(theirs)
        if field(point[0]) != self.terminal.key:
            return b"", 0x6300
        self.announced = False
        key = self.identity.key + self.cloned
        shared, nonce = field(multiply(point, key)[0]), secrets.token_bytes(8)
        enc_key, mac_key = derive(shared + nonce, 1), derive(shared + nonce, 2)
        self.next_messaging, self.genuine = Messaging(enc_key, mac_key), True
        token = mac(mac_key, tlv(0x7F49, tlv(0x06, CA_OID), tlv(0x86, theirs)))
        return tlv(0x7C, tlv(0x81, nonce), tlv(0x82, token)), 0x9000

    def compare(self, data):
        today = self.terminal.asked_date(VALIDITY_OID)
        if not self.genuine or not self.in_eid or not today:
            return 0x6982
        if read_tlvs(data).get(0x06) != VALIDITY_OID:
            return 0x6A88
        return 0x9000 if today <= VALID_UNTIL else 0x6300

    def content(self, number):
        if number == CARD_SECURITY:
            known = self.identity and self.terminal and self.terminal.authentic
            return self.identity.card_security if known else None
        group = number - 0x0100
        if self.in_eid and self.genuine and group in GROUPS:
            return GROUPS[group] if self.terminal.may_read(group) else None
        return FILES.get(number)

    def select(self, p1, data):
        if p1 == 4:
            self.in_eid = data == EID_APPLICATION
            return 0x9000 if self.in_eid else 0x6A82
        number = int.from_bytes(data, "big")
        if number in (0x3F00, 0):
            self.file, self.in_eid = None, False
            return 0x9000
        self.file = self.content(number)
        return 0x9000 if self.file else 0x6A82

    def read(self, p1, p2, le):
        offset = p1 << 8 | p2
        if p1 & 0x80:
            short = p1 & 0x1F
            name = 0x0100 + short if self.in_eid else SHORT_NAMES.get(short, 0)
            self.file, offset = self.content(name), p2
            if not self.file:
                return b"", 0x6982 if self.in_eid else 0x6A82
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
        self.kind, self.chat = parts[0x83][0], parts.get(0x7F4C)
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
            shared = field(multiply(decode(self.theirs), private)[0])
            self.enc, self.mac = derive(shared, 1), derive(shared, 2)
            return tlv(0x7C, tlv(0x84, self.ours)), 0x9000
        return self.confirm(parts[0x85])

    def token(self, point):
        return mac(self.mac, tlv(0x7F49, tlv(0x06, PACE_OID), tlv(0x86, point)))

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
            reply += self.expect_terminal()
        return tlv(0x7C, reply), 0x9000

    def expect_terminal(self):
        self.leave()
        trust = None
        if self.trust:
            with open(self.trust, "rb") as file:
                trust = Certificate(read_tlvs(read_tlvs(file.read())[0x7F21])[0x7F4E])
        chat = int.from_bytes(read_tlvs(self.chat)[0x53], "big")
        self.terminal = TerminalCheck(trust, chat if self.opened == PIN else 0)
        self.name = self.ours[1:33]
        return tlv(0x87, trust.holder if trust else b"DETESTeID00005")

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
