#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds a PDF to the clauses of ISO 19005-2 (PDF/A-2, level B) that scanned pages can break: the file
as bytes, and its objects as qpdf reads them. Not a validator of every PDF/A: what our pages never have
(annotations, forms, transparency, layers) is refused outright.
Usage: check_pdfa.py FILE   prints "clause: what is wrong" a line, exit 1 if anything is"""
import base64
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as xml

NAMESPACES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
              "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdf": "http://ns.adobe.com/pdf/1.3/"}
FILTERS = {"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode"}
CATALOG = {"/Type", "/Pages", "/Metadata", "/OutputIntents"}
PAGE = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
OPERATORS = {"q", "Q", "cm", "Do", "rg", "BT", "ET", "Tr", "Tf", "Tz", "Tm", "Tj"}
TOKEN = re.compile(rb"<[0-9A-Fa-f]*>|[^\s<>]+")


class Pdf:
    def __init__(self, path):
        self.raw = open(path, "rb").read()
        told = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline",
                               "--decode-level=generalized", path], capture_output=True, check=True)
        self.objects = {name.removeprefix("obj:"): value
                        for name, value in json.loads(told.stdout)["qpdf"][1].items()}
        self.trailer = self.objects.pop("trailer")["value"]
        self.findings = []

    def get(self, value):
        """What a reference stands for; a stream gives its dictionary."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects[value]
            value = found["stream"]["dict"] if "stream" in found else found["value"]
        return value

    def data(self, reference):
        return base64.b64decode(self.objects[reference]["stream"]["data"])

    def streams(self):
        return [(name, found["stream"]["dict"]) for name, found in self.objects.items()
                if "stream" in found]

    def want(self, true, clause, what):
        if not true:
            self.findings.append(f"{clause}: {what}")


def check_file(pdf):
    lines = pdf.raw.split(b"\n", 2)
    pdf.want(re.fullmatch(rb"%PDF-1\.[0-7]", lines[0]), "6.1.2", "header")
    pdf.want(re.match(rb"%[\x80-\xff]{4}", lines[1]), "6.1.2", "comment of four bytes above 127")
    pdf.want(re.search(rb"%%EOF\r?\n?$", pdf.raw), "6.1.3", "something follows the end")
    pdf.want(len(pdf.trailer.get("/ID", [])) == 2, "6.1.3", "no ID")
    pdf.want("/Encrypt" not in pdf.trailer, "6.1.3", "encrypted")
    for match in re.finditer(rb"\d+ \d+ obj\n<<(.*?)>>\nstream(\r?\n)", pdf.raw, re.S):
        length = re.search(rb"/Length (\d+)\b(?! \d+ R)", match[1])
        end = match.end() + int(length[1]) if length else 0
        pdf.want(re.match(rb"\r?\nendstream\b", pdf.raw[end:end + 12]), "6.1.7.1", "length of a stream")
    pdf.want(pdf.raw.count(b"\nstream\n") >= len(pdf.streams()), "6.1.7.1", "a stream was not seen")


def check_streams(pdf):
    for name, entry in pdf.streams():
        filters = pdf.get(entry.get("/Filter", []))
        for filter_name in [filters] if isinstance(filters, str) else filters:
            pdf.want(filter_name in FILTERS, "6.1.7.2", f"{name}: {filter_name}")
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            pdf.want(key not in entry, "6.1.7.1", f"{name}: data outside of the file")


def check_profile(pdf, reference):
    icc = pdf.data(reference)
    size, version = struct.unpack(">I4xI", icc[:12])
    pdf.want(size == len(icc) and icc[36:40] == b"acsp", "6.2.3", "not an ICC profile")
    pdf.want(version >> 24 in (2, 4), "6.2.3", "version of the profile")
    pdf.want(icc[12:20] == b"mntrRGB " and pdf.get(reference)["/N"] == 3, "6.2.3", "not a profile of RGB")


def check_metadata(pdf, reference):
    entry = pdf.get(reference)
    pdf.want(entry.get("/Type") == "/Metadata" and entry.get("/Subtype") == "/XML", "6.6.2.1", "metadata")
    pdf.want("/Filter" not in entry, "6.6.2.1", "metadata are compressed")
    packet = pdf.data(reference)
    head = packet.split(b"?>")[0]
    pdf.want(head.startswith(b"<?xpacket begin=") and b"bytes=" not in head and b"encoding=" not in head,
             "6.6.2.1", "head of the packet")
    root = xml.fromstring(packet)
    said = {element.tag: element.text for element in root.iter() if element.text and element.text.strip()}
    name = lambda prefix, key: "{%s}%s" % (NAMESPACES[prefix], key)
    pdf.want(said.pop(name("pdfaid", "part"), "") == "2", "6.6.4", "part")
    pdf.want(said.pop(name("pdfaid", "conformance"), "") == "B", "6.6.4", "conformance")
    producer = said.pop(name("pdf", "Producer"), None)
    info = pdf.get(pdf.trailer.get("/Info", {}))
    pdf.want(info == {"/Producer": f"u:{producer}"}, "6.6.3", "information differs from metadata")
    pdf.want(not said, "ours", f"metadata say more: {sorted(said)}")


def check_image(pdf, reference, mask=False):
    entry = pdf.get(reference)
    pdf.want(entry.get("/Subtype") == "/Image", "6.2.9", "an XObject that is no picture")
    for key in ("/Alternates", "/OPI", "/SMask", "/Intent", "/Matte"):
        pdf.want(key not in entry, "6.2.8", key)
    pdf.want(entry.get("/Interpolate", False) is False, "6.2.8", "/Interpolate")
    if entry.get("/ImageMask"):
        pdf.want(entry["/BitsPerComponent"] == 1 and "/ColorSpace" not in entry, "6.2.8", "mask")
        pdf.want(entry["/Filter"] == "/CCITTFaxDecode" and entry["/DecodeParms"]["/K"] == -1, "ours", "mask")
        return
    pdf.want(not mask, "6.2.8", "a mask that is none")
    pdf.want(entry["/BitsPerComponent"] == 8, "6.2.8", "bits")
    channels = {"/DeviceRGB": 3, "/DeviceGray": 1}.get(entry["/ColorSpace"])
    pdf.want(channels, "6.2.4", "colour space")
    if entry["/Filter"] == "/DCTDecode":
        frame = re.search(rb"\xff\xc0\x00.\x08(..)(..)(.)", pdf.data(reference), re.S)
        pdf.want(frame and struct.unpack(">HHB", b"".join(frame.groups())) ==
                 (entry["/Height"], entry["/Width"], channels), "6.2.8", "the JPEG is another picture")
    if "/Mask" in entry:
        check_image(pdf, entry["/Mask"], mask=True)


def advances(font):
    """What "hmtx" says of each glyph, in thousandths of the font's size."""
    tables = {font[at:at + 4]: struct.unpack(">II", font[at + 8:at + 16])
              for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16)}
    table = lambda tag: font[tables[tag][0]:sum(tables[tag])]
    units = struct.unpack(">H", table(b"head")[18:20])[0]
    count = struct.unpack(">H", table(b"hhea")[34:36])[0]
    glyphs = struct.unpack(">H", table(b"maxp")[4:6])[0]
    widths = [struct.unpack(">H", table(b"hmtx")[4 * i:4 * i + 2])[0] * 1000 / units for i in range(count)]
    return widths + widths[-1:] * (glyphs - count)


def check_font(pdf, reference, codes):
    font = pdf.get(reference)
    pdf.want(font["/Subtype"] == "/Type0" and font["/Encoding"] == "/Identity-H", "6.2.11.3", "encoding")
    (descendant,) = (pdf.get(one) for one in font["/DescendantFonts"])
    info = descendant["/CIDSystemInfo"]
    pdf.want(descendant["/Subtype"] == "/CIDFontType2" and info["/Registry"] == "u:Adobe" and
             info["/Ordering"] == "u:Identity", "6.2.11.3.1", "character collection")
    descriptor = pdf.get(descendant["/FontDescriptor"])
    names = {font["/BaseFont"], descendant["/BaseFont"], descriptor["/FontName"]}
    pdf.want(len(names) == 1, "6.2.11.2", "names of the font differ")
    pdf.want("/FontFile2" in descriptor, "6.2.11.4.1", "the font is not embedded")
    pdf.want("/CIDSet" not in descriptor, "6.2.11.4.2", "/CIDSet")
    if "/FontFile2" not in descriptor:
        return
    program = pdf.data(descriptor["/FontFile2"])
    pdf.want(pdf.get(descriptor["/FontFile2"]).get("/Length1") == len(program), "6.2.11.2", "/Length1")
    pdf.want("/CIDToGIDMap" in descendant, "6.2.11.3.2", "no /CIDToGIDMap")
    glyphs = struct.unpack(">%dH" % (len(pdf.data(descendant["/CIDToGIDMap"])) // 2),
                           pdf.data(descendant["/CIDToGIDMap"]))
    widths = advances(program)
    told = dict(re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", pdf.data(font["/ToUnicode"])))
    for code in sorted(codes):
        glyph = glyphs[code] if code < len(glyphs) else 0
        pdf.want(0 < glyph < len(widths), "6.2.11.8", f"code {code} is .notdef")
        pdf.want(glyph < len(widths) and widths[glyph] == descendant.get("/DW", 1000), "6.2.11.5",
                 f"width of code {code}")
        pdf.want(b"%04X" % code in told, "6.2.11.7", f"code {code} stands for nothing")


def check_content(pdf, content, resources):
    """The operators are those we write, and balanced; gives the codes that are shown."""
    depth, codes, last = 0, set(), b""
    for token in TOKEN.findall(content):
        text = token.decode("latin-1")
        if token.startswith(b"<"):
            codes |= set(struct.unpack(f">{len(token[1:-1]) // 4}H", bytes.fromhex(text[1:-1])))
        elif not re.fullmatch(r"-?\d*\.?\d+|/\w+", text):
            pdf.want(text in OPERATORS, "6.2.2", f"operator {text}")
        depth += {"q": 1, "Q": -1, "BT": 1, "ET": -1}.get(text, 0)
        pdf.want(0 <= depth <= 2, "6.1.13", "q and Q")
        if text == "Tr":
            pdf.want(last == b"3", "ours", "text can be seen")
        if text == "Do":
            pdf.want(last.decode() in resources["/XObject"], "6.2.2", "a picture that is not there")
        last = token
    pdf.want(depth == 0, "6.1.13", "q and Q")
    return codes


def check_page(pdf, reference):
    page = pdf.get(reference)
    pdf.want(set(page) <= PAGE, "ours", f"a page has {sorted(set(page) - PAGE)}")
    left, bottom, width, height = page["/MediaBox"]
    pdf.want((left, bottom) == (0, 0) and 3 <= min(width, height) and max(width, height) <= 14400,
             "6.1.13", "size of the page")
    resources = pdf.get(page["/Resources"])
    codes = check_content(pdf, pdf.data(page["/Contents"]), resources)
    for image in resources["/XObject"].values():
        check_image(pdf, image)
    for font in resources.get("/Font", {}).values():
        check_font(pdf, font, codes)
    pdf.want(not codes or "/Font" in resources, "6.2.11.4.1", "text without a font")


def check(path):
    pdf = Pdf(path)
    check_file(pdf)
    check_streams(pdf)
    catalog = pdf.get(pdf.trailer["/Root"])
    pdf.want(set(catalog) == CATALOG, "ours", f"the catalogue has {sorted(set(catalog) ^ CATALOG)}")
    intents = [pdf.get(one) for one in pdf.get(catalog.get("/OutputIntents", []))]
    pdf.want([one["/S"] for one in intents] == ["/GTS_PDFA1"], "6.2.3", "output intent")
    for intent in intents:
        pdf.want("/OutputConditionIdentifier" in intent, "6.2.3", "no condition")
        check_profile(pdf, intent["/DestOutputProfile"])
    check_metadata(pdf, catalog["/Metadata"])
    for page in pdf.get(catalog["/Pages"])["/Kids"]:
        check_page(pdf, page)
    return pdf.findings


if __name__ == "__main__":
    findings = check(sys.argv[1])
    print("\n".join(findings) if findings else "PDF/A-2b, as far as we know")
    sys.exit(1 if findings else 0)
