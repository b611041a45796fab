# SPDX-License-Identifier: EUPL-1.2
"""The messages between eID server and client: SOAP over PAOS (TR-03112-7, ISO 24727-3)."""
import uuid
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

ISO = "urn:iso:std:iso-iec:24727:tech:schema"
OK = "http://www.bsi.bund.de/ecard/api/1.1/resultmajor#ok"
ERROR = "http://www.bsi.bund.de/ecard/api/1.1/resultmajor#error"
EAC_PROTOCOL = "urn:oid:1.3.162.15480.3.0.14.2"


def text(name, value):
    return f"<iso:{name}>{escape(value)}</iso:{name}>"


def envelope(body, answers):
    """`answers`: the id of the message that this one follows. Gives the message and its own id."""
    name = f"urn:uuid:{uuid.uuid4()}"
    return name, f"""<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" \
xmlns:wsa="http://www.w3.org/2005/03/addressing" xmlns:iso="{ISO}" \
xmlns:dss="urn:oasis:names:tc:dss:1.0:core:schema" \
xmlns:ecard="http://www.bsi.bund.de/ecard/api/1.1" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Header>\
<wsa:RelatesTo>{escape(answers)}</wsa:RelatesTo><wsa:MessageID>{name}</wsa:MessageID>\
</soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>""".encode()


def initialize_framework():
    return "<ecard:InitializeFramework/>"


def did_authenticate(slot, kind, content):
    return (f'<iso:DIDAuthenticate><iso:ConnectionHandle>{text("SlotHandle", slot)}'
            f"</iso:ConnectionHandle>{text('DIDName', 'PIN')}"
            f'<iso:AuthenticationProtocolData Protocol="{EAC_PROTOCOL}" xsi:type="iso:{kind}">'
            f"{content}</iso:AuthenticationProtocolData></iso:DIDAuthenticate>")


def transmit(slot, commands, accepted):
    infos = "".join(
        "<iso:InputAPDUInfo>" + text("InputAPDU", command.hex().upper()) +
        "".join(text("AcceptableStatusCode", word) for word in accepted) + "</iso:InputAPDUInfo>"
        for command in commands)
    return f'<iso:Transmit>{text("SlotHandle", slot)}{infos}</iso:Transmit>'


def start_paos_response(minor=None):
    result = f"<dss:ResultMajor>{ERROR if minor else OK}</dss:ResultMajor>"
    if minor:
        result += f"<dss:ResultMinor>{minor}</dss:ResultMinor>"
    return f"<iso:StartPAOSResponse><dss:Result>{result}</dss:Result></iso:StartPAOSResponse>"


class Message:
    """What the client has sent. Fails with ValueError where it is none."""

    def __init__(self, data):
        try:
            root = ET.fromstring(data)
        except ET.ParseError as error:
            raise ValueError("no XML") from error
        self.elements = {}
        for element in root.iter():
            name = element.tag.rpartition("}")[2]
            self.elements.setdefault(name, []).append((element.text or "").strip())
        body = next(item for item in root if item.tag.endswith("}Body"))
        self.kind = body[0].tag.rpartition("}")[2]

    def all(self, name):
        return self.elements.get(name, [])

    def one(self, name):
        values = self.all(name)
        if len(values) != 1:
            raise ValueError(f"{name}: {len(values)} times in {self.kind}")
        return values[0]

    def octets(self, name):
        return bytes.fromhex(self.one(name))

    @property
    def name(self):
        return (self.all("MessageID") or [""])[0]

    @property
    def failed(self):
        return any(major == ERROR for major in self.all("ResultMajor"))
