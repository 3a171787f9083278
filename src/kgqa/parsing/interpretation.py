"""What a question may mean: candidate forms over the facts that match it, scored, or the reason why there is
none.

Several generators propose; the data decide. A candidate's score is the coverage of the question's words by
what it would answer, bent by how well unit, kind of measure, class and year fit. Which candidate is meant,
and whether it is sure enough, ``kgqa.ranking`` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgqa.linking.facts import FactBase
from kgqa.linking.matching import Match, Near, Weighed, rank, weigh
from kgqa.linking.mentions import LABEL, Mention
from kgqa.parsing.among import among_those
from kgqa.parsing.asked import INDICATOR
from kgqa.parsing.beside import told_beside
from kgqa.parsing.bounds import out_of_bounds
from kgqa.parsing.computed import chooses_none, is_out_of_bounds, makes_sense, tells_no_order
from kgqa.parsing.context import Context
from kgqa.parsing.counted import named_of, named_of_several, repeats_the_set, set_counted
from kgqa.parsing.elsewhere import same_elsewhere
from kgqa.parsing.followup import corrects, follow, lean
from kgqa.parsing.generators import GENERATORS
from kgqa.parsing.generators.headlines import headlines, year_of_counted
from kgqa.parsing.generators.several import leaves_a_kind_out
from kgqa.parsing.held import keeps_to_thing
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.ordinals import named_of_those, of_row, place_in_row
from kgqa.parsing.question import Clause, Question
from kgqa.parsing.readings import Carried, Reading, Refusal, Scope
from kgqa.parsing.remainders import remainder
from kgqa.parsing.rest import is_not_the_rest
from kgqa.parsing.rows import row_called
from kgqa.parsing.scope import scope_of
from kgqa.parsing.thresholds import BACKGROUND_IMPORTANCE, MOST_NEAREST, TOPIC_IMPORTANCE
from kgqa.parsing.untold import is_not_of_what_is_told, leaves_a_letter_open, tells_of_others

_NONE_OF_THOSE = (
    chooses_none,
    tells_no_order,
    is_out_of_bounds,
    is_not_the_rest,
    repeats_the_set,
    leaves_a_kind_out,
    is_not_of_what_is_told,
    leaves_a_letter_open,
    tells_of_others,
)
_POINTING = frozenset({"followUp", "pronoun"})  # cues of words that point at what was named: 这个


@dataclass(frozen=True, eq=False)
class Interpretation:
    """All readings of a question, best first by their words, or a refusal; with what led there."""

    context: Context
    readings: tuple[Reading, ...]
    refusal: Refusal | None
    carried: Mapping[str, str]

    @property
    def question(self) -> Question:
        """The question analysed."""
        return self.context.question

    @property
    def scope(self) -> Scope:
        """The years and kinds that it allows."""
        return self.context.scope

    @property
    def weighed(self) -> tuple[Weighed, ...]:
        """Its words with their weights."""
        return self.context.weighed

    @property
    def matches(self) -> tuple[Match, ...]:
        """The facts that cover its words, best first."""
        return self.context.matches


class Interpreter:
    """Interprets analysed questions over what is known of a graph.

    Args:
        near: known words near a word in meaning.
        nearest: indices of the facts near a question in meaning, the nearest first.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        near: Near = lambda _: (),
        nearest: Callable[[str], Sequence[int]] = lambda _: (),
    ) -> None:
        self.knowledge = knowledge
        self._near = near
        self._nearest = nearest

    def interpret(self, question: Question, carried: Carried | None = None) -> Interpretation:
        """Readings of a question in the light of what an earlier one left."""
        known = self.knowledge
        if "newTopic" in question.cues:
            carried = None
        if carried and corrects(question):  # 不对 denies what was understood, and nothing in the report
            question = replace(question, cues=question.cues - {"negation"})
        if carried and carried.scope.years and question.means_year_told:
            question = question.of_year_told()
        question, taken = lean(question, carried, known)
        scope = scope_of(question, carried, known.document)
        if (counted := year_of_counted(question, scope, known)) is not None:
            question = replace(question, cues=question.cues | {"headline"})
            scope = replace(scope, years=(counted,))
        weighed = weigh_words(question, known, self._near)
        nearest = tuple(self._nearest(question.matter)[:MOST_NEAREST])
        matches = tuple(rank(weighed, known.facts, nearest))
        context = Context(question, scope, weighed, matches, carried, known, nearest)
        context, notes = follow(context, bool(taken))
        refusal = out_of_bounds(context)
        readings = () if refusal else propose(context)
        return Interpretation(context, readings, refusal, {**taken, **notes})


def weigh_words(question: Question, known: Knowledge, near: Near = lambda _: ()) -> tuple[Weighed, ...]:
    """Mentions with their weights: the asking clauses count in full, the others help.

    When the asking clause names nothing that the graph knows (总共投了多少钱), or only the place that all is
    about, the clauses beside it say what is meant.
    """
    facts = known.facts
    asking = [weigh(m, facts, near=near) for c in question.clauses if c.asks for m in _that_say_something(c)]
    told = any(
        w.required and w.covered and known.proper_named(w.mention) not in known.everywhere for w in asking
    )
    importance = TOPIC_IMPORTANCE if told else 1.0
    told_beside = [c for c in question.clauses if not c.asks and not c.sets_aside]
    if any(not c.frames and c.names_something for c in told_beside):
        told_beside = [c for c in told_beside if not c.frames]  # which tell what the answer is for
    beside = [m for c in told_beside for m in _that_say_something(c)]
    topics = {id(m) for c in question.topics for m in c.mentions if not _is_said_of_most(m, facts)}
    background = [m for c in question.background for m in c.mentions if m.content]
    return (
        *asking,
        *(weigh(m, facts, 1.0 if id(m) in topics else importance, near) for m in beside),
        *(weigh(m, facts, BACKGROUND_IMPORTANCE) for m in background),
    )


def _is_said_of_most(mention: Mention, facts: FactBase) -> bool:
    """Whether a word tells next to nothing, such as the name of the place that a report is about."""
    return 2 * len(weigh(mention, facts).covered) > len(facts.facts)


def _that_say_something(clause: Clause) -> list[Mention]:
    """Mentions of a clause with content; that a name is one of an indicator (新增就业这个指标) has none."""
    said = clause.mentions
    points = [n for n, m in enumerate(said) if m.meanings("Cue") & _POINTING]
    appositions = {n + 1 for n in points if n and said[n - 1].content}
    return [
        m
        for n, m in enumerate(said)
        if (m.content or LABEL in m.kinds) and not (n in appositions and INDICATOR in m.meanings("ClassWord"))
    ]


def propose(context: Context) -> tuple[Reading, ...]:
    """The readings that may be meant, best first, but for those that tell none of what is asked for."""
    kept = (r for reading in _readings(context) if (r := among_those(context, reading)) is not None)
    return tuple(r for r in kept if not any(check(context, r) for check in _NONE_OF_THOSE))


def _readings(context: Context) -> tuple[Reading, ...]:
    """The readings of all generators, best first; ties by generator."""
    place = place_in_row(context)
    if place is not None and (told := of_row(context, place)):
        return (told,)
    if named := named_of_those(context):
        return (named,)
    if several := named_of_several(context):
        return (several,)
    if (counted := set_counted(context)) is not None:
        return named_of(context, counted)
    if targets := headlines(context):
        return tuple(targets)
    if (left := remainder(context)) is not None:
        return (left,)
    if called := row_called(context):
        return (called,)
    if (elsewhere := same_elsewhere(context)) is not None:
        return elsewhere
    if (beside := told_beside(context)) is not None:
        return (beside,)
    found = (reading for generator in GENERATORS for reading in generator(context))
    readings = [r for r in found if makes_sense(context, r) and keeps_to_thing(context, r)]
    return tuple(sorted(readings, key=lambda r: (-r.score, r.generator)))
