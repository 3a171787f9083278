"""Ranks the readings of a question by a learnt model and decides whether the best one is an answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kgqa.parsing.bounds import why_not
from kgqa.parsing.context import Context
from kgqa.parsing.interpretation import Interpretation
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.pairing import COUNTED
from kgqa.parsing.readings import Reading
from kgqa.parsing.thresholds import ACCEPT, APART, NAMED_IN_FULL
from kgqa.query.forms import Lookup, Passage
from kgqa.ranking.features import Asked, facts_under, features, nothing
from kgqa.ranking.model import WITH_ENCODER, WITHOUT_ENCODER, Features, LogLinear
from kgqa.search import Nearby

Answering = Callable[[Reading], Hashable]
Measuring = Callable[[Reading], frozenset[str]]
Resting = Callable[[Reading], frozenset[int]]
_LEAST_MERGED = 0.05  # probability below which a reading adds nothing to another one
_LEAST_WHOLE = 0.3  # probability from which a reading that says all that is asked is an answer
_LEAST_BESIDE = 0.4  # share of the best passage's probability from which another one is told with it
_MOST = 70  # readings that are ranked; what lies behind them by its words was never right


@dataclass(frozen=True)
class Decision:
    """Readings, most probable first, each with its ``confidence``; and those that together are the answer.

    ``chosen`` is empty when no reading is sure enough; several are values that the question does not tell
    apart.
    """

    readings: tuple[Reading, ...]
    chosen: tuple[Reading, ...]


@dataclass(frozen=True)
class Candidates:
    """Distinct readings of one question with their features; the last features are those of no answer.

    ``refusing`` says which readings show why there is no answer; ``measured`` are their kinds of quantity,
    ``resting`` the indices of the facts that they rest on.
    """

    readings: tuple[Reading, ...]
    refusing: tuple[bool, ...]
    features: tuple[Features, ...]
    measured: tuple[frozenset[str], ...]
    resting: tuple[frozenset[int], ...]


class Ranker:
    """Ranks readings with the model for search by meaning, or the one for words alone.

    Args:
        facts_of: the facts that the query of a reading finds.
    """

    def __init__(
        self, models: Mapping[str, LogLinear], nearby: Nearby, facts_of: Callable[[Reading], Sequence[str]]
    ) -> None:
        self._models = models
        self._nearby = nearby
        self._facts_of = facts_of

    @property
    def model(self) -> LogLinear:
        """The model in use."""
        return self._models[WITH_ENCODER if self._nearby.has_encoder else WITHOUT_ENCODER]

    def candidates(self, interpretation: Interpretation) -> Candidates:
        """What there is to choose from."""
        context = interpretation.context
        readings = tuple({r.form: r for r in reversed(interpretation.readings[:_MOST])}.values())[::-1]
        best = max((r.score for r in readings), default=0.0)
        matter = _matter(interpretation)
        resting = [facts_under(context, r, self._facts_of) for r in readings]
        asked = Asked(context, self._nearby.likeness(matter), best)
        refusing = tuple(bool(why_not(context.question, r)) for r in readings)
        return Candidates(
            readings,
            refusing,
            (*(features(asked, r, own) for r, own in zip(readings, resting, strict=True)), nothing(asked)),
            tuple(measures(context.knowledge, r) for r in readings),
            tuple(frozenset(own) for own in resting),
        )

    def decide(self, interpretation: Interpretation, answer: Answering) -> Decision:
        """The readings in order, and which of them answer.

        Args:
            answer: what a reading answers, equal for readings with the same answer.
        """
        settled = next((r for r in interpretation.readings if r.settled), None)
        if settled is not None:
            sure = replace(settled, confidence=1.0)
            return Decision((sure,), (sure,))
        found = self.candidates(interpretation)
        model = self.model
        weighed = model.probabilities(found.features)
        ranked = sorted(
            (replace(r, confidence=p) for r, p in zip(found.readings, weighed, strict=False)),
            key=lambda r: (-r.confidence, r.generator),
        )
        ranked = merged(ranked, answer)
        measured = partial(measures, interpretation.context.knowledge)
        resting = dict(zip((r.form for r in found.readings), found.resting, strict=True))
        ranked = without_outnamed(interpretation.context, ranked)
        return Decision(tuple(ranked), tuple(chosen(ranked, model, measured, lambda r: resting[r.form])))


def merged(ranked: Sequence[Reading], answer: Answering) -> list[Reading]:
    """Readings in order, those with the answer of a better one added to it: two ways to say one thing."""
    if sum(reading.confidence >= _LEAST_MERGED for reading in ranked) < 2:
        return list(ranked)
    found: dict[Hashable, Reading] = {}
    rest: list[Reading] = []
    for reading in ranked:
        if reading.confidence < _LEAST_MERGED:
            rest.append(reading)
            continue
        told = answer(reading) or reading.form
        first = found.get(told)
        found[told] = (
            reading if first is None else replace(first, confidence=first.confidence + reading.confidence)
        )
    return sorted((*found.values(), *rest), key=lambda r: -r.confidence)


def without_outnamed(context: Context, ranked: Sequence[Reading]) -> list[Reading]:
    """Readings, without values called otherwise where the best ones, of the same years, are called as asked.

    Who asks for skilled workers does not ask for highly skilled ones. Values of another place are left out
    only where the question names that of the best.
    """
    naming = {m.fact.iri: m.naming for m in context.matches}
    best = ranked[0] if ranked else None
    if (
        best is None
        or not isinstance(best.form, Lookup)
        or any(naming.get(f.iri, 0.0) < 1.0 for f in best.facts)
    ):
        return list(ranked)
    of = {(f.year, f.kind) for f in best.facts}
    about = {f.one("about") for f in best.facts}
    placed = all(context.names(place) for place in about - {context.knowledge.district})
    return [
        r
        for r in ranked
        if r is best
        or not isinstance(r.form, Lookup)
        or any(
            naming.get(f.iri, 0.0) >= NAMED_IN_FULL
            or (f.year, f.kind) not in of
            or not (placed or f.one("about") in about)
            for f in r.facts
        )
    ]


def measures(knowledge: Knowledge, reading: Reading) -> frozenset[str]:
    """Kinds of quantity of the facts that a reading rests on; what is counted one by one is of one kind."""
    kinds = {knowledge.unit_kind(f) for f in reading.facts if f.one("unit")}
    return frozenset("count" if kind in COUNTED else kind for kind in kinds)


def chosen(
    ranked: Sequence[Reading], model: LogLinear, measured: Measuring, resting: Resting
) -> list[Reading]:
    """The best reading with the values that are as good, if they are sure enough together.

    A passage in which the best reading's facts stand with others speaks for it. If they are not sure enough,
    the reading that is best by its words, where it says all that is asked and is not improbable.

    Args:
        measured: the kinds of quantity of a reading. Whoever asks for an area asks for no number of plots, so
            that a value of another kind is offered only where those of one kind are not sure enough.
        resting: the facts that a reading rests on.
    """
    if not ranked:
        return []
    best = ranked[0]
    own = [best]
    if isinstance(best.form, Lookup) and best.score >= ACCEPT:
        least = best.confidence * model.joined
        alike = (r for r in ranked if isinstance(r.form, Lookup) and best.score - r.score <= APART)
        own = [r for r in alike if r.confidence >= least]
    like = [r for r in own if _is_of_kind(measured(r), measured(best))]
    around = [r for r in ranked[1:] if isinstance(r.form, Passage) and resting(best) < resting(r)]
    backed = sum(r.confidence for r in around) if resting(best) else 0.0
    for sure in (like, own):
        if sum(r.confidence for r in sure) + backed >= model.answer:
            return sure
    passages = _of_several_years(ranked)
    if sum(r.confidence for r in passages) >= model.answer:
        return passages
    by_words = max((r for r in ranked if r.confidence >= _LEAST_WHOLE), key=lambda r: r.score, default=best)
    return (
        [by_words]
        if by_words.score >= 1.0 and not by_words.unused and best.confidence >= _LEAST_WHOLE
        else []
    )


def _of_several_years(ranked: Sequence[Reading]) -> list[Reading]:
    """Passages under headings that say as much of what is asked as the best reading, which is one of them.

    What was done and what is planned for one matter are both told, where neither is asked for alone.
    """
    best = ranked[0]
    if not isinstance(best.form, Passage) or not best.form.headings or best.score < ACCEPT:
        return []
    alike = (r for r in ranked if isinstance(r.form, Passage) and r.form.headings)
    least = best.confidence * _LEAST_BESIDE
    return [r for r in alike if r.confidence >= least and best.score - r.score <= APART]


def _is_of_kind(kinds: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two readings may give one kind of quantity; values in words may be of any."""
    return not kinds or not others or not kinds.isdisjoint(others)


def _matter(interpretation: Interpretation) -> str:
    """The words of the sentence that asks, and what a follow-up takes over."""
    return " ".join((interpretation.question.matter, interpretation.carried.get("subject", ""))).strip()
