# SPDX-License-Identifier: EUPL-1.2
"""BER-TLV as cards and CV certificates use it (ISO 7816-4 clause 6, TR-03110-3 annex D)."""


def tlv(tag, *values):
    value = b"".join(values)
    head = tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    size = len(value)
    length = bytes([size]) if size < 128 else b"\x81" + bytes([size]) if size < 256 else \
        b"\x82" + size.to_bytes(2, "big")
    return head + length + value


def pairs(data):
    """Tag and value of each object, in their order."""
    at = 0
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
        yield tag, data[at:at + size]
        at += size


def read_tlvs(data):
    return dict(pairs(data))


def oid(last):
    """Below bsi-de protocols smartcard, 0.4.0.127.0.7.2.2."""
    return tlv(0x06, bytes.fromhex("04007F00070202" + last))


def number(value):
    return tlv(0x02, bytes([value]))
