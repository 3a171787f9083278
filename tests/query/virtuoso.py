"""A Virtuoso server for tests: on free ports of loopback, with every file in a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pyoxigraph as ox

from kgqa.errors import KgqaError
from kgqa.graph.remote import RemoteStore
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DP

STARTS_WITHIN = 60.0
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
ResultSetMaxRows = 100000
"""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server, which is taken down at the end."""
    sql, http = _free_ports()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(sql=sql, http=http), encoding="utf-8")
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


def graphs(store: Store) -> dict[str, list[ox.Triple]]:
    """The named graphs of a store; what has no name, the ontology, gets that of its namespace."""
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in store.quads():
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else DP.rstrip("#")
        found[name].append(quad.triple)
    return found


def filled(address: str, store: Store) -> RemoteStore:
    """A server with the graphs of a store in it."""
    with mock.patch.dict(os.environ, {"KGQA_STORE_USER": "dba", "KGQA_STORE_PASSWORD": "dba"}):
        remote = RemoteStore(f"{address}/sparql")
    for name, triples in graphs(store).items():
        remote.put(f"{address}/sparql-graph-crud-auth", name, triples)
    return remote


def _answers(address: str) -> bool:
    try:
        return bool(RemoteStore(f"{address}/sparql", 5).select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"))
    except KgqaError:
        return False


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
