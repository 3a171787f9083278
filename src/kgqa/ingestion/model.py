"""What reading a report yields: frozen facts, each with the span of the words that state it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kgqa.text.segmentation import Span

Origin = Literal["machine", "confirmed", "corrected", "added"]


class _Fact:
    """What all facts have: where they come from."""

    origin: Origin

    @property
    def reviewed(self) -> bool:
        """Whether a reader confirmed, corrected or added it."""
        return self.origin != "machine"


@dataclass(frozen=True)
class Observation(_Fact):
    """A quantity that the report states, or a target without a number.

    ``value``, ``unit`` are as printed; ``base_value`` is in the base unit. ``number`` is the span of the
    printed number. ``bound`` is one of ``= >= > <= < ≈`` or ``inStepWith``. ``about`` and ``members`` are
    names. ``inherited`` tells that words of the indicator's label come from a number or clause before.
    """

    indicator: str
    about: str
    year: int
    kind: str
    basis: str
    bound: str
    value: Decimal | None
    value_text: str
    unit: str
    base_unit: str
    base_value: Decimal | None
    span: Span
    number: Span
    direction: str = ""
    condition: str = ""
    deadline: str = ""
    relative_to: str = ""
    provisional: bool = False
    members: tuple[str, ...] = ()
    origin: Origin = "machine"
    inherited: bool = False


@dataclass(frozen=True)
class Entity(_Fact):
    """A named thing. ``category`` is the local name of its class; ``part_of`` the names of what holds it."""

    name: str
    category: str
    span: Span
    aliases: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    origin: Origin = "machine"


@dataclass(frozen=True)
class State(_Fact):
    """A named thing is in, or is planned to reach, a state in a year."""

    of: str
    phrase: str
    status: str
    year: int
    kind: str
    span: Span
    origin: Origin = "machine"


@dataclass(frozen=True)
class Honour(_Fact):
    """A title that a recipient won (actual) or seeks (target)."""

    recipient: str
    title: str
    level: str
    year: int
    kind: str
    span: Span
    origin: Origin = "machine"


@dataclass(frozen=True)
class Enumeration(_Fact):
    """Members that the report names of a set: 顺城街等3个街区 names one of three.

    ``others`` are the further places that name some of them, where a list runs over several clauses.
    """

    head: str
    members: tuple[str, ...]
    stated_count: int | None
    complete: bool
    year: int
    kind: str
    span: Span
    origin: Origin = "machine"
    others: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Clause(_Fact):
    """A measure, outcome, goal, issue or requirement: ``role`` is the local name of its class."""

    role: str
    year: int
    kind: str
    span: Span
    origin: Origin = "machine"


@dataclass(frozen=True)
class Pursuit(_Fact):
    """A measure serves a goal: the spans of both clauses, and of the sentence that puts them together."""

    measure: Span
    goal: Span
    span: Span
    origin: Origin = "machine"


@dataclass(frozen=True)
class Exemption:
    """A number that states no quantity, with the reason from the closed list of ``codes.ttl``."""

    number: Span
    reason: str


@dataclass(frozen=True)
class Reading:
    """All that was read from one report."""

    observations: tuple[Observation, ...] = ()
    entities: tuple[Entity, ...] = ()
    states: tuple[State, ...] = ()
    honours: tuple[Honour, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    clauses: tuple[Clause, ...] = ()
    pursuits: tuple[Pursuit, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
