#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A middle tier that answers badly: liar.py KEYS MODE. Says its port, then serves until it is killed.
drip: a byte every tenth of a second, without end; silence: never a byte; cut: less than it has promised;
torn: a JSON text that ends in the middle."""
import pathlib
import socket
import ssl
import sys
import threading
import time

BODY = b'{"api": "foyer/2", "submission": "00000000-0000-0000-0000-000000000000", "case": "c", "missing": []}'


def head(length):
    return (f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
            "Connection: close\r\n\r\n").encode()


def answer(connection, mode):
    connection.recv(65536)
    if mode == "silence":
        time.sleep(3600)
    elif mode == "drip":
        connection.sendall(head(1 << 20))
        while True:
            connection.sendall(b" " * 10)
            time.sleep(0.1)
    elif mode == "cut":
        connection.sendall(head(len(BODY)) + BODY[:40])
    elif mode == "torn":
        connection.sendall(head(40) + BODY[:40])
    connection.close()


def serve(connection, context, mode):
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            answer(secured, mode)
    except OSError:
        pass  # the terminal hung up, which is what it should do


def main():
    keys, mode = pathlib.Path(sys.argv[1]), sys.argv[2]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(keys / "tls/server.crt", keys / "tls/server.key")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection, context, mode), daemon=True).start()


main()
