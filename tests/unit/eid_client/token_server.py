#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""token_server.py DIR: HTTPS on loopback that hands out tcTokens (BSI TR-03124-1 clause 2.4) without
an eID server behind them. Makes its certificate, writes its port to DIR/port and what it was asked for
to DIR/asked."""
import http.server
import pathlib
import ssl
import subprocess
import sys
import time

HERE = pathlib.Path(sys.argv[1])
TOKEN = """<?xml version="1.0" encoding="UTF-8"?><TCTokenType><ServerAddress>{server}</ServerAddress>\
<SessionIdentifier>1A2BB129</SessionIdentifier><RefreshAddress>{here}/refresh</RefreshAddress>\
<CommunicationErrorAddress>{here}/error</CommunicationErrorAddress>\
<Binding>urn:liberty:paos:2006-08</Binding>\
<PathSecurity-Protocol>urn:ietf:rfc:4279</PathSecurity-Protocol><PathSecurity-Parameters>\
<PSK>4BC1A0B5F0E1D2C3B4A5968778695A4B4BC1A0B5F0E1D2C3B4A5968778695A4B</PSK>\
</PathSecurity-Parameters></TCTokenType>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open(HERE / "asked", "a", encoding="utf-8") as asked:
            asked.write(self.path + "\n")
        here = f"https://localhost:{self.server.server_port}"
        body = {"/unreachable": TOKEN.format(server="https://localhost:1/", here=here),
                "/untrusted": TOKEN.format(server=here + "/paos", here=here),
                "/junk": "<html/>", "/empty": ""}.get(self.path)
        if self.path == "/slow":
            time.sleep(60)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body or "")))
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_):
        pass


subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-keyout",
                HERE / "key.pem", "-out", HERE / "cert.pem", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(HERE / "cert.pem", HERE / "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
(HERE / "port.new").write_text(str(server.server_port))
(HERE / "port.new").rename(HERE / "port")
server.serve_forever()
