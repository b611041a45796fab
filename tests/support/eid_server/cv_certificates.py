# SPDX-License-Identifier: EUPL-1.2
"""The card-verifiable certificates of a service, made for one test: the authority that cards trust
(CVCA), the document verifier below it (DV), the terminal below that (TR-03110-3 annex C)."""
import datetime
import hashlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

import brainpool
from tlv import tlv

TA_OID = bytes.fromhex("04007F00070202020203")       # ECDSA with SHA-256
TERMINALS_OID = bytes.fromhex("04007F000703010202")  # authentication terminals
DESCRIPTION_OID = bytes.fromhex("04007F000703010301")
CVCA, DV, TERMINAL = 0xC0, 0x80, 0x00                # the DV is an official domestic one


def point_of(key):
    return key.public_key().public_bytes(serialization.Encoding.X962,
                                         serialization.PublicFormat.UncompressedPoint)


def plain_signature(key, data):
    """As cards take it: two numbers of 32 bytes (TR-03111 clause 5.2.1)."""
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
    return brainpool.field(r) + brainpool.field(s)


def template(role, rights):
    """The certificate holder authorisation template. `rights`: numbers of bits."""
    bits = sum(1 << right for right in rights) | role << 32
    return tlv(0x7F4C, tlv(0x06, TERMINALS_OID), tlv(0x53, bits.to_bytes(5, "big")))


def digits(day):
    return bytes(int(digit) for digit in day.strftime("%y%m%d"))


class Holder:
    """One who has a key and a name, and signs those below."""

    def __init__(self, name):
        self.name, self.key = name, ec.generate_private_key(ec.BrainpoolP256R1())

    def public_key(self, whole):
        curve = brainpool
        parts = [tlv(0x81, curve.field(curve.P)), tlv(0x82, curve.field(curve.A)),
                 tlv(0x83, curve.field(curve.B)), tlv(0x84, curve.encode(curve.G)),
                 tlv(0x85, curve.field(curve.Q))] if whole else []
        parts.append(tlv(0x86, point_of(self.key)))
        if whole:
            parts.append(tlv(0x87, b"\1"))
        return tlv(0x7F49, tlv(0x06, TA_OID), *parts)

    def certify(self, holder, role, rights, description=None, days=1):
        """`description`: the DER whose hash the certificate carries. `days`: how long it is valid,
        from the day before yesterday on."""
        today = datetime.date.today()
        body = [tlv(0x5F29, b"\0"), tlv(0x42, self.name), holder.public_key(role == CVCA),
                tlv(0x5F20, holder.name), template(role, rights),
                tlv(0x5F25, digits(today - datetime.timedelta(2))),
                tlv(0x5F24, digits(today + datetime.timedelta(days)))]
        if description is not None:
            body.append(tlv(0x65, tlv(0x73, tlv(0x06, DESCRIPTION_OID),
                                      tlv(0x80, hashlib.sha256(description).digest()))))
        body = tlv(0x7F4E, *body)
        return tlv(0x7F21, body, tlv(0x5F37, plain_signature(self.key, body)))


def description(issuer, subject, subject_url, tls_certificates):
    """What the person is shown, and which TLS certificates the service has (TR-03110-4 annex B)."""
    hashes_ = sorted(hashlib.sha256(der).digest() for der in tls_certificates)
    return tlv(0x30, tlv(0x06, DESCRIPTION_OID + b"\1"), tlv(0xA1, tlv(0x0C, issuer.encode())),
               tlv(0xA3, tlv(0x0C, subject.encode())), tlv(0xA4, tlv(0x13, subject_url.encode())),
               tlv(0xA5, tlv(0x0C, b"For tests only.")),
               tlv(0xA7, tlv(0x31, *(tlv(0x04, value) for value in hashes_))))
