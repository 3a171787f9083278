"""What the machine is unsure of: found, told in its words, and settled by the record that comes with it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kgqa.ingestion.build import Build, build
from kgqa.ingestion.doubts import REASONS, Doubt, counts, find_doubts
from kgqa.ingestion.review import load_review

TWICE = """一、2022年计划执行情况

全年新建道路4条。全年完成投资15亿元。各项工作取得明显进展，社会大局保持和谐稳定。

（一）城市建设稳步推进。全年新建道路4条，改造小区6个，拆迁房屋9座12栋。城市更新加快推进，滨河路建成通车。

（二）农业生产稳中有进。清淤河道12条46公里，其中干渠12条，荣获3项表彰。粮食总产量达31.6万吨。

二、2023年主要任务和措施

力争改造小区8至10个，确保新建道路5条。全年新建道路6条以上。新增城镇就业3200人，“十件实事”全部办结。"""


def doubts_of(built: Build, ontology: Path, reason: str) -> list[Doubt]:
    """Those with this reason, gravest or not."""
    return [d for d in find_doubts(built, ontology) if reason in d.reasons]


def confirm(folder: Path, records: list[Mapping[str, Any]]) -> Path:
    """A review folder with these records."""
    folder.mkdir(parents=True)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "10-confirmed.jsonl").write_text(lines, encoding="utf-8")
    return folder.parent


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, ontology: Path) -> Build:
    """A report with equal sentences, several numbers in a clause, a range and a contradiction."""
    path = tmp_path_factory.mktemp("twice") / "twice-2022.txt"
    path.write_text(TWICE, encoding="utf-8")
    path.with_suffix(".toml").write_text('place = "测试县"\n', encoding="utf-8")
    return build(path, ontology, None)


def test_little_is_in_doubt_in_the_report_that_was_reviewed(reviewed: Build, ontology: Path) -> None:
    """Nothing of the machine's is left in it, and nearly every sentence says something."""
    doubts = find_doubts(reviewed, ontology)
    assert len(doubts) < 10
    assert {reason for d in doubts for reason in d.reasons} <= {"unread", "contradiction"}


def test_everything_the_machine_read_is_in_doubt_without_review(machine: Build, ontology: Path) -> None:
    """Each observation is told once; other reasons are told with it."""
    doubts = find_doubts(machine, ontology)
    told = [d for d in doubts if d.record and d.record["record"] == "observation"]
    assert len(told) == len(machine.reading.observations)
    assert all("unconfirmed" in d.reasons for d in told)
    assert counts(doubts)["unread"] > 10


def test_every_doubt_quotes_the_text_and_has_a_known_reason(machine: Build, ontology: Path) -> None:
    """The quote stands at its offsets, in its section; graver reasons come first."""
    doubts = find_doubts(machine, ontology)
    order = list(REASONS)
    for doubt in doubts:
        assert doubt.quote == doubt.span.of(machine.document.text)
        assert doubt.section == machine.document.section_at(doubt.span.start).number
        assert list(doubt.reasons) == sorted(doubt.reasons, key=order.index)
        assert doubt.detail
        assert json.loads(json.dumps(doubt.as_dict()))["reason"] == doubt.reason
    assert [order.index(d.reason) for d in doubts] == sorted(order.index(d.reason) for d in doubts)


@pytest.mark.parametrize("which", ["machine", "elsewhere", "twice"])
def test_every_record_fits_the_review_layer(
    request: pytest.FixtureRequest, ontology: Path, tmp_path: Path, which: str
) -> None:
    """Its quote stands once in its section, its number is the one in doubt, and it is complete."""
    built: Build = request.getfixturevalue(which)
    doubts = find_doubts(built, ontology)
    assert all(d.record for d in doubts)
    records = [d.record for d in doubts if d.record]
    folder = confirm(tmp_path / "report", records) / "report"
    review = load_review(folder, built.document)
    machine = {(o.number, o.indicator, o.base_value, o.bound) for o in built.reading.observations}
    assert {(o.number, o.indicator, o.base_value, o.bound) for o in review.reading.observations} == machine


@pytest.mark.parametrize("name", ["linhe-2023", "twice-2022"])
def test_confirming_all_records_settles_all_doubts(
    other: Path, ontology: Path, tmp_path: Path, name: str
) -> None:
    """Except that a contradiction stays one: it is the report's."""
    path = tmp_path / f"{name}.txt"
    path.write_text(TWICE if name == "twice-2022" else other.read_text(encoding="utf-8"), encoding="utf-8")
    records = [d.record for d in find_doubts(build(path, ontology, None), ontology) if d.record]
    review = confirm(tmp_path / "review" / name, records)
    left = find_doubts(build(path, ontology, review), ontology)
    assert {d.reasons for d in left} <= {("contradiction",)}
    assert all(d.record is None for d in left)
    assert bool(left) == (name == "twice-2022")


def test_a_label_from_the_clause_before_is_inherited(elsewhere: Build, ontology: Path) -> None:
    """46公里 takes its label from 12条; a label of its own clause is none of these."""
    told = {d.detail for d in doubts_of(elsewhere, ontology, "inherited")}
    assert any("46公里" in words for words in told)
    assert not any("31.6万吨" in words or "301天" in words for words in told)


def test_a_contradiction_names_the_other_value_and_a_range_is_none(twice: Build, ontology: Path) -> None:
    """新建道路 is planned as 5 and as 6 or more; 8至10个 are the ends of one range."""
    told = doubts_of(twice, ontology, "contradiction")
    assert {d.detail.partition("; elsewhere ")[2] for d in told} == {"5条", ">=6条"}


def test_a_sentence_without_any_fact_is_told(twice: Build, ontology: Path) -> None:
    """It is not dropped silently; its record states it as a clause with the role that the machine guesses."""
    (doubt,) = doubts_of(twice, ontology, "unread")
    assert doubt.quote == "各项工作取得明显进展，社会大局保持和谐稳定"
    assert doubt.record is not None
    assert (doubt.record["record"], doubt.record["role"]) == ("clause", "measure")


def test_a_number_that_nothing_states_is_told(elsewhere: Build, ontology: Path) -> None:
    """The record declares it no quantity, in the words of its sentence."""
    kept = tuple(e for e in elsewhere.coverage.entries if e[0].of(elsewhere.document.text) != "46")
    (lost,) = [e for e in elsewhere.coverage.entries if e[0].of(elsewhere.document.text) == "46"]
    coverage = replace(elsewhere.coverage, entries=(*kept, (lost[0], "uncovered")))
    (doubt,) = doubts_of(replace(elsewhere, coverage=coverage), ontology, "uncovered")
    assert doubt.record is not None
    assert (doubt.record["record"], doubt.record["number"]) == ("no-quantity", "46")
    assert "清淤河道12条46公里" in doubt.quote


def test_a_unit_that_the_vocabulary_lacks_is_told(elsewhere: Build, ontology: Path) -> None:
    """Also when a person confirmed the fact: then the vocabulary is what must grow."""
    first, *others = elsewhere.reading.observations
    odd = replace(first, unit="斛", base_unit="斛", value=Decimal(7), origin="confirmed")
    reading = replace(elsewhere.reading, observations=(odd, *others))
    (doubt,) = doubts_of(replace(elsewhere, reading=reading), ontology, "unit")
    assert (doubt.reasons, doubt.record) == (("unit",), None)


def test_a_name_that_only_facts_speak_of_has_no_class(elsewhere: Build, ontology: Path) -> None:
    """Whom a figure is about is a name to describe, unless it is the place of the report."""
    first, *others = elsewhere.reading.observations
    reading = replace(elsewhere.reading, observations=(replace(first, about="城东新区"), *others))
    (doubt,) = doubts_of(replace(elsewhere, reading=reading), ontology, "unclassed")
    assert doubt.record is not None
    assert (doubt.record["name"], doubt.record["class"]) == ("城东新区", "NamedThing")
    assert doubts_of(elsewhere, ontology, "unclassed") == []
