#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""read_osci.py OFFICE_KEY MESSAGE OUT [--author CERT]: the Reader's side of OSCI 1.2 Author content.

Opens the encrypted content of a StoreDelivery, verifies the Author's signature over all of it, and
writes OUT/container, OUT/<content id> for each attachment, OUT/envelope.xml, OUT/content.xml (the
decrypted ContentContainer) and OUT/author.der. Exit 1 with one line when anything does not fit.

Written from XML Encryption 1.1, XML Signature 1.1, Canonical XML 1.0 and RFC 2046 with Debian's
python3-lxml and python3-cryptography, without a look at offline/seal or tests/support/unseal."""
import argparse
import base64
import binascii
import hashlib
import pathlib
import re
import sys

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}"
OSCI = "{http://www.osci.de/2002/04/osci}"
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
XENC = "{http://www.w3.org/2001/04/xmlenc#}"
XENC11 = "{http://www.w3.org/2009/xmlenc11#}"
OSCI128 = "{http://xoev.de/transport/osci12/8}"

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
BASE64 = "http://www.w3.org/2000/09/xmldsig#base64"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
AES256_GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
RSA_OAEP = "http://www.w3.org/2009/xmlenc11#rsa-oaep"
MGF1_SHA256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256"
RSA_PSS = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
IV_BYTES = 12


class Refused(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Refused(what)


def decoded(text):
    return base64.b64decode((text or "").encode("ascii"), validate=True)


def parse(xml):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(xml, parser)


def one(parent, *names):
    """The only child element of that name, and so on downwards."""
    for name in names:
        found = [child for child in parent if child.tag == name]
        need(len(found) == 1, f"{name}: {len(found)} times")
        parent = found[0]
    return parent


def split(message):
    """RFC 2046 5.1.1: the parts as (headers, bytes)."""
    head, _, rest = message.partition(b"\r\n\r\n")
    boundary = re.search(rb'(?i)^content-type:\s*multipart/related;.*?boundary="?([^";\r\n]+)', head,
                         re.M)
    need(boundary, "not Multipart/Related")
    delimiter = b"\r\n--" + boundary.group(1)
    pieces = (b"\r\n" + rest).split(delimiter)
    need(len(pieces) >= 3 and pieces[-1].startswith(b"--"), "no closing delimiter")
    parts = []
    for piece in pieces[1:-1]:
        need(piece.startswith(b"\r\n"), "text beside a delimiter")
        headers, gap, body = piece[2:].partition(b"\r\n\r\n")
        need(gap, "part without headers")
        fields = {}
        for line in headers.decode("ascii").split("\r\n"):
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
        need(int(fields.get("content-length", len(body))) == len(body), "Content-Length")
        parts.append((fields, body))
    return parts


def check_gcm_method(encrypted):
    method = one(encrypted, XENC + "EncryptionMethod")
    need(method.get("Algorithm") == AES256_GCM, "content encryption")
    need(one(method, OSCI128 + "IvLength").get("Value") == str(IV_BYTES), "IvLength")


def gcm(key, ciphertext):
    need(len(key) == 32, "key length")
    return AESGCM(key).decrypt(ciphertext[:IV_BYTES], ciphertext[IV_BYTES:], None)


def certificates(envelope):
    """Id -> (element's name, DER)"""
    block = one(envelope, SOAP + "Header", OSCI + "NonIntermediaryCertificates")
    return {role.get("Id"): (etree.QName(role).localname,
                             decoded(one(role, DS + "X509Data", DS + "X509Certificate").text))
            for role in block}


def retrieved(key_info, known, role):
    uri = one(key_info, DS + "RetrievalMethod").get("URI")
    need(uri.startswith("#") and uri[1:] in known, "RetrievalMethod")
    name, der = known[uri[1:]]
    need(name == role, f"a {name} for a {role}")
    return der


def open_content(envelope, key):
    """The decrypted ContentContainer."""
    encrypted = one(envelope, SOAP + "Body", OSCI + "ContentPackage", XENC + "EncryptedData")
    check_gcm_method(encrypted)
    wrapped = one(encrypted, DS + "KeyInfo", XENC + "EncryptedKey")
    method = one(wrapped, XENC + "EncryptionMethod")
    need(method.get("Algorithm") == RSA_OAEP, "key transport")
    need(one(method, XENC11 + "MGF").get("Algorithm") == MGF1_SHA256, "MGF")
    need(one(method, DS + "DigestMethod").get("Algorithm") == SHA256, "OAEP digest")
    reader = retrieved(one(wrapped, DS + "KeyInfo"), certificates(envelope),
                       "CipherCertificateOtherReader")
    need(x509.load_der_x509_certificate(reader).public_key().public_numbers()
         == key.public_key().public_numbers(), "encrypted for another Reader")
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    content_key = key.decrypt(decoded(one(wrapped, XENC + "CipherData", XENC + "CipherValue").text),
                              oaep)
    return gcm(content_key, decoded(one(encrypted, XENC + "CipherData", XENC + "CipherValue").text))


def canonical(element):
    return etree.tostring(element, method="c14n", exclusive=False, with_comments=False)


def open_attachments(content, parts):
    """Content-ID -> plain bytes"""
    opened = {}
    for encrypted in content.findall(XENC + "EncryptedData"):
        check_gcm_method(encrypted)
        uri = one(encrypted, XENC + "CipherData", XENC + "CipherReference").get("URI")
        need(uri.startswith("cid:") and uri[4:] in parts, "CipherReference")
        need(uri[4:] not in opened, "an attachment twice")
        key = decoded(one(encrypted, DS + "KeyInfo", DS + "MgmtData").text)
        opened[uri[4:]] = gcm(key, parts[uri[4:]])
    need(set(opened) == set(parts), "parts without a key")
    return opened


def what_must_be_signed(content, attachments):
    """URI -> (transforms, octets), and the container's octets."""
    wanted, container = {}, None
    for element in content.findall(OSCI + "Content"):
        if element.get("href") is None:
            data = one(element, OSCI + "Base64Content")
            container = decoded(data.text)
            wanted["#" + data.get("Id")] = ([BASE64], container)
            continue
        need(len(element) == 0 and not element.text, "content beside a reference")
        uri = element.get("href")
        need(uri.startswith("cid:") and uri[4:] in attachments, "href")
        wanted["#" + element.get("Id")] = ([C14N], canonical(element))
        wanted[uri] = ([], attachments[uri[4:]])
    need(container is not None, "no container")
    need(len(wanted) == 1 + 2 * len(attachments), "attachments that nothing refers to")
    return wanted, container


def verify(content, wanted, known):
    signature = one(content, DS + "Signature")
    info = one(signature, DS + "SignedInfo")
    need(one(info, DS + "CanonicalizationMethod").get("Algorithm") == C14N, "canonicalisation")
    need(one(info, DS + "SignatureMethod").get("Algorithm") == RSA_PSS, "signature algorithm")
    seen = set()
    for reference in info.findall(DS + "Reference"):
        uri = reference.get("URI")
        need(uri in wanted and uri not in seen, f"reference {uri}")
        seen.add(uri)
        transforms, octets = wanted[uri]
        need([transform.get("Algorithm") for transform in reference.iter(DS + "Transform")]
             == transforms, f"transforms of {uri}")
        need(one(reference, DS + "DigestMethod").get("Algorithm") == SHA256, "digest algorithm")
        need(decoded(one(reference, DS + "DigestValue").text) == hashlib.sha256(octets).digest(),
             f"digest of {uri}")
    need(seen == set(wanted), "something is not signed")
    author = retrieved(one(signature, DS + "KeyInfo"), known, "SignatureCertificateOtherAuthor")
    certificate = x509.load_der_x509_certificate(author)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    need(usage.digital_signature or usage.content_commitment, "key usage of the Author")
    certificate.public_key().verify(
        decoded(one(signature, DS + "SignatureValue").text), canonical(info),
        padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    return author


def read(key_file, message_file, out, author_file):
    key = serialization.load_pem_private_key(key_file.read_bytes(), None)
    (head, envelope_xml), *rest = split(message_file.read_bytes())
    need(head["content-type"].lower().startswith("text/xml"), "the first part is no envelope")
    parts = {}
    for fields, body in rest:
        name = fields["content-id"]
        need(name[0] == "<" and name[-1] == ">" and name[1:-1] not in parts, "Content-ID")
        parts[name[1:-1]] = body
    envelope = parse(envelope_xml)
    need(envelope.tag == SOAP + "Envelope", "no SOAP envelope")
    content_xml = open_content(envelope, key)
    content = parse(content_xml)
    need(content.tag == OSCI + "ContentContainer", "no ContentContainer")
    identifiers = [element.get("Id") for element in content.iter() if element.get("Id")]
    need(len(identifiers) == len(set(identifiers)), "an Id twice")
    attachments = open_attachments(content, parts)
    wanted, container = what_must_be_signed(content, attachments)
    author = verify(content, wanted, certificates(envelope))
    if author_file:
        pinned = x509.load_pem_x509_certificate(author_file.read_bytes())
        need(author == pinned.public_bytes(serialization.Encoding.DER), "another Author")
    # What the terminal writes is canonical already; nothing above depends on it.
    need(canonical(content) == content_xml, "the content is not written in canonical form")
    out.mkdir(parents=True, exist_ok=True)
    for name, octets in {"container": container, "envelope.xml": envelope_xml,
                         "content.xml": content_xml, "author.der": author, **attachments}.items():
        (out / name.replace("/", "_")).write_bytes(octets)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("key", type=pathlib.Path)
    arguments.add_argument("message", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--author", type=pathlib.Path)
    given = arguments.parse_args()
    try:
        read(given.key, given.message, given.out, given.author)
    except (Refused, InvalidSignature, InvalidTag, ValueError, KeyError, IndexError, binascii.Error,
            UnicodeDecodeError, etree.XMLSyntaxError) as refusal:
        print(f"read_osci: {type(refusal).__name__}: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
