"""The reports of a store, each with its names, years, date and how much is read of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kgqa.graph.profile import documents
from kgqa.graph.store import TripleStore

_TITLES = """SELECT ?document ?title (LANG(?title) AS ?language) WHERE {
  ?document a dp:PlanDocument ; dct:title ?title } ORDER BY ?title"""
_PLACES = """SELECT ?document ?title (LANG(?title) AS ?language) WHERE {
  ?document a dp:PlanDocument ; dct:spatial/skos:prefLabel ?title } ORDER BY ?title"""
_DATES = """SELECT ?document ?date WHERE { ?document a dp:PlanDocument ; dct:issued ?date } ORDER BY ?date"""
_FACTS = """SELECT ?document (COUNT(DISTINCT ?fact) AS ?count) WHERE {
  ?fact dp:statedIn ?span . ?span oa:hasSource ?document } GROUP BY ?document"""
_OBSERVATIONS = _FACTS.replace("?fact dp:statedIn", "?fact a dp:Observation ; dp:statedIn")


@dataclass(frozen=True)
class Report:
    """A report of a corpus.

    ``title`` and ``place`` are by language, ``zh`` and ``en`` where the graph has both. ``date`` is when it
    was delivered, as YYYY-MM-DD, empty where the graph does not say. ``facts`` is how many things a sentence
    of it states, of which ``observations`` are values of indicators.
    """

    id: str
    title: Mapping[str, str]
    place: Mapping[str, str]
    reports_on: int
    plans_for: int
    date: str
    draft: bool
    facts: int
    observations: int
    iri: str

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return asdict(self)


def reports(store: TripleStore) -> tuple[Report, ...]:
    """The reports of a store by place and year, then by their ids."""
    titles, places = _named(store, _TITLES), _named(store, _PLACES)
    dates = {row["document"]: row["date"] for row in store.select(_DATES)}
    facts, observations = _counted(store, _FACTS), _counted(store, _OBSERVATIONS)
    found = {
        document.iri: Report(
            id=document.id,
            title=titles.get(document.iri, {}),
            place=places.get(document.iri, {}),
            reports_on=document.reports_on,
            plans_for=document.plans_for,
            date=dates.get(document.iri, ""),
            draft=document.draft,
            facts=facts.get(document.iri, 0),
            observations=observations.get(document.iri, 0),
            iri=document.iri,
        )
        for document in documents(store)
    }
    return tuple(sorted(found.values(), key=_by_place))


def _by_place(report: Report) -> tuple[str, int, str]:
    return report.place.get("zh", ""), report.reports_on, report.id


def _named(store: TripleStore, query: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(query):
        found[row["document"]].setdefault(row.get("language") or "zh", row["title"])
    return found


def _counted(store: TripleStore, query: str) -> dict[str, int]:
    return {row["document"]: int(row["count"]) for row in store.select(query)}
