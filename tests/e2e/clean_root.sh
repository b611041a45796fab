#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# clean_root.sh [VERB [ARGS...]]: makes a minimal Debian 12 root from this machine's apt mirror,
# puts a fresh clone of HEAD into it and does `./dev VERB` there as root (default: test). Shows what
# a developer's first minutes are like, and which packages the lists forget.
#   FOYER_CLEAN_ROOT  where the root is made (default /var/tmp/foyer-clean-root; 3 GB)
#   FOYER_KEEP_ROOT   not empty: an existing root is used again, and kept at the end
set -euo pipefail

readonly root="${FOYER_CLEAN_ROOT:-/var/tmp/foyer-clean-root}"
repository="$(cd "$(dirname "$0")/../.." && pwd)"
[[ $# -gt 0 ]] || set -- test

say() { printf '\n== clean root: %s\n' "$*"; }
die() { printf 'clean_root.sh: %s\n' "$*" >&2; exit 1; }

[[ $EUID -eq 0 ]] || die "a new root can only be made by root"
for tool in mmdebstrap unshare git; do
  command -v $tool >/dev/null || die "$tool is missing: apt-get install mmdebstrap util-linux git"
done

# The lines of this machine's own apt sources that are Debian 12's main archive.
sources() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' | sed -n 's/^Debian \(deb .* bookworm[^ ]* main\)$/\1/p' | sort -u
}

make_root() {
  say "making $root"
  rm -rf "$root"
  sources | mmdebstrap --quiet --variant=minbase --include=ca-certificates,git bookworm "$root" -
  # The network is this machine's: its resolver, and the certificates its mirrors may need.
  cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
  cp /etc/hosts "$root/etc/hosts"
  find /usr/local/share/ca-certificates -name '*.crt' \
    -exec cp -t "$root/usr/local/share/ca-certificates" {} + 2>/dev/null || true
  chroot "$root" update-ca-certificates >/dev/null 2>&1
}

[[ -n ${FOYER_KEEP_ROOT:-} && -x $root/bin/bash ]] || make_root
if [[ ! -d $root/src/foyer ]]; then
  mkdir -p "$root/src"
  git clone --quiet --no-hardlinks "$repository" "$root/src/foyer"
else
  git -C "$root/src/foyer" fetch --quiet "$repository" HEAD
  git -C "$root/src/foyer" reset --quiet --hard FETCH_HEAD
fi
say "./dev $* at $(git -C "$root/src/foyer" log -1 --format='%h %s')"

# Mounts and processes live in namespaces of their own and end with them, however we end.
inside() {
  # shellcheck disable=SC2016
  unshare --mount --mount-proc --pid --fork --kill-child bash -c '
    set -e
    root=$1; shift
    mount --make-rprivate /
    mount --bind "$root" "$root" # a root is a mount point, as on a real machine
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/run"
    mount -t tmpfs tmpfs "$root/tmp"
    chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      LANG=C.UTF-8 TERM=dumb NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
      bash -c "cd /src/foyer && ./dev \"\$@\"" dev "$@" && verdict=0 || verdict=$?
    left=$(ps -eo pid=,args= | awk "\$1 != 1 && !/ps -eo|awk /" || true)
    if [[ -n $left ]]; then
      printf "Still running when ./dev had ended:\n%s\n" "$left"
      [[ $verdict -ne 0 ]] || verdict=3
    fi
    exit $verdict' bash "$root" "$@" </dev/null &
  # unshare itself takes no notice of a polite signal.
  guard=$!
  trap 'kill -KILL $guard; exit 130' INT TERM HUP
  wait $guard
}

started=$SECONDS
verdict=0
inside "$@" || verdict=$?
if [[ -d $root/src/foyer/out ]]; then
  mkdir -p "$repository/out/clean-root"
  cp -r "$root/src/foyer/out/." "$repository/out/clean-root/"
fi
[[ -n ${FOYER_KEEP_ROOT:-} ]] || rm -rf "$root"
if [[ $verdict -eq 0 ]]; then
  say "./dev $* passed in $((SECONDS - started)) s"
else
  say "./dev $* FAILED ($verdict) after $((SECONDS - started)) s"
fi
exit $verdict
