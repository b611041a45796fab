#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# postgresql.sh
# A PostgreSQL of its own (Debian's packages) in a directory of its own, on a Unix socket in there and
# no port. Prints "ready postgresql://..." when it listens and runs until it gets TERM or INT, or until
# whoever started it is gone; then everything is taken away. The server refuses to be root's: then it
# is the user postgres's, whom the package makes.
# Its files are not synced: tests kill its clients, not the machine.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[[ -x $bin/initdb ]] || { echo "${0##*/}: PostgreSQL's server is not installed" >&2; exit 1; }

as=()
dir=$(mktemp -d /tmp/foyer-postgresql-XXXXXX)
if [[ $(id -u) == 0 ]]; then
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  chown postgres:postgres "$dir"
fi
# Outlives whatever becomes of this script: the server ends with its parent, the files with it.
setsid bash -c 'trap "" TERM INT HUP
  while kill -0 "$1" 2>/dev/null || kill -0 "$(head -1 "$2/data/postmaster.pid" 2>/dev/null)" 2>/dev/null
  do sleep 0.2; done; rm -rf "$2"' _ $$ "$dir" </dev/null >/dev/null 2>&1 &

server=
stop() {
  trap - EXIT INT TERM
  [[ -z $server ]] || { kill -INT "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
}
trap stop EXIT
trap 'exit 0' INT TERM

cd "$dir"
"${as[@]}" "$bin/initdb" --pgdata="$dir/data" --username=foyer --auth=trust --no-sync \
  --encoding=UTF8 --locale=C.UTF-8 --no-instructions >"$dir/initdb.log" 2>&1 ||
  { cat "$dir/initdb.log" >&2; exit 1; }
"${as[@]}" setpriv --pdeathsig INT "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= \
  -c fsync=off -c max_connections=100 -c shared_buffers=32MB -c log_min_messages=fatal \
  -c log_destination=stderr >"$dir/server.log" 2>&1 &
server=$!
for _ in {1..600}; do
  kill -0 $server 2>/dev/null || break
  if "$bin/pg_isready" --quiet --host="$dir" --username=foyer; then
    echo "ready postgresql://foyer@/postgres?host=$dir"
    wait $server
    exit 0
  fi
  sleep 0.1
done
cat "$dir/server.log" >&2
exit 1
