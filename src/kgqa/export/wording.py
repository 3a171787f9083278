"""Labels of nodes in Chinese and English. A statement has no name: its label says what it states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from kgqa.export.terms import Terms, name
from kgqa.graph.profile import local_name
from kgqa.graph.store import Term
from kgqa.graph.vocabulary import BOUND_CODES, CODE, DP

Description: TypeAlias = Mapping[str, list[Term]]
ENDS = frozenset(f"{DP}{p}" for p in ("about", "indicator", "relativeTo", "of", "recipient", "honourTitle"))
"""Properties whose objects a statement's label names."""
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "inStepWith": ""}
_BOUNDS = {f"{CODE}{code}": _SIGNS.get(sign, sign) for sign, code in BOUND_CODES.items()}


def worded(node: str, own: Description, terms: Terms) -> tuple[str, str]:
    """A node's label in Chinese and in English; what has only the report's words keeps them in both."""
    write = _WORDINGS.get(local_name(terms.classes.get(node, "")))
    if node in terms.labels or write is None:
        return terms.zh(node), terms.en(node)
    return write(own, terms)


def _observation(own: Description, terms: Terms) -> tuple[str, str]:
    ends = [_first(own, p) for p in ("about", "indicator")]
    other = _first(own, "relativeTo")
    if other:
        ends += [_first(own, "bound"), other]
    zh, en = ([label(e) for e in ends if e] for label in (terms.zh, terms.en))
    zh.append(_value(own))
    en.append(_value_en(own, terms))
    return _dated(" ".join(zh).strip(), " ".join(en).strip(), own, terms)


def _value(own: Description) -> str:
    return f"{_BOUNDS.get(_first(own, 'bound'), '')}{_first(own, 'valueText')}{_first(own, 'unitText')}"


def _value_en(own: Description, terms: Terms) -> str:
    """The value in the base unit, as an English reader knows no 亿."""
    unit, base = _first(own, "unit"), _first(own, "baseValue")
    if not base or _first(own, "unitText") == "%":
        return _value(own)
    return f"{_BOUNDS.get(_first(own, 'bound'), '')}{Decimal(base):,f} {terms.en(unit).split(' (')[0]}"


def _state(own: Description, terms: Terms) -> tuple[str, str]:
    thing, status = _first(own, "of"), _first(own, "status")
    return _dated(
        f"{terms.zh(thing)}：{_first(own, 'phrase')}",
        f"{terms.en(thing)}: {terms.en(status) if status else _first(own, 'phrase')}",
        own,
        terms,
    )


def _honour(own: Description, terms: Terms) -> tuple[str, str]:
    ends = [_first(own, p) for p in ("recipient", "honourTitle")]
    return _dated("：".join(map(terms.zh, ends)), ": ".join(map(terms.en, ends)), own, terms)


def _clause(own: Description, terms: Terms) -> tuple[str, str]:
    return _first(own, "phrase"), _first(own, "phrase")


def _dated(zh: str, en: str, own: Description, terms: Terms) -> tuple[str, str]:
    year, kind = _first(own, "year"), _first(own, "kind")
    return (
        f"{zh}（{'，'.join(_filled(f'{year}年' if year else '', terms.zh(kind) if kind else ''))}）",
        f"{en} ({', '.join(_filled(year, terms.en(kind) if kind else ''))})",
    )


def _filled(*words: str) -> Sequence[str]:
    return [w for w in words if w]


def _first(own: Description, property_name: str) -> str:
    return first(own, f"{DP}{property_name}")


def first(own: Description, predicate: str) -> str:
    """The first object of a property as text; empty when there is none."""
    objects = own.get(predicate)
    return name(objects[0]) if objects else ""


def first_span(own: Description, described: Mapping[str, Description]) -> str:
    """IRI of the span that states something, of several the one that comes first in the text; else empty."""
    spans = [s for s in map(name, own.get(f"{DP}statedIn", ())) if s in described]
    return min(spans, key=lambda s: int(first(described[s], f"{DP}start") or 0), default="")


_WORDINGS: Mapping[str, Callable[[Description, Terms], tuple[str, str]]] = {
    "Observation": _observation,
    "State": _state,
    "Honour": _honour,
    **dict.fromkeys(("Measure", "Outcome", "Goal", "Issue", "Requirement"), _clause),
}
