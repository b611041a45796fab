#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# scanner.sh BUILD DIR [LINE]...
# Makes a scanner out of files in DIR, using the backend and pages of the build folder BUILD, and
# prints the environment (NAME=VALUE, one a line) that foyer or any SANE program finds it with.
# LINEs are its script (grammar: tests/support/scanner/backend/backend.cpp), kept in DIR/control,
# which may be rewritten at any time. DIR/kind says what it has besides its glass: a feeder that reads
# both sides, unless FOYER_SCANNER_KIND says something else. Nothing runs, so there is nothing to stop.
set -euo pipefail

[[ $# -ge 2 ]] || { echo "usage: ${0##*/} BUILD DIR [LINE]..." >&2; exit 2; }
build=$(realpath "$1")/tests/support/scanner
mkdir -p "$2"
dir=$(realpath "$2")
shift 2
[[ -f $build/backend/libsane-foyer.so.1 ]] || { echo "${0##*/}: not built: $build" >&2; exit 1; }

echo foyer >"$dir/dll.conf"
ln -sfn "$build/pages" "$dir/pages"
if [[ $# -eq 0 ]]; then
  set -- 'ok pages/passport.ppm 1500' 'ok pages/police_report.ppm 1500'
fi
printf '%s\n' "$@" >"$dir/control"
printf '%s\n' "${FOYER_SCANNER_KIND-feeder duplex}" >"$dir/kind"

printf '%s\n' "SANE_CONFIG_DIR=$dir" "LD_LIBRARY_PATH=$build/backend" "FOYER_SCANNER_DIR=$dir"
