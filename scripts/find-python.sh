#!/bin/sh
# Prints the first Python 3.11 or newer on PATH, or says in one line what to do.
set -eu

for name in python3.11 python3.12 python3.13 python3.14 python3 python; do
    # Running it is the only sure test: a version manager's shim may stand there without the version.
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "kgqa needs Python 3.11 or newer and found none on PATH: install python3.11 and run make again." >&2
exit 1
