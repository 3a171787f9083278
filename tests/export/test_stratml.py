"""The plan as StratML, checked against its content models by lxml and read back.

The schema is ours, written after the content models of the standard: no package of Python, npm or Debian that
we know carries the published one.
"""

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from lxml import etree

from kgqa.errors import GraphError, UsageError
from kgqa.export import FORMATS, export
from kgqa.export.extract import Extract, extract, neighbourhood
from kgqa.export.stratml import NAMESPACE
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import PREFIXES, RESOURCE
from kgqa.resources import graph_dir

IN = {"s": NAMESPACE}
SCHEMA = Path(__file__).resolve().parents[1] / "data" / "stratml.xsd"
PLAN = """
r:graph {
  r:document a dp:PlanDocument ; dct:title "甲区计划"@zh, "Plan of A"@en ; dct:identifier "r" ;
    dct:creator x:bureau ; dp:reportsOn 2023 ; dp:plansFor 2024 ;
    dp:printedOn "2024-02-21"^^xsd:date ; dp:onBehalfOf "区政府"@zh .
  x:bureau a dp:PublicBody ; skos:prefLabel "发改委"@zh, "Commission"@en .
  x:a a dp:Place ; skos:prefLabel "甲区"@zh, "District A"@en .
  r:s1 a dp:Section ; dct:title "打算"@zh ; dp:number "2" .
  r:rule a dp:Requirement ; dp:phrase "稳中求进"@zh ; dp:inSection r:s1 ; dp:statedIn r:p1 .
  r:goal a dp:Goal ; dp:phrase "<更好>的“道路”&🛣️"@zh ; dp:year 2024 ; dp:kind c:target ; dp:inSection r:s1 ;
    dp:quantifiedBy r:o2 ; dp:statedIn r:p2 .
  r:goal2 a dp:Goal ; dp:phrase "畅通"@zh ; dp:inSection r:s1 ; dp:statedIn r:p5 .
  r:work a dp:Measure ; dp:phrase "修路"@zh ; dp:pursues r:goal, r:goal2 ; dp:quantifiedBy r:o3, r:o4 ;
    dp:responsible x:bureau ; dp:year 2024 ; dp:kind c:target ; dp:inSection r:s1 ; dp:statedIn r:p3 .
  r:other a dp:Measure ; dp:phrase "植树"@zh ; dp:year 2023 ; dp:kind c:actual ; dp:inSection r:s1 ;
    dp:statedIn r:p4 .
  r:o1 a dp:Observation ; dp:indicator ind:gdp-growth ; dp:about x:a ; dp:year 2023 ; dp:kind c:actual ;
    dp:basis c:inPeriod ; dp:bound c:eq ; dp:value 6.9 ; dp:valueText "6.9" ; dp:unitText "%" ;
    dp:inSection r:s1 ; dp:statedIn r:p6 .
  r:o2 a dp:Observation ; dp:indicator ind:gdp-growth ; dp:about x:a ; dp:year 2024 ; dp:kind c:target ;
    dp:basis c:inPeriod ; dp:bound c:ge ; dp:value 7 ; dp:valueText "7" ; dp:unitText "%" ;
    dp:condition "力争"@zh ; dp:inSection r:s1 ; dp:statedIn r:p2 .
  r:o3 a dp:Observation ; dp:indicator ind:gdp ; dp:about x:a ; dp:year 2024 ; dp:kind c:target ;
    dp:basis c:atEnd ; dp:valueText "走在前列" ; dp:inSection r:s1 ; dp:statedIn r:p3 .
  r:o4 a dp:Observation ; dp:indicator ind:gdp ; dp:about x:a ; dp:year 2024 ; dp:kind c:context ;
    dp:basis c:atEnd ; dp:value 3 ; dp:valueText "3" ; dp:inSection r:s1 ; dp:statedIn r:p3 .
"""
SPANS = "".join(
    f'  r:p{n} a dp:TextSpan ; dp:quote "第{n}句"@zh ; dp:start {n}0 ; dp:end {n}5 ; dp:inSection r:s1 ;'
    " oa:hasSource r:document .\n"
    for n in range(1, 7)
)


def store(text: str) -> Store:
    """A graph from TriG without its prefixes."""
    known = {**PREFIXES, "r": f"{RESOURCE}r/", "x": RESOURCE}
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in known.items())
    return Store(ox.parse((head + text).encode(), format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def plan() -> Store:
    """A plan of two goals, two measures, a requirement and four observations."""
    return store(PLAN + SPANS + "}")


def read(content: bytes) -> Any:
    """The root of a document that its schema takes."""
    root = etree.fromstring(content)
    etree.XMLSchema(file=str(SCHEMA)).assertValid(root)
    return root


def texts(element: Any, path: str) -> list[str]:
    """Words of the elements at a path, whose steps are names of StratML."""
    steps = [f"s:{step}" if step.isalpha() else step for step in path.split("/")]
    return [found.text or "" for found in element.findall("/".join(steps), IN)]


def test_the_plan_names_its_report_and_who_gives_it(plan: Store) -> None:
    """Title in both languages, author, on whose behalf, the year planned for, the day, the source."""
    root = read(FORMATS["stratml"](extract(plan)))
    assert (root.get("Type"), texts(root, "Name"), texts(root, "Description")) == (
        *("Performance_Plan", ["甲区计划"], ["Plan of A"]),
    )
    core = root.find("s:StrategicPlanCore", IN)
    assert texts(core, "Organization/Name") == ["发改委"]
    assert texts(core, "Organization/Stakeholder/Name") == ["区政府"]
    assert texts(core, "Value/Description") == ["稳中求进"]
    about = root.find("s:AdministrativeInformation", IN)
    assert [child.text for child in about] == [
        *("_r-document", "2024-01-01", "2024-12-31", "2024-02-21"),
        "https://w3id.org/district-plan/id/r/document",
    ]


def test_measures_stand_under_their_goal_and_the_rest_under_its_section(plan: Store) -> None:
    """A measure of two goals once, under the first; a goal's own figures are an objective of it."""
    root = read(FORMATS["stratml"](extract(plan)))
    goals = root.findall(".//s:Goal", IN)
    told = {texts(goal, "Name")[0]: texts(goal, "Objective/Name") for goal in goals}
    growth = "甲区 地区生产总值增速 6.9%（2023年，实际）"
    assert told == {"<更好>的“道路”&🛣️": ["<更好>的“道路”&🛣️", "修路"], "畅通": [], "打算": ["植树", growth]}
    assert texts(goals[0], "SequenceIndicator") + texts(goals[0], "Objective/SequenceIndicator") == [
        *("1", "1.1", "1.2")
    ]
    assert texts(goals[0], "Objective/Stakeholder/Name") == ["发改委"]
    assert texts(goals[0], "Objective/OtherInformation")[1] == "2024 目标"


def test_an_indicator_has_its_targets_and_actual_values(plan: Store) -> None:
    """Year by year with bound and condition, from the first to the last day, each with its words."""
    root = read(FORMATS["stratml"](extract(plan)))
    indicator = root.find(".//s:Objective/s:PerformanceIndicator", IN)
    assert texts(indicator, "MeasurementDimension") == ["地区生产总值增速（甲区）"]
    assert texts(indicator, "UnitOfMeasurement") == ["%"]
    actual, target = indicator.findall("s:MeasurementInstance/*", IN)
    assert [(child.tag.split("}")[1], child.text) for child in actual] == [
        *(("StartDate", "2023-01-01"), ("EndDate", "2023-12-31"), ("NumberOfUnits", "6.9")),
        ("Description", "“第6句” [r §2, 60–65]"),
    ]
    assert [child.text for child in target.find("s:Descriptor", IN)] == ["界限；限定条件", "不低于；力争"]
    assert texts(target, "NumberOfUnits") == ["7"]


def test_a_target_in_words_is_qualitative_and_context_is_no_result(plan: Store) -> None:
    """A value at a point in time has no first day."""
    root = read(FORMATS["stratml"](extract(plan)))
    (words,) = root.findall(".//s:PerformanceIndicator[@PerformanceIndicatorType='Qualitative']", IN)
    (result,) = words.findall("s:MeasurementInstance/*", IN)
    assert texts(result, "Descriptor/DescriptorValue") == ["走在前列"]
    assert texts(result, "StartDate") + texts(result, "EndDate") == ["2024-12-31"]
    assert "3" not in texts(root, ".//NumberOfUnits")


def test_the_plan_of_the_report_is_valid_and_whole(whole: Extract) -> None:
    """Each goal and measure is there once, each target and actual value at least once."""
    root = read(FORMATS["stratml"](whole))
    kinds = [data["class"] for _, data in whole.network.nodes(data=True)]
    names = texts(root, ".//Objective/Identifier")
    assert sum("-measure-" in name for name in names) == kinds.count("Measure")
    assert sum("-goal-" in name for name in texts(root, ".//Goal/Identifier")) == kinds.count("Goal")
    figures = [d for _, d in whole.network.nodes(data=True) if d["class"] == "Observation"]
    stated = {d["quote"] for d in figures if d["kind"] in ("目标", "实际")}
    told = texts(root, ".//ActualResult/Description") + texts(root, ".//TargetResult/Description")
    assert stated == {words.split("” [")[0].removeprefix("“") for words in told}


def test_a_part_is_a_plan_of_its_goals(shipped: Store, whole: Extract, tmp_path: Path) -> None:
    """One without a goal, measure or figure is said, and no file is written."""
    part = read(FORMATS["stratml"](neighbourhood(whole, "国香茶城", 2)))
    assert 0 < len(part.findall(".//s:Objective", IN)) < 20
    with pytest.raises(GraphError, match="nothing to export as stratml within 0 steps of '国香茶城'"):
        export(shipped, "stratml", tmp_path / "file", "国香茶城", 0)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("focus", ["金岱科创城", "管城总医院", "商都历史文化区"])
def test_a_part_without_its_sections_is_valid(focus: str, whole: Extract) -> None:
    """What serves no goal stands under the title of its section all the same."""
    root = read(FORMATS["stratml"](neighbourhood(whole, focus)))
    assert all(texts(root, ".//Goal/Name"))


def test_what_stands_in_no_section_is_of_the_report(plan: Store) -> None:
    """Its title is the goal's."""
    text = (PLAN + SPANS + "}").replace("dp:inSection r:s1 ;", "").replace("dp:pursues r:goal, r:goal2 ;", "")
    lost = store(text)
    root = read(FORMATS["stratml"](extract(lost)))
    assert texts(root, ".//Goal/Name")[-1] == "甲区计划"


def test_two_reports_are_two_plans(plan: Store, tmp_path: Path) -> None:
    """A document of StratML is one plan; the message names the reports to choose from."""
    other = Store.load([graph_dir() / "guancheng-2024.trig"])
    both = Store([*plan.quads(), *other.quads()])
    with pytest.raises(UsageError, match=r"name one report with --graph: guancheng-2024, r$"):
        export(both, "stratml", tmp_path / "file")
