"""What a question may mean: candidate forms over the facts that match it, scored, or the reason why there is
none.

Several generators propose; the data decide. A candidate's score is the coverage of the question's words by
what it would answer, bent by how well unit, kind of measure, class and year fit. Two thresholds decide: the
score itself, and the distance to the next candidate with another answer.
"""

from __future__ import annotations

from kgqa.linking.facts import FactBase
from kgqa.linking.matching import Weighed, rank, weigh
from kgqa.linking.mentions import LABEL, Mention
from kgqa.parsing.bounds import out_of_bounds, unanswered
from kgqa.parsing.context import Context
from kgqa.parsing.followup import follow, lean
from kgqa.parsing.generators import GENERATORS
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Carried, Interpretation, Reading
from kgqa.parsing.scope import scope_of
from kgqa.parsing.thresholds import BACKGROUND_IMPORTANCE, TOPIC_IMPORTANCE


class Interpreter:
    """Interprets analysed questions over what is known of a graph."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def interpret(self, question: Question, carried: Carried | None = None) -> Interpretation:
        """Readings of a question in the light of what an earlier one left."""
        known = self.knowledge
        question, taken = lean(question, carried, known)
        scope = scope_of(question, carried, known.document)
        weighed = weigh_words(question, known.facts)
        matches = tuple(rank(weighed, known.facts))
        context, notes = follow(Context(question, scope, weighed, matches, carried, known), bool(taken))
        refusal = out_of_bounds(context)
        readings: tuple[Reading, ...] = ()
        if refusal is None:
            readings = propose(context)
            refusal = unanswered(context, readings)
        return Interpretation(
            question, context.scope, context.weighed, context.matches, readings, refusal, {**taken, **notes}
        )


def weigh_words(question: Question, facts: FactBase) -> tuple[Weighed, ...]:
    """Mentions with their weights: the asking clauses count in full, the others help.

    When the asking clause names nothing that the graph knows (总共投了多少钱), the clauses beside it say what
    is meant.
    """
    asking = [weigh(m, facts) for c in question.clauses if c.asks for m in c.mentions if _says_something(m)]
    told = any(w.required and w.covered for w in asking)
    importance = TOPIC_IMPORTANCE if told else 1.0
    beside = [m for c in question.clauses if not c.asks for m in c.mentions if _says_something(m)]
    background = [m for c in question.background for m in c.mentions if m.content]
    return (
        *asking,
        *(weigh(m, facts, importance) for m in beside),
        *(weigh(m, facts, BACKGROUND_IMPORTANCE) for m in background),
    )


def _says_something(mention: Mention) -> bool:
    return mention.content or LABEL in mention.kinds


def propose(context: Context) -> tuple[Reading, ...]:
    """The readings of all generators, best first; ties by generator."""
    readings = [reading for generator in GENERATORS for reading in generator(context)]
    return tuple(sorted(readings, key=lambda r: (-r.score, r.generator)))
