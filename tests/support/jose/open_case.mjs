// SPDX-License-Identifier: EUPL-1.2
// node open_case.mjs <key file, base64url> <letter file>: opens a letter of the back-channel with
// npm's jose and prints header and content as one JSON array. Exit 1 when jose refuses it, 2 for any
// other trouble.
import { readFileSync } from "node:fs";
import { base64url, compactDecrypt, errors } from "jose";

const [keyFile, letterFile] = process.argv.slice(2);
try {
  const key = base64url.decode(readFileSync(keyFile, "utf8"));
  const { plaintext, protectedHeader } = await compactDecrypt(readFileSync(letterFile, "utf8"), key, {
    keyManagementAlgorithms: ["dir"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  console.log(JSON.stringify([protectedHeader, JSON.parse(new TextDecoder().decode(plaintext))]));
} catch (error) {
  console.error(error.message);
  process.exit(error instanceof errors.JOSEError ? 1 : 2);
}
