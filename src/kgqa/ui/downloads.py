"""What can be downloaded: the graph or a part of it in every format, with its counts and its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgqa.errors import GraphError
from kgqa.export.csvw import FILES, METADATA
from kgqa.export.extract import Extract, extract
from kgqa.export.formats import FORMATS
from kgqa.export.picture import PICTURES, Atlas, Style, picture
from kgqa.export.picture import Part as Shown
from kgqa.export.rdf import nquads
from kgqa.export.terms import name
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DP, RDF
from kgqa.ui.filenames import file_stem

_ENTITIES = frozenset({f"{DP}NamedThing", f"{DP}Indicator"})


@dataclass(frozen=True)
class Form:
    """How the file of a format is called, and its media type.

    Files that refer to each other have a ``name`` of their own.
    """

    ending: str
    media_type: str
    name: str = ""


FORMS: Mapping[str, Form] = {
    "turtle": Form("ttl", "text/turtle"),
    "trig": Form("trig", "application/trig"),
    "nquads": Form("nq", "application/n-quads"),
    "jsonld": Form("jsonld", "application/ld+json"),
    "graphml": Form("graphml", "application/xml"),
    "gexf": Form("gexf", "application/xml"),
    "cytoscape": Form("cyjs", "application/json"),
    "dot": Form("dot", "text/vnd.graphviz"),
    "svg": Form("svg", "image/svg+xml"),
    "png": Form("png", "image/png"),
    "html": Form("html", "text/html"),
    "nodes": Form("csv", "text/csv", FILES["nodes"]),
    "edges": Form("csv", "text/csv", FILES["edges"]),
    "observations": Form("csv", "text/csv", FILES["observations"]),
    "csvw": Form("json", "application/csvm+json", METADATA),
    "xlsx": Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "stratml": Form("xml", "application/xml"),
}


@dataclass(frozen=True)
class Part:
    """The whole graph, or what lies within ``depth`` steps of the things named ``focus``."""

    focus: str = ""
    depth: int = 1


@dataclass(frozen=True)
class Counts:
    """What a part holds; ``digest`` is the SHA-256 of its sorted N-Quads, the same on every machine."""

    facts: int
    entities: int
    triples: int
    digest: str


@dataclass(frozen=True)
class File:
    """A built file."""

    name: str
    media_type: str
    content: bytes


def formats() -> Sequence[str]:
    """The formats that ``kgqa export`` writes, in its order."""
    return (*PICTURES, *FORMATS)


def take(store: Store, part: Part) -> Extract:
    """The data of a part.

    Raises:
        UsageError: nothing bears the name of the focus.
    """
    return extract(store, part.focus or None, part.depth)


def count(taken: Extract) -> Counts:
    """Facts (statements with a source), entities (named things and indicators) and triples of a part."""
    typed = {(name(q.subject), name(q.object)) for q in taken.quads if q.predicate.value == f"{RDF}type"}
    lineages = {category: frozenset(taken.terms.lineage(category)) for _, category in typed}
    facts = {subject for subject, category in typed if f"{DP}Statement" in lineages[category]}
    entities = {subject for subject, category in typed if _ENTITIES & lineages[category]}
    triples = len({q.triple for q in taken.quads})
    return Counts(len(facts), len(entities), triples, hashlib.sha256(nquads(taken)).hexdigest())


def draw(store: Store, part: Part, format: str, language: str, stem: str) -> File:
    """A picture of a part, as ``kgqa export`` draws it: a readable number of things, the rest summed up.

    Raises:
        UsageError: nothing bears the name of the focus, or there is no font.
        GraphError: nothing is left to draw.
    """
    atlas, style = Atlas(store), Style(language=language)
    drawn = picture(atlas, Shown(focus=part.focus or None, depth=part.depth), style)
    return _named(PICTURES[format](drawn, atlas, style), part, format, stem)


def build(taken: Extract, part: Part, format: str, stem: str) -> File:
    """The file of a format of data.

    Raises:
        GraphError: the part holds nothing that the format shows.
    """
    content = FORMATS[format](taken)
    if not content:
        raise GraphError(format)
    return _named(content, part, format, stem)


def _named(content: bytes, part: Part, format: str, stem: str) -> File:
    form = FORMS[format]
    tail = f"-{part.focus}-{part.depth}" if part.focus else ""
    return File(form.name or f"{file_stem(f'{stem}{tail}')}.{form.ending}", form.media_type, content)
