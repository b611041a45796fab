#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A middle tier that gives what is published, but announces ten gigabytes of the manifest or of a file
and sends zeros without end. Says its port, then serves until it is ended.
  announcer.py --keys DIR --published DIR --lie-about manifest|file"""
import argparse
import http.server
import pathlib
import ssl

TEN_GIGABYTES = 10 * 2**30


def handler_for(given):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def lie(self, status):
            self.send_response(status)
            self.send_header("Content-Type", "application/jose" if status == 200
                             else "application/octet-stream")
            self.send_header("Content-Length", str(TEN_GIGABYTES))
            self.end_headers()
            try:
                while True:
                    self.wfile.write(bytes(1 << 16))
            except OSError:
                self.close_connection = True

        def do_GET(self):
            if self.path == "/v2/catalog":
                if given.lie_about == "manifest":
                    self.lie(200)
                    return
                body = (given.published / "manifest.jws").read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", "application/jose")
            elif self.path.startswith("/v2/catalog/files/"):
                self.lie(206)
                return
            else:
                body = b""
                self.send_response(503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=pathlib.Path, required=True)
    parser.add_argument("--published", type=pathlib.Path, required=True)
    parser.add_argument("--lie-about", choices=("manifest", "file"), required=True)
    given = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler_for(given))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(given.keys / "tls/server.crt", given.keys / "tls/server.key")
    context.load_verify_locations(given.keys / "tls/ca.crt")
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
