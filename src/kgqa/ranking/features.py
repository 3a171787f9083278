"""What speaks for and against a reading, as named numbers that a model weighs.

Groups: the score and coverage that the words give, how near the reading's facts come in meaning, how unit,
measure and names fit, and which kinds of answer go with which kinds of question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from kgqa.linking.facts import CLAUSE, TIER_WEIGHTS, Fact
from kgqa.linking.matching import Weighed, said
from kgqa.parsing.context import Context
from kgqa.parsing.fits import misfits
from kgqa.parsing.naming import is_named, states_any
from kgqa.parsing.readings import Reading
from kgqa.parsing.thresholds import COVERED, NAME_LIKE
from kgqa.query.forms import Lookup, Named, Passage, StateVerdict, kind_of
from kgqa.ranking.model import Features
from kgqa.search import Likeness

_SCORES = (0.4, 0.55, 0.62, 0.7, 0.8, 0.9, 0.98)  # steps of the score that count by themselves
_RANKS = (1, 3, 10, 30)  # steps of the rank among all facts or passages
_FARTHEST = 6.0  # standard deviations beyond which a distance tells no more
_SPREAD = 5.0  # brings standard deviations to the size of the other features
_MOST_COUNTED = 4
_OWN_WORDS = TIER_WEIGHTS[CLAUSE] * 0.95  # of a fact's clause or names, in other words too
_FEW = 5  # facts up to which each must come near, and not just the nearest

_ROLES = frozenset({"QuantityNoun", "ClassWord", "StatusCue"})  # of words that say what is asked for

Found = tuple[str, float]


@dataclass(frozen=True)
class Asked:
    """A question with what its readings are compared with."""

    context: Context
    likeness: Likeness | None
    best: float


def features(asked: Asked, reading: Reading, facts: Sequence[int]) -> Features:
    """Features of one reading, which rests on some facts."""
    kind = kind_of(reading.form)
    return _added(
        (
            *_scored(asked, reading),
            *_wanted(asked.context, kind),
            *_shaped(asked.context, reading),
            *(_stated(asked, reading, kind, facts) if facts else [(f"no facts|{kind}", 1.0)]),
            *([] if reading.facts else [(f"composed by {reading.generator}", 1.0)]),
        )
    )


def nothing(asked: Asked) -> Features:
    """Features of answering nothing."""
    return _added((f"nothing:{name}", value) for name, value in _nothing(asked))


def _added(found: Iterator[Found] | Sequence[Found]) -> Features:
    total: dict[str, float] = defaultdict(float)
    for name, value in found:
        total[name] += value
    return dict(total)


# ---------- the reading by itself ----------


def _scored(asked: Asked, reading: Reading) -> Iterator[Found]:
    score = min(1.2, max(0.0, reading.score))
    yield f"by {reading.generator}", 1.0
    yield "score", score
    yield "score squared", score * score
    yield "score behind the best", score - asked.best
    yield from ((f"score from {step}", 1.0) for step in _SCORES if score >= step)
    if score >= asked.best:
        yield "best score", 1.0
    if reading.score >= 1.0 and not reading.unused:
        yield "whole", 1.0
        if score >= asked.best:
            yield "whole and best", 1.0
    yield "words unused", min(len(reading.unused), _MOST_COUNTED)


def _wanted(context: Context, kind: str) -> Iterator[Found]:
    """Which kinds of answer go with what is asked for."""
    question = context.question
    yield from ((f"asked {asked}|{kind}", 1.0) for asked in sorted(question.asked) or ["-"])
    yield from ((f"cue {cue}|{kind}", 1.0) for cue in sorted(question.cues))
    told = {
        "unit": bool(question.unit),
        "expected": bool(question.expected),
        "numbers": bool(question.numbers),
        "years": bool(context.scope.years),
        "followed": context.followed,
        question.language: True,
    }
    yield from ((f"{name}|{kind}", 1.0) for name, holds in told.items() if holds)
    yield f"{_sort_of_noun(context)} asked|{kind}", 1.0


def _sort_of_noun(context: Context) -> str:
    """Whether the word for what is asked for stands for statements (措施), things (医院) or neither."""
    noun, known = context.asked_noun, context.knowledge
    if noun is None:
        return "no noun"
    classes = noun.meanings("ClassWord")
    if classes & known.statement_classes:
        return "statements"
    return "things" if classes & known.thing_classes else "other noun"


def _shaped(context: Context, reading: Reading) -> Iterator[Found]:
    """The shape of the form: how many values or things, yes or no."""
    form = reading.form
    if isinstance(form, StateVerdict):
        yield ("holds" if form.holds else "holds not"), 1.0
    if isinstance(form, Lookup):
        yield f"values {min(len(reading.facts), 3)}", 1.0
    if isinstance(form, Named):
        count = len({i for fact in reading.facts for i in fact.all(form.role)} - set(form.excluded))
        yield f"things {min(count, _MOST_COUNTED)}", 1.0
        if context.question.expected:
            yield ("number expected" if count == context.question.expected else "another number"), 1.0
        yield from _of_things(context, reading, form)
    if isinstance(form, Passage):
        yield "headings", min(len(form.headings), 2)


def _of_things(context: Context, reading: Reading, form: Named) -> Iterator[Found]:
    """Whether a list is of what is asked for: 哪些领域 is answered by a row of fields, not by what the
    question names itself.
    """
    known, noun = context.knowledge, context.asked_noun
    things = {i for fact in reading.facts for i in fact.all(form.role)} - set(form.excluded)
    labels = [known.facts.labels[i].forms for i in things if i in known.facts.labels]
    if not labels:
        return
    words = {f for w in context.weighed for f in (w.mention.form, *w.mention.alternatives) if len(f) > 1}
    told = (
        max((said(form, [w for w in words if w in form]) for form in forms), default=0.0) for forms in labels
    )
    yield "things that the question names", sum(told) / len(labels)
    if noun is None:
        return
    if any(is_named(fact, noun) for fact in reading.facts):
        yield "list of what is asked for", 1.0
    own = {noun.form, *noun.alternatives}
    yield (
        "things of what is asked for",
        sum(any(w in f for w in own for f in fs) for fs in labels) / len(labels),
    )


# ---------- the facts that it rests on ----------


def facts_under(
    context: Context, reading: Reading, facts_of: Callable[[Reading], Sequence[str]]
) -> list[int]:
    """Indices of the facts that a reading rests on, those under its headings included.

    A form composed of class, state, place and year rests on what its query finds.

    Args:
        facts_of: the facts that the query of a reading finds.
    """
    known, form = context.knowledge, reading.form
    if reading.facts:
        return [known.index[f.iri] for f in reading.facts]
    if isinstance(form, Passage):
        under = [i for heading in form.headings for i in known.under.get(heading, ())]
        return under or [known.index[s] for s in form.statements if s in known.index]
    return [known.index[f] for f in facts_of(reading) if f in known.index]


def _stated(asked: Asked, reading: Reading, kind: str, facts: Sequence[int]) -> Iterator[Found]:
    yield "facts", 1.0
    yield from _covering(asked, kind, facts)
    if asked.likeness is not None:
        yield from _meant(asked.likeness, kind, facts)
    yield from _named(asked.context, reading, kind)
    yield from _fitting(asked.context, reading.facts, kind)


def _covering(asked: Asked, kind: str, facts: Sequence[int]) -> Iterator[Found]:
    """How much of the question's words the facts cover, and what they leave open."""
    context = asked.context
    words = [w for w in context.weighed if not w.aside]
    whole = sum(w.weight for w in words) or 1.0
    degree = {id(w): max((w.covered.get(i, 0.0) for i in facts), default=0.0) for w in words}
    near = {id(w): max((w.degree(i) for i in facts), default=0.0) if w.near else degree[id(w)] for w in words}
    covered = sum(w.weight * degree[id(w)] for w in words) / whole
    left = [w for w in context.required if degree[id(w)] < COVERED]
    own = [w for w in words if degree[id(w)] >= _OWN_WORDS]
    yield "covered by clause", sum(w.weight for w in own) / whole
    yield "covered", covered
    yield "covered squared", covered * covered
    yield "words left", min(len(left), _MOST_COUNTED)
    yield "weight left", sum(w.weight for w in left) / whole
    yield "near in words", sum(w.weight * near[id(w)] for w in words) / whole
    yield "weight left by near words", sum(w.weight * (1 - near[id(w)]) for w in left) / whole
    if left:
        yield "any word left", 1.0
        yield "least near of words left", min(near[id(w)] for w in left)
    for word in left:
        if word.mention is context.question.counted:
            yield "left what is counted", 1.0
        yield from ((f"left {role}", 1.0) for role in sorted(_ROLES & {e.kind for e in word.mention.entries}))
        yield ("word nobody knows" if word.foreign else "word known elsewhere"), 1.0
        yield from ((f"left {k}", min(1.0, word.weight)) for k in sorted(word.mention.kinds))


def _meant(likeness: Likeness, kind: str, facts: Sequence[int]) -> Iterator[Found]:
    """How near the facts, and the passages that they stand in, come to the question in meaning."""
    near, places = likeness.facts, likeness.passages
    best = max(facts, key=lambda i: near[i])
    distance = max(-_FARTHEST, near[best] - likeness.nearest_fact) / _SPREAD
    yield "fact near", near[best] / _SPREAD
    yield f"fact near|{kind}", near[best] / _SPREAD
    yield "fact behind", distance
    yield f"fact behind|{kind}", distance
    yield f"fact rank {_step(likeness.rank_of_fact(best))}", 1.0
    if 1 < len(facts) <= _FEW:
        yield "farthest fact", (min(near[i] for i in facts) - near[best]) / _SPREAD
    if len(facts) > _FEW:  # what stands under a heading comes near as a whole
        yield f"mean near|{kind}", float(near[facts].mean() - near[best]) / _SPREAD
    own = [likeness.place[i] for i in facts if likeness.place[i] >= 0]
    if own:
        place = max(own, key=lambda p: places[p])
        yield "passage near", places[place] / _SPREAD
        yield "passage behind", max(-_FARTHEST, places[place] - likeness.nearest_passage) / _SPREAD
        yield f"passage rank {_step(likeness.rank_of_passage(place))}", 1.0
        if len(set(own)) > 1:
            yield f"mean passage near|{kind}", float(places[sorted(set(own))].mean()) / _SPREAD


def _step(rank: int) -> str:
    """The step of a rank, from 1 on.

    >>> _step(1), _step(2), _step(50)
    ('1', '3', 'beyond')
    """
    return next((str(step) for step in _RANKS if rank <= step), "beyond")


def _named(context: Context, reading: Reading, kind: str) -> Iterator[Found]:
    naming = max((context.naming_of(f) for f in reading.facts), default=0.0)
    yield "named", naming
    yield f"named|{kind}", naming


def _fitting(context: Context, facts: Sequence[Fact], kind: str) -> Iterator[Found]:
    cues = context.question.cues
    said = "target" if "target" in cues else "actual" if "actual" in cues else "-"
    for fact in facts[:2]:
        found = list(misfits(context, fact))
        yield from ((f"misfit {name}", 1 - factor) for name, factor in found)
        yield "worst misfit", 1 - min((factor for _, factor in found), default=1.0)
        yield "misfits", 1 - prod(min(1.0, factor) for _, factor in found)
        yield from ((name, 1.0) for name, holds in _as_asked(context, fact) if holds)
        if states_any((fact,), (*context.question.numbers, *context.question.told_numbers)):
            yield f"number as told|{kind}", 1.0
        if question_unit := context.question.unit:
            own = context.knowledge.facts_in(question_unit)
            if fact.iri in own:
                yield "unit as asked, of few", 1 / len(own)
    for fact in facts[:3]:
        if fact.kind:
            yield f"{fact.kind}|said {said}", 1.0


def _as_asked(context: Context, fact: Fact) -> Iterator[tuple[str, bool]]:
    """What of a fact is just as the question says it."""
    question, known = context.question, context.knowledge
    yield "year as asked", bool(context.scope.years) and fact.year in context.scope.years
    yield "unit as asked", bool(question.unit) and fact.one("unitText").endswith(question.unit)
    yield "quantity as asked", known.unit_kind(fact) in question.quantity_kinds
    yield "subject as asked", fact.one("about") != known.district and context.names(fact.one("about"))
    yield "number as told", states_any((fact,), (*question.numbers, *question.told_numbers))


# ---------- answering nothing ----------


def _nothing(asked: Asked) -> Iterator[Found]:
    context = asked.context
    question = context.question
    foreign = [w for w in context.weighed if w.foreign]
    whole = sum(w.weight for w in context.weighed if not w.aside) or 1.0
    yield "always", 1.0
    yield "best score", min(1.0, asked.best)
    yield "unknown words", min(len(foreign), _MOST_COUNTED)
    yield "unknown weight", sum(w.weight for w in foreign) / whole
    if asked.likeness is not None:
        yield "passage near", asked.likeness.nearest_passage / _SPREAD
        yield "fact near", asked.likeness.nearest_fact / _SPREAD
    told = {
        "any unknown": bool(foreign),
        "long unknown": any(len(w.mention.text) > NAME_LIKE for w in foreign),
        "two unknown": any(a.mention.end == b.mention.start for a, b in pairwise(foreign)),
        "nothing told": not context.told and not context.asks_divisions,
        "followed": context.followed,
        "no reading": asked.best <= 0,
        "unknown beside known": any(_touches(w, context.weighed) for w in foreign),
        question.language: True,
    }
    yield from ((name, 1.0) for name, holds in told.items() if holds)
    yield from ((f"asked {a}", 1.0) for a in sorted(question.asked) or ["-"])
    yield from ((f"cue {cue}", 1.0) for cue in sorted(question.cues))


def _touches(word: Weighed, others: Sequence[Weighed]) -> bool:
    """Whether an unknown word stands beside one that says something, as parts of a name do: 豫瑞达新材料."""
    own = word.mention
    return any(
        own.end == o.mention.start or o.mention.end == own.start
        for o in others
        if o.required and not o.foreign and len(o.mention.text) > 1
    )
