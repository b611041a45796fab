# SPDX-License-Identifier: EUPL-1.2
"""One visit of one person to the service: its token, its channel, and what came of it."""
import secrets
import threading
import time

import paos
import tls
from authentication import READ, Refused, lead
from chip_check import NotGenuine
from cv_certificates import CVCA, DV, TERMINAL, Holder, description

NEEDED = tuple(READ.values())
BY_CAN = 4  # the right to read with the CAN in place of the PIN
WRITE_ADDRESS = 37
RIGHTS = (*NEEDED, BY_CAN, WRITE_ADDRESS)  # what the authority hands on
ASKED = {"greedy": (*NEEDED, BY_CAN), "writes": (*NEEDED, WRITE_ADDRESS)}
REFUSED = "http://www.bsi.bund.de/ecard/api/1.1/resultminor/al/common#internalError"
STAYS_AWAY = 60

# What a service can do wrong, each a word that `begin` takes.
FAULTS = {
    "": "nothing", "attached": "nothing; its eID server is its own web server",
    "junk": "the token is no XML", "html": "the token is a page", "empty": "the token is empty",
    "missing": "there is no token", "slow": "the token does not come",
    "unreachable": "the channel's address is nobody's",
    "untrusted": "the channel does not know the key",
    "origin": "its certificate is for another address",
    "tls": "its certificate does not name its TLS certificates",
    "expired": "its certificate was valid until yesterday",
    "authority": "its certificates come from an authority that nobody knows",
    "greedy": "it insists on reading without the PIN",
    "choice": "it may read without the PIN, where the person likes that",
    "writes": "it wants to write an address onto the card",
    "forged": "it does not have its certificate's key",
    "gone": "it goes away when the card is open", "silent": "it falls silent then",
}

TOKEN = """<?xml version="1.0" encoding="UTF-8"?>\
<TCTokenType><ServerAddress>{server}</ServerAddress>\
<SessionIdentifier>{identity}</SessionIdentifier><RefreshAddress>{here}/done/{identity}\
</RefreshAddress><CommunicationErrorAddress>{here}/error/{identity}</CommunicationErrorAddress>\
<Binding>urn:liberty:paos:2006-08</Binding>{security}</TCTokenType>"""
# An attached eID server has none of this: its channel is the TLS session of the token, resumed.
SECURITY = """<PathSecurity-Protocol>urn:ietf:rfc:4279</PathSecurity-Protocol>\
<PathSecurity-Parameters><PSK>{psk}</PSK></PathSecurity-Parameters>"""


class Terminal:
    """The service towards cards: its key, its certificates, and what they say of it."""

    def __init__(self, authority, url, certificates, fault):
        if fault == "authority":
            authority = Holder(authority.name)
        verifier, terminal = Holder(b"DEFOYERDV00001"), Holder(b"DEFOYERAT00001")
        self.description = description(
            "Foyer test authority", "Foyer test office", "https://localhost:1" if fault == "origin"
            else url, certificates[:0] if fault == "tls" else certificates)
        days = -1 if fault == "expired" else 1
        rights = (*NEEDED, BY_CAN) if fault == "choice" else ASKED.get(fault, NEEDED)
        self.chain = [
            verifier.certify(terminal, TERMINAL, rights, self.description, days),
            authority.certify(verifier, DV, RIGHTS)]
        if fault == "authority":
            self.chain.append(authority.certify(authority, CVCA, RIGHTS))
        self.key = Holder(b"").key if fault == "forged" else terminal.key


class Session:
    def __init__(self, office, fault):
        self.fault, self.here = fault, office.url
        self.identity, self.psk = secrets.token_hex(16), secrets.token_hex(32)
        self.reference = secrets.token_hex(16)  # which only the office's middle tier knows
        self.person = self.refusal = None
        self.asked = 0
        terminal = Terminal(office.authority, office.url, office.certificates, fault)
        self.talk = lead(terminal, office.csca, ASKED.get(fault, NEEDED))
        next(self.talk)
        self.last = None
        self.lock = threading.Lock()
        self.server = tls.serve(self.handler())
        self.channel = tls.PskChannel(office.directory, "paos", self.identity, self.psk,
                                      self.server.server_port)

    def handler(self):
        class Paos(tls.Quiet):
            def do_POST(handler):
                handler.answer(200, self.take(handler.content()))
        return Paos

    def token(self):
        """Nothing: there is none."""
        self.asked += 1
        if self.fault == "slow":
            time.sleep(STAYS_AWAY)
        server = f"https://localhost:{1 if self.fault == 'unreachable' else self.channel.port}/"
        psk = secrets.token_hex(32) if self.fault == "untrusted" else self.psk
        security = SECURITY.format(psk=psk)
        if self.fault == "attached":
            server, security = f"{self.here}/paos/{self.identity}", ""
        whole = TOKEN.format(server=server, identity=self.identity, here=self.here,
                             security=security)
        odd = {"junk": "no token", "html": "<html/>", "empty": "", "missing": None}
        return odd.get(self.fault, whole)

    def take(self, data):
        with self.lock:
            return self._take(data)

    def _take(self, data):
        message = paos.Message(data)
        if self.fault in ("gone", "silent") and message.all("IDPICC"):
            self.refusal = self.fault
            if self.fault == "gone":
                self.channel.close()
            time.sleep(STAYS_AWAY)
        try:
            if self.last is not None and message.all("RelatesTo") != [self.last]:
                raise Refused("an answer to something else")
            body = self.talk.send(message)
        except StopIteration as end:
            self.person = self.person or end.value
            body = paos.start_paos_response(None if self.person else REFUSED)
        except (Refused, NotGenuine, ValueError) as error:
            self.refusal = str(error)
            body = paos.start_paos_response(REFUSED)
        self.last, reply = paos.envelope(body, message.name)
        return reply

    def outcome(self):
        if self.person:
            return "read " + " ".join(self.person.values())
        return f"refused {self.refusal}" if self.refusal else "open"

    def result(self):
        """The same for the office's middle tier."""
        if self.person:
            return {"state": "read", **dict(zip(("given", "family", "born"),
                                                self.person.values()))}
        return {"state": "refused" if self.refusal else "open"}
