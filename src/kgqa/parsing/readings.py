"""What interpreting yields: readings, refusals, the scope, and what a question leaves for the next one."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.linking.facts import Fact
from kgqa.parsing.question import Question
from kgqa.query.forms import Form

# Generators of readings that only show why there is no answer, and the reason they stand for:
UNLIKE_UNITS = "unlike units"  # two values cannot be computed with
ON_VALUE = "verdict on a value"  # the generator of verdicts on a number that the question gives
UNDECIDED = "undecided"  # a bound does not tell what is asked
_SHOWN = {UNLIKE_UNITS: "incompatible_units", UNDECIDED: "not_stated"}


@dataclass(frozen=True)
class Reading:
    """A possible meaning: its form, its score by words, the facts it rests on, the words it leaves unused.

    ``confidence`` is the probability that it is what is meant, once it is ranked among the others. A
    ``settled`` one is meant whatever speaks for others: the second of the row that was told before.
    """

    form: Form
    score: float
    facts: tuple[Fact, ...] = ()
    unused: tuple[str, ...] = ()
    generator: str = ""
    confidence: float = 0.0
    settled: bool = False

    @property
    def refuses(self) -> str:
        """The reason for which the reading shows that there is no answer; empty for one that answers."""
        return _SHOWN.get(self.generator, "")


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer: a reason of ``codes.ttl``, the nearest known facts, the words nobody knows."""

    reason: str
    near: tuple[Fact, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Years and kinds a question allows; empty means any."""

    years: tuple[int, ...] = ()
    kinds: frozenset[str] = frozenset()

    def admits_year(self, year: int | None) -> bool:
        """Whether a year lies within the scope; an unknown year does."""
        return not self.years or year is None or year in self.years

    def admits(self, fact: Fact) -> bool:
        """Whether a fact lies within the scope."""
        return self.admits_year(fact.year) and not (self.kinds and fact.kind and fact.kind not in self.kinds)

    @property
    def only_year(self) -> int | None:
        """The year, when there is just one."""
        return self.years[0] if len(self.years) == 1 else None


@dataclass(frozen=True)
class Carried:
    """What an earlier question leaves for a follow-up: its facts and scope, and itself.

    ``before`` are the facts of the answer before that one, ``things`` what the answer names, ``told`` the
    statements that it gives in the report's words. ``form`` is what was looked up, ``run`` the single values
    that this and the questions right before it were answered with, oldest first.
    """

    facts: tuple[Fact, ...]
    scope: Scope
    question: Question | None = None
    before: tuple[Fact, ...] = ()
    things: tuple[str, ...] = ()
    told: tuple[Fact, ...] = ()
    form: Form | None = None
    run: tuple[Fact, ...] = ()
