"""Comunica 4.5, a query engine of the web, against a running server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

INSTALLED = Path(sys.prefix) / "comunica"
SELECT = "SELECT ?o WHERE { <http://example.org/a> <http://example.org/p> ?o } ORDER BY ?o"
EVERYTHING = ["default", "eins", "one", "two"]


def comunica(endpoint: str, query: str) -> list[dict[str, str]]:
    """The bindings that Comunica finds."""
    script = INSTALLED / "query.mjs"
    assert script.exists(), "run: scripts/comunica.sh .venv"
    node = shutil.which("node", path=f"{os.environ['PATH']}:{Path(sys.prefix) / 'bin'}")
    assert node, "run: scripts/comunica.sh .venv"
    done = subprocess.run(
        [node, str(script), endpoint, query], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_comunica_finds_out_that_it_is_an_endpoint(small_address: str) -> None:
    """By the description of the service."""
    rows = comunica(f"{small_address}/sparql", SELECT)
    assert [row["o"] for row in rows] == EVERYTHING


def test_comunica_reads_linked_data(small_address: str) -> None:
    """A graph of the graph store, as a file of RDF."""
    rows = comunica(f"{small_address}/graphs?graph=http://example.org/g2", SELECT)
    assert [row["o"] for row in rows] == ["two"]
