"""Search over a graph: its passages, and the facts that come near a question in meaning."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property

from kgqa.graph.store import Store
from kgqa.linking.facts import Fact, FactBase
from kgqa.linking.lexicon import Lexicon
from kgqa.retrieval.encoder import Encoder, load_encoder
from kgqa.retrieval.index import PassageIndex, ScoredPassage
from kgqa.retrieval.passages import Filter, Passage, load_passages

Place = tuple[str, int]  # a document and an offset into its text

_YEAR = r"(?<!\d)20\d\d年?"
_WORD_KINDS = ("SynonymSet", "ClassWord", "StatusCue")
# Cosines, chosen on the development questions. What foreign matters and gibberish do not reach:
_TOUCHED = 0.36
# What is shown of a matter that the report speaks of:
_NEAR_FACT, _MOST_FACTS = 0.3, 2
_RELATED, _MOST_RELATED = 0.28, 3


def open_index(store: Store, lexicon: Lexicon, found: tuple[Encoder, str] | None) -> PassageIndex:
    """The passages of a graph, searched by words with their synonyms, and by meaning if there is an encoder.

    Args:
        found: an encoder and its digest, as :func:`load_encoder` gives them.
    """
    encoder, digest = found or (None, "")
    return PassageIndex(load_passages(store), encoder, _synonyms(lexicon), digest)


class Nearby:
    """What comes near a question in meaning. Indices are made when first needed.

    Without an encoder (``KGQA_ENCODER=none``) there is none. The names of the ``district`` and of what holds
    it are left out of a question, as all that the report says is near to them.
    """

    def __init__(self, store: Store, facts: FactBase, lexicon: Lexicon, district: str) -> None:
        self._store = store
        self._facts = facts
        self._lexicon = lexicon
        self._everywhere = _names_of({district, *facts.holders.get(district, ())}, facts)

    def facts(self, question: str) -> tuple[Fact, ...] | None:
        """The observations that come nearest, best first; empty when all are far, None without an encoder."""
        index = self._fact_index
        if index is None:
            return None
        found = index.search(self._matter(question), _MOST_FACTS, by="meaning")
        return tuple(self._observations[f.passage.iri] for f in found if (f.dense or 0) >= _NEAR_FACT)

    def passages(self, question: str, year: int | None = None) -> tuple[ScoredPassage, ...]:
        """The passages with facts that come nearest, best first; none when all are far."""
        found = self._passages.search(self._matter(question), _MOST_RELATED, among=Filter(year))
        return tuple(f for f in found if f.dense is not None and f.dense >= _RELATED and f.passage.labels)

    def touches(self, question: str) -> bool:
        """Whether the report speaks of the question's matter at all; True without an encoder."""
        if self._fact_index is None:
            return True
        words = self._matter(question)
        found = (*self._passages.search(words, 1), *self._fact_index.search(words, 1, by="meaning"))
        return any((f.dense or 0) >= _TOUCHED for f in found)

    def _matter(self, question: str) -> str:
        """A question without its years, which filter, and the names that tell nothing in this report."""
        return self._everywhere.sub(" ", question)

    def rank(self, question: str, places: Collection[Place], year: int | None = None) -> int | None:
        """The rank, from 1 on, of the nearest passage that holds one of the places; 0 when none is near.

        None without an encoder: words alone do not tell.
        """
        if self._encoder is None:
            return None
        count = len(self._passages.passages)
        found = self._passages.search(self._matter(question), count, among=Filter(year))
        return next((n for n, f in enumerate(found, start=1) if _holds(f.passage, places)), 0)

    @cached_property
    def _passages(self) -> PassageIndex:
        return open_index(self._store, self._lexicon, self._encoder)

    @cached_property
    def _encoder(self) -> tuple[Encoder, str] | None:
        return load_encoder()

    @cached_property
    def _observations(self) -> Mapping[str, Fact]:
        return {f.iri: f for f in self._facts.facts if f.category == "Observation"}

    @cached_property
    def _fact_index(self) -> PassageIndex | None:
        if self._encoder is None:
            return None
        encoder, digest = self._encoder
        return PassageIndex(tuple(map(self._sentence, self._observations.values())), encoder, {}, digest)

    def _sentence(self, fact: Fact) -> Passage:
        """An observation as a passage: its clause, with the names of its indicator."""
        quote, start, end = self._facts.quotes[fact.span]
        labels = self._facts.labels.get(fact.one("indicator"))
        names = {"zh": labels.forms, "en": (labels.en,) if labels.en else ()} if labels else {}
        return Passage(fact.iri, "", fact.section, start, end, quote, {}, names)


def _names_of(places: Collection[str], facts: FactBase) -> re.Pattern[str]:
    """A pattern for years and the names of places, long ones first; English ones word by word."""
    labels = [facts.labels[place] for place in places if place in facts.labels]
    zh = {form for known in labels for form in known.forms if not form.isascii()}
    en = {word for known in labels for words in known.english for word in words}
    words = [*map(re.escape, sorted(zh, key=lambda n: (-len(n), n))), *(rf"\b{w}\b" for w in sorted(en))]
    return re.compile("|".join([_YEAR, *words]), re.IGNORECASE)


def _holds(passage: Passage, places: Collection[Place]) -> bool:
    return any(
        document == passage.document and passage.start <= start < passage.end for document, start in places
    )


def _synonyms(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Each word of the lexicon with the other words for the same."""
    found: dict[str, frozenset[str]] = {}
    for entry in lexicon.entries:
        if entry.kind in _WORD_KINDS:
            forms = frozenset((*entry.zh, *entry.en))
            for form in forms:
                found[form] = found.get(form, frozenset()) | forms - {form}
    return found
