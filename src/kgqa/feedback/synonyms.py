"""Accepted words: a lexicon file of this installation, which the engine reads after its own.

Each entry (``kq:OtherName``) is another name of a thing or indicator, as good as those in the graph.

The file holds the accepted suggestions and is written anew with every decision, so a decision that is taken
back leaves no trace in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgqa.errors import StateError
from kgqa.feedback.suggestions import Suggestion, Unfit
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE, LEXICON, RDF
from kgqa.linking.lexicon import fold

LONGEST = 24
_SHORTEST = {"zh": 2, "en": 3}
_ENTRY = f"{BASE}lexicon/local/"
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LABELS = (
    "SELECT ?label (LANG(?label) AS ?language) WHERE {{ <{iri}> skos:prefLabel ?label }} ORDER BY ?label"
)
_HEAD = "# Words that were accepted in this installation. kgqa writes this file anew with every decision.\n"
Knows = Callable[[str], bool]


def synonym(words: str, iri: str, store: Store, knows: Knows) -> Mapping[str, Any]:
    """The content of a suggestion: words of a question mean the thing or indicator with an IRI.

    Args:
        knows: whether the engine knows a form already.

    Raises:
        Unfit: the words are none that can be learnt, or the graph has no such thing.
    """
    form = fold(words)
    check(form, knows)
    if not iri or set(iri) & set('<>"{}|\\^` '):
        raise Unfit("thing", f"{iri!r} is no IRI")
    names = {row["language"]: row["label"] for row in store.select(_LABELS.format(iri=iri))}
    if "zh" not in names:
        raise Unfit("thing", "the graph has no such thing; choose one of its names")
    return {"words": form, "iri": iri, "names": names}


def check(form: str, knows: Knows) -> None:
    """Whether folded words can be learnt.

    Raises:
        Unfit: they cannot; the message says why.
    """
    shortest = _SHORTEST[_language(form)]
    if not shortest <= len(form) <= LONGEST:
        message = f"“{form}” is too short or too long; give {shortest} to {LONGEST} characters"
        raise Unfit("length", message, least=shortest, most=LONGEST)
    if not form.isprintable() or not any(c.isalpha() for c in form) or _YEAR.search(form):
        raise Unfit("word", f"“{form}” is no word; give the word of the question, without the year")
    if knows(form):
        raise Unfit("known", f"“{form}” is known already; it cannot be given another meaning", words=form)


def write_lexicon(path: Path, known: Iterable[Suggestion]) -> None:
    """Write the file, or remove it where nothing is accepted; readers see the old one or the new one.

    Raises:
        StateError: it cannot be written.
    """
    triples = [triple for one in known for triple in _triples(one)]
    try:
        if not triples:
            path.unlink(missing_ok=True)
            return
        draft = path.parent / f".{path.name}.{os.getpid()}.part"
        prefixes = {"kq": LEXICON, "lx": _ENTRY}
        body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
        draft.write_bytes(_HEAD.encode() + body)
        os.replace(draft, path)
    except OSError as error:
        raise StateError(
            f"cannot write {path}: {error.strerror}; name another folder in KGQA_STATE"
        ) from error


def _triples(one: Suggestion) -> list[ox.Triple]:
    """The words as another name of their thing."""
    entry, words = ox.NamedNode(f"{_ENTRY}{one.id}"), str(one.content["words"])
    return [
        ox.Triple(entry, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{LEXICON}OtherName")),
        ox.Triple(entry, ox.NamedNode(f"{LEXICON}denotes"), ox.NamedNode(one.content["iri"])),
        ox.Triple(entry, ox.NamedNode(f"{LEXICON}form"), ox.Literal(words, language=_language(words))),
    ]


def _language(words: str) -> str:
    return "zh" if _CHINESE.search(words) else "en"
