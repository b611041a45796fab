# SPDX-License-Identifier: EUPL-1.2
"""One authentication as the eID server leads it: read from top to bottom, it is the order of the
messages of TR-03112-7. Each `yield` sends a message and gets the client's answer."""
import datetime

from cryptography.hazmat.primitives.asymmetric import ec

import paos
from chip_check import Channel, NotGenuine, chip_key, signed_infos
from cv_certificates import TERMINAL, plain_signature, point_of, template
from tlv import read_tlvs, tlv

EID_APPLICATION = bytes.fromhex("E80704007F00070302")
VALIDITY = tlv(0x06, bytes.fromhex("04007F000703010402"))
GIVEN, FAMILY, BORN = 4, 5, 8
GROUPS = (GIVEN, FAMILY, BORN)
READ = {group: 7 + group for group in GROUPS}  # bits of the template (TR-03110-4)
SLOT = "00"


class Refused(Exception):
    """The server does not go on with this client or card."""


def taken(message, kind):
    if message.kind != kind or message.failed:
        minors = message.all("ResultMinor")
        raise Refused(minors[0].rpartition("#")[2] if minors else message.kind)
    return message


def lead(service, csca, rights):
    """Ends with the person's data, by StopIteration's value. `service`: certificates, description
    and key of the terminal; `csca`: the file with the certificate of the cards' issuer; `rights`:
    what it asks for.
    Fails with: Refused, NotGenuine, ValueError."""
    taken((yield None), "StartPAOS")
    taken((yield paos.initialize_framework()), "InitializeFrameworkResponse")

    chat = template(TERMINAL, rights)
    today = datetime.date.today().strftime("%Y%m%d").encode()
    auxiliary = tlv(0x67, tlv(0x73, VALIDITY, tlv(0x53, today)))
    eac1 = taken((yield paos.did_authenticate(SLOT, "EAC1InputType", "".join(
        paos.text("Certificate", value.hex()) for value in service.chain) +
        paos.text("CertificateDescription", service.description.hex()) +
        paos.text("RequiredCHAT", chat.hex()) +
        paos.text("OptionalCHAT", template(TERMINAL, ()).hex()) +
        paos.text("AuthenticatedAuxiliaryData", auxiliary.hex()))), "DIDAuthenticateResponse")

    key = ec.generate_private_key(ec.BrainpoolP256R1())
    point = point_of(key)
    signature = plain_signature(service.key, eac1.octets("IDPICC") + eac1.octets("Challenge") +
                                point[1:33] + auxiliary)
    eac2 = taken((yield paos.did_authenticate(SLOT, "EAC2InputType", paos.text(
        "EphemeralPublicKey", point.hex()) + paos.text("Signature", signature.hex()))),
        "DIDAuthenticateResponse")

    infos = signed_infos(eac2.octets("EFCardSecurity"), csca)
    channel = Channel(key, chip_key(infos, eac1.octets("EFCardAccess")), eac2.octets("Nonce"),
                      eac2.octets("AuthenticationToken"))
    commands = [channel.command(b"\x00\xA4\x04\x0C", EID_APPLICATION),
                channel.command(b"\x80\x20\x80\x00", VALIDITY)]
    commands += [channel.command(bytes([0x00, 0xB0, 0x80 | group, 0x00]), length=0)
                 for group in GROUPS]
    answers = taken((yield paos.transmit(SLOT, [command for _, command in commands],
                                         ("9000", "6282"))), "TransmitResponse").all("OutputAPDU")
    if len(answers) != len(commands):
        raise Refused("an answer is missing")
    opened = [channel.answer(count, bytes.fromhex(answer))
              for (count, _), answer in zip(commands, answers)]
    if any(word not in ("9000", "6282") for _, word in opened):
        raise Refused("the card refuses to be read")
    return {group: next(iter(read_tlvs(read_tlvs(data)[0x60 + group]).values())).decode()
            for group, (data, _) in zip(GROUPS, opened[2:])}
