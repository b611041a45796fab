#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# make-demo-keys.sh DIR [KIOSK]: every key and certificate a demonstration or a test needs, made with
# the openssl command line. What exists is kept, so it may be called again and from many tests at
# once. For demonstrations only: the keys have no passphrase.
#
#   office/root.{key,crt}      the office's root; root.crt is pinned by the terminal
#   office/office.{key,crt}    RSA-4096 encryption certificate, applications are sealed to it
#   office/emergency.{key,crt} RSA-3072, pinned by the terminal: sealed to when nothing else is valid
#   office/signer.{key,crt}    RSA-3072, signs the set of certificates that are sealed to
#   office/office-keys.jws     that set, version 1, with office.crt (offline/seal/FORMAT.md)
#   tls/ca.{key,crt}           CA of both TLS sides; ca.crt is pinned by the agent
#   tls/server.{key,crt}       the middle tier (127.0.0.1, ::1, localhost)
#   tls/KIOSK.{key,crt}        the terminal's client certificate, CN = KIOSK (default N01)
#   events/events.{key,pem}    RSA-4096, signs receipts (PS512); events.pem is pinned by the agent
#   events/events.jwk.json     the same public key as JWK
#   terminal/receipt.{key,pem} Ed25519, signs the printed receipt and card evidence
#   office/terminals/KIOSK.pem the same public key, as the office knows it
#   terminal/author.pem        RSA-3072 and its certificate, signs content in profile osci
#   office/authors/KIOSK.crt   the same certificate, as the office knows it
# The key that releases the shipped assistants is not made here: release.key and release/demo.pem
# beside this script are kept, because the signatures in assets/ must fit them.
set -euo pipefail
umask 077

[[ $# -ge 1 ]] || { echo "usage: $0 DIR [KIOSK]" >&2; exit 2; }
kiosk="${2:-N01}"
mkdir -p "$1"
cd "$1"
exec 9>.lock
flock 9
mkdir -p office/terminals office/authors tls events terminal

# A file is written beside its place and moved there whole, so a killed run leaves no half key.
new_key() { # FILE ALGORITHM [OPTION...]
  local file="$1" algorithm="$2"
  shift 2
  [[ -s $file ]] && return
  openssl genpkey -algorithm "$algorithm" "$@" -out "$file.new" 2>/dev/null
  mv "$file.new" "$file"
}
public_half() { # KEY FILE
  [[ -s $2 ]] && return
  openssl pkey -in "$1" -pubout -out "$2.new"
  mv "$2.new" "$2"
}
root_certificate() { # KEY FILE NAME
  [[ -s $2 ]] && return
  openssl req -x509 -new -utf8 -key "$1" -sha512 -days 3650 -subj "/O=Foyer demo/CN=$3" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$2.new"
  mv "$2.new" "$2"
}
certificate() { # KEY FILE NAME ISSUER(without extension) EXTENSION...
  local key="$1" file="$2" name="$3" issuer="$4"
  shift 4
  [[ -s $file ]] && return
  openssl req -new -utf8 -key "$key" -subj "/O=Foyer demo/CN=$name" |
    openssl x509 -req -sha512 -days 1825 -CA "$issuer.crt" -CAkey "$issuer.key" \
      -set_serial "0x$(openssl rand -hex 16 | sed 's/^./1/')" \
      -extfile <(printf '%s\n' "basicConstraints=critical,CA:FALSE" "$@") -out "$file.new" 2>/dev/null
  mv "$file.new" "$file"
}
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

new_key office/root.key EC -pkeyopt ec_paramgen_curve:P-384
root_certificate office/root.key office/root.crt "Demo-Wurzel der Behörde"
new_key office/office.key RSA -pkeyopt rsa_keygen_bits:4096
certificate office/office.key office/office.crt "Demo-Ausländerbehörde" office/root \
  "keyUsage=critical,keyEncipherment"

new_key office/emergency.key RSA -pkeyopt rsa_keygen_bits:3072
certificate office/emergency.key office/emergency.crt "Demo-Notschlüssel" office/root \
  "keyUsage=critical,keyEncipherment"
new_key office/signer.key RSA -pkeyopt rsa_keygen_bits:3072
certificate office/signer.key office/signer.crt "Demo-Ausländerbehörde" office/root \
  "keyUsage=critical,digitalSignature"
if [[ ! -s office/office-keys.jws ]]; then
  der64() { openssl x509 -in "$1" -outform DER | openssl base64 -A; }
  header="$(printf '{"alg":"PS512","typ":"foyer-office-keys+jwt","x5c":["%s"]}' "$(der64 office/signer.crt)")"
  claims="$(printf '{"version":1,"iat":%s,"certificates":["%s"]}' "$(date +%s)" "$(der64 office/office.crt)")"
  text="$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)"
  printf %s "$text" >office/office-keys.jws.new
  openssl dgst -sha512 -sign office/signer.key -sigopt rsa_padding_mode:pss \
    -sigopt rsa_pss_saltlen:digest office/office-keys.jws.new | base64url >office/signature.new
  printf .%s "$(cat office/signature.new)" >>office/office-keys.jws.new
  rm office/signature.new
  mv office/office-keys.jws.new office/office-keys.jws
fi

new_key tls/ca.key EC -pkeyopt ec_paramgen_curve:P-256
root_certificate tls/ca.key tls/ca.crt "Demo TLS CA"
new_key tls/server.key EC -pkeyopt ec_paramgen_curve:P-256
certificate tls/server.key tls/server.crt "localhost" tls/ca \
  "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth" \
  "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"
new_key "tls/$kiosk.key" EC -pkeyopt ec_paramgen_curve:P-256
certificate "tls/$kiosk.key" "tls/$kiosk.crt" "$kiosk" tls/ca \
  "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth"

new_key events/events.key RSA -pkeyopt rsa_keygen_bits:4096
public_half events/events.key events/events.pem
if [[ ! -s events/events.jwk.json ]]; then
  modulus="$(openssl rsa -pubin -in events/events.pem -noout -modulus | cut -d= -f2)"
  # shellcheck disable=SC2059
  n="$(printf "$(sed 's/../\\x&/g' <<<"$modulus")" | base64url)"
  # The key id is the thumbprint of RFC 7638: SHA-256 over exactly these members in this order.
  kid="$(printf '{"e":"AQAB","kty":"RSA","n":"%s"}' "$n" | openssl dgst -sha256 -binary | base64url)"
  printf '{"kty":"RSA","use":"sig","alg":"PS512","kid":"%s","e":"AQAB","n":"%s"}\n' "$kid" "$n" \
    >events/events.jwk.json.new
  mv events/events.jwk.json.new events/events.jwk.json
fi

new_key terminal/receipt.key ED25519
public_half terminal/receipt.key terminal/receipt.pem
public_half terminal/receipt.key "office/terminals/$kiosk.pem"

if [[ ! -s terminal/author.pem ]]; then
  openssl req -x509 -utf8 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/O=Foyer demo/CN=$kiosk" \
    -addext "basicConstraints=critical,CA:FALSE" -addext "keyUsage=critical,digitalSignature" \
    -keyout terminal/author.pem.new -out terminal/author.crt.new 2>/dev/null
  cat terminal/author.crt.new >>terminal/author.pem.new
  mv terminal/author.pem.new terminal/author.pem
  rm terminal/author.crt.new
fi
if [[ ! -s office/authors/$kiosk.crt ]]; then
  openssl x509 -in terminal/author.pem -out "office/authors/$kiosk.crt.new"
  mv "office/authors/$kiosk.crt.new" "office/authors/$kiosk.crt"
fi
