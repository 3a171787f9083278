"""Which store is asked: ``KGQA_STORE`` names the address of a SPARQL server, or a folder that holds a store.

Where it names none, the graph's files are read into memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kgqa.graph.disk import DiskStore
from kgqa.graph.store import Store, TripleStore

VARIABLE = "KGQA_STORE"


def store_name() -> str:
    """The address or folder that the environment names; empty for the graph's files."""
    return os.environ.get(VARIABLE, "")


def is_address(name: str) -> bool:
    """Whether a store so named is on a server."""
    return "://" in name


def open_store(files: Callable[[], Iterable[Path]]) -> TripleStore:
    """The store that the environment names, or one in memory.

    Args:
        files: finds the files of the graph and its vocabulary, where they are wanted.

    Raises:
        GraphError: there is no such store, or a file cannot be read.
        UsageError: the address is none.
    """
    name = store_name()
    if not name:
        return Store.load(files())
    if not is_address(name):
        return DiskStore(Path(name))
    from kgqa.graph.remote import RemoteStore  # it takes a tenth of a second to import

    return RemoteStore(name)


def in_memory(store: TripleStore) -> Store:
    """A store itself where its data is at hand, else a copy of it in memory."""
    return store if isinstance(store, Store) else Store(store.quads())
