#!/bin/sh
# Makes a virtual environment: scripts/make-venv.sh FOLDER
set -eu

folder=$1
python=$("$(dirname "$0")/find-python.sh")
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$python cannot make virtual environments: install python$version-venv (Debian, Ubuntu) and run make again." >&2
    exit 1
fi
echo "==> $folder from $python"
"$python" -m venv "$folder"
