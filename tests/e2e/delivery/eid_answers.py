#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""An eID server that is asked by the middle tier alone (tests/middletier/FORMAT.md), and no card is:
eid_answers.py DIR. It answers what lies in DIR/begin.json and DIR/result.json, and leaves DIR/service.pem,
its certificate. Says its URL, then serves until it is killed."""
import pathlib
import sys
import threading

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "support/eid_server"))
sys.dont_write_bytecode = True

import tls  # noqa: E402


def main():
    directory = pathlib.Path(sys.argv[1])
    tls.make_certificate(directory, "service")

    class Answers(tls.Quiet):
        def tell(self, name):
            self.answer(200, (directory / name).read_bytes(), "application/json")

        def do_POST(self):
            self.content()
            self.tell("begin.json" if self.path == "/begin" else "none")

        def do_GET(self):
            self.tell("result.json" if self.path == "/result/77" else "none")

    server = tls.serve(Answers, directory, "service")
    print(f"https://localhost:{server.server_port}", flush=True)
    threading.Event().wait()


main()
