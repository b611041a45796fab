#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What a device gets holds no simulator and no test key, and each program is linked only with the
libraries its duties need: the terminal with no HTTP client, the agent with no device or screen.
Usage: binaries.py PROGRAM... (a program's duties follow from its name; none given: nothing to do)"""
import pathlib
import re
import subprocess
import sys

# Names of simulators, test support and demo keys, as they would stand in symbols or strings.
FORBIDDEN = re.compile(
    rb"VirtualCard|virtual-card|card-pki|support_card|support::|libsane-foyer|Foyer Demo|demo_keys"
    rb"|Foyer Test CSCA|Foyer test country|drivers/sim/|tests/support|tests/middletier|Catch2")

# Program -> libraries it must not be linked with directly.
UNWANTED = {
    # libwebsockets leads to the AusweisApp on this machine; the cards' software runs in its worker, and
    # so does what looks at pages and what talks to the printer. The pictograms are compiled in, so none reads SVG.
    "foyer": re.compile(r"libcurl|libpq|libnss3|libgettextpo|libp11-kit|libtesseract"
                        r"|liblept|libopencv|libZXing|libqpdf|libtiff|libopenjp2|liblcms2|libjpeg"
                        r"|librsvg|libgdk_pixbuf|libcups"),
    "foyer-page-worker": re.compile(r"libcurl|libSDL|libpcsclite|libsane|libsqlite3|libssl|libcups"
                                    r"|libtesseract"),
    "foyer-print-worker": re.compile(r"libcurl|libSDL|libpcsclite|libsane|libsqlite3|libssl|libpango"
                                     r"|libcairo|libtesseract"),
    # Debian's tesseract could fetch pictures by itself (libcurl); its worker asks for nothing.
    "foyer-text-worker": re.compile(r"libcurl|libarchive|libSDL|libpcsclite|libsane|libsqlite3"),
    "foyer-sync": re.compile(r"libSDL|libpcsclite|libsane|libcups|libpango|libcairo|libgettextpo"
                             r"|libwebsockets|libp11-kit|libopenjp2|libpq|libtesseract|liblept|libtiff"),
}


def needed_libraries(program):
    dynamic = subprocess.run(["readelf", "-d", program], check=True, capture_output=True, text=True)
    return re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic.stdout)


def unwanted_libraries(name, needed):
    unwanted = UNWANTED.get(name)
    return [f"{name}: is linked with {library}" for library in needed
            if unwanted and unwanted.search(library)]


def check_program(program, name):
    content = pathlib.Path(program).read_bytes()
    found = sorted({match.decode() for match in FORBIDDEN.findall(content)})
    findings = [f"{program}: holds '{what}'" for what in found]
    return findings + unwanted_libraries(name, needed_libraries(program))


if __name__ == "__main__":
    findings = [finding for program in sys.argv[1:]
                for finding in check_program(program, pathlib.Path(program).name)]
    print("\n".join(findings))
    sys.exit(1 if findings else 0)
