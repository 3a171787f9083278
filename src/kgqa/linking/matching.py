"""How well the facts of a graph cover the words of a question.

A mention is covered by a fact when its words, or other words of its synonym sets, stand in the fact's text;
the tier in which they stand weighs. Rare words weigh more than frequent ones. A word that no fact knows
covers nothing anywhere: it is foreign, and an answer that leaves it out is not an answer (coverage as
confidence, after PRECISE and ATHENA).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kgqa.linking.facts import Fact, FactBase, english_words
from kgqa.linking.mentions import CUE, FUNCTION, LABEL, QUESTION, SMALL_TALK, STATUS, UNKNOWN, Mention

Near = Callable[
    [str], Sequence[tuple[str, float]]
]  # known words near a word in meaning, each with its cosine

_SYNONYM_WEIGHT = 0.95
_PARTIAL_WEIGHT = 0.75
_LEAST_PART = 0.5
_MOST, _MOST_WEIGHT = 0.75, 0.9
_SHORTEST_PARTED = 3  # characters of a word that may be covered in part
_OPTIONAL_WEIGHT = 0.2
_CUE_WEIGHT = 0.5
_ASKING_WEIGHT = 0.05
_ASKING = frozenset({"describe", "list", "example", "source", "count", "followUp", "aside", "suchAs"})
_ASIDE = frozenset({FUNCTION, QUESTION, CUE, SMALL_TALK})


@dataclass(frozen=True)
class Weighed:
    """A mention with its weight and the facts that cover it, by index, each with the degree (0 to 1).

    ``near`` are facts that hold other words of nearly its meaning: they may be found by them, but are not
    said to be what is asked for.
    """

    mention: Mention
    weight: float
    covered: Mapping[int, float]
    required: bool
    forms: tuple[str, ...] = ()
    stems: tuple[frozenset[str], ...] = ()
    aside: bool = False
    near: Mapping[int, float] = field(default_factory=dict)

    def degree(self, index: int) -> float:
        """How well a fact covers the word, words of nearly its meaning included."""
        return max(self.covered.get(index, 0.0), self.near.get(index, 0.0))

    @property
    def foreign(self) -> bool:
        """Whether no fact of the graph knows the word."""
        return self.required and not self.covered


@dataclass(frozen=True, eq=False)
class Match:
    """A fact, its ``coverage`` of the question, and ``naming``, the share of its name that is asked for.

    ``required`` are the words that an answer must cover; ``worded`` is the coverage without words of nearly
    the same meaning.
    """

    index: int
    fact: Fact
    coverage: float
    naming: float
    required: Sequence[Weighed] = ()
    worded: float = 1.0

    @cached_property
    def uncovered(self) -> tuple[str, ...]:
        """The words that the fact leaves open."""
        return tuple(w.mention.text for w in self.required if w.covered.get(self.index, 0.0) < _LEAST_PART)

    @cached_property
    def score(self) -> float:
        """How well the fact fits the words of the question."""
        return _score(self.coverage, self.naming)


def weigh(mention: Mention, facts: FactBase, importance: float = 1.0, near: Near = lambda _: ()) -> Weighed:
    """Which facts cover a mention, and how much it weighs among the others."""
    covered: dict[int, float] = {}
    forms, english_forms = tuple(_forms(mention)), tuple(_english(mention))
    for form, worth in forms:
        _cover(covered, facts.weights_of(form), worth)
    for words, worth in english_forms:
        _cover(covered, facts.english_weights_of(words), worth)
    if mention.form not in facts.proper:
        _cover_parts(mention, facts, covered)
    optional = bool(mention.kinds & _ASIDE) or (len(mention.text) == 1 and mention.kinds == {UNKNOWN})
    asking = bool(mention.meanings("Cue") & _ASKING)
    light = (
        _ASKING_WEIGHT
        if asking
        else _CUE_WEIGHT
        if CUE in mention.kinds and not mention.kinds & {FUNCTION, QUESTION}
        else _OPTIONAL_WEIGHT
    )
    rarity = math.log(1 + len(facts.facts) / (1 + len(covered))) / math.log(1 + len(facts.facts))
    size = math.sqrt(min(len(mention.form), 6)) if not mention.form.isascii() else 2.0
    weight = size * (0.15 + rarity) * importance * (light if optional else 1.0)
    required = not optional and importance >= 1.0
    return Weighed(
        mention,
        weight,
        covered,
        required,
        tuple(f for f, _ in forms),
        tuple(w for w, _ in english_forms),
        importance < 1.0,
        _near(mention, facts, near) if required and not _is_named(mention) else {},
    )


def _cover(covered: dict[int, float], degrees: Mapping[int, float], worth: float) -> None:
    """Raise what is covered to the degrees, as far as the words are worth."""
    if not covered:
        covered.update(degrees if worth == 1.0 else {i: degree * worth for i, degree in degrees.items()})
        return
    for index, degree in degrees.items():
        if degree * worth > covered.get(index, -1.0):
            covered[index] = degree * worth


def _is_named(mention: Mention) -> bool:
    return LABEL in mention.kinds


def _near(mention: Mention, facts: FactBase, near: Near) -> Mapping[int, float]:
    found: dict[int, float] = {}
    for form, likeness in near(mention.text):
        _cover(found, facts.tier_weights_of(form), likeness)
    return found


def _forms(mention: Mention) -> Iterable[tuple[str, float]]:
    if not mention.form.isascii() or LABEL in mention.kinds:
        yield mention.form, 1.0
    for form in mention.alternatives:
        if not form.isascii() and (len(form) > 1 or STATUS not in mention.kinds):
            yield form, _SYNONYM_WEIGHT


def _english(mention: Mention) -> Iterable[tuple[frozenset[str], float]]:
    if mention.form.isascii() and (words := english_words(mention.form)):
        yield words, 1.0
    if not mention.form.isascii():
        return  # facts carry Chinese words, so a Chinese word needs no English ones
    for form in mention.alternatives:
        if form.isascii() and (words := english_words(form)):
            yield words, _SYNONYM_WEIGHT


def _cover_parts(mention: Mention, facts: FactBase, covered: dict[int, float]) -> None:
    """A long word is partly covered by facts that hold most of its character pairs."""
    if mention.parts and (LABEL in mention.kinds or not covered):
        _cover_words(mention.parts, facts, covered)
    form = mention.form
    if not form.isascii() and not mention.parts:
        _cover_pairs(form, facts, covered, _LEAST_PART)
    elif form.isascii() and not covered:
        for other in mention.alternatives:
            if not other.isascii():
                _cover_pairs(other, facts, covered, _MOST)


def _cover_pairs(form: str, facts: FactBase, covered: dict[int, float], least: float) -> None:
    if len(form) < _SHORTEST_PARTED:
        return
    counts: dict[int, int] = {}
    for start in range(len(form) - 1):
        for index in facts.postings.get(form[start : start + 2], ()):
            counts[index] = counts.get(index, 0) + 1
    for index, count in counts.items():
        part = count / (len(form) - 1)
        if part >= least:
            worth = part * (_MOST_WEIGHT if part >= _MOST else _PARTIAL_WEIGHT)
            covered[index] = max(covered.get(index, 0.0), worth)


def _cover_words(parts: Sequence[str], facts: FactBase, covered: dict[int, float]) -> None:
    """A long form is covered as far as the words that it is made of."""
    size = sum(len(p) for p in parts) or 1
    degrees: dict[int, float] = {}
    for part in parts:
        for index, weight in facts.tier_weights_of(part).items() if len(part) > 1 else ():
            degrees[index] = degrees.get(index, 0.0) + weight * len(part) / size
    for index, degree in degrees.items():
        if degree >= _LEAST_PART:
            covered[index] = max(covered.get(index, 0.0), degree * _SYNONYM_WEIGHT)


def rank(
    weighed: Sequence[Weighed], facts: FactBase, nearest: Sequence[int] = (), limit: int = 240
) -> list[Match]:
    """Facts that cover any of the mentions, and the ``nearest`` in meaning, best first; ties by place."""
    size = len(facts.facts)
    total = sum(w.weight for w in weighed if not w.aside)
    scores, helped, worded = (np.zeros(size) for _ in range(3))
    touched = np.zeros(size, dtype=bool)
    for item in weighed:
        covered = _row(item.covered, touched)
        gain = item.weight * (np.maximum(covered, _row(item.near, touched)) if item.near else covered)
        scores += gain
        if item.aside:  # words beside the question help where they fit and cost nothing where not
            helped += gain
        else:
            worded += item.weight * covered
    shares = scores / np.where(total + helped == 0, 1.0, total + helped)
    found = np.flatnonzero(touched)
    best = found[np.argsort(-shares[found], kind="stable")][: limit * 2]
    near = frozenset(nearest)
    among = near | frozenset(best.tolist())
    spoken, english = _forms_in_names(weighed, facts, among), _stems_that_cover(weighed, among)
    named = {i: naming(facts.facts[i], spoken.get(i, ()), english.get(i, frozenset())) for i in among}
    coverage, own = shares.tolist(), (worded / (total or 1.0)).tolist()
    order = sorted(named, key=lambda i: (-_score(coverage[i], named[i]), i))
    required = tuple(w for w in weighed if w.required)
    return [
        Match(index, facts.facts[index], coverage[index], named[index], required, own[index])
        for place, index in enumerate(order)
        if place < limit or index in near
    ]


def _score(coverage: float, naming: float) -> float:
    """Coverage of the question first, then how much of the name the question says."""
    return 0.75 * coverage + 0.25 * naming


def _row(degrees: Mapping[int, float], touched: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Degrees by index as a row with one place for each fact; what has one is marked as touched."""
    row = np.zeros(len(touched))
    places = np.fromiter(degrees, np.intp, len(degrees))
    row[places] = np.fromiter(degrees.values(), np.float64, len(degrees))
    touched[places] = True
    return row


def _forms_in_names(
    weighed: Sequence[Weighed], facts: FactBase, among: frozenset[int]
) -> Mapping[int, set[str]]:
    """The words that stand in a name of a fact which they cover, by the fact's index."""
    found: dict[int, set[str]] = defaultdict(set)
    for item in weighed:
        for form in item.forms:
            for index in facts.named_by(form) & among:
                if index in item.covered:
                    found[index].add(form)
    return found


def _stems_that_cover(weighed: Sequence[Weighed], among: frozenset[int]) -> Mapping[int, frozenset[str]]:
    """The stems of the English words that cover a fact, by the fact's index."""
    found: dict[int, frozenset[str]] = {}
    for item in weighed:
        if item.stems:
            own = frozenset[str]().union(*item.stems)
            known: dict[frozenset[str], frozenset[str]] = {}  # most facts are covered by the same words
            for index in among & item.covered.keys():
                before = found.get(index, frozenset())
                found[index] = known.get(before) or known.setdefault(before, before | own)
    return found


def naming(fact: Fact, forms: Collection[str], stems: frozenset[str]) -> float:
    """Largest share of one of a fact's names that words say: Chinese ``forms``, or ``stems`` of English."""
    best = max((said(name, forms) for name in fact.names), default=0.0) if forms else 0.0
    if best == 1.0 or not stems:
        return best
    return max(best, max((len(name & stems) / len(name) for name in fact.english_names if name), default=0.0))


def said(name: str, forms: Iterable[str]) -> float:
    """Share of a name's characters that words say."""
    marked = 0  # one bit for each character
    for form in forms:
        start = name.find(form)
        while start >= 0:
            marked |= ((1 << len(form)) - 1) << start
            start = name.find(form, start + 1)
    counted = _counted(name)
    return (marked & counted).bit_count() / max(1, counted.bit_count())


@lru_cache(maxsize=8192)
def _counted(name: str) -> int:
    """The characters of a name that tell something, one bit for each."""
    return sum(1 << at for at, c in enumerate(name) if c not in "数的、（）()")
