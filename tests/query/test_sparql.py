"""Every form prints SPARQL that two engines read alike: the one that ships and rdflib."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import get_args

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import SKOS
from kgqa.query.forms import (
    Attribute,
    Claims,
    Comparison,
    Count,
    Deadline,
    Difference,
    Each,
    Extreme,
    Form,
    Honours,
    Lookup,
    Named,
    Observed,
    Passage,
    Quotient,
    Ranking,
    Ratio,
    Remainder,
    Revised,
    Sections,
    Selected,
    Shared,
    Source,
    StateFilter,
    StateVerdict,
    Things,
    Total,
    Unnamed,
    Verdict,
)
from kgqa.query.sparql import to_sparql
from kgqa.resources import ontology_dir
from tests.engine.engines import DATA

L = "https://example.org/library/2031/"
I = "https://example.org/library/indicator/"  # noqa: E741
LIB = "https://example.org/library/ns#"
TOWN = f"{L}town"

LOANS = Observed(f"{I}loans", TOWN, 2030, "actual", "inPeriod")
LOANS_PLANNED = Observed(f"{I}loans", TOWN, 2031, "target", "inPeriod")
NEW_BOOKS = Observed(f"{I}new-books", TOWN, 2030)
CHILDREN = Observed(f"{I}new-childrens-books", None, 2030)
OPENED = Named((f"{L}state-1", f"{L}state-2"), "of")
HELD = Named((f"{L}enumeration-1",), "member", (f"{L}poems",))
OPEN_BRANCHES = Things((f"{LIB}Branch",), (StateFilter(("open",), 2030, "actual"),))

# Each form with how many rows it has, and the value of one variable of the first row.
FORMS: list[tuple[Form, int, str, str]] = [
    (Lookup((LOANS,)), 1, "valueText", "86.4"),
    (Lookup((Observed(f"{I}loans"),)), 2, "valueText", "86.4"),
    (Lookup((LOANS, NEW_BOOKS)), 2, "valueText", "86.4"),
    (Lookup((Observed(f"{I}loans", condition='a "quoted" \\ one'),)), 0, "", ""),
    (Difference(LOANS_PLANNED, LOANS), 1, "result", "8.6"),
    (Ratio(CHILDREN, NEW_BOOKS), 1, "result", "38.709677"),
    (Quotient(NEW_BOOKS, CHILDREN), 1, "result", "2.583333"),
    (Quotient(NEW_BOOKS, CHILDREN, 100), 1, "result", "258.333333"),
    (Comparison(LOANS_PLANNED, LOANS, ">"), 1, "holds", "true"),
    (Comparison(NEW_BOOKS, CHILDREN, ">", "3"), 1, "holds", "false"),
    (Remainder((CHILDREN,), "30000"), 1, "left", "6000"),
    (Unnamed(f"{L}observation-11"), 3, "left", "207"),
    (Total((LOANS, NEW_BOOKS)), 2, "sum", "926000"),
    (Each((LOANS, NEW_BOOKS)), 2, "valueText", "86.4"),
    (Extreme((CHILDREN, NEW_BOOKS), True), 2, "gap", "38000"),
    (Difference(Total((CHILDREN, NEW_BOOKS)), NEW_BOOKS), 2, "leftBase", "86000"),
    (Ratio(NEW_BOOKS, Total((CHILDREN, NEW_BOOKS))), 2, "result", "72.093023"),
    (Ratio(NEW_BOOKS, CHILDREN, times=True), 1, "result", "2.583333"),
    (Selected(">", "50000", "册", year=2030), 3, "valueText", "86.4"),
    (Selected(">=", "0", "%", measure="growth"), 1, "valueText", "12.5"),
    (Ranking((f"{I}loans", f"{I}new-books"), None, 2030, "actual", True, None), 2, "valueText", "86.4"),
    (Ranking((), "万册", 2030, None, False, 2), 2, "valueText", "2.4"),
    (Ranking((), None, 2030, None, True, None, ends=True), 2, "valueText", "320"),
    (Revised(2031, 2030, ">", None), 6, "leftText", "95"),
    (Verdict(LOANS, ">=", "800000"), 1, "holds", "true"),
    (Claims((Verdict(LOANS, ">=", "800000"), Verdict(LOANS, "<", "900000"))), 2, "holds", "true"),
    (OPENED, 2, "item", f"{L}maple"),
    (HELD, 2, "item", f"{L}crafts"),
    (replace(HELD, picked=True), 2, "item", f"{L}crafts"),
    (Shared(OPENED, Named((f"{L}honour-2",), "recipient")), 1, "item", f"{L}willow"),
    (Honours(f"{L}willow", None, None), 1, "item", f"{L}beautiful"),
    (Honours(None, "target", 2031, ("national",)), 1, "item", f"{L}readingbase"),
    (Shared(OPENED, Named((f"{L}honour-2",), "recipient"), "honourTitle"), 1, "item", f"{L}beautiful"),
    (Deadline(LOANS), 0, "", ""),
    (Deadline(LOANS, OPENED), 0, "", ""),
    (Deadline(f"{L}state-3"), 0, "", ""),
    (Honours(None, None, None, (), (), (("not there",),)), 0, "", ""),
    (OPEN_BRANCHES, 2, "item", f"{L}maple"),
    (Things((f"{LIB}Hall",), holder=f"{L}willow"), 2, "item", f"{L}pine"),
    (
        Things((f"{LIB}Branch",), (StateFilter(("structureComplete",), 2030), StateFilter(("open",), 2031))),
        1,
        "item",
        f"{L}ferry",
    ),
    (Count(OPEN_BRANCHES), 2, "count", "2"),
    (Count(Honours(f"{L}willow", None, None)), 1, "count", "1"),
    (Count(HELD), 2, "count", "2"),
    (Count(Honours(None, None, None)), 3, "count", "3"),
    (Sections(f"{L}section-1.0"), 2, "item", f"{L}section-1.1"),
    (Count(Sections(f"{L}document")), 2, "count", "2"),
    (Sections(f"{L}section-1.1"), 2, "item", f"{L}heading-1"),
    (Sections(f"{L}section-1.1", True), 3, "item", f"{L}section-1.1"),
    (Honours(f"{L}willow", None, None, holders=(f"{LIB}Branch",), who=True), 1, "item", f"{L}willow"),
    (Things((f"{LIB}Hall",), holder=f"{L}willow", named=("自习",)), 1, "item", f"{L}pine"),
    (StateVerdict((f"{L}state-3",), True), 1, "phrase", "主体完工"),
    (Passage(headings=(f"{L}heading-7",)), 2, "quote", "开发“汀川听书”小程序"),
    (Passage(statements=(f"{L}statement-4", f"{L}statement-5")), 2, "quote", "北部乡镇的分馆偏少"),
    (Source(LOANS), 1, "heading", "借阅稳步上升"),
    (Source(f"{L}state-3"), 1, "section", "1.2"),
    (Attribute(f"{L}willow", (f"{SKOS}prefLabel",)), 1, "item", "柳荫分馆"),
]


@pytest.fixture(scope="module")
def oxigraph() -> Store:
    """The libraries and the classes above theirs, as the product reads them."""
    return Store.load([ontology_dir() / "plan.ttl", DATA / "library.trig"])


@pytest.fixture(scope="module")
def rdflib_graph(oxigraph: Store) -> rdflib.Graph:
    """The same triples in the other engine."""
    return rdflib.Graph().parse(data="".join(f"{q.triple} .\n" for q in oxigraph.quads()), format="nt")


def plain(cell: str | None) -> str | None:
    """A cell as both engines write it: numbers to six places, truth values as words."""
    if cell is None:
        return None
    try:
        return f"{round(Decimal(cell), 6).normalize():f}"
    except InvalidOperation:
        return cell


def slow_rows(graph: rdflib.Graph, sparql: str) -> list[dict[str, str | None]]:
    """Rows of the other engine."""
    result = graph.query(sparql)
    names = [str(v) for v in result.vars or ()]
    rows = [dict(zip(names, row, strict=True)) for row in result if isinstance(row, tuple)]
    return [{k: plain(str(v)) for k, v in row.items() if v is not None} for row in rows]


def test_every_form_of_the_algebra_is_here() -> None:
    """A new form needs a row in the table."""
    assert {type(form) for form, *_ in FORMS} == set(get_args(Form))


@pytest.mark.parametrize(
    ("form", "count", "name", "value"),
    FORMS,
    ids=[f"{type(f).__name__}-{n}" for n, (f, *_) in enumerate(FORMS)],
)
def test_both_engines_give_the_same_rows(
    form: Form, count: int, name: str, value: str, oxigraph: Store, rdflib_graph: rdflib.Graph
) -> None:
    """As sets, since engines may order equal keys as they like; the first row of ours is looked at."""
    sparql = to_sparql(form)
    prepareQuery(sparql)
    rows = [{k: plain(v) for k, v in row.items()} for row in oxigraph.select(sparql)]
    assert len(rows) == count
    if rows:
        assert rows[0][name] == plain(value)

    def key(row: dict[str, str | None]) -> list[tuple[str, str]]:
        return sorted((k, str(v)) for k, v in row.items())

    assert sorted(map(key, rows)) == sorted(map(key, slow_rows(rdflib_graph, sparql)))


def test_a_query_declares_just_the_prefixes_it_uses() -> None:
    """So that it runs anywhere as it is printed."""
    sparql = to_sparql(Lookup((LOANS,)))
    assert "PREFIX dp: <https://w3id.org/district-plan/ns#>" in sparql
    assert "PREFIX skos:" not in sparql


def test_the_evidence_comes_with_every_value() -> None:
    """Span, words, offsets and section are projected."""
    for name in ("?span", "?quote", "?start", "?end", "?section"):
        assert name in to_sparql(Lookup((LOANS,))).split("WHERE")[0]
