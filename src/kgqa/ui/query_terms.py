"""What the editor completes: the terms of the graph under all their names, as they are written in a query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgqa.export.terms import Terms
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import CODE, DP, INDICATOR, PREFIXES, RESOURCE, UNIT
from kgqa.ui.graph_view import Walkable
from kgqa.ui.query_result import shortened

_MOST_NAMES = 4
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_PROPERTIES = "SELECT DISTINCT ?term WHERE { ?s ?term ?o } ORDER BY ?term"
_CLASSES = "SELECT DISTINCT ?term WHERE { ?term a owl:Class } ORDER BY ?term"
_DECLARED = """SELECT DISTINCT ?term WHERE {
  VALUES ?type { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?term a ?type }
ORDER BY ?term"""
_SPACES = ((INDICATOR, "indicator"), (CODE, "code"), (UNIT, "unit"), (RESOURCE, "thing"))

Row = list[str]


def completion_rows(graph: Walkable, store: Store) -> list[Row]:
    """Each term as ``[what is written, kind, names…]``: prefixes, classes, properties, indicators, things.

    Names are the labels in Chinese and English and a few others. A statement has no name and is left out.
    """
    terms = graph.extract.terms
    properties = {row["term"] for query in (_PROPERTIES, _DECLARED) for row in store.select(query)}
    classes = {row["term"] for row in store.select(_CLASSES)}
    rows: list[Row] = [[f"{prefix}:", "prefix", base] for prefix, base in PREFIXES.items()]
    for kind, iris in (("class", classes), ("property", properties - classes)):
        rows += _rows(sorted(iris), kind, terms)
    for space, kind in _SPACES:
        rows += _rows(sorted(i for i in terms.preferred if i.startswith(space)), kind, terms)
    return rows


def _rows(iris: list[str], kind: str, terms: Terms) -> Iterator[Row]:
    for iri in iris:
        short = shortened(iri)
        is_ours = iri.startswith((DP, CODE, UNIT, INDICATOR, RESOURCE))
        if (short == iri and not is_ours) or _NO_IRI.search(iri):
            continue
        yield [f"<{iri}>" if short == iri else short, kind, *_names(iri, terms)]


def _names(iri: str, terms: Terms) -> list[str]:
    known = terms.labels.get(iri, {})
    labels = [known[language] for language in ("zh", "en", "") if language in known]
    others = (*sorted(terms.preferred.get(iri, ())), *sorted(terms.others.get(iri, ())))
    return list(dict.fromkeys((*labels, *others)))[:_MOST_NAMES]
