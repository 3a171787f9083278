"""What sort of figure an indicator is, told by its unit and the end of its name.

``codes.ttl`` gives each measure type the kinds of quantity that it is measured in (``dp:quantityKind``) and,
where several share one, the endings of names by which they are told apart (``dp:ending``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from kgqa.graph.vocabulary import CODE, DP
from kgqa.ingestion.grammar import parse_turtle


@dataclass(frozen=True)
class MeasureTypes:
    """Measure types (local names of codes) by kind of quantity, each with the endings of names."""

    by_kind: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    unit_kinds: dict[str, str]

    def of(self, label: str, unit: str) -> str:
        """The measure type of an indicator with this name and base unit; empty when nothing tells it."""
        types = self.by_kind.get(self.unit_kinds.get(unit, "count" if unit else ""), ())
        told = next((code for code, endings in types if endings and label.endswith(endings)), "")
        return told or next((code for code, endings in types if not endings), "")


def load_measure_types(ontology: Path, unit_kinds: dict[str, str]) -> MeasureTypes:
    """Measure types of the ontology folder.

    Raises:
        GraphError: ``codes.ttl`` is missing or broken.
    """
    stated = parse_turtle(ontology / "codes.ttl")
    endings: dict[str, list[str]] = defaultdict(list)
    for one in stated:
        if one.predicate == f"{DP}ending":
            endings[one.subject].append(one.value)
    by_kind: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for one in stated:
        if one.predicate == f"{DP}quantityKind":
            code = one.subject.removeprefix(CODE)
            by_kind[one.value].append((code, tuple(sorted(endings[one.subject], key=lambda e: (-len(e), e)))))
    return MeasureTypes({kind: tuple(sorted(types)) for kind, types in by_kind.items()}, unit_kinds)
