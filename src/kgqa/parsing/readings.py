"""What interpreting yields: readings, refusals, the scope, and what a question leaves for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match, Weighed
from kgqa.parsing.question import Question
from kgqa.query.forms import Form

UNLIKE_UNITS = "unlike units"  # the generator of readings that show why two values cannot be computed with


@dataclass(frozen=True)
class Reading:
    """A possible meaning: its form, its score, the facts it rests on, the words it leaves unused."""

    form: Form
    score: float
    facts: tuple[Fact, ...] = ()
    unused: tuple[str, ...] = ()
    generator: str = ""


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
class Interpretation:
    """All readings of a question, best first, or a refusal; with what led there."""

    question: Question
    scope: Scope
    weighed: tuple[Weighed, ...]
    matches: tuple[Match, ...]
    readings: tuple[Reading, ...]
    refusal: Refusal | None
    carried: Mapping[str, str]


@dataclass(frozen=True)
class Carried:
    """What an earlier question leaves for a follow-up: its facts and scope, and itself."""

    facts: tuple[Fact, ...]
    scope: Scope
    question: Question | None = None
