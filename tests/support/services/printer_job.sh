#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Started by ippeveprinter for each job, with the job's file: prints it the way DIR/mode says.
# Lines "STATE: +reason" on standard error become the printer's printer-state-reasons.
set -euo pipefail
dir=${FOYER_PRINTER_DIR:?}
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
mode() { cat "$dir/mode"; }

# The job's state as ippeveprinter tells it: a cancelled job is only marked, its command runs on.
job=$(basename "$1")
cancelled() {
  ipptool -q -d "job=${job%%-*}" "$FOYER_PRINTER_URI" "$here/printer_job_cancelled.test" >/dev/null
}

# The command of a cancelled job stays until there is help, too: ippeveprinter itself would go on
# waiting for paper for ever.
wait_for_help() {
  local trouble=$1 reason=$2
  echo "STATE: +$reason" >&2
  while [[ $(mode) == "$trouble" ]]; do
    kill -0 $PPID 2>/dev/null || exit 1 # the printer was switched off
    sleep 0.1
  done
  echo "STATE: -$reason" >&2
  if cancelled; then exit 1; fi
}

case $(mode) in
  slow) for _ in {1..30}; do kill -0 $PPID 2>/dev/null || exit 1; sleep 0.1; done ;;
  out-of-paper) wait_for_help out-of-paper media-empty ;;
  jam) wait_for_help jam media-jam ;;
  abort) exit 1 ;;
esac

shopt -s nullglob
sheets=("$dir"/printed/*.pdf)
name=$(printf '%03d' $((${#sheets[@]} + 1)))
# Renamed when whole, so that whoever waits for it never reads a half.
cp -- "$1" "$dir/printed/.$name" && mv -- "$dir/printed/.$name" "$dir/printed/$name.pdf"
