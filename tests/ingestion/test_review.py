"""The review layer: records that quote the report, and what they do to the machine's reading."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kgqa.errors import GraphError
from kgqa.ingestion.build import Build, build
from kgqa.ingestion.records import load_codes
from kgqa.ingestion.review import Review, load_review

ROOT = Path(__file__).resolve().parents[2]
Record = dict[str, Any]

OBSERVATION: Record = {
    "record": "observation",
    "section": "1.1",
    "quote": "清淤河道12条46公里",
    "number": "46",
    "indicator": "清淤河道长度",
    "about": "临河县",
    "year": 2022,
    "kind": "actual",
    "basis": "inPeriod",
    "bound": "=",
    "unit": "公里",
}
ENTITY: Record = {
    "record": "entity",
    "section": "1.1",
    "quote": "柳湾村、石桥村等3个村获评省级美丽乡村",
    "name": "柳湾村",
    "class": "Village",
    "aliases": ["柳湾"],
}


def write(folder: Path, *records: Record | str) -> Path:
    """A review folder with one file of these records."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    (folder / "10-read.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def load(elsewhere: Build, folder: Path, *records: Record | str) -> Review:
    """These records read against the other report."""
    return load_review(write(folder, *records), elsewhere.document, load_codes(ROOT / "ontology"))


def test_a_record_becomes_a_reviewed_fact(elsewhere: Build, tmp_path: Path) -> None:
    """Value and unit as printed, base value computed, the span that of the quote."""
    (observation,) = load(elsewhere, tmp_path, OBSERVATION).reading.observations
    text = elsewhere.document.text
    assert observation.reviewed
    assert (observation.value, observation.unit, observation.base_unit) == (Decimal(46), "公里", "公里")
    assert observation.number.of(text) == "46"
    assert observation.span.of(text) == "清淤河道12条46公里"


@pytest.mark.parametrize(
    ("change", "value", "base", "base_unit"),
    [
        ({"quote": "新建高标准农田4.5万亩", "number": "4.5", "unit": "万亩"}, "4.5", "45000", "亩"),
        ({"quote": "投资约1.2亿元", "number": "1.2", "unit": "亿元"}, "1.2", "120000000", "元"),
        ({"quote": "3个村", "number": "3", "unit": "个"}, "3", "3", "个"),
        (
            {"section": "3.2", "quote": "“十件实事”全部办结", "number": "十", "unit": "件"},
            "10",
            "10",
            "件",
        ),
    ],
)
def test_a_scale_in_the_unit_is_multiplied_out(
    elsewhere: Build, tmp_path: Path, change: Record, value: str, base: str, base_unit: str
) -> None:
    """万 and 亿 stand in the unit of the record; Chinese numerals are read."""
    (observation,) = load(elsewhere, tmp_path, OBSERVATION | change).reading.observations
    assert (observation.value, observation.base_value) == (Decimal(value), Decimal(base))
    assert observation.base_unit == base_unit


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (OBSERVATION | {"quote": "清淤河道13条"}, "the quote 「清淤河道13条」 stands 0 times in section 1.1"),
        (OBSERVATION | {"section": "1.2"}, "the quote 「清淤河道12条46公里」 stands 0 times in section 1.2"),
        (OBSERVATION | {"quote": "村"}, "the quote 「村」 stands 4 times in section 1.1, not once"),
        (OBSERVATION | {"section": "9.9"}, "the report has no section 9.9"),
        (OBSERVATION | {"number": "47"}, "the number 47 does not stand in 「清淤河道12条46公里」"),
        (OBSERVATION | {"number": "6"}, "the number 6 does not stand in 「清淤河道12条46公里」"),
        (OBSERVATION | {"number": "46", "nth": 2}, "the number 46 does not stand in"),
        (OBSERVATION | {"record": "opinion"}, "unknown record 'opinion'; there are observation, target"),
        (OBSERVATION | {"year": "last"}, "'year' must be a whole number, not 'last'"),
        ({k: v for k, v in OBSERVATION.items() if k != "bound"}, "the record lacks 'bound'"),
        (OBSERVATION | {"bound": "ge"}, "unknown bound 'ge'; there are <, <=, =, >, >=, inStepWith, ≈"),
        (OBSERVATION | {"basis": "period"}, "unknown basis 'period'; there are atEnd, cumulative, inPeriod"),
        (OBSERVATION | {"provisional": "false"}, "'provisional' must be true or false, not 'false'"),
        (OBSERVATION | {"indicater_en": "x"}, "unknown key 'indicater_en'; a record observation takes"),
        (OBSERVATION | {"year": True}, "'year' must be a whole number"),
        (ENTITY | {"class": "Skool"}, "unknown class 'Skool'; there are Area, Community"),
        (ENTITY | {"aliases": "柳湾"}, "'aliases' must be a list of texts, not '柳湾'"),
        (
            {
                "record": "no-quantity",
                "section": "1.1",
                "quote": "清淤河道12条",
                "number": "12",
                "reason": "TODO",
            },
            "unknown reason 'TODO'; there are date",
        ),
        ({k: v for k, v in ENTITY.items() if k != "class"}, "the record lacks 'class'"),
        ("{not json", "not a line of JSON"),
        ('["a list"]', "a record is an object with keys"),
    ],
)
def test_a_broken_record_is_an_error_that_names_file_and_line(
    elsewhere: Build, tmp_path: Path, record: Record | str, problem: str
) -> None:
    """One line: file, line, and the quote that moved or what else is wrong."""
    with pytest.raises(GraphError) as caught:
        load(elsewhere, tmp_path, ENTITY, record)
    assert str(caught.value).startswith("10-read.jsonl:2: ")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


COMPARABLE: Record = {
    "record": "comparable",
    "section": "1.1",
    "quote": "清淤河道12条46公里",
    "indicator": "清淤河道长度",
    "note": "口径不同",
    "note_en": "another scope",
}


def test_two_indicators_are_compared_with_a_note(elsewhere: Build, tmp_path: Path) -> None:
    """Both must have been stated before; one alone goes by two names."""
    (told,) = load(elsewhere, tmp_path, OBSERVATION, COMPARABLE).comparisons
    assert (told.label, told.other, told.note) == ("清淤河道长度", "清淤河道长度", "口径不同")
    with pytest.raises(GraphError, match="no record before this one states the indicator 泵站数"):
        load(elsewhere, tmp_path, OBSERVATION, COMPARABLE | {"with": "泵站数"})


def test_a_number_is_not_found_within_a_longer_one(elsewhere: Build, tmp_path: Path) -> None:
    """2 stands in 12 and in 1.2 and is neither; nth tells equal numbers apart."""
    record = OBSERVATION | {"quote": "清淤河道12条46公里，维修泵站9座，完成投资约1.2亿元", "number": "2"}
    with pytest.raises(GraphError, match="the number 2 does not stand"):
        load(elsewhere, tmp_path, record)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"\xb6\xb1", "is not in UTF-8"), (None, "cannot read")],
)
def test_a_file_that_cannot_be_read_is_one_line(
    elsewhere: Build, tmp_path: Path, data: bytes | None, message: str
) -> None:
    """Another encoding, or something that is no file; a byte order mark is no fault."""
    path = tmp_path / "10-read.jsonl"
    path.write_bytes(data) if data is not None else path.mkdir()
    with pytest.raises(GraphError, match=message):
        load_review(tmp_path, elsewhere.document)
    marked = tmp_path / "other"
    marked.mkdir()
    (marked / "10.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(ENTITY).encode())
    assert load_review(marked, elsewhere.document).size == 1


def test_an_absent_folder_is_an_empty_review(elsewhere: Build, tmp_path: Path) -> None:
    """A report without review is built from the machine's reading."""
    review = load_review(tmp_path / "none", elsewhere.document)
    assert review.reading.observations == ()
    assert review.sections == frozenset()


def test_a_reviewed_number_replaces_the_machine_reading_of_it(
    other: Path, ontology: Path, elsewhere: Build, tmp_path: Path
) -> None:
    """Of the two readings of 46 only the reviewed one is left; the others stay as they were."""
    write(tmp_path / "linhe-2023", OBSERVATION)
    built = build(other, ontology, tmp_path)
    found = [o for o in built.reading.observations if o.value_text == "46"]
    assert [(o.indicator, o.reviewed) for o in found] == [("清淤河道长度", True)]
    assert len(built.reading.observations) == len(elsewhere.reading.observations)


def test_a_number_declared_no_quantity_drops_the_machine_reading(
    other: Path, ontology: Path, tmp_path: Path
) -> None:
    """no-quantity exempts a number for a reason that the coverage report lists."""
    record = {
        "record": "no-quantity",
        "section": "1.1",
        "quote": "清淤河道12条",
        "number": "12",
        "reason": "namePart",
    }
    write(tmp_path / "linhe-2023", record)
    built = build(other, ontology, tmp_path)
    assert "12" not in {o.value_text for o in built.reading.observations}
    fates = {span.of(built.document.text): fate for span, fate in built.coverage.entries if span.start > 200}
    assert fates["12"] == "namePart"


def test_a_section_read_completely_keeps_nothing_of_the_machine(
    other: Path, ontology: Path, elsewhere: Build, tmp_path: Path
) -> None:
    """After a section record, only reviewed facts of that section remain; other sections are untouched."""
    write(tmp_path / "linhe-2023", {"record": "section", "section": "1.1"}, OBSERVATION, ENTITY)
    built = build(other, ontology, tmp_path)

    def of(section: str, facts: Any) -> list[Any]:
        return [f for f in facts if built.document.section_at(f.span.start).number == section]

    assert [o.reviewed for o in of("1.1", built.reading.observations)] == [True]
    assert [e.name for e in of("1.1", built.reading.entities)] == ["柳湾村"]
    assert of("1.1", built.reading.states) == of("1.1", built.reading.clauses) == []
    assert of("1.2", built.reading.observations) == of("1.2", elsewhere.reading.observations)
    assert built.coverage.counts["uncovered"] == 8


def test_the_review_of_the_report_holds(reviewed: Build) -> None:
    """Every record of the shipped review layer fits the report, and every number has its fate."""
    assert all(o.reviewed for o in reviewed.reading.observations)
    assert reviewed.coverage.counts["uncovered"] == 0


def test_a_report_that_changed_under_its_review_is_refused(
    source: Path, ontology: Path, tmp_path: Path
) -> None:
    """A corrected figure in the source makes the build stop at the record that quotes the old one."""
    changed = tmp_path / source.name
    changed.write_text(source.read_text(encoding="utf-8").replace("6949 座", "6950 座"), encoding="utf-8")
    changed.with_suffix(".toml").write_text(
        source.with_suffix(".toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(GraphError, match=r"\.jsonl:\d+: .*6949座.* stands 0 times in section 1\.6"):
        build(changed, ontology, source.parents[1] / "review")


def test_a_list_is_stated_by_every_clause_that_names_a_member(elsewhere: Build, tmp_path: Path) -> None:
    """The first quote and the further ones, each at its place."""
    listed: Record = {
        "record": "enumeration",
        "section": "1.1",
        "quote": "柳湾村、石桥村等3个村获评省级美丽乡村",
        "quotes": ["清淤河道12条46公里"],
        "label": "乡村工作",
        "members": ["柳湾村", "石桥村"],
        "year": 2022,
        "kind": "actual",
    }
    (read,) = load(elsewhere, tmp_path, listed).reading.enumerations
    text = elsewhere.document.text
    assert [s.of(text) for s in (read.span, *read.others)] == [listed["quote"], *listed["quotes"]]
    with pytest.raises(GraphError, match="stands 0 times"):
        load(elsewhere, tmp_path / "other", listed | {"quotes": ["没有这一句"]})
