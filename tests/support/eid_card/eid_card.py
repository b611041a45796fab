#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""eid_card.py --port PORT --socket PATH [--pin 123456] [--tries 3] ...

A card with an eID function in software, for pcscd's virtual reader (vsmartcard-vpcd on
127.0.0.1:PORT): PACE with CAN, PIN and PUK, the PIN's counter with suspension and blocking,
changing and unblocking, terminal and chip authentication, and the data groups of the eID
application (BSI TR-03110 parts 2 and 3). Apart from the house's own card code on purpose: what is
tested against it is somebody else's client, the AusweisApp.

Driven by lines on the Unix socket PATH, each answered by one line, "ok ..." or "error":
    insert | remove       lay the card on the reader, take it away
    remove-after N        take it away in the exchange after N more commands
    set NAME VALUE        pin, can, puk, tries, deactivated (0 or 1), cloned (0 or 1: its key is not
                          the one of its files), trust (file with the CVCA's certificate)
    issue FILE            make it a holder's card; FILE gets the certificate of its issuer
    status                "ok pin=123456 tries=3 commands=12"
    quit
Test digits only; never lay a real PIN in here.
"""
import argparse
import os
import select
import socket
import struct
import sys
import time

sys.dont_write_bytecode = True

from chip import CAN, PIN, PUK, Card  # noqa: E402
from identity import Identity  # noqa: E402


class Reader:
    """The card's end of the vpcd protocol: two bytes of length, and what they count."""

    def __init__(self, card, port):
        self.card, self.port = card, port
        self.line = None
        self.inserted = False
        self.not_before = 0.0
        self.commands = 0
        self.leave_after = None

    def keep_connected(self):
        if self.inserted and self.line is None and time.monotonic() >= self.not_before:
            try:
                self.line = socket.create_connection(("127.0.0.1", self.port), 1)
                self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                self.not_before = time.monotonic() + 0.1

    def lift(self):
        if self.line:
            self.line.close()
            self.line = None
            self.not_before = time.monotonic() + 0.7  # pcscd looks every 0.4 s
        self.card.power()

    def take(self, count):
        data = b""
        while len(data) < count:
            # Length and payload come in two writes: without this each APDU waits 40 ms.
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self.line.recv(count - len(data))
            if not part:
                raise OSError("gone")
            data += part
        return data

    def serve(self):
        try:
            message = self.take(struct.unpack(">H", self.take(2))[0])
            if len(message) == 1:
                if message[0] == 4:
                    self.reply(self.card.atr())
                else:
                    self.card.power()
                return
            if self.leave_after is not None:
                self.leave_after -= 1
                if self.leave_after < 0:
                    self.inserted, self.leave_after = False, None
                    return self.lift()
            self.commands += 1
            self.reply(self.card.answer(message))
        except OSError:
            self.lift()

    def reply(self, data):
        self.line.sendall(struct.pack(">H", len(data)) + data)


def order(reader, line):
    words, card = line.split(), reader.card
    if words == ["insert"]:
        reader.inserted = True
        reader.keep_connected()
    elif words == ["remove"]:
        reader.inserted = False
        reader.lift()
    elif len(words) == 2 and words[0] == "remove-after":
        reader.leave_after = int(words[1])
    elif len(words) == 2 and words[0] == "issue":
        card.identity = Identity(words[1])
    elif words == ["status"]:
        return f"ok pin={card.numbers[PIN]} tries={card.tries} commands={reader.commands}"
    elif len(words) == 3 and words[0] == "set":
        numbers = {"pin": PIN, "can": CAN, "puk": PUK}
        if words[1] in numbers:
            card.numbers[numbers[words[1]]] = words[2]
        elif words[1] in ("tries", "deactivated", "cloned"):
            setattr(card, words[1], int(words[2]))
        elif words[1] == "trust":
            card.trust = words[2]
        else:
            return "error"
    else:
        return "error"
    return "ok"


def serve(reader, listener):
    clients = {}
    while True:
        reader.keep_connected()
        watched = [listener, *clients] + ([reader.line] if reader.line else [])
        for ready in select.select(watched, [], [], 0.1)[0]:
            if ready is listener:
                clients[listener.accept()[0]] = b""
            elif ready in clients:
                data = ready.recv(512)
                if not data:
                    ready.close()
                    del clients[ready]
                    continue
                *lines, clients[ready] = (clients[ready] + data).split(b"\n")
                for line in lines:
                    if line.strip() == b"quit":
                        return
                    ready.sendall((order(reader, line.decode()) + "\n").encode())
            elif ready is reader.line:
                reader.serve()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--socket", required=True)
    parser.add_argument("--pin", default="123456")
    parser.add_argument("--can", default="500540")
    parser.add_argument("--puk", default="9876543210")
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--deactivated", type=int, default=0)
    options = parser.parse_args()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(options.socket)
    listener.listen()
    try:
        serve(Reader(Card(options), options.port), listener)
    finally:
        os.unlink(options.socket)


if __name__ == "__main__":
    main()
