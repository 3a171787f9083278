"""Names that the report does not know though they look like ones that it does: 紫荆山公园, 紫荆门公园."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgqa.linking.facts import SUBJECT, Fact
from kgqa.linking.mentions import CUE, FUNCTION, QUESTION, STATUS, UNKNOWN, Mention, sound
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Refusal
from kgqa.parsing.thresholds import LONGEST_COMMON, NAME_LIKE
from kgqa.text.numerals import ORDINALS

_REASON = "unknown_name"


def unknown_name(context: Context) -> Refusal | None:
    """The refusal of a question about something with a name that the report does not know."""
    run = next(_unknown_runs(context), "")
    if run:
        return Refusal(_REASON, (), (run,))
    known = {w.mention.form for w in context.weighed}
    for clause in context.question.clauses:
        for words in _whole_words(clause, context.knowledge.name_lengths):
            name = _near_to(words, context.knowledge)
            if name and not any(words in k for k in known):
                return Refusal(_REASON, _values_of(name, context.knowledge), (words,))
    return None


def _unknown_runs(context: Context) -> Iterator[str]:
    """Names made of known and unknown pieces that end like a name: 管城第三人民医院."""
    knowledge = context.knowledge
    for clause in context.question.clauses:
        for run in _runs(clause):
            words = clause.text[run[0].start : run[-1].end]
            if (
                run[-1].meanings("ClassWord") & knowledge.proper_classes
                and (strange := [m for m in run[:-1] if _is_strange(m, knowledge)])
                and (len(words) > LONGEST_COMMON or max(len(m.text) for m in strange) > NAME_LIKE)
                and not knowledge.is_in_a_name(words)
            ):
                yield words


def _runs(clause: Clause) -> Iterator[Sequence[Mention]]:
    """Mentions side by side, up to each of them in turn; words that no name has in it end a run."""
    run: list[Mention] = []
    for mention in clause.mentions:
        if not mention.content or mention.kinds & {FUNCTION, QUESTION, CUE, STATUS}:
            run = []
            continue
        run = [*run, mention] if run and run[-1].end == mention.start else [mention]
        yield run


def _is_strange(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether nobody knows a word, or it is a number within a name."""
    if mention.kinds != {UNKNOWN}:
        return False
    return mention.text in ORDINALS or not knowledge.facts.holding(mention.text)


def _whole_words(clause: Clause, lengths: Sequence[int]) -> Iterator[str]:
    """Stretches as long as a name that begin and end where words do and have no loose word in them."""
    starts, ends = {m.start for m in clause.mentions}, {m.end for m in clause.mentions}
    loose = [m.start for m in clause.mentions if m.kinds <= {FUNCTION, QUESTION, CUE}]
    for length in lengths:
        for start in range(len(clause.text) - length + 1):
            whole = start in starts and start + length in ends
            if whole and not any(start <= at < start + length for at in loose):
                yield clause.text[start : start + length]


def _near_to(words: str, knowledge: Knowledge) -> str | None:
    """The proper name that differs from words by one character that is read otherwise."""
    if words in knowledge.entities:
        return None
    near = (name for name in knowledge.names_beside(words) if sound(words) != sound(name))
    return next((name for name in near if not knowledge.is_in_a_name(words)), None)


def _values_of(name: str, knowledge: Knowledge) -> tuple[Fact, ...]:
    """The first value that the report gives of a thing."""
    values = (f for f in knowledge.facts.facts if f.category == "Observation" and name in f.tiers[SUBJECT])
    return tuple(values)[:1]
