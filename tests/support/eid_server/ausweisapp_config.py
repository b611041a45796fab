# SPDX-License-Identifier: EUPL-1.2
"""The AusweisApp's configuration with one more authority among those of test environments, so that
the untouched program trusts a CVCA of ours as it trusts the BSI's: nothing else is changed.

The program looks for AusweisApp2/config.json below XDG_DATA_DIRS before it takes the copy in its
resource file (its sources: FileDestination::getPath, SecureStorage::load)."""
import json
import struct

RESOURCES = "/usr/share/AusweisApp2/AusweisApp2.rcc"
TEST_AUTHORITIES = "cvRootCertificatesTest"


def own_configuration():
    """config.json out of Qt's resource file, where each file stands behind its length."""
    with open(RESOURCES, "rb") as file:
        data = file.read()
    before = data.index(TEST_AUTHORITIES.encode())
    start = before
    while (start := data.rfind(b"{", 4, start)) > 0:
        size, = struct.unpack(">I", data[start - 4:start])
        if before < start + size <= len(data):
            return json.loads(data[start:start + size])
    raise ValueError(f"{RESOURCES}: no {TEST_AUTHORITIES} in it")


def write_configuration(share, authority):
    """Into the directory `share`, which then goes first in XDG_DATA_DIRS."""
    configuration = own_configuration()
    configuration[TEST_AUTHORITIES].append(authority.hex())
    folder = share / "AusweisApp2"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(configuration))
