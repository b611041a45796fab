# SPDX-License-Identifier: EUPL-1.2
"""Whose card it is and who has made it: the data groups of the eID application (TR-03127 C.1), the
key of its chip authentication, and EF.CardSecurity, signed by a document signer below an issuer of
its own (TR-03110-3 A.1.2)."""
import pathlib
import secrets
import subprocess
import tempfile

from brainpool import G, Q, encode, multiply
from tlv import number, oid, tlv

KEY_ID = 0x29
CURVE = tlv(0x30, bytes.fromhex("060704007F0007010202010D"))  # standardised domain parameter 13
VALID_UNTIL = "20311130"


def text(group, tag, value):
    return tlv(0x60 + group, tlv(tag, value.encode("utf-8")))


# The holder of the BSI's specimen.
GROUPS = {
    1: text(1, 0x13, "AR"),
    2: text(2, 0x13, "D"),
    3: text(3, 0x12, VALID_UNTIL),
    4: text(4, 0x0C, "ERIKA"),
    5: text(5, 0x0C, "MÜSTERMANN"),
    8: text(8, 0x12, "19640812"),
}

# What the card says of itself to everybody, in EF.CardAccess, and again under signature.
INFOS = (
    tlv(0x30, oid("040202"), number(2), number(13)),      # PACE, generic mapping, AES-128
    tlv(0x30, oid("02"), number(2)),                      # terminal authentication
    tlv(0x30, oid("030202"), number(2), number(KEY_ID)),  # chip authentication, AES-128
    tlv(0x30, oid("0302"), CURVE, number(KEY_ID)),
)


class Identity:
    """`csca`: the file that gets the issuer's certificate, for those who are to trust it."""

    def __init__(self, csca):
        self.key = secrets.randbelow(Q - 1) + 1
        key = tlv(0x30, CURVE, tlv(0x03, b"\0", encode(multiply(G, self.key))))
        infos = tlv(0x31, *INFOS, tlv(0x30, oid("0102"), key, number(KEY_ID)))
        with tempfile.TemporaryDirectory() as directory:
            self.card_security = sign(pathlib.Path(directory), infos, csca)


def openssl(directory, *words, data=None):
    return subprocess.run(["openssl", *words], cwd=directory, input=data, check=True,
                          capture_output=True).stdout


def sign(directory, infos, csca):
    """CMS SignedData around `infos`: the issuer, the signer and their keys are made for it."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl(directory, "req", "-x509", *key, "-keyout", "csca.key", "-out", csca, "-days", "2",
            "-subj", "/C=XD/O=Foyer test/CN=CSCA")
    openssl(directory, "req", "-x509", *key, "-keyout", "ds.key", "-out", "ds.pem", "-days", "2",
            "-subj", "/C=XD/O=Foyer test/CN=Document signer", "-CA", csca, "-CAkey", "csca.key",
            "-addext", "basicConstraints=critical,CA:FALSE",
            "-addext", "keyUsage=critical,digitalSignature")
    return openssl(directory, "cms", "-sign", "-binary", "-nodetach", "-nosmimecap",
                   "-md", "sha256", "-econtent_type", "0.4.0.127.0.7.3.2.1", "-signer", "ds.pem",
                   "-inkey", "ds.key", "-outform", "DER", data=infos)
