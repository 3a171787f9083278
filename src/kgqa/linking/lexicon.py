"""The question lexicon: which words ask for what. Data in ``ontology/lexicon.ttl``, read here."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgqa.errors import GraphError
from kgqa.graph.vocabulary import LEXICON, RDF

_QUOTES = re.compile('[“”‘’「」『』《》〈〉"]')
_BLANKS = re.compile(r"(?<=[\u4e00-\u9fff，。？！、；：])\s+|\s+(?=[\u4e00-\u9fff，。？！、；：])")
_STEM = re.compile(r"(?:ies|ied|ing|ings|es|ed|s|ly)$")
_APOSTROPHE = re.compile(r"(?<=[a-z])[’‘´`](?=(?:s|t|re|ll|ve|d|m)\b)")
# A question word with its verb drawn together, with or without the mark: what's, who're, hows.
_DRAWN_TOGETHER = re.compile(
    r"\b(what|who|where|when|why|how)(?:'(s|re|ll|ve|d)|(s)(?= (?:the|a|an|in|on|up|planned|going)\b))"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))(?<!\d{4},)")  # 1,500 is one number, 2023,100 is not
_VERBS = {"s": "is", "re": "are", "ll": "will", "ve": "have", "d": "did"}


@dataclass(frozen=True)
class Entry:
    """One entry: kind (``Cue``, ``SynonymSet`` …), what it stands for, its forms by language."""

    id: str
    kind: str
    meaning: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Entries by kind, with the forms of each."""

    entries: tuple[Entry, ...]

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Entries of a kind."""
        return tuple(e for e in self.entries if e.kind == kind)

    def forms(self, kind: str, language: str) -> Mapping[str, tuple[Entry, ...]]:
        """Form to the entries of the kind that have it."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.of_kind(kind):
            for form in entry.zh if language == "zh" else entry.en:
                found[form].append(entry)
        return {form: tuple(entries) for form, entries in found.items()}


def load_lexicon(paths: Iterable[Path]) -> Lexicon:
    """Read lexicon files; later files add to earlier ones.

    Raises:
        GraphError: a file is missing or is not Turtle.
    """
    types: dict[str, str] = {}
    meanings: dict[str, str] = {}
    forms: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"zh": [], "en": []})
    for path in paths:
        try:
            triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        except FileNotFoundError as error:
            raise GraphError(f"{path} is missing; the ontology folder is not complete") from error
        except SyntaxError as error:
            raise GraphError(f"{path} is not valid Turtle: {error}") from error
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            assert isinstance(subject, ox.NamedNode)
            if predicate == f"{RDF}type" and isinstance(value, ox.NamedNode):
                types[subject.value] = value.value.removeprefix(LEXICON)
            elif predicate == f"{LEXICON}form" and isinstance(value, ox.Literal):
                forms[subject.value][value.language or "zh"].append(fold(value.value))
            elif predicate.startswith(LEXICON) and isinstance(value, ox.NamedNode):
                meanings[subject.value] = value.value.removeprefix(LEXICON)
    return Lexicon(
        tuple(
            Entry(
                iri,
                kind,
                meanings.get(iri, ""),
                tuple(sorted(forms[iri]["zh"])),
                tuple(sorted(forms[iri]["en"])),
            )
            for iri, kind in sorted(types.items())
        )
    )


# Words that end like the form of another and are none of it in meaning.
_NO_FORMS = frozenset({"parking", "housing"})


def fold(text: str) -> str:
    """Text as it is compared: NFKC, lower case, no marks of quotation or in numbers, no blanks by Chinese.

    >>> fold("What’s planned per 10,000 people?")
    'what is planned per 10000 people?'
    """
    text = _QUOTES.sub("", _APOSTROPHE.sub("'", unicodedata.normalize("NFKC", text).lower()))
    text = _THOUSANDS.sub("", text)
    text = _DRAWN_TOGETHER.sub(lambda m: f"{m[1]} {_VERBS[m[2] or m[3]]}", text)
    return _BLANKS.sub("", text).strip()


def stem(word: str) -> str:
    """Crude English stem, so that built, building and builds meet, and parks and parking do not.

    >>> stem("roads"), stem("planned"), stem("opening"), stem("parking")
    ('road', 'plan', 'open', 'parking')
    """
    if len(word) <= 3 or not word.isascii() or word in _NO_FORMS:
        return word
    cut = _STEM.sub("", word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if len(cut) < 3:
        return word
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] in "bdgmnprt":
        cut = cut[:-1]
    return cut.removesuffix("e") if len(cut) > 4 else cut
