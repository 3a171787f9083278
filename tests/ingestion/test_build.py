"""From a file to a graph folder: the same bytes every time, and one line for what cannot be read."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa.errors import GraphError, InputError
from kgqa.graph.vocabulary import DP
from kgqa.ingestion.build import Build, build, serialise, write

SAID = "一年来，全县投资增长4.1%，新增就业3200人，民生持续改善，社会大局稳定。"

DIGEST = """
import hashlib, sys
from pathlib import Path
from kgqa.ingestion.build import build, serialise
built = build(Path(sys.argv[1]), Path(sys.argv[2]), None)
print(hashlib.sha256(serialise(built.quads).encode()).hexdigest())
"""


def digest(built: Build) -> str:
    """SHA-256 of the serialised graph."""
    return hashlib.sha256(serialise(built.quads).encode()).hexdigest()


def test_the_same_report_gives_the_same_bytes(source: Path, ontology: Path, machine: Build) -> None:
    """A second build in the same process differs in nothing."""
    assert digest(build(source, ontology, None)) == digest(machine)


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_order_of_hashes_does_not_show(other: Path, ontology: Path, elsewhere: Build, seed: str) -> None:
    """Nor does a build in a new process whose sets are ordered differently."""
    done = subprocess.run(
        [sys.executable, "-c", DIGEST, str(other), str(ontology)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    assert done.stdout.strip() == digest(elsewhere)


def test_the_built_folder_holds_graph_text_map_and_reports(elsewhere: Build, tmp_path: Path) -> None:
    """Six files, nothing left over from the writing; the graph names the digest of the text beside it."""
    graph = write(elsewhere, tmp_path / "graph", "# Validation\n")
    names = ["contents.md", "coverage.md", "map.json", "trig", "txt", "validation.md"]
    assert sorted(p.name for p in graph.parent.iterdir()) == [f"linhe-2023.{name}" for name in names]
    text = (graph.parent / "linhe-2023.txt").read_text(encoding="utf-8")
    stated = [q.object for q in elsewhere.quads if q.predicate.value == f"{DP}textDigest"]
    assert stated == [ox.Literal(hashlib.sha256(text.encode()).hexdigest())]
    assert len(list(ox.parse(path=str(graph), format=ox.RdfFormat.TRIG))) == len(elsewhere.quads)


def test_the_map_leads_from_the_text_to_the_source(elsewhere: Build, other: Path, tmp_path: Path) -> None:
    """Runs of the map: text of a run equals the source at the run's place."""
    folder = write(elsewhere, tmp_path, "").parent
    text = (folder / "linhe-2023.txt").read_text(encoding="utf-8")
    runs: list[list[int]] = json.loads((folder / "linhe-2023.map.json").read_text())
    source = other.read_text(encoding="utf-8")
    assert sum(length for _, _, length in runs) == len(text)
    for start, origin, length in runs:
        words = text[start : start + length]
        assert words == "\n" or words.lstrip("\n") in source[origin : origin + length]


def test_a_file_in_gb18030_gives_the_same_graph(
    other: Path, ontology: Path, elsewhere: Build, tmp_path: Path
) -> None:
    """The encoding of the source leaves no trace."""
    path = tmp_path / other.name
    path.write_bytes(other.read_text(encoding="utf-8").encode("gb18030"))
    assert digest(build(path, ontology, None)) == digest(elsewhere)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\n  \n", "is empty"),
        (bytes(range(256)) * 20, "neither UTF-8 nor GB18030"),
        (("一、工作回顾\n\n" + SAID * 10).encode("utf-16"), "neither UTF-8 nor GB18030"),
        (b"The plan for 2024 was carried out in full. " * 20, "is not a Chinese report: .* 0% Chinese"),
        ("一、2023年工作回顾\n\n投资增长。".encode(), "is too short for a report: 17 characters"),
        (("2023年" + SAID * 10).encode(), "no heading like 一、"),
        (("一、工作回顾\n\n" + SAID * 10).encode(), r"names no year .* write report\.toml"),
    ],
)
def test_bad_input_is_one_line_and_leaves_the_old_graph(
    ontology: Path, elsewhere: Build, tmp_path: Path, data: bytes, message: str
) -> None:
    """Empty, binary, unknown encoding, not Chinese, too short, without headings, without year."""
    folder = tmp_path / "graph"
    write(elsewhere, folder, "# Validation\n")
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        write(build(path, ontology, None), folder, "")
    assert "\n" not in str(caught.value)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()} == before


def test_a_folder_that_cannot_be_written_is_an_error(elsewhere: Build, tmp_path: Path) -> None:
    """A file in the place of the folder is named, and stays."""
    blocked = tmp_path / "graph"
    blocked.write_text("kept")
    with pytest.raises(GraphError, match=f"cannot write to {blocked}") as caught:
        write(elsewhere, blocked, "")
    assert "\n" not in str(caught.value)
    assert blocked.read_text() == "kept"


@pytest.mark.parametrize("name", ["reading.ttl", "units.ttl", "indicators.ttl", "codes.ttl"])
@pytest.mark.parametrize(("content", "message"), [(None, "is missing"), ("@prefix x", "is not valid Turtle")])
def test_a_broken_ontology_is_an_error(
    other: Path, ontology: Path, tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    """Missing and broken vocabulary is named in one line."""
    for path in ontology.glob("*.ttl"):
        if path.name != name:
            (tmp_path / path.name).symlink_to(path)
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(GraphError, match=f"{name} {message}") as caught:
        build(other, tmp_path, None)
    assert "\n" not in str(caught.value)


def test_a_report_of_another_place_needs_nothing_but_its_text(elsewhere: Build) -> None:
    """Sections, figures, names, honours, issues: none of it is tied to the report that is shipped."""
    reading = elsewhere.reading
    numbers = ["0", "1.0", "1.1", "1.2", "1.3", "2", "3.0", "3.1", "3.2"]
    assert [s.number for s in elsewhere.document.sections] == numbers
    figures = {(o.indicator, f"{o.bound}{o.value}{o.unit}", o.year, o.kind) for o in reading.observations}
    assert {
        ("地区生产总值增速", "=5.2%", 2022, "actual"),
        ("地区生产总值增速", "≈6%", 2023, "target"),
        ("城镇调查失业率", "<=5.8%", 2023, "target"),
        ("新签约项目", ">=3个", 2023, "target"),
        ("维修泵站", "=9座", 2022, "actual"),
    } <= figures
    assert {o.about for o in reading.observations} == {"临河县"}
    assert {e.name: e.category for e in reading.entities} == {
        "柳湾村": "Village",
        "石桥村": "Village",
        "滨河路": "Road",
        "文昌街": "Road",
        "县人民医院新院区": "Hospital",
    }
    assert ("县人民医院新院区", "toppedOut", 2023) in {(s.of, s.status, s.year) for s in reading.states}
    assert {(h.recipient, h.title) for h in reading.honours} == {
        ("柳湾村", "省级美丽乡村"),
        ("石桥村", "省级美丽乡村"),
    }
    issues = [c.span.of(elsewhere.document.text) for c in reading.clauses if c.role == "Issue"]
    assert issues == ["一是工业总量偏小", "龙头企业不多", "二是财政收支矛盾突出"]


def test_nothing_in_the_graph_of_another_place_speaks_of_this_one(elsewhere: Build) -> None:
    """No IRI and no label of the shipped report leaks into it."""
    words = serialise(elsewhere.quads)
    assert [w for w in ("管城", "guancheng", "guan-cheng", "郑州", "2024") if w in words] == []


def test_observations_of_one_report_do_not_collide(machine: Build) -> None:
    """Two facts never share a node unless they say the same of the same."""
    observed = {q.subject for q in machine.quads if q.predicate.value == f"{DP}valueText"}
    said = {
        (o.indicator, o.about, o.year, o.kind, o.basis, o.condition, o.bound, o.value_text, o.unit)
        for o in machine.reading.observations
    }
    assert len(observed) == len(said)
