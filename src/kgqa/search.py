"""Search over a graph: its passages, and the facts that come near a question in meaning."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgqa.graph.store import Store
from kgqa.linking.facts import Fact, FactBase
from kgqa.linking.lexicon import Lexicon, load_lexicon
from kgqa.retrieval.cache import cached_json, cached_vectors, keep_json
from kgqa.retrieval.dense import DenseIndex, encode_unit
from kgqa.retrieval.encoder import Encoder, Matrix, StaticEncoder, load_encoder
from kgqa.retrieval.index import PassageIndex, ScoredPassage, piece_vectors, standard
from kgqa.retrieval.passages import KEPT_FORM, Filter, Passage, load_passages

FindEncoder = Callable[[], tuple[Encoder, str] | None]

_YEAR = r"(?<!\d)20\d\d年?"
# What a fact speaks of, by the properties that say it.
_ROLES = ("indicator", "honourTitle", "about", "of", "recipient", "member", "mentions")
_WORD_KINDS = ("SynonymSet", "ClassWord", "StatusCue")
# Cosines, chosen on the development questions. What foreign matters and gibberish do not reach:
_TOUCHED = 0.36
# What is shown of a matter that the report speaks of:
_NEAR_FACT, _MOST_FACTS = 0.3, 2
# A word that stands for another one when nothing says so:
_NEAR_WORD, _MOST_WORDS = 0.42, 4
_RELATED, _MOST_RELATED = 0.28, 3


@dataclass(frozen=True, eq=False)
class Likeness:
    """How near a question comes in meaning to each fact and each passage, in standard deviations.

    ``place`` is the passage that each fact stands in, -1 for none.
    """

    facts: Matrix
    passages: Matrix
    place: NDArray[np.intp]

    @property
    def nearest_fact(self) -> float:
        """What the nearest fact reaches."""
        return float(self.facts.max())

    @property
    def nearest_passage(self) -> float:
        """What the nearest passage reaches."""
        return float(self.passages.max())

    def rank_of_fact(self, index: int) -> int:
        """The rank of a fact, from 1 on."""
        return 1 + int((self.facts > self.facts[index]).sum())

    def rank_of_passage(self, index: int) -> int:
        """The rank of a passage, from 1 on."""
        return 1 + int((self.passages > self.passages[index]).sum())


def open_index(store: Store, lexicon: Lexicon, found: tuple[Encoder, str] | None) -> PassageIndex:
    """The passages of a graph, searched by words with their synonyms, and by meaning if there is an encoder.

    Args:
        found: an encoder and its digest, as :func:`load_encoder` gives them.
    """
    encoder, digest = found or (None, "")
    return PassageIndex(load_passages(store), encoder, _synonyms(lexicon), digest)


def open_kept_index(
    graphs: Sequence[Path],
    lexicon: Path,
    found: tuple[Encoder, str] | None,
    open_store: Callable[[], Store],
) -> PassageIndex:
    """The same index, from passages that an earlier run put into the cache folder, or will find there.

    A search alone then opens neither the graph nor the lexicon, which takes longer than the search.

    Args:
        graphs: all files of the graph and its vocabulary; what is kept holds for their bytes.
        open_store: opens these files.

    Raises:
        GraphError: a file is missing or cannot be read.
    """
    encoder, digest = found or (None, "")
    key = _digest_of([*graphs, lexicon])
    kept = cached_json(key)
    if kept:
        passages = tuple(map(Passage.from_dict, kept["passages"]))
        synonyms = {word: frozenset(others) for word, others in kept["synonyms"].items()}
    else:
        passages = load_passages(open_store())
        synonyms = _synonyms(load_lexicon([lexicon]))
        others = {word: sorted(forms) for word, forms in synonyms.items()}
        keep_json(key, {"passages": [p.as_dict() for p in passages], "synonyms": others})
    return PassageIndex(passages, encoder, synonyms, digest)


def _digest_of(files: Iterable[Path]) -> str:
    """A digest of the files, one not there as if empty, and of the form in which passages are kept."""
    told = hashlib.sha256(KEPT_FORM.encode())
    for file in files:
        told.update(hashlib.sha256(file.read_bytes() if file.is_file() else b"").digest())
    return told.hexdigest()


class CommonWords:
    """Where the common words of a text stand, be they of the report or not; nowhere without the static model.

    Args:
        find_encoder: gives the encoder when a text is first asked about.
    """

    def __init__(self, find_encoder: FindEncoder) -> None:
        self._find_encoder = find_encoder

    def __call__(self, text: str) -> Sequence[tuple[int, int]]:
        """Begin and end of each common word of two characters and more."""
        return self._found(text)

    @lru_cache(maxsize=512)  # noqa: B019 - lives as long as the engine
    def _found(self, text: str) -> Sequence[tuple[int, int]]:
        encoder, _ = self._find_encoder() or (None, "")
        return encoder.words(text) if isinstance(encoder, StaticEncoder) else ()


class NearWords:
    """Known words that come near a word in meaning: 电梯 for lifts. None without an encoder.

    Args:
        forms: the known words, each of which some fact holds.
        find_encoder: gives the encoder when a word is first asked for.
    """

    def __init__(self, forms: Iterable[str], find_encoder: FindEncoder) -> None:
        self._forms = sorted(forms)
        self._find_encoder = find_encoder

    def __call__(self, word: str) -> Sequence[tuple[str, float]]:
        """The nearest known words with their cosines, the nearest first; none that is far."""
        return self._found(word)

    @lru_cache(maxsize=2048)  # noqa: B019 - lives as long as the engine
    def _found(self, word: str) -> Sequence[tuple[str, float]]:
        if self._encoder is None or not self._forms:
            return ()
        cosines = self._vectors @ encode_unit(self._encoder[0], [word])[0]
        best = np.argsort(-cosines, kind="stable")[:_MOST_WORDS]
        return tuple((self._forms[i], float(cosines[i])) for i in best if cosines[i] >= _NEAR_WORD)

    @cached_property
    def _encoder(self) -> tuple[Encoder, str] | None:
        return self._find_encoder()

    @cached_property
    def _vectors(self) -> Matrix:
        assert self._encoder
        encoder, digest = self._encoder
        key = "\n".join((digest, *self._forms))
        return cached_vectors(key, len(self._forms), lambda: encode_unit(encoder, self._forms))


class Nearby:
    """What comes near a question in meaning. Indices are made when first needed.

    Without an encoder (``KGQA_ENCODER=none``) there is none. The names of the ``district`` and of what holds
    it are left out of a question, as all that the report says is near to them.
    """

    def __init__(
        self,
        store: Store,
        facts: FactBase,
        lexicon: Lexicon,
        district: str,
        find_encoder: FindEncoder = load_encoder,
    ) -> None:
        self._find_encoder = find_encoder
        self._store = store
        self._facts = facts
        self._lexicon = lexicon
        self._district = district
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

    @property
    def has_encoder(self) -> bool:
        """Whether meaning is told at all."""
        return self._encoder is not None

    def nearest(self, question: str) -> Sequence[int]:
        """Indices of facts, those first that come nearest by themselves and by the passage they stand in."""
        likeness = self.likeness(question)
        if likeness is None:
            return ()
        together = likeness.facts + np.where(likeness.place < 0, 0, likeness.passages[likeness.place])
        order: list[int] = np.argsort(-together, kind="stable").tolist()
        return order

    @lru_cache(maxsize=64)  # noqa: B019 - lives as long as the engine
    def likeness(self, question: str) -> Likeness | None:
        """How near a question comes to every fact and passage; None without an encoder or any fact."""
        if self._encoder is None or not self._facts.facts:
            return None
        words = self._matter(question)
        query = encode_unit(self._encoder[0], [words])[0]
        return Likeness(
            standard(self._all_facts.scores(query)), standard(self._passages.by_meaning(words)), self._places
        )

    @cached_property
    def _passages(self) -> PassageIndex:
        return open_index(self._store, self._lexicon, self._encoder)

    @cached_property
    def _encoder(self) -> tuple[Encoder, str] | None:
        return self._find_encoder()

    @cached_property
    def _observations(self) -> Mapping[str, Fact]:
        return {f.iri: f for f in self._facts.facts if f.category == "Observation"}

    @cached_property
    def _all_facts(self) -> DenseIndex:
        """Every fact by its clause and the names of what it speaks of."""
        assert self._encoder
        encoder, digest = self._encoder
        passages = tuple(map(self._spoken, self._facts.facts))
        return DenseIndex(passages, piece_vectors(passages, encoder, digest))

    def _spoken(self, fact: Fact) -> Passage:
        quote, start, end = self._facts.quotes[fact.span]
        things = dict.fromkeys(v for role in _ROLES for v in fact.all(role) if v != self._district)
        known = [self._facts.labels[v] for v in things if v in self._facts.labels]
        zh = dict.fromkeys((*fact.names, *(labels.zh for labels in known if labels.zh)))
        names = {"zh": tuple(zh), "en": tuple(dict.fromkeys(k.en for k in known if k.en))}
        return Passage(fact.iri, "", fact.section, start, end, quote, {}, names)

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        """The passage that each fact stands in, -1 for none."""
        held = {
            (_report_of(passage.iri), at): place
            for place, passage in enumerate(self._passages.passages)
            for at in range(passage.start, passage.end)
        }
        own = [held.get((_report_of(fact.span), fact.start), -1) for fact in self._facts.facts]
        return np.array(own, dtype=np.intp)

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


def _report_of(span: str) -> str:
    """The report that a span lies in, by the beginning of its IRI."""
    return span.rsplit("/", 1)[0]


def _names_of(places: Collection[str], facts: FactBase) -> re.Pattern[str]:
    """A pattern for years and the names of places, long ones first; English ones word by word."""
    labels = [facts.labels[place] for place in places if place in facts.labels]
    zh = {form for known in labels for form in known.forms if not form.isascii()}
    en = {word for known in labels for words in known.english for word in words}
    words = [*map(re.escape, sorted(zh, key=lambda n: (-len(n), n))), *(rf"\b{w}\b" for w in sorted(en))]
    return re.compile("|".join([_YEAR, *words]), re.IGNORECASE)


def _synonyms(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Each word of the lexicon with the other words for the same."""
    found: dict[str, frozenset[str]] = {}
    for entry in lexicon.entries:
        if entry.kind in _WORD_KINDS:
            forms = frozenset((*entry.zh, *entry.en))
            for form in forms:
                found[form] = found.get(form, frozenset()) | forms - {form}
    return found
