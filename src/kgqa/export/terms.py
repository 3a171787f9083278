"""What is known of the terms of a graph: labels, names and classes, from the graph and from the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kgqa.errors import GraphError
from kgqa.graph.profile import local_name
from kgqa.graph.store import Store, Term
from kgqa.graph.vocabulary import DCT, DP, RDF, RDFS, SKOS
from kgqa.resources import VOCABULARY_FILES, ontology_dir

_PREFERRED = (f"{SKOS}prefLabel", f"{RDFS}label", f"{DCT}title")
_OTHER = (f"{SKOS}altLabel", f"{SKOS}hiddenLabel")
_TYPE, _BROADER = f"{RDF}type", f"{RDFS}subClassOf"
_UNVALUED = (ox.Triple, ox.BlankNode)


@dataclass(frozen=True)
class Terms:
    """Labels and classes by IRI.

    ``labels`` maps an IRI to its label by language, ``preferred`` and ``others`` to all its names;
    ``classes`` maps a thing to its class of the ontology, ``parents`` a class to the classes above it.
    """

    labels: Mapping[str, Mapping[str, str]]
    preferred: Mapping[str, frozenset[str]]
    others: Mapping[str, frozenset[str]]
    classes: Mapping[str, str]
    parents: Mapping[str, frozenset[str]]

    def zh(self, iri: str) -> str:
        """Chinese label; else the English one, else the local name."""
        known = self.labels.get(iri, {})
        return known.get("zh") or known.get("en") or known.get("") or local_name(iri)

    def en(self, iri: str) -> str:
        """English label; else the Chinese one, else the local name."""
        known = self.labels.get(iri, {})
        return known.get("en") or known.get("zh") or known.get("") or local_name(iri)

    def lineage(self, category: str) -> list[str]:
        """A class and the classes above it, nearest first, ties by name."""
        found = [category]
        for current in found:
            found += [c for c in sorted(self.parents.get(current, ())) if c not in found]
        return found


def name(term: Term) -> str:
    """A term's IRI, blank node label or lexical form."""
    return str(term) if isinstance(term, _UNVALUED) else term.value


def load_terms(store: Store) -> Terms:
    """Terms of a store and of the ontology's files; what the store says of a term goes first.

    Raises:
        GraphError: the ontology is missing or broken.
    """
    return _terms([*sorted(store.quads(), key=str), *_ontology(ontology_dir())])


@lru_cache(maxsize=1)
def _ontology(folder: Path) -> tuple[ox.Quad, ...]:
    try:
        return tuple(
            q
            for file in VOCABULARY_FILES
            for q in ox.parse(path=str(folder / file), format=ox.RdfFormat.TURTLE)
        )
    except (OSError, SyntaxError) as error:
        raise GraphError(f"the ontology in {folder} cannot be read: {error}") from error


def _terms(quads: Iterable[ox.Quad]) -> Terms:
    by_rank: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    preferred: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, str] = {}
    parents: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        subject, predicate, value = name(quad.subject), quad.predicate.value, name(quad.object)
        if predicate in _PREFERRED and isinstance(quad.object, ox.Literal):
            preferred[subject].add(value)
            rank = _PREFERRED.index(predicate)
            if rank < by_rank[subject].get(quad.object.language or "", (len(_PREFERRED), ""))[0]:
                by_rank[subject][quad.object.language or ""] = (rank, value)
        elif predicate in _OTHER:
            others[subject].add(value)
        elif predicate == _TYPE and value.startswith(DP):
            classes.setdefault(subject, value)
        elif predicate == _BROADER:
            parents[subject].add(value)
    return Terms(
        labels={
            iri: {language: label for language, (_, label) in known.items()} for iri, known in by_rank.items()
        },
        preferred={iri: frozenset(names) for iri, names in preferred.items()},
        others={iri: frozenset(names) for iri, names in others.items()},
        classes=classes,
        parents={iri: frozenset(above) for iri, above in parents.items()},
    )
