"""RDF files, read back by rdflib."""

from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from kgqa.export import export
from kgqa.graph.store import Store

FORMATS = [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")]


def triples(store: Store) -> rdflib.Graph:
    """The triples of a store as rdflib sees them."""
    return rdflib.Graph().parse(data="".join(f"{q.triple} .\n" for q in store.quads()), format="nt")


@pytest.mark.parametrize(("format", "name"), FORMATS)
def test_quads_come_back(format: str, name: str, small: Store, tmp_path: Path) -> None:
    """The same triples in the same named graph."""
    export(small, format, tmp_path / "file")
    read = rdflib.Dataset()
    read.parse(tmp_path / "file", format=name)
    graphs = {str(g.identifier): rdflib.Graph() + g for g in read.graphs() if len(g)}
    assert list(graphs) == ["https://w3id.org/district-plan/id/r/graph"]
    assert isomorphic(next(iter(graphs.values())), triples(small))


def test_turtle_holds_the_triples_with_short_names(small: Store, tmp_path: Path) -> None:
    """Graph names are left out, prefixes declared."""
    export(small, "turtle", tmp_path / "file.ttl")
    assert isomorphic(rdflib.Graph().parse(tmp_path / "file.ttl"), triples(small))
    assert 'dp:valueText "6.90"' in (tmp_path / "file.ttl").read_text("utf-8")


def test_a_focus_keeps_the_evidence_and_drops_what_lies_outside(small: Store, tmp_path: Path) -> None:
    """The spans of what is kept are described, with section and document; no kept node points outside."""
    export(small, "turtle", tmp_path / "file.ttl", focus="光之谷产业园")
    read = rdflib.Graph().parse(tmp_path / "file.ttl")
    names = {str(s).rsplit("/", 1)[1] for s in read.subjects()}
    assert names == {"a", "park", "edge", "st", "o3", "roads", "p3", "s1", "document"}


def test_an_edge_leaves_with_its_source(small: Store, tmp_path: Path) -> None:
    """A statement about an edge stays only where both ends do."""
    export(small, "nquads", tmp_path / "file.nq", focus="商通路")
    assert "/r/o2>" in (tmp_path / "file.nq").read_text("utf-8")
    assert "/r/edge>" not in (tmp_path / "file.nq").read_text("utf-8")
