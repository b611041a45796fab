# SPDX-License-Identifier: EUPL-1.2
"""What the service does about cards: is this one of the state's chips (passive and chip
authentication, TR-03110-2), and the channel to it that follows."""
import hashlib
import subprocess

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from cv_certificates import point_of
from tlv import pairs, read_tlvs, tlv

CA_OID = bytes.fromhex("04007F00070202030202")  # ECDH with AES-CBC-CMAC-128
KEY_INFO_OID = bytes.fromhex("04007F000702020102")


class NotGenuine(Exception):
    pass


def cmac(key, data):
    run = CMAC(algorithms.AES(key))
    run.update(data)
    return run.finalize()[:8]


def cbc(key, iv):
    return Cipher(algorithms.AES(key), modes.CBC(iv))


def signed_infos(card_security, csca):
    """The content of EF.CardSecurity, once the issuer in the file `csca` stands for it."""
    done = subprocess.run(["openssl", "cms", "-verify", "-inform", "DER", "-purpose", "any",
                           "-CAfile", csca], input=card_security, capture_output=True, check=False)
    if done.returncode != 0:
        raise NotGenuine("EF.CardSecurity is not the issuer's")
    return done.stdout


def chip_key(infos, card_access):
    """The chip's public key, out of infos that also say what EF.CardAccess has said unsigned."""
    signed = [value for _, value in pairs(read_tlvs(infos)[0x31])]
    if not all(value in signed for _, value in pairs(read_tlvs(card_access)[0x31])):
        raise NotGenuine("EF.CardAccess says something else")
    for info in signed:
        parts = list(pairs(info))
        if parts[0][1] == KEY_INFO_OID:
            return read_tlvs(parts[1][1])[0x03][1:]
    raise NotGenuine("no key for chip authentication")


class Channel:
    """The service's end of secure messaging with AES-128 (TR-03110-3 annex F). Commands can be made
    in one go: the counter of each is known before."""

    def __init__(self, key, chip_point, nonce, token):
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.BrainpoolP256R1(), chip_point)
        shared = key.exchange(ec.ECDH(), public)
        self.enc_key, self.mac_key = (
            hashlib.sha1(shared + nonce + bytes([0, 0, 0, which])).digest()[:16]
            for which in (1, 2))
        self.counter = 0
        wanted = cmac(self.mac_key, tlv(0x7F49, tlv(0x06, CA_OID), tlv(0x86, point_of(key))))
        if wanted != token:
            raise NotGenuine("the chip does not have the key")

    def _iv(self, counter):
        run = Cipher(algorithms.AES(self.enc_key), modes.ECB()).encryptor()
        return run.update(counter.to_bytes(16, "big"))

    def command(self, header, data=b"", length=None):
        self.counter += 1
        count = self.counter
        self.counter += 1  # of the answer
        body = b""
        if data:
            padded = data + b"\x80" + bytes(-(len(data) + 1) % 16)
            run = cbc(self.enc_key, self._iv(count)).encryptor()
            body = tlv(0x87, b"\1", run.update(padded))
        if length is not None:
            body += tlv(0x97, bytes([length]))
        header = bytes([header[0] | 0x0C]) + header[1:]
        covered = count.to_bytes(16, "big") + header + b"\x80" + bytes(11)
        if body:
            covered += body + b"\x80" + bytes(-(len(body) + 1) % 16)
        body += tlv(0x8E, cmac(self.mac_key, covered))
        return count, header + bytes([len(body)]) + body + b"\0"

    def answer(self, count, answer):
        """Data and status word of the answer to the command with that count."""
        body = answer[:-2]
        parts = list(pairs(body))
        covered = b"".join(tlv(tag, value) for tag, value in parts if tag != 0x8E)
        block = (count + 1).to_bytes(16, "big") + covered + b"\x80"
        block += bytes(-len(block) % 16)
        parts = dict(parts)
        if parts.get(0x8E) != cmac(self.mac_key, block):
            raise NotGenuine("an answer is not the chip's")
        data = b""
        if 0x87 in parts:
            run = cbc(self.enc_key, self._iv(count + 1)).decryptor()
            data = run.update(parts[0x87][1:]).rstrip(b"\0")[:-1]
        return data, parts[0x99].hex()
