"""``kgqa build``, ``validate``, ``export`` of data: reports, exit statuses, and what is left in place."""

import shutil
from pathlib import Path

import pytest

from kgqa.resources import graph_dir, ontology_dir
from tests.cli.conftest import Command

REPORT = """关于测试区2023年国民经济和社会发展计划执行情况与2024年计划的报告
——2024年2月1日在测试区人民代表大会上
测试区发展和改革委员会
一、2023年国民经济和社会发展计划执行情况
2023年地区生产总值同比增长5.1%，固定资产投资同比增长3.2%。全年新建道路4条，改造老旧小区6个。
（一）城市建设稳步推进
全年完成绿化面积12万平方米，新增停车位300个。加快推进城市更新，持续提升城市管理水平，改善人居环境。
二、2024年国民经济和社会发展的总体要求和主要目标
2024年地区生产总值增长6%以上，固定资产投资增长5%以上，一般公共预算收入增长4%以上。
"""


def test_build_writes_a_graph_that_answers(kgqa: Command, tmp_path: Path) -> None:
    """Text in, graph out; the source stays where it is."""
    report, folder = tmp_path / "test-2024.txt", tmp_path / "graph"
    report.write_text(REPORT, encoding="utf-8")
    done = kgqa("build", str(report), "-o", str(folder), "--no-review")
    assert done.status == 0, done.out + done.err
    graph = Path(done.out.strip())
    assert graph.parent == folder
    assert {graph.with_suffix(s).is_file() for s in (".trig", ".txt", ".coverage.md", ".validation.md")} == {
        True
    }
    assert "reading the text" in done.err
    assert not (folder / "sources").exists()
    rows = kgqa("sparql", "SELECT ?v { ?o dp:valueText ?v }", "--format", "csv", "--graph", str(graph)).out
    assert "5.1" in rows


def test_build_keeps_the_old_graph_when_validation_fails(
    kgqa: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A constraint that nothing meets: findings are printed, nothing is written, exit status 1."""
    ontology = shutil.copytree(ontology_dir(), tmp_path / "ontology")
    never = "# 不行 | never | error\nSELECT ?this WHERE { ?this ?property ?value } LIMIT 1\n"
    (ontology / "constraints" / "never.rq").write_text(never, encoding="utf-8")
    monkeypatch.setenv("KGQA_ONTOLOGY", str(ontology))
    report, folder = tmp_path / "test-2024.txt", tmp_path / "graph"
    report.write_text(REPORT, encoding="utf-8")
    folder.mkdir()
    (folder / "test-2024.trig").write_text("the old graph", encoding="utf-8")
    done = kgqa("build", str(report), "-o", str(folder), "--no-review")
    assert done.status == 1
    assert "never" in done.out
    assert done.err.splitlines()[-1].startswith("error: ")
    assert [p.name for p in folder.iterdir()] == ["test-2024.trig"]
    assert (folder / "test-2024.trig").read_text(encoding="utf-8") == "the old graph"


def test_validate_reports_an_error(kgqa: Command, tmp_path: Path) -> None:
    """A graph whose observation has nothing of what it must have gives exit status 1."""
    graph = tmp_path / "broken.ttl"
    graph.write_text(
        "<https://w3id.org/district-plan/id/x> a <https://w3id.org/district-plan/ns#Observation> .", "utf-8"
    )
    done = kgqa("validate", str(graph))
    assert done.status == 1
    assert "does not conform" in done.out


def test_export_writes_the_file(kgqa: Command, tmp_path: Path) -> None:
    """Observations as CSV with the contract's header."""
    file = tmp_path / "observations.csv"
    done = kgqa("export", "observations", "-o", str(file))
    assert (done.status, done.out) == (0, "")
    assert file.read_text(encoding="utf-8-sig").startswith(
        "iri,indicator,about,year,kind,basis,bound,value,unit,"
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["build", "/nowhere.txt", "-o", "/tmp/unused"], 1),
        (["build"], 2),
        (["validate", "/nowhere.trig"], 1),
        (["validate", "/nowhere.doc"], 1),
        (["export", "turtle"], 2),
        (["export", "word", "-o", "/tmp/unused"], 2),
        (["export", "turtle", "-o", "/nowhere/file.ttl"], 2),
        (["export", "turtle", "-o", "/tmp/unused", "--depth", "x"], 2),
        (["evaluate", "/nowhere.jsonl"], 1),
        (["nonsense"], 2),
        ([], 2),
    ],
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str], status: int) -> None:
    """On standard error, with the contract's exit status."""
    done = kgqa(*arguments)
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert (done.status, done.out, len(errors)) == (status, "", 1), done.err
    assert done.err.splitlines()[-1] == errors[0]


def test_validate_without_a_graph_takes_the_project_s(
    kgqa: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty graph folder is named in the error."""
    assert graph_dir().is_dir()
    monkeypatch.setenv("KGQA_GRAPH", str(tmp_path))
    done = kgqa("validate")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert str(tmp_path) in done.err
