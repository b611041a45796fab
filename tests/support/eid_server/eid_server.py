#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""eid_server.py DIR

A service with an eID server, for tests of a whole authentication with the real AusweisApp and a
card: tcTokens over HTTPS (BSI TR-03124-1 clause 2.4), PAOS over a TLS channel with a pre-shared key
(TR-03112-7), certificates of an authority made for it, terminal and chip authentication, and the
reading of given names, family names and birth date under secure messaging (TR-03110 parts 2 and 3).
It trusts the cards of the issuer whose certificate lies in DIR/csca.pem (eid_card.py: issue).

Leaves in DIR: cvca.cvcert   what its cards have to trust (eid_card.py: set trust)
               share         goes first in the AusweisApp's XDG_DATA_DIRS: ausweisapp_config.py
               service.pem   its HTTPS certificate
               url           its address
Driven by lines on the Unix socket DIR/control, each answered by one line, "ok ..." or "error":
    begin [FAULT]   "ok ID URL": a person comes; URL is the tcTokenURL. FAULTS in session.py
    outcome ID      "ok open", "ok refused WHY" or "ok read GIVEN FAMILY BORN"
    asked ID        "ok 1": how often the token was fetched
An office's middle tier (tests/middletier/FORMAT.md) asks it over HTTPS:
    POST /begin          {"session": ..., "tcTokenURL": ...}: a person comes
    GET /result/SESSION  {"state": "open"}, {"state": "refused"} or, with given, family and born,
                         {"state": "read"}
Ends by a signal, and what it has started with it.
Needs openssl, stunnel4 and python3-cryptography. For loopback and specimens only."""
import concurrent.futures
import json
import pathlib
import socketserver
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "eid_card"))
sys.dont_write_bytecode = True

import tls  # noqa: E402
from ausweisapp_config import write_configuration  # noqa: E402
from cv_certificates import CVCA, Holder  # noqa: E402
from session import FAULTS, RIGHTS, Session  # noqa: E402


class Office:
    """The service towards everybody: its address, its authority, its visitors."""

    def __init__(self, directory):
        self.directory, self.csca = directory, directory / "csca.pem"
        self.sessions = {}
        # A channel ends with the thread that starts it: one that stays, whoever asks.
        self.starter = concurrent.futures.ThreadPoolExecutor(1)
        self.certificates = [tls.make_certificate(directory, name) for name in ("service", "paos")]
        self.authority = Holder(b"DEFOYERCVCA00001")
        certificate = self.authority.certify(self.authority, CVCA, RIGHTS)
        (directory / "cvca.cvcert").write_bytes(certificate)
        write_configuration(directory / "share", certificate)
        server = tls.serve(self.handler(), directory, "service")
        self.url = f"https://localhost:{server.server_port}"
        (directory / "url").write_text(self.url + "\n")

    def begin(self, fault=""):
        session = self.starter.submit(Session, self, fault).result()
        self.sessions[session.identity] = session
        return session

    def result(self, reference):
        """What only the office's middle tier is told; nothing: no such session."""
        found = [session for session in self.sessions.values() if session.reference == reference]
        return found[0].result() if found else None

    def handler(self):
        class Pages(tls.Quiet):
            def session(page):
                _, what, identity = (page.path.split("/") + ["", ""])[:3]
                return what, self.sessions.get(identity)

            def tell(page, content):
                page.answer(404 if content is None else 200, json.dumps(content).encode(),
                            "application/json")

            def do_POST(page):
                if page.path == "/begin":
                    page.content()
                    session = self.begin()
                    return page.tell({"session": session.reference,
                                      "tcTokenURL": f"{self.url}/token/{session.identity}"})
                what, session = page.session()
                attached = session and what == "paos" and session.fault == "attached"
                reply = session.take(page.content()) if attached else b""
                page.answer(200 if attached else 404, reply)

            def do_GET(page):
                if page.path.startswith("/result/"):
                    return page.tell(self.result(page.path.removeprefix("/result/")))
                what, session = page.session()
                content = None
                if session and what == "token":
                    content = session.token()
                elif session and what == "done":
                    content = session.outcome()
                page.answer(404 if content is None else 200, (content or "").encode())
        return Pages

    def order(self, words):
        if words[:1] == ["begin"] and len(words) <= 2 and (words + [""])[1] in FAULTS:
            session = self.begin((words + [""])[1])
            return f"ok {session.identity} {self.url}/token/{session.identity}"
        if len(words) == 2 and words[1] in self.sessions:
            session = self.sessions[words[1]]
            if words[0] == "outcome":
                return "ok " + session.outcome()
            if words[0] == "asked":
                return f"ok {session.asked}"
        return "error"


def main():
    directory = pathlib.Path(sys.argv[1]).resolve()
    office = Office(directory)

    class Orders(socketserver.StreamRequestHandler):
        def handle(self):
            for line in self.rfile:
                self.wfile.write((office.order(line.decode().split()) + "\n").encode())

    with socketserver.UnixStreamServer(str(directory / "control"), Orders) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
