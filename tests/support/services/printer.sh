#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# printer.sh DIR PORT [MODE]
# An IPP printer on loopback only (ippeveprinter of Debian's cups-ipp-utils) that puts what it
# "prints" into DIR/printed/NNN.pdf. PORT 0 takes a free one. Prints "ready URI" when it listens and
# runs until it gets TERM or INT; it then ends what it has started.
# MODE, kept in DIR/mode and read again for each job:
#   ok            print
#   slow          print after 3 seconds
#   out-of-paper  wait for paper until the mode is another, then print unless cancelled
#   jam           wait the same way for a paper jam to be cleared
#   abort         give the job up
set -euo pipefail

[[ $# -ge 2 ]] || { echo "usage: ${0##*/} DIR PORT [MODE]" >&2; exit 2; }
for tool in ippeveprinter dbus-daemon; do
  command -v $tool >/dev/null || PATH=$PATH:/usr/sbin
  command -v $tool >/dev/null || { echo "${0##*/}: $tool is not installed" >&2; exit 1; }
done
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
mkdir -p "$1/spool" "$1/printed"
dir=$(realpath "$1")
port=$2
echo "${3:-ok}" >"$dir/mode"

started=()
stop() {
  trap - EXIT
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
trap stop EXIT
trap 'exit 0' INT TERM

# ippeveprinter insists on D-Bus for its announcements, though none are made (-r off). A private bus
# spares us the system's.
rm -f "$dir/bus" "$dir/bus.address"
dbus-daemon --session --nofork --nopidfile --address="unix:path=$dir/bus" \
  >"$dir/bus.log" 2>&1 &
started+=($!)
for _ in {1..100}; do [[ -S $dir/bus ]] && break; sleep 0.05; done
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/bus"
export FOYER_PRINTER_DIR="$dir"

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

for _ in {1..20}; do
  chosen=$port
  if [[ $port == 0 ]]; then chosen=$((20000 + RANDOM % 40000)); fi
  if listens "$chosen"; then
    [[ $port == 0 ]] && continue
    echo "${0##*/}: port $port is taken" >&2
    exit 1
  fi
  export FOYER_PRINTER_URI="ipp://localhost:$chosen/ipp/print"
  ippeveprinter -r off --no-web-forms -n localhost -p "$chosen" -f application/pdf \
    -d "$dir/spool" -c "$here/printer_job.sh" 'Foyer' >"$dir/printer.log" 2>&1 &
  printer=$!
  for _ in {1..100}; do
    kill -0 $printer 2>/dev/null || break
    if listens "$chosen"; then
      started+=("$printer")
      echo "ready $FOYER_PRINTER_URI"
      wait $printer
      exit 0
    fi
    sleep 0.05
  done
  kill $printer 2>/dev/null || true
done
echo "${0##*/}: ippeveprinter does not start, see $dir/printer.log" >&2
exit 1
