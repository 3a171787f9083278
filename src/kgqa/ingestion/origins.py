"""Where each reviewed fact comes from: the machine read it so, read it otherwise, or did not read it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from kgqa.ingestion.model import (
    Clause,
    Entity,
    Enumeration,
    Honour,
    Observation,
    Origin,
    Pursuit,
    Reading,
    State,
)

Fact = TypeVar("Fact", Observation, Entity, State, Honour, Enumeration, Clause, Pursuit)
ORDER: tuple[Origin, ...] = ("confirmed", "corrected", "added", "machine")


def compare(machine: Reading, reviewed: Reading) -> Reading:
    """The reviewed reading with the origin of each fact.

    A fact is ``confirmed`` when the machine read the same, ``corrected`` when it read something else of the
    same number, name, thing, title or clause, and ``added`` when it read nothing there.
    """
    return replace(
        reviewed,
        observations=_settled(machine.observations, reviewed.observations, lambda o: o.number, _measured),
        entities=_settled(machine.entities, reviewed.entities, lambda e: e.name, lambda e: e.category),
        states=_settled(
            machine.states, reviewed.states, lambda s: (s.of, s.year), lambda s: (s.status, s.kind)
        ),
        honours=_settled(
            machine.honours,
            reviewed.honours,
            lambda h: (h.title, h.year),
            lambda h: (h.recipient, h.level, h.kind),
        ),
        enumerations=_settled(
            machine.enumerations,
            reviewed.enumerations,
            lambda e: e.members,
            lambda e: (e.head, e.stated_count),
        ),
        clauses=_settled(machine.clauses, reviewed.clauses, lambda c: c.span, lambda c: c.role),
        pursuits=_settled(machine.pursuits, reviewed.pursuits, lambda p: p.measure, lambda p: p.goal),
    )


def strongest(origins: Iterable[Origin]) -> Origin:
    """The origin to tell of a node that several readings state."""
    return min(origins, key=ORDER.index)


def _measured(observation: Observation) -> Hashable:
    o = observation
    return (
        o.indicator,
        o.about,
        o.year,
        o.kind,
        o.basis,
        o.bound,
        o.base_value,
        o.unit,
        o.condition,
        o.direction,
    )


def _settled(
    machine: tuple[Fact, ...],
    reviewed: tuple[Fact, ...],
    what: Callable[[Fact], Hashable],
    said: Callable[[Fact], Hashable],
) -> tuple[Fact, ...]:
    """``what`` tells which facts speak of the same, ``said`` what they say of it."""
    read: dict[Hashable, set[Hashable]] = {}
    for fact in machine:
        read.setdefault(what(fact), set()).add(said(fact))

    def origin(fact: Fact) -> Origin:
        if what(fact) not in read:
            return "added"
        return "confirmed" if said(fact) in read[what(fact)] else "corrected"

    return tuple(replace(fact, origin=origin(fact)) for fact in reviewed)
