#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A private pcscd with one virtual reader, for tests and for the demonstration.
#
#   . tests/support/services/pcscd.sh      |  tests/support/services/pcscd.sh start DIR
#   start_pcscd DIR                        |  tests/support/services/pcscd.sh stop DIR
#   stop_pcscd DIR                         |  tests/support/services/pcscd.sh restart DIR
#
# start returns 0 when the reader is ready, and leaves in DIR:
#   pcscd.comm   the socket. Clients find it by the environment: PCSCLITE_CSOCK_NAME=DIR/pcscd.comm
#   port         TCP port of the reader "Virtual PCD 00 00" for virtual-card --port (loopback)
#   pid          process id of this pcscd (for kill; stop_pcscd does it)
#   pcscd.log    its log, without APDUs
# restart keeps DIR and the port. Any number of instances run beside each other and beside the
# system's own pcscd: the server's socket path is compiled in (/run/pcscd), so each instance lives in
# its own mount namespace where DIR is bound over /run/pcscd. Nothing outside DIR is touched, except
# that root's /run/pcscd is made when it is missing.
#
# Needs: pcscd, vsmartcard-vpcd, util-linux, python3 (to find free ports). Works as root without
# systemd, also in a container that may mount (CAP_SYS_ADMIN). Without root it uses a user namespace,
# where the kernel allows those, and DIR must then not lie below /run. Where neither is allowed, start
# fails and says so; a test then skips, the demonstration cannot run there.
# polkit is switched off where pcscd has the switch (from 2.x; Debian 12's pcscd is built without it).

pcscd_driver=/usr/lib/pcsc/drivers/serial/libifdvpcd.so

# Two neighbouring free ports: the driver listens on PORT and, for its second slot, on PORT+1.
pcscd_free_port() {
  python3 - <<'EOF'
import random, socket
for _ in range(200):
    port = random.randrange(20000, 32000, 2)
    pair = [socket.socket(), socket.socket()]
    try:
        for offset, one in enumerate(pair):
            one.bind(("0.0.0.0", port + offset))
        print(port)
        break
    except OSError:
        pass
    finally:
        for one in pair:
            one.close()
EOF
}

# pcscd_launch DIR PORT: 0 when ready, 1 when this port did not work, 2 when pcscd cannot run here.
pcscd_launch() {
  mkdir -p "$1/reader.conf.d"
  rm -f "$1/pcscd.comm" "$1/pcscd.pid"
  cat > "$1/reader.conf.d/vpcd" <<EOF
FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:$2
LIBPATH      $pcscd_driver
CHANNELID    $2
EOF
  echo "$2" > "$1/port"
  pcscd_flags="--foreground --info"
  if pcscd --help 2>&1 | grep -q -- --disable-polkit; then
    pcscd_flags="$pcscd_flags --disable-polkit"
  fi
  if [ "$(id -u)" = 0 ]; then
    mkdir -p /run/pcscd
    unshare --mount --propagation private sh -c \
      'mount --bind "$1" /run/pcscd && exec pcscd $2 --config "$1/reader.conf.d"' \
      sh "$1" "$pcscd_flags" > "$1/pcscd.log" 2>&1 < /dev/null &
  else
    unshare --user --map-root-user --mount --propagation private sh -c \
      'mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$1" /run/pcscd &&
       exec pcscd $2 --config "$1/reader.conf.d"' \
      sh "$1" "$pcscd_flags" > "$1/pcscd.log" 2>&1 < /dev/null &
  fi
  pcscd_pid=$!
  echo "$pcscd_pid" > "$1/pid"
  pcscd_waited=0
  while [ "$pcscd_waited" -lt 100 ]; do
    if ! kill -0 "$pcscd_pid" 2> /dev/null; then
      cat "$1/pcscd.log" >&2
      return 2
    fi
    if [ -S "$1/pcscd.comm" ] && grep -q "daemon ready" "$1/pcscd.log"; then
      # A taken port shows in the log, not in the exit status.
      if grep -q "Waiting for virtual ICC on port $2" "$1/pcscd.log" &&
        ! grep -qiE "address already in use|could not initialize" "$1/pcscd.log"; then
        chmod a+rw "$1/pcscd.comm"
        return 0
      fi
      kill "$pcscd_pid" 2> /dev/null
      return 1
    fi
    sleep 0.1
    pcscd_waited=$((pcscd_waited + 1))
  done
  kill "$pcscd_pid" 2> /dev/null
  echo "pcscd.sh: pcscd is not ready after 10 s, see $1/pcscd.log" >&2
  return 2
}

# start_pcscd DIR [PORT]
start_pcscd() {
  if ! command -v pcscd > /dev/null || ! [ -e "$pcscd_driver" ]; then
    echo "pcscd.sh: install pcscd and vsmartcard-vpcd" >&2
    return 1
  fi
  mkdir -p "$1" || return 1
  pcscd_dir=$(cd "$1" && pwd) || return 1
  pcscd_tries=0
  while [ "$pcscd_tries" -lt 5 ]; do
    pcscd_launch "$pcscd_dir" "${2:-$(pcscd_free_port)}"
    case $? in
      0) return 0 ;;
      2) return 1 ;;
    esac
    pcscd_tries=$((pcscd_tries + 1))
  done
  echo "pcscd.sh: no free port for the virtual reader" >&2
  return 1
}

# stop_pcscd DIR: ends the pcscd that start_pcscd started in DIR, and no other.
stop_pcscd() {
  [ -f "$1/pid" ] || return 0
  pcscd_pid=$(cat "$1/pid")
  if [ "$(cat "/proc/$pcscd_pid/comm" 2> /dev/null)" = pcscd ]; then
    kill "$pcscd_pid" 2> /dev/null
    pcscd_waited=0
    while kill -0 "$pcscd_pid" 2> /dev/null && [ "$pcscd_waited" -lt 50 ]; do
      # A zombie has ended; it only waits for a parent to look.
      case $(cut -d' ' -f3 "/proc/$pcscd_pid/stat" 2> /dev/null) in Z | '') break ;; esac
      sleep 0.1
      pcscd_waited=$((pcscd_waited + 1))
    done
    kill -9 "$pcscd_pid" 2> /dev/null
  fi
  rm -f "$1/pid" "$1/pcscd.comm"
}

case "${0##*/}" in
  pcscd.sh)
    if [ $# -lt 2 ]; then
      echo "usage: pcscd.sh start|stop|restart DIR" >&2
      exit 2
    fi
    case $1 in
      start) start_pcscd "$2" ;;
      stop) stop_pcscd "$2" ;;
      restart)
        stop_pcscd "$2"
        start_pcscd "$2" "$(cat "$2/port")"
        ;;
      *) exit 2 ;;
    esac
    ;;
esac
