"""A Virtuoso server for tests: on free ports of loopback, with every file in a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest import mock
from urllib.parse import quote

import httpx

from kgqa.cli import run
from kgqa.cli.session import Session

STARTS_WITHIN = 60.0
_ANYTHING = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
SETTINGS = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
ThreadsPerQuery = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""
USER = {"KGQA_STORE_USER": "dba", "KGQA_STORE_PASSWORD": "dba"}  # as every new server has them


@contextmanager
def running(folder: Path, rows: int = 100_000) -> Iterator[str]:
    """The address of a server, which is taken down at the end.

    Args:
        rows: the most rows that it gives.
    """
    sql, http = _free_ports()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(sql=sql, http=http, rows=rows), encoding="utf-8")
    process = subprocess.Popen(
        ["virtuoso-t", "+configfile", str(settings), "+foreground"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{http}"
    try:
        until = time.monotonic() + STARTS_WITHIN
        while not _answers(address):
            if time.monotonic() > until or process.poll() is not None:
                raise AssertionError("virtuoso-t did not start")
            time.sleep(0.2)
        yield address
    finally:
        process.kill()
        process.wait(timeout=20)


def load(address: str, graph: Path, user: Mapping[str, str] = USER) -> int:
    """Run ``kgqa load`` with a server; its exit status."""
    service = f"{address}/sparql-graph-crud-auth"
    with mock.patch.dict(os.environ, user):
        return run(["load", str(graph), "--to", f"{address}/sparql", "--graph-store", service], Session())


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/sparql?query={quote(_ANYTHING)}", timeout=5).is_success
    except httpx.TransportError:
        return False


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
