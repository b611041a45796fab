// SPDX-License-Identifier: EUPL-1.2
// node open.mjs <private key PEM> <JWE file> <output file>: decrypts with npm's jose and prints the
// protected header as JSON. Exit 1 when jose refuses the JWE, 2 for any other trouble.
import { readFileSync, writeFileSync } from "node:fs";
import { compactDecrypt, errors, importPKCS8 } from "jose";

const [keyFile, jweFile, outFile] = process.argv.slice(2);
try {
  const key = await importPKCS8(readFileSync(keyFile, "utf8"), "RSA-OAEP-256");
  const { plaintext, protectedHeader } = await compactDecrypt(readFileSync(jweFile, "utf8"), key, {
    keyManagementAlgorithms: ["RSA-OAEP-256"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  writeFileSync(outFile, plaintext);
  console.log(JSON.stringify(protectedHeader));
} catch (error) {
  console.error(error.message);
  process.exit(error instanceof errors.JOSEError ? 1 : 2);
}
