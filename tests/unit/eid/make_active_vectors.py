#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes active_vectors.json: answers to active authentication, signed by the openssl command line
(ISO 9796-2 representatives are put together here, ICAO 9303-11 appendix F). Only to be run when new
cases are wanted: make_active_vectors.py > active_vectors.json"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

CHALLENGE = bytes.fromhex("F173589974BF40C6")
TRAILERS = {"sha1": "33CC", "sha224": "38CC", "sha256": "34CC", "sha384": "36CC", "sha512": "35CC"}


def openssl(*arguments, given=b""):
    return subprocess.run(["openssl", *arguments], input=given, check=True, capture_output=True).stdout


def new_key(folder, *options):
    file = str(pathlib.Path(folder) / "key.pem")
    openssl("genpkey", *options, "-out", file)
    return file, openssl("pkey", "-in", file, "-pubout", "-outform", "DER")


def wrapped(tag, content):
    size = len(content)
    length = bytes([size]) if size < 128 else (
        bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + content


def own_part(size):
    """The chip's nonce; any bytes do."""
    return hashlib.shake_128(b"foyer").digest(size)


def representative(size, name, trailer, padding):
    digest_size = hashlib.new(name).digest_size
    own = own_part(size - 1 - padding - digest_size - len(trailer))
    header = b"\x6a" if padding == 0 else b"\x6b" + b"\xbb" * (padding - 1) + b"\xba"
    return header + own + hashlib.new(name, own + CHALLENGE).digest() + trailer


def rsa_case(folder, bits, name, trailer, padding=0, complement=False):
    file, public = new_key(folder, "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}")
    whole = representative(bits // 8, name, trailer, padding)
    # The bare private operation; -sign takes nothing longer than a hash.
    signature = openssl("pkeyutl", "-decrypt", "-inkey", file, "-pkeyopt",
                        "rsa_padding_mode:none", given=whole)
    if complement:
        text = openssl("rsa", "-in", file, "-noout", "-modulus").decode()
        modulus = int(text.strip().split("=")[1], 16)
        signature = (modulus - int.from_bytes(signature, "big")).to_bytes(bits // 8, "big")
    label = f"RSA {bits} {name} {trailer.hex().upper()}"
    label += f" padded by {padding}" * bool(padding) + " complement" * complement
    return {"case": label, "dg15": wrapped(0x6F, public).hex().upper(),
            "response": signature.hex().upper()}


def plain(der, size):
    """SEQUENCE { r, s } as r | s."""
    at, out = 3 if der[1] & 0x80 else 2, b""
    for _ in range(2):
        length = der[at + 1]
        out += int.from_bytes(der[at + 2:at + 2 + length], "big").to_bytes(size, "big")
        at += 2 + length
    return out


def ec_case(folder, curve, size, name, oid, form, encoding="named_curve"):
    file, public = new_key(folder, "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}",
                           "-pkeyopt", f"ec_param_enc:{encoding}")
    signature = openssl("dgst", f"-{name}", "-sign", file, given=CHALLENGE)
    return {"case": f"ECDSA {curve} {name} {form} {encoding}", "dg15": wrapped(0x6F, public).hex().upper(),
            "algorithm": oid, "response": (plain(signature, size) if form == "plain" else signature).hex().upper()}


def cases(folder):
    for bits in (1024, 1280, 1536, 2048, 3072, 4096):
        yield rsa_case(folder, bits, "sha1", b"\xbc")
    for name, trailer in TRAILERS.items():
        yield rsa_case(folder, 2048, name, bytes.fromhex(trailer))
    yield rsa_case(folder, 1024, "sha256", bytes.fromhex("34CC"), padding=1)
    yield rsa_case(folder, 1024, "sha256", bytes.fromhex("34CC"), padding=7)
    yield rsa_case(folder, 1024, "sha1", b"\xbc", complement=True)
    yield rsa_case(folder, 2048, "sha512", bytes.fromhex("35CC"), complement=True)
    plain_oid = "04007F000701010401"  # and one arc for the hash
    for curve, size, name, arc in (
            ("prime192v1", 24, "sha1", 1), ("secp224r1", 28, "sha224", 2), ("prime256v1", 32, "sha256", 3),
            ("brainpoolP256r1", 32, "sha256", 3), ("brainpoolP320r1", 40, "sha256", 3),
            ("secp384r1", 48, "sha384", 4), ("brainpoolP384r1", 48, "sha384", 4),
            ("brainpoolP512r1", 64, "sha512", 5), ("secp521r1", 66, "sha512", 5)):
        yield ec_case(folder, curve, size, name, "", "plain")
        yield ec_case(folder, curve, size, name, f"{plain_oid}{arc:02X}", "DER")
    yield ec_case(folder, "prime256v1", 32, "sha1", plain_oid + "01", "plain")
    yield ec_case(folder, "prime256v1", 32, "sha512", plain_oid + "05", "plain")
    yield ec_case(folder, "prime256v1", 32, "sha384", "2A8648CE3D040303", "plain")
    yield ec_case(folder, "brainpoolP256r1", 32, "sha256", "", "plain", "explicit")
    yield ec_case(folder, "prime256v1", 32, "sha256", "", "DER", "explicit")


def main():
    with tempfile.TemporaryDirectory() as folder:
        made = list(cases(folder))
    version = openssl("version").decode().split()[1]
    json.dump({"_comment": f"Made by make_active_vectors.py with the openssl command line {version}; "
                           "algorithm: content of the OID in ActiveAuthenticationInfo, empty: no DG14.",
               "challenge": CHALLENGE.hex().upper(), "cases": made}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
