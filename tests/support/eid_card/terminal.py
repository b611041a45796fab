# SPDX-License-Identifier: EUPL-1.2
"""What the card does about terminals: checks their certificates from its trust point on, and that
the one that speaks has the key (terminal authentication version 2, TR-03110-2 and -3)."""
import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tlv import pairs, read_tlvs, tlv

TA_OID = bytes.fromhex("04007F00070202020203")  # ECDSA with SHA-256
ROLES = {0xC0: "CVCA", 0x80: "DV", 0x40: "DV", 0x00: "terminal"}
ISSUES = {"CVCA": ("CVCA", "DV"), "DV": ("terminal",), "terminal": ()}
NO_KEY, REFUSED, OUT_OF_ORDER, DONE = 0x6A88, 0x6300, 0x6985, 0x9000


def date(digits):
    year, month, day = (digits[at] * 10 + digits[at + 1] for at in (0, 2, 4))
    return datetime.date(2000 + year, month, day)


class Certificate:
    """A card-verifiable certificate (TR-03110-3 annex C)."""

    def __init__(self, body):
        parts = read_tlvs(body)
        key = read_tlvs(parts[0x7F49])
        if key[0x06] != TA_OID:
            raise ValueError("algorithm")
        self.issuer, self.holder = parts[0x42], parts[0x5F20]
        self.point = key[0x86]
        chat = read_tlvs(parts[0x7F4C])[0x53]
        self.role = ROLES[chat[0] & 0xC0]
        self.rights = int.from_bytes(chat, "big") & (1 << 38) - 1
        self.expires = date(parts[0x5F24])

    def signed(self, signature, data):
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.BrainpoolP256R1(), self.point)
        if len(signature) != 64:
            return False
        r, s = (int.from_bytes(part, "big") for part in (signature[:32], signature[32:]))
        try:
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True


class TerminalCheck:
    """One session's knowledge of its terminal. `trust`: the CVCA's certificate, or nothing."""

    def __init__(self, trust, rights):
        self.known = {trust.holder: trust} if trust else {}
        self.rights = rights  # what the person has agreed to, less what no certificate gives
        self.chain = {holder: known.rights for holder, known in self.known.items()}
        self.signer = self.terminal = None
        self.key = None  # the terminal's ephemeral one, compressed
        self.auxiliary = b""
        self.authentic = False

    def choose_signer(self, data):
        self.signer = self.known.get(read_tlvs(data).get(0x83))
        return DONE if self.signer else NO_KEY

    def take_certificate(self, data):
        parts = read_tlvs(data)
        body, signer = parts[0x7F4E], self.signer
        if signer is None:
            return OUT_OF_ORDER
        certificate = Certificate(body)
        fits = certificate.issuer == signer.holder and certificate.role in ISSUES[signer.role] and \
            certificate.expires >= datetime.date.today()
        if not fits or not signer.signed(parts[0x5F37], tlv(0x7F4E, body)):
            return REFUSED
        self.known[certificate.holder] = certificate
        self.chain[certificate.holder] = self.chain[signer.holder] & certificate.rights
        return DONE

    def announce(self, data):
        parts = read_tlvs(data)
        terminal = self.known.get(parts.get(0x83))
        if parts.get(0x80) != TA_OID or terminal is None or terminal.role != "terminal":
            return NO_KEY
        self.terminal, self.key = terminal, parts[0x91]
        self.auxiliary = tlv(0x67, parts[0x67]) if 0x67 in parts else b""
        return DONE

    def authenticate(self, signature, chip, challenge):
        if self.terminal is None or challenge is None:
            return OUT_OF_ORDER
        if not self.terminal.signed(signature, chip + challenge + self.key + self.auxiliary):
            return REFUSED
        self.rights &= self.chain[self.terminal.holder]
        self.authentic = True
        return DONE

    def may_read(self, group):
        return self.authentic and self.rights >> (7 + group) & 1 == 1

    def asked_date(self, what):
        """The date the terminal gave to compare with, e.g. today for the document's validity."""
        templates = pairs(read_tlvs(self.auxiliary)[0x67]) if self.auxiliary else ()
        for parts in (read_tlvs(value) for tag, value in templates if tag == 0x73):
            if parts[0x06] == what:
                return parts[0x53].decode("ascii")
        return None

