"""What a built graph holds, counted: classes, years, sections, origins, links and names, as Markdown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kgqa.graph.vocabulary import CODE, DCT, DP, RDF, RDFS, SKOS
from kgqa.ingestion.grammar import parse_turtle
from kgqa.ingestion.origins import ORDER

_LINKS = ("partOf", "member", "pursues", "implements", "quantifiedBy", "mentions", "statedIn")
_BY_SECTION = ("Observation", "State", "Honour", "Measure", "Outcome", "Goal", "Requirement", "Issue")
_NOT_READ = ("TextSpan", "Section", "Heading", "PlanDocument", "Relation", "Indicator")


class _Counts:
    """The graph by subject: its classes and what it says of each."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.classes: dict[str, set[str]] = defaultdict(set)
        self.values: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.links: Counter[str] = Counter()
        self.size = 0
        for quad in quads:
            self.size += 1
            subject, predicate = str(quad.subject)[1:-1], quad.predicate.value
            value = quad.object
            if not isinstance(value, ox.NamedNode | ox.Literal):
                continue
            if predicate == f"{RDF}type":
                if value.value.startswith(DP):
                    self.classes[value.value.removeprefix(DP)].add(subject)
            else:
                self.values[subject][predicate].append(value)
            if predicate.startswith(DP):
                self.links[predicate.removeprefix(DP)] += 1

    def one(self, subject: str, predicate: str, language: str | None = None) -> str:
        """A value of a subject, or the empty string."""
        values = self.values[subject][predicate]
        told = (
            v.value
            for v in values
            if language is None or (isinstance(v, ox.Literal) and v.language == language)
        )
        return next(iter(sorted(told)), "")


def contents(quads: Iterable[ox.Quad], ontology: Path) -> str:
    """The counts of a graph of one report, as Markdown; the same quads give the same text.

    Raises:
        GraphError: the ontology folder is not complete.
    """
    counts = _Counts(quads)
    (document,) = counts.classes["PlanDocument"]
    title = counts.one(document, f"{DCT}title", "zh")
    return "\n".join(
        [
            "# What the graph holds",
            "",
            f"{counts.size} statements about {title}",
            "",
            *_table("Nodes by class", ("class", "名称", "label", "nodes"), _classes(counts, ontology)),
            *_table("Observations by year and kind", ("year", "kind", "observations"), _years(counts)),
            *_table(
                "Statements by section", ("section", "title", *map(_plural, _BY_SECTION)), _sections(counts)
            ),
            *_table("Who read it", ("class", *ORDER), _origins(counts)),
            *_table("Links", ("property", "edges"), ((f"`dp:{p}`", counts.links[p]) for p in _LINKS)),
            *_table("Names", ("of", "all", "with an English name", "with other names"), _names(counts)),
        ]
    )


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield from (f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}")
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""


def _classes(counts: _Counts, ontology: Path) -> Iterator[Sequence[object]]:
    labels = {
        (s.subject.removeprefix(DP), s.language): s.value
        for s in parse_turtle(ontology / "plan.ttl")
        if s.predicate == f"{RDFS}label"
    }
    for name, nodes in sorted(counts.classes.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"`dp:{name}`", labels.get((name, "zh"), ""), labels.get((name, "en"), ""), len(nodes)


def _years(counts: _Counts) -> Iterator[Sequence[object]]:
    observed = Counter(
        (counts.one(o, f"{DP}year"), counts.one(o, f"{DP}kind").removeprefix(CODE))
        for o in counts.classes["Observation"]
    )
    for (year, kind), number in sorted(observed.items()):
        yield year, kind, number


def _sections(counts: _Counts) -> Iterator[Sequence[object]]:
    inside = Counter(
        (name, counts.one(node, f"{DP}inSection")) for name in _BY_SECTION for node in counts.classes[name]
    )
    order = sorted(counts.classes["Section"], key=lambda s: int(counts.one(s, f"{DP}order") or 0))
    for section in order:
        title = counts.one(section, f"{DCT}title", "zh")
        yield counts.one(section, f"{DP}number"), title, *(inside[name, section] for name in _BY_SECTION)


def _origins(counts: _Counts) -> Iterator[Sequence[object]]:
    for name in sorted(counts.classes):
        told = Counter(counts.one(n, f"{DP}origin").removeprefix(CODE) for n in counts.classes[name])
        if name not in _NOT_READ and any(told[o] for o in ORDER):
            yield f"`dp:{name}`", *(told[origin] for origin in ORDER)


def _names(counts: _Counts) -> Iterator[Sequence[object]]:
    statements = (*_NOT_READ, *_BY_SECTION, "Enumeration")
    things = {n for name, nodes in counts.classes.items() if name not in statements for n in nodes}
    for of, nodes in (("things", things), ("indicators of this report", counts.classes["Indicator"])):
        english = sum(bool(counts.one(n, f"{SKOS}prefLabel", "en")) for n in nodes)
        other = sum(bool(counts.values[n][f"{SKOS}altLabel"]) for n in nodes)
        yield of, len(nodes), english, other


def _plural(name: str) -> str:
    return f"{name.lower()}s"
