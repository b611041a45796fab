// SPDX-License-Identifier: EUPL-1.2
// node verify.mjs <public key JWK file> <compact JWS file>: verifies with npm's jose, PS512 only, and
// prints header and payload as one JSON object. Exit 1 when jose refuses it, 2 for other trouble.
import { readFileSync } from "node:fs";
import { compactVerify, errors, importJWK } from "jose";

const [keyFile, jwsFile] = process.argv.slice(2);
try {
  const key = await importJWK(JSON.parse(readFileSync(keyFile, "utf8")), "PS512");
  const { payload, protectedHeader } = await compactVerify(readFileSync(jwsFile, "utf8"), key, {
    algorithms: ["PS512"],
  });
  console.log(JSON.stringify({ header: protectedHeader, payload: JSON.parse(Buffer.from(payload)) }));
} catch (error) {
  console.error(error.message);
  process.exit(error instanceof errors.JOSEError ? 1 : 2);
}
