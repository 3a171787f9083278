"""What commands work on, opened when a command first needs it and kept for the next one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kgqa.resources import ontology_dir

if TYPE_CHECKING:
    from kgqa.engine import Engine
    from kgqa.export.extract import Extract
    from kgqa.graph.store import Store, TripleStore
    from kgqa.retrieval.index import PassageIndex


class Session:
    """Engine, store and index of a graph: of the one that is named, or else of ``KGQA_STORE``.

    One session serves one run of the program, or many in a test."""

    def __init__(self) -> None:
        self._engines: dict[Path | None, Engine] = {}
        self._stores: dict[Path | None, TripleStore] = {}
        self._copies: dict[Path | None, Store] = {}
        self._wholes: dict[Path | None, Extract] = {}
        self._indices: dict[Path | None, PassageIndex] = {}

    def engine(self, graph: Path | None = None) -> Engine:
        """The engine over a graph file, by default over the project's graph."""
        from kgqa.engine import open_engine, shared_engine
        from kgqa.graph.opening import graph_files

        if graph not in self._engines:
            self._engines[graph] = open_engine(graph_files(graph)) if graph else shared_engine()
        return self._engines[graph]

    def store(self, graph: Path | None = None) -> TripleStore:
        """The graph with the vocabulary, as the engine queries it."""
        from kgqa.graph.opening import all_files, open_store
        from kgqa.graph.store import Store

        if graph not in self._stores:
            self._stores[graph] = (
                Store.load(all_files(graph)) if graph else open_store(lambda: all_files(graph))
            )
        return self._stores[graph]

    def copy(self, graph: Path | None = None) -> Store:
        """The same at hand, for what needs all of it."""
        from kgqa.graph.opening import in_memory

        if graph not in self._copies:
            engine = self._engines.get(graph)
            self._copies[graph] = engine.copy if engine else in_memory(self.store(graph))
        return self._copies[graph]

    def whole(self, graph: Path | None = None) -> Extract:
        """The same as what exports take their parts from."""
        from kgqa.export.extract import extract

        if graph not in self._wholes:
            self._wholes[graph] = extract(self.copy(graph))
        return self._wholes[graph]

    def index(self, graph: Path | None = None) -> PassageIndex:
        """The passages of a graph, ready to be searched by meaning and with the words of the lexicon."""
        from kgqa.graph.opening import all_files, store_name
        from kgqa.linking.lexicon import load_lexicon
        from kgqa.retrieval.encoder import load_encoder
        from kgqa.search import open_index, open_kept_index

        if graph not in self._indices:
            lexicon = ontology_dir() / "lexicon.ttl"
            if graph or not store_name():
                self._indices[graph] = open_kept_index(
                    all_files(graph), lexicon, load_encoder(), lambda: self.copy(graph)
                )
            else:
                self._indices[graph] = open_index(self.copy(), load_lexicon([lexicon]), load_encoder())
        return self._indices[graph]
