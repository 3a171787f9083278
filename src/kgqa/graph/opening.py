"""Which store is asked: ``KGQA_STORE`` names the address of a SPARQL server, or a folder that holds a store.

Where it names none, the graph's files are read into memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.graph.disk import DiskStore
from kgqa.graph.store import Store, TripleStore
from kgqa.resources import VOCABULARY_FILES, graph_dir, ontology_dir

VARIABLE = "KGQA_STORE"


def store_name() -> str:
    """The address or folder that the environment names; empty for the graph's files."""
    return os.environ.get(VARIABLE, "").strip()


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
    return open_named(name) if name else Store.load(files())


def open_named(name: str) -> TripleStore:
    """The store on the server with an address, or in a folder.

    Raises:
        GraphError: there is no such store.
        UsageError: the address is none.
    """
    if not is_address(name):
        return DiskStore(Path(name))
    from kgqa.graph.remote import RemoteStore  # it takes a tenth of a second to import

    return RemoteStore(name)


def in_memory(store: TripleStore) -> Store:
    """A store itself where its data is at hand, else a copy of it in memory."""
    return store if isinstance(store, Store) else Store(store.quads())


def all_files(graph: Path | None = None) -> list[Path]:
    """The files of a graph and those of the vocabulary."""
    folder = ontology_dir()
    return [*(folder / name for name in VOCABULARY_FILES), *graph_files(graph)]


def graph_files(graph: Path | None = None) -> list[Path]:
    """The graph that was named, a file, a folder of them or the id of a report; or all of the graph folder.

    Raises:
        GraphError: the folder holds no graph, or nothing has that name.
    """
    by_id = graph_dir() / f"{graph}.trig"
    if graph is not None and not graph.exists() and by_id.is_file():
        return [by_id]
    if graph is not None and not graph.exists() and not graph.suffix:
        known = ", ".join(sorted(path.stem for path in graph_dir().glob("*.trig")))
        raise GraphError(f"no graph {str(graph)!r}: no file, no folder, and no report, which are {known}")
    if graph is not None and not graph.is_dir():
        return [graph]
    folder = graph or graph_dir()
    found = sorted(folder.glob("*.trig"))
    if not found:
        raise GraphError(f"no graph in {folder}; build one with: kgqa build REPORT.txt -o {folder}")
    return found
