"""Search for passages: what is kept to a year, a place or a section, and what is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from kgqa.errors import UsageError
from kgqa.graph.store import Store
from kgqa.parsing.cleaning import clean
from kgqa.retrieval.index import PassageIndex
from kgqa.retrieval.passages import Filter


@dataclass(frozen=True)
class FoundPassage:
    """A sentence of a report that was found.

    ``text`` is the normalised text of the report from ``start`` to ``end``, in characters; ``score`` orders
    the passages of one search, has no unit and cannot be compared with that of another search.
    """

    score: float
    document: str
    section: str
    start: int
    end: int
    text: str
    iri: str

    def as_dict(self) -> dict[str, Any]:
        """The passage as ``kgqa search --json`` writes it."""
        return asdict(self)


def search(
    index: PassageIndex, words: str, k: int = 5, among: Filter | None = None
) -> tuple[FoundPassage, ...]:
    """The best ``k`` passages, best first; fewer where fewer come near.

    Raises:
        UsageError: ``k`` is no number from 1 on.
    """
    if k < 1:
        raise UsageError(f"{k} passages cannot be found; ask for 1 or more")
    return tuple(FoundPassage(**p.as_dict()) for p in index.search(clean(words), k, among=among or Filter()))


def passage_filter(
    index: PassageIndex, store: Callable[[], Store], year: int | None, place: str | None, section: str
) -> Filter:
    """What a search is kept to.

    Args:
        store: opens the graph, whose names say what a place is.

    Raises:
        UsageError: nothing bears the name, or no passage is of the year or in the section.
    """
    among = Filter(year, section=section)
    if among == Filter() and place is None:
        return among
    if place is not None:
        from kgqa.export.focus import find  # these load all formats of export
        from kgqa.export.terms import load_terms

        spoken = {thing for passage in index.passages for thing in passage.things}
        among = Filter(year, frozenset(find(place, spoken, load_terms(store()))), section)
    years = sorted({known for passage in index.passages for known in passage.years})
    if year is not None and year not in years:
        raise UsageError(f"nothing is said of {year}; the years are {', '.join(map(str, years))}")
    sections = sorted({passage.section for passage in index.passages})
    if not any(Filter(section=section).admits(passage) for passage in index.passages):
        raise UsageError(f"no section {section!r}; the sections are {', '.join(sections)}")
    return among
