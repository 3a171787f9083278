"""Indicators side by side: bounds decide what is certain, scopes what is compared, and nothing is lost."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from streamlit.testing.v1 import AppTest

from kgqa.graph.store import Store
from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.indicators import Choice, Comparison, Row, beside, chosen, grouped, load_rows, to_csv
from kgqa.ui.indicators_page import shared_rows
from tests.ui.pages import opened, shown

PREFIXES = """@prefix : <https://w3id.org/district-plan/id/> .
@prefix c: <https://w3id.org/district-plan/code/> .
@prefix dp: <https://w3id.org/district-plan/ns#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix u: <https://w3id.org/district-plan/unit/> . @prefix oa: <http://www.w3.org/ns/oa#> .
:report a dp:PlanDocument ; dct:identifier "r" ; dp:reportsOn 2030 ; dp:plansFor 2031 .
:section dp:number "1" . :trees dp:measureType c:count ."""
VALUE = """:{name} a dp:Observation ; dp:kind c:{kind} ; dp:year {year} ; dp:indicator :{indicator} ;
  dp:about :town ; dp:unit u:ge ; dp:unitText "{unit}" ; dp:valueText "{value}" ; dp:value {value} ;
  dp:baseValue {base} ; dp:bound c:{bound} ; dp:basis c:{basis} ; dp:statedIn :span-{name} {scope} .
:span-{name} oa:hasSource :report ; dp:quote "{value}{unit}" ; dp:start 1 ; dp:end 5 ;
  dp:inSection :section ."""
NEAR = """:trees dp:comparableWith :shrubs ; dp:comparisonNote "灌木"@zh .
:shrubs dp:comparisonNote "灌木"@zh ."""


def value(
    kind: str,
    bound: str,
    number: str,
    *,
    unit: str = "个",
    base: str = "",
    basis: str = "inPeriod",
    indicator: str = "trees",
    scope: str = "",
) -> str:
    """One value of a made-up report in Turtle; ``scope`` limits what is counted."""
    return VALUE.format(
        name=kind,
        kind=kind,
        year=2030 if kind == "actual" else 2031,
        bound=bound,
        value=number,
        base=base or number,
        unit=unit,
        basis=basis,
        indicator=indicator,
        scope=f'; dp:condition "{scope}"' if scope else "",
    )


def rows_of(*values: str) -> tuple[Row, ...]:
    """The rows of a made-up report."""
    turtle = "\n".join((PREFIXES, *values))
    return load_rows(Store(ox.parse(turtle, format=ox.RdfFormat.TURTLE)))


def compared(*values: str) -> Comparison:
    """How the two values of a made-up report compare."""
    (row,) = rows_of(*values)
    assert row.comparison is not None
    return row.comparison


CERTAIN, POSSIBLE, NO = "certain", "possible", "no"
BOUNDED = [
    # actual, target, met, raised, lowered, sign of the difference
    (("eq", "6"), ("ge", "7"), NO, CERTAIN, NO, ">="),
    (("eq", "9"), ("ge", "7"), CERTAIN, POSSIBLE, POSSIBLE, ">="),
    (("eq", "7"), ("ge", "7"), CERTAIN, POSSIBLE, NO, ">="),
    (("eq", "7"), ("gt", "7"), NO, CERTAIN, NO, ">"),
    (("gt", "7"), ("gt", "7"), CERTAIN, POSSIBLE, POSSIBLE, ""),
    (("ge", "7"), ("gt", "7"), POSSIBLE, POSSIBLE, POSSIBLE, ""),
    (("gt", "5"), ("ge", "7"), POSSIBLE, POSSIBLE, POSSIBLE, ""),
    (("le", "5"), ("le", "5"), CERTAIN, POSSIBLE, POSSIBLE, ""),
    (("eq", "6"), ("le", "5"), NO, NO, CERTAIN, "<="),
    (("eq", "5"), ("lt", "5"), NO, NO, CERTAIN, "<"),
    (("lt", "5"), ("lt", "5"), CERTAIN, POSSIBLE, POSSIBLE, ""),
    (("lt", "7"), ("ge", "7"), NO, CERTAIN, NO, ">"),
    (("approx", "9"), ("ge", "7"), POSSIBLE, POSSIBLE, POSSIBLE, ""),
    (("eq", "9"), ("approx", "7"), POSSIBLE, POSSIBLE, POSSIBLE, ""),
    (("eq", "9"), ("eq", "7"), CERTAIN, NO, CERTAIN, "="),
    (("eq", "5"), ("eq", "7"), NO, CERTAIN, NO, "="),
    (("eq", "7"), ("eq", "7"), CERTAIN, NO, NO, "="),
]


@pytest.mark.parametrize(("actual", "target", "met", "raised", "lowered", "sign"), BOUNDED)
def test_a_claim_is_certain_when_it_holds_for_every_value_that_the_bounds_allow(
    actual: tuple[str, str], target: tuple[str, str], met: str, raised: str, lowered: str, sign: str
) -> None:
    """7 以上 after 9 may be more or less than 9; 9 lies in it all the same."""
    found = compared(value("actual", *actual), value("target", *target))
    assert found.claims == {"met": met, "raised": raised, "lowered": lowered}
    assert found.sign == sign


def test_a_plain_number_at_the_end_of_the_year_is_met_by_itself_only() -> None:
    """Whether a stock of 5 is better or worse than a planned 7, or than a planned 0, is not told."""
    stock = compared(value("actual", "eq", "5", basis="atEnd"), value("target", "eq", "7", basis="atEnd"))
    assert "met" not in stock.claims
    none = compared(value("actual", "eq", "3"), value("target", "eq", "0"))
    assert "met" not in none.claims
    same = compared(value("actual", "eq", "7", basis="atEnd"), value("target", "eq", "7", basis="atEnd"))
    assert same.claims["met"] == CERTAIN


def test_a_difference_is_told_in_the_finer_of_the_two_units() -> None:
    """1万个 less 10418个 is -418个, not -0.0418万个."""
    finer = compared(value("actual", "eq", "10418"), value("target", "eq", "1", unit="万个", base="10000"))
    assert (finer.difference, finer.unit) == ("-418", "个")
    coarser = compared(
        value("actual", "eq", "3.23", unit="万个", base="32300"),
        value("target", "eq", "2", unit="万个", base="20000"),
    )
    assert (coarser.difference, coarser.unit) == ("-1.23", "万个")


def test_nothing_is_computed_of_values_that_count_something_else() -> None:
    """Another scope, or another basis, is no basis for a difference."""
    scoped = compared(value("actual", "eq", "14"), value("target", "eq", "12", scope="旧楼"))
    based = compared(value("actual", "eq", "14", basis="atEnd"), value("target", "eq", "12"))
    for found in (scoped, based):
        assert (found.alike, found.difference, found.ratio, found.claims) == (False, "", "", {})


def test_another_indicator_that_comes_near_is_set_beside_without_a_claim() -> None:
    """The difference stands with its note; whether the target is met is not said of two definitions."""
    found = compared(
        NEAR,
        value("actual", "eq", "14"),
        value("target", "eq", "12", indicator="shrubs"),
    )
    assert (found.same, found.difference, found.claims, found.note) == (False, "-2", {}, {"zh": "灌木"})


def test_a_note_about_another_indicator_is_no_note_on_this_one() -> None:
    """What tells trees from shrubs says nothing of trees in two years."""
    found = compared(
        NEAR,
        value("actual", "eq", "14"),
        value("target", "eq", "12"),
    )
    assert found.note == {}


# ---------- the report of the project ----------


def rows() -> tuple[Row, ...]:
    return shared_rows(shared_workspace().store)


def test_every_actual_and_every_target_of_the_graph_has_a_row() -> None:
    """What the graph states for the two years is what the table holds, and a row holds it once."""
    stated = shared_workspace().store.select(
        """SELECT DISTINCT ?fact WHERE { ?report dp:reportsOn ?past ; dp:plansFor ?next .
        { ?fact a dp:Observation ; dp:year ?past ; dp:kind c:actual }
        UNION { ?fact a dp:Observation ; dp:year ?next ; dp:kind c:target } }"""
    )
    assert {v.iri for row in rows() for v in row.values} == {r["fact"] for r in stated}
    alone = [row.values[0].iri for row in rows() if row.comparison is None]
    paired = {v.iri for row in rows() if row.comparison for v in row.values}
    assert len(alone) == len(set(alone))
    assert not paired & set(alone)


def test_every_quote_of_a_row_stands_in_its_report_and_in_its_sentence() -> None:
    """Offsets lead to the words, in the text and in the sentence that is shown."""
    text = shared_workspace().reports.text
    for v in (v for row in rows() for v in row.values):
        assert text(v.document)[v.start : v.end] == v.quote
        offset = v.start - v.sentence_start
        assert v.sentence[offset : offset + len(v.quote)] == v.quote


def test_a_choice_leaves_what_fits() -> None:
    """Text, section, place and kind narrow the rows down; together they narrow further."""
    name = shared_workspace().name
    found = chosen(rows(), Choice(text="地区生产总值"), name, "zh")
    assert [(r.actual and r.actual.value, r.target and r.target.value) for r in found] == [("6.9", "7")]
    by_section = chosen(rows(), Choice(sections=frozenset({"1.2"})), name, "zh")
    assert by_section and all("1.2" in {v.section for v in row.values} for row in by_section)
    kind = by_section[0].values[0].measure
    both = chosen(rows(), Choice(sections=frozenset({"1.2"}), measures=frozenset({kind})), name, "zh")
    assert 0 < len(both) < len(by_section)
    assert all(row.comparison for row in chosen(rows(), Choice(sides="both"), name, "zh"))
    assert chosen(rows(), Choice(text="没有这样的指标"), name, "zh") == []


def test_a_word_of_the_sentence_leads_to_what_the_sentence_counts() -> None:
    """Homes for talents stand in the sentence on housing, though their name does not say so; no row twice."""
    name, choice = shared_workspace().name, Choice(text="住房", sides="target")
    direct, near = chosen(rows(), choice, name, "zh"), beside(rows(), choice, name, "zh")
    assert "1500" in {row.target.value for row in near if row.target}
    assert not set(map(id, direct)) & set(map(id, near))
    assert all("住房" in v.sentence for row in near for v in row.values)
    assert beside(rows(), Choice(), name, "zh") == []


@pytest.mark.parametrize("claim", ["met", "raised", "lowered"])
def test_the_groups_hold_every_pair_once(claim: str) -> None:
    """Certain, possible, no, and what cannot be told make up all pairs."""
    pairs = [row for row in rows() if row.comparison]
    assert sorted(map(id, pairs)) == sorted(id(r) for found in grouped(rows(), claim).values() for r in found)


def test_the_file_is_what_the_table_shows() -> None:
    """A byte order mark, one line for each row, figures as printed."""
    content = to_csv(rows(), shared_workspace().name, "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(lines) == len(rows())
    growth = next(line for line in lines if line["actual_quote"] == "2023年地区生产总值同比增长6.9%")
    assert (growth["actual_value"], growth["target_bound"], growth["target_value"]) == ("6.9", ">=", "7")
    assert (growth["actual_provisional"], growth["target_provisional"]) == ("true", "false")
    assert (growth["difference"], growth["difference_sign"], growth["raised"]) == ("0.1", ">=", "certain")


# ---------- the page ----------


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page as it opens."""
    return opened("indicators_page")


def test_numbers_stand_with_unit_and_bound_and_each_row_has_its_sentence(page: AppTest) -> None:
    """The head, an aligned number, the marked quote, and the link to the report at that span."""
    html = shown(page)
    assert "2023年实际" in html and "2024年目标" in html
    assert "<span><small></small>7</span><span>%<small>以上</small></span>" in html
    assert "<mark>2023年地区生产总值同比增长6.9%</mark>" in html
    assert 'href="report?span=545-564"' in html


def test_a_search_and_a_group_change_the_table() -> None:
    """Typing narrows the rows; a claim groups the pairs by its outcomes."""
    page = opened("indicators_page")
    page.text_input(key="indicator-text").set_value("技术合同成交额").run()
    assert shown(page).count("<details>") == 2  # itself, and one that the same sentence states
    page.text_input(key="indicator-text").set_value("").run()
    page.segmented_control(key="indicator-claim").set_value("raised").run()
    words = shared_texts()["zh"]
    claim = words.say("indicators.claim.raised")
    for outcome in ("certain", "possible", "no"):
        assert words.say(f"indicators.outcome.{outcome}", claim=claim) in shown(page)
    pairs = sum(row.comparison is not None for row in rows())
    assert words.say("indicators.count", count=pairs, pairs=pairs) in shown(page)


def test_what_fits_nothing_is_said_in_a_line() -> None:
    """An empty table and an empty chart say so."""
    page = opened("indicators_page")
    page.text_input(key="indicator-text").set_value("没有这样的指标").run()
    told = [i.value for i in page.info]
    assert told == [shared_texts()["zh"].say(f"indicators.{key}") for key in ("none", "no_chart")]


def test_the_page_speaks_english() -> None:
    """Names, units and bounds come in English; the quotes stay Chinese."""
    html = shown(opened("indicators_page", "en"))
    assert "GDP growth" in html
    assert "at least" in html and "billion yuan" in html
    assert "<mark>2023年地区生产总值同比增长6.9%</mark>" in html
