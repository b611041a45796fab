# SPDX-License-Identifier: EUPL-1.2
"""The OSCI 1.2 schemas themselves, where somebody has them: what foyerctl seals is valid.
test_seal_schemas.py FOYERCTL SOURCE SCHEMAS; exit 77 without the folder SCHEMAS. The schemas are not
part of this project; author_content.rng says the same in our words, and narrower."""
import pathlib
import re
import subprocess
import sys
import tempfile

SCHEMAS = pathlib.Path(sys.argv[3])
if not (SCHEMAS / "soapStoreDelivery.xsd").exists():
    print(f"SKIPPED: no OSCI schemas in {SCHEMAS}")
    sys.exit(77)

import test_seal  # noqa: E402  (it reads the same arguments)

# Where the schemas look for those of the W3C, and what lies beside them instead.
EXTERN = {
    "http://www.w3.org/2001/xml.xsd": "xml.xsd",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap-envelope.xsd",
    "http://www.w3.org/TR/2001/CR-xmldsig-core-20010419/xmldsig-core-schema.xsd":
        "xmldsig-core-schema.xsd",
    "http://www.w3.org/TR/xmlenc-core/xenc-schema.xsd": "xenc-schema.xsd",
    "https://www.w3.org/2008/xmlsec/Drafts/xmlenc-core-11/xenc-schema-11.xsd":
        "xenc-schema-11.xsd",
}


def validate(catalogue, text):
    document = catalogue.parent / "document.xml"
    document.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", str(SCHEMAS / "soapStoreDelivery.xsd"),
         str(document)], capture_output=True, text=True, check=False,
        env={"XML_CATALOG_FILES": str(catalogue), "PATH": "/usr/bin:/bin"})
    errors = [line for line in done.stderr.splitlines() if "parser warning" not in line]
    return done.returncode, "\n".join(errors)


def expect(condition, what):
    if not condition:
        sys.exit(f"test_seal_schemas: {what}")


with tempfile.TemporaryDirectory(prefix="foyer-seal-") as folder:
    office = test_seal.Office(folder)
    done = office.seal("osci", "--profile", "osci")
    expect(done.returncode == 0, done.stderr)
    done = office.read(office.folder / "osci/message.mime", "opened")
    expect(done.returncode == 0, done.stderr)
    catalogue_file = office.folder / "catalogue.xml"
    entries = "".join(f'<{kind}="{where}" uri="{(SCHEMAS / "extern" / name).resolve().as_uri()}"/>'
                      for where, name in EXTERN.items() for kind in ("uri name", "system systemId"))
    catalogue_file.write_text(
        f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{entries}</catalog>',
        encoding="utf-8")

    envelope = (office.folder / "opened/envelope.xml").read_text(encoding="utf-8")
    code, said = validate(catalogue_file, envelope)
    expect(code == 0, said)
    expect(validate(catalogue_file, envelope.replace("xmlenc11#rsa-oaep", "xmlenc#rsa-0"))[0] != 0,
           "the schemas take anything")

    # The decrypted content, put where it may stand unencrypted. Its one deviation: the attachments'
    # keys are in ds:MgmtData, where OSCI's own libraries write and look for them.
    content = (office.folder / "opened/content.xml").read_text(encoding="utf-8")
    keys = re.compile(r"<ds:KeyInfo><ds:MgmtData>[^<]*</ds:MgmtData></ds:KeyInfo>")
    expect(len(keys.findall(content)) == len(office.scans), "keys of the attachments")
    before, _, rest = envelope.partition("<osci:ContentPackage>")
    after = rest.partition("</osci:ContentPackage>")[2]
    code, said = validate(catalogue_file, before + "<osci:ContentPackage>" + keys.sub("", content)
                          + "</osci:ContentPackage>" + after)
    expect(code == 0, said)
print("1 passed, 0 failed")
