#!/bin/sh
# Installs Comunica, a client of SPARQL endpoints that the tests run: scripts/comunica.sh VENV
set -eu

venv=$1
folder=$venv/comunica
scripts/node.sh "$venv"
PATH=$PATH:$(cd "$venv/bin" && pwd)
export PATH
mkdir -p "$folder"
cp tests/server/comunica/* "$folder/"
(cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
