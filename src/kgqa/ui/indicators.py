"""Indicators of the reports: what was reached and what is planned side by side, and how the two compare.

All figures come from two queries. Of a value that a report bounds, only its range is known: 7%以上 is any
value from 7 up, 约436亿元 one without known limits. A comparison therefore has three outcomes: ``certain``
when every pair of values in the two ranges agrees, ``no`` when none does, ``possible`` otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgqa.csvfile import csv_file
from kgqa.graph.profile import local_name
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BOUND_CODES

Namer = Callable[[str, str], str]
OUTCOMES = ("certain", "possible", "no")
CLAIMS = ("met", "raised", "lowered")
_SIGNS = {code: sign for sign, code in BOUND_CODES.items()}

OBSERVED = """SELECT ?fact ?document ?indicator ?about ?kind ?year ?type ?basis ?bound ?value ?unit
  ?relative ?condition ?deadline ?provisional ?reviewed ?section ?quote ?start ?end ?sentence ?from WHERE {
  ?report a dp:PlanDocument ; dct:identifier ?document ; dp:reportsOn ?past ; dp:plansFor ?next .
  VALUES ?kind { c:actual c:target }
  ?fact a dp:Observation ; dp:kind ?kind ; dp:indicator ?indicator ; dp:about ?about ; dp:year ?year ;
    dp:statedIn ?span .
  FILTER(?year = IF(?kind = c:actual, ?past, ?next))
  ?span oa:hasSource ?report ; dp:quote ?quote ; dp:start ?start ; dp:end ?end ;
    dp:inSection/dp:number ?section .
  OPTIONAL { ?indicator dp:measureType ?type } OPTIONAL { ?fact dp:basis ?basis }
  OPTIONAL { ?fact dp:bound ?bound } OPTIONAL { ?fact dp:unitText ?unit }
  OPTIONAL { ?fact dp:valueText ?value } OPTIONAL { ?fact dp:relativeTo ?relative }
  OPTIONAL { ?fact dp:condition ?condition } OPTIONAL { ?fact dp:deadline ?deadline }
  OPTIONAL { ?fact dp:reviewed ?reviewed }
  OPTIONAL { ?fact sdmx-attribute:obsStatus ?status }
  BIND(COALESCE(?status = sdmx-code:obsStatus-P, false) AS ?provisional)
  OPTIONAL { ?span dp:sentence ?whole . ?whole dp:quote ?sentence ; dp:start ?from }
} ORDER BY ?document ?start ?end ?fact"""

# ``?gap`` is target less actual in base units. A gap has a floor when the target has one and the actual a
# ceiling; the floor is open when one of these is. What is planned as a plain number of things done in the
# year is met by more of them; whether a share or a stock should rise or fall, a plain number does not tell.
COMPARED = """SELECT ?actual ?target ?alike ?same ?difference ?coarse ?sign ?ratio ?met ?raised ?lowered
  ?noteZh ?noteEn WHERE {
  ?report a dp:PlanDocument ; dp:reportsOn ?past ; dp:plansFor ?next .
  ?actual a dp:Observation ; dp:kind c:actual ; dp:year ?past ; dp:about ?about ; dp:indicator ?i ;
    dp:unit ?unit ; dp:value ?aValue ; dp:baseValue ?aBase ; dp:statedIn/oa:hasSource ?report .
  { ?actual dp:indicator ?j } UNION { ?actual dp:indicator/dp:comparableWith ?j }
  ?target a dp:Observation ; dp:kind c:target ; dp:year ?next ; dp:about ?about ; dp:indicator ?j ;
    dp:unit ?unit ; dp:value ?tValue ; dp:baseValue ?tBase ; dp:statedIn/oa:hasSource ?report .
  OPTIONAL { ?actual dp:bound ?aSaid } OPTIONAL { ?target dp:bound ?tSaid }
  OPTIONAL { ?actual dp:condition ?aScope } OPTIONAL { ?target dp:condition ?tScope }
  OPTIONAL { ?actual dp:basis ?aBasis } OPTIONAL { ?target dp:basis ?tBasis }
  OPTIONAL { ?j dp:measureType ?type }
  OPTIONAL { ?i dp:comparisonNote ?noteZh . ?j dp:comparisonNote ?noteZh FILTER(LANG(?noteZh) = "zh")
    FILTER(?i != ?j || NOT EXISTS { ?i dp:comparableWith/dp:comparisonNote ?noteZh }) }
  OPTIONAL { ?i dp:comparisonNote ?noteEn . ?j dp:comparisonNote ?noteEn FILTER(LANG(?noteEn) = "en")
    FILTER(?i != ?j || NOT EXISTS { ?i dp:comparableWith/dp:comparisonNote ?noteEn }) }
  BIND(COALESCE(?aSaid, c:eq) AS ?a) BIND(COALESCE(?tSaid, c:eq) AS ?t)
  BIND(COALESCE(STR(?aScope), "") = COALESCE(STR(?tScope), "")
    && COALESCE(STR(?aBasis), "") = COALESCE(STR(?tBasis), "") AS ?alike)
  BIND(?i = ?j AS ?same) BIND(?alike && ?same AS ?told)
  BIND(?tBase - ?aBase AS ?gap)
  BIND(IF(?aValue = 0, 1, ?aBase / ?aValue) AS ?aScale) BIND(IF(?tValue = 0, 1, ?tBase / ?tValue) AS ?tScale)
  BIND(?tScale < ?aScale AS ?coarse)
  BIND(IF(?alike, ?gap / IF(?coarse, ?tScale, ?aScale), ?none) AS ?difference)
  BIND(IF(?told && ?aBase > 0, ROUND(?tBase * 1000 / ?aBase) / 10, ?none) AS ?ratio)
  BIND(?t IN (c:eq, c:ge, c:gt) && ?a IN (c:eq, c:le, c:lt) AS ?floor)
  BIND(?t IN (c:eq, c:le, c:lt) && ?a IN (c:eq, c:ge, c:gt) AS ?ceiling)
  BIND(?t = c:gt || ?a = c:lt AS ?openFloor) BIND(?t = c:lt || ?a = c:gt AS ?openCeiling)
  BIND(IF(?floor && ?ceiling, "=", IF(?floor, IF(?openFloor, ">", ">="),
    IF(?ceiling, IF(?openCeiling, "<", "<="), ""))) AS ?sign)
  BIND(IF(!?told, ?none, IF(?floor && (?gap > 0 || ?gap = 0 && ?openFloor), "certain",
    IF(?ceiling && ?gap <= 0, "no", "possible"))) AS ?raised)
  BIND(IF(!?told, ?none, IF(?ceiling && (?gap < 0 || ?gap = 0 && ?openCeiling), "certain",
    IF(?floor && ?gap >= 0, "no", "possible"))) AS ?lowered)
  BIND(?t = c:eq && ?aBasis = c:inPeriod && ?tBase > 0
    && ?type IN (c:count, c:amount, c:area, c:length, c:growth) AS ?done)
  BIND(IF(?t = c:gt, c:gt, IF(?t = c:ge || COALESCE(?done, false), c:ge, ?t)) AS ?wanted)
  BIND(?a IN (c:eq, c:ge, c:gt) AS ?aFloor) BIND(?a IN (c:eq, c:le, c:lt) AS ?aCeiling)
  BIND(IF(!?told, ?none,
    IF(?wanted = c:ge, IF(?aFloor && ?gap <= 0, "certain",
      IF(?aCeiling && (?gap > 0 || ?gap = 0 && ?a = c:lt), "no", "possible")),
    IF(?wanted = c:gt, IF(?aFloor && (?gap < 0 || ?gap = 0 && ?a = c:gt), "certain",
      IF(?aCeiling && ?gap >= 0, "no", "possible")),
    IF(?wanted = c:le, IF(?aCeiling && ?gap >= 0, "certain",
      IF(?aFloor && (?gap < 0 || ?gap = 0 && ?a = c:gt), "no", "possible")),
    IF(?wanted = c:lt, IF(?aCeiling && (?gap > 0 || ?gap = 0 && ?a = c:lt), "certain",
      IF(?aFloor && ?gap <= 0, "no", "possible")),
    IF(?wanted = c:eq, IF(?a = c:eq && ?gap = 0, "certain", ?none), "possible")))))) AS ?met)
} ORDER BY ?actual ?target"""


@dataclass(frozen=True)
class Value:
    """A value that a report states, with its words and their place.

    ``value`` and ``unit`` are as printed; ``bound`` is one of ``= >= > <= < ≈``, or ``inStepWith`` for a
    value that keeps pace with that of the indicator ``relative``. ``sentence`` starts at the offset
    ``sentence_start`` of the text and holds the quote.
    """

    iri: str
    document: str
    indicator: str
    about: str
    year: int
    kind: str
    measure: str
    basis: str
    bound: str
    value: str
    unit: str
    relative: str
    condition: str
    deadline: str
    provisional: bool
    reviewed: bool
    section: str
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int

    @property
    def is_number(self) -> bool:
        """Whether the printed value is a number, and no phrase such as 动态清零."""
        return self.value[:1].isdecimal()


@dataclass(frozen=True)
class Comparison:
    """How a target compares with what was reached.

    Nothing but ``note`` is known unless the scopes are ``alike``, and no claim is made unless both sides are
    of the ``same`` indicator. ``difference`` is target less actual, in the finer of the two printed units;
    ``sign`` bounds it, and is empty when the limits of the two values leave it open. ``ratio`` is the target
    in per cent of the actual. ``claims`` maps each of ``CLAIMS`` to one of ``OUTCOMES``, or leaves it out
    where it cannot be told.
    """

    alike: bool
    same: bool
    difference: str
    unit: str
    sign: str
    ratio: str
    claims: Mapping[str, str]
    note: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A line of the table: what was reached, what is planned, or both with their comparison."""

    actual: Value | None
    target: Value | None
    comparison: Comparison | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """The values that there are, the one reached first."""
        return tuple(v for v in (self.actual, self.target) if v is not None)


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see; an empty field leaves everything in."""

    text: str = ""
    sections: frozenset[str] = frozenset()
    abouts: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    sides: str = ""


def load_rows(store: Store) -> tuple[Row, ...]:
    """Pairs, then what was only reached, then what is only planned, each in the order of the text."""
    values: dict[str, Value] = {}
    for found in store.select(OBSERVED):
        values.setdefault(found["fact"], _value(found))  # of several places the first
    pairs: dict[tuple[str, str], Row] = {}
    for found in store.select(COMPARED):
        actual, target = values[found["actual"]], values[found["target"]]
        pairs.setdefault((actual.iri, target.iri), Row(actual, target, _comparison(found, actual, target)))
    paired = {iri for pair in pairs for iri in pair}
    alone = [
        Row(v, None) if v.kind == "actual" else Row(None, v) for v in values.values() if v.iri not in paired
    ]
    order = {iri: at for at, iri in enumerate(values)}
    return tuple(
        sorted(
            [*pairs.values(), *alone],
            key=lambda row: (row.comparison is None, row.actual is None, [order[v.iri] for v in row.values]),
        )
    )


def chosen(rows: Iterable[Row], choice: Choice, name: Namer, language: str) -> list[Row]:
    """The rows that fit; text is looked for in names in the language and in the words of the report."""
    return [row for row in rows if _fits(row, choice) and _tells(_words(row, name, language), choice.text)]


def beside(rows: Iterable[Row], choice: Choice, name: Namer, language: str) -> list[Row]:
    """The rows that fit but for the text, which their sentence tells before or after their own words."""
    return [
        row
        for row in rows
        if choice.text.strip()
        and _fits(row, choice)
        and not _tells(_words(row, name, language), choice.text)
        and any(_tells(v.sentence, choice.text) for v in row.values)
    ]


def grouped(rows: Iterable[Row], claim: str) -> dict[str, list[Row]]:
    """The rows that are compared by the outcome of a claim; ``unknown`` are those it cannot be told of."""
    groups: dict[str, list[Row]] = {outcome: [] for outcome in (*OUTCOMES, "unknown")}
    for row in rows:
        if row.comparison:
            groups[row.comparison.claims.get(claim, "unknown")].append(row)
    return {outcome: found for outcome, found in groups.items() if found}


def to_csv(rows: Sequence[Row], name: Namer, language: str) -> bytes:
    """The rows as a table for spreadsheets: UTF-8 with a byte order mark, one line for each row."""
    columns = [column for column, _ in _cells(Row(None, None), name, language)]
    return csv_file(columns, (dict(_cells(row, name, language)) for row in rows))


def _fits(row: Row, choice: Choice) -> bool:
    sides = {"both": row.comparison is not None, "actual": row.target is None, "target": row.actual is None}
    return (
        _any_of(choice.sections, (v.section for v in row.values))
        and _any_of(choice.abouts, (v.about for v in row.values))
        and _any_of(choice.measures, (v.measure for v in row.values))
        and sides.get(choice.sides, True)
    )


def _any_of(wanted: frozenset[str], found: Iterable[str]) -> bool:
    return not wanted or not wanted.isdisjoint(found)


def _words(row: Row, name: Namer, language: str) -> str:
    return " ".join(
        " ".join((name(v.indicator, language), name(v.about, language), v.condition, v.quote))
        for v in row.values
    )


def _tells(words: str, text: str) -> bool:
    return all(part in words.casefold() for part in text.casefold().split())


def _cells(row: Row, name: Namer, language: str) -> Iterator[tuple[str, str]]:
    """Columns of the table with their cells, in order; a row without a side leaves the cells of it empty."""
    first = next(iter(row.values), None)
    yield "indicator", name(first.indicator, language) if first else ""
    yield "about", name(first.about, language) if first else ""
    for side, value in (("actual", row.actual), ("target", row.target)):
        for column in (
            "year",
            "bound",
            "value",
            "unit",
            "basis",
            "relative",
            "condition",
            "deadline",
            "provisional",
        ):
            told = str(getattr(value, column)) if value else ""
            told = told.lower() if column == "provisional" else told
            yield f"{side}_{column}", name(told, language) if told and column == "relative" else told
    compared = row.comparison
    for column in ("difference", "unit", "sign"):
        written = "difference" if column == "difference" else f"difference_{column}"
        yield written, getattr(compared, column) if compared else ""
    for claim in CLAIMS:
        yield claim, compared.claims.get(claim, "") if compared else ""
    yield "note", compared.note.get(language, "") if compared else ""
    for side, value in (("actual", row.actual), ("target", row.target)):
        for column in ("indicator", "document", "section", "start", "end", "quote", "iri"):
            told = str(getattr(value, column)) if value else ""
            yield f"{side}_{column}", name(told, language) if told and column == "indicator" else told


def _value(found: Mapping[str, str]) -> Value:
    return Value(
        iri=found["fact"],
        document=found["document"],
        indicator=found["indicator"],
        about=found["about"],
        year=int(found["year"]),
        kind=local_name(found["kind"]),
        measure=found.get("type", ""),
        basis=local_name(found.get("basis", "")),
        bound=_SIGNS.get(local_name(found.get("bound", "")), "="),
        value=found.get("value", ""),
        unit=found.get("unit", ""),
        relative=found.get("relative", ""),
        condition=found.get("condition", ""),
        deadline=found.get("deadline", ""),
        provisional=found["provisional"] == "true",
        reviewed=found.get("reviewed") == "true",
        section=found["section"],
        quote=found["quote"],
        start=int(found["start"]),
        end=int(found["end"]),
        sentence=found.get("sentence", found["quote"]),
        sentence_start=int(found.get("from", found["start"])),
    )


def _comparison(found: Mapping[str, str], actual: Value, target: Value) -> Comparison:
    return Comparison(
        alike=found["alike"] == "true",
        same=found["same"] == "true",
        difference=found.get("difference", ""),
        unit=(target if found["coarse"] == "true" else actual).unit,
        sign=found["sign"],
        ratio=found.get("ratio", ""),
        claims={claim: found[claim] for claim in CLAIMS if claim in found},
        note={lang: found[key] for lang, key in (("zh", "noteZh"), ("en", "noteEn")) if key in found},
    )
