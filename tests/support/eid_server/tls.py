# SPDX-License-Identifier: EUPL-1.2
"""The service's two TLS ends on loopback: HTTPS for browsers and clients, and the channel with a
pre-shared key (RSA-PSK, RFC 4279) that Python's ssl does not have, through stunnel."""
import http.server
import re
import ssl
import subprocess
import threading
import time


def make_certificate(directory, name):
    """A certificate of its own for localhost, with RSA as the channel needs it. Gives its DER."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                    f"{name}.key", "-out", f"{name}.pem", "-days", "2", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=DNS:localhost"], cwd=directory, check=True,
                   capture_output=True)
    return ssl.PEM_cert_to_DER_cert((directory / f"{name}.pem").read_text())


class Quiet(http.server.BaseHTTPRequestHandler):
    """A handler that writes no log and answers in one piece."""
    protocol_version = "HTTP/1.1"

    def content(self):
        return self.rfile.read(int(self.headers["Content-Length"]))

    def answer(self, status, content, kind="text/xml", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def serve(handler, directory=None, name=None):
    """Serves on a free port of loopback, with TLS where a certificate is named."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if name:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(directory / f"{name}.pem", directory / f"{name}.key")
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class PskChannel:
    """stunnel between a free port of loopback and the server that speaks HTTP behind it."""

    def __init__(self, directory, name, identity, key, target):
        base = directory / identity
        secrets, log = base.with_suffix(".psk"), base.with_suffix(".log")
        secrets.write_text(f"{identity}:{key}\n")
        secrets.chmod(0o600)
        base.with_suffix(".conf").write_text(f"""foreground = yes
pid =
debug = info
output = {log}
[paos]
accept = 127.0.0.1:0
connect = 127.0.0.1:{target}
cert = {directory / name}.pem
key = {directory / name}.key
PSKsecrets = {secrets}
ciphers = RSA-PSK-AES256-GCM-SHA384
sslVersion = TLSv1.2
""")
        # It ends with the thread that starts it, should that be killed.
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "stunnel4",
                                         base.with_suffix(".conf")], stderr=subprocess.DEVNULL)
        self.port = self._port(log)

    def _port(self, log):
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            text = log.read_text() if log.exists() else ""
            found = re.search(r"bound to 127\.0\.0\.1:(\d+)", text)
            if found:
                return int(found[1])
            time.sleep(0.01)
        raise OSError("stunnel does not start: " + (log.read_text() if log.exists() else ""))

    def close(self):
        self.process.kill()
        self.process.wait()
