"""``kgqa diff``: what differs between two graphs, in words and for programs."""

import json
from pathlib import Path

import pytest

from kgqa.graph.vocabulary import PREFIXES, RESOURCE
from kgqa.resources import ontology_dir
from tests.cli.conftest import Command

PARK = 'x:park a dp:Park ; skos:prefLabel "柳园"@zh, "Willow Park"@en ; skos:altLabel "柳“园”<旧>&🌳"@zh .'
LAKE = 'x:lake a dp:Waterbody ; skos:prefLabel "月湖"@zh, "Moon Lake"@en .'
GROWTH = """
  r:o1 a dp:Observation ; dp:indicator ind:gdp-growth ; dp:about x:park ; dp:year 2023 ; dp:kind c:actual ;
    dp:basis c:inPeriod ; dp:bound c:eq ; dp:value 6.9 ; dp:valueText "6.9" ; dp:unitText "%" ;
    dp:statedIn r:p1 .
  r:p1 a dp:TextSpan ; dp:quote "增长6.9%"@zh ; dp:start 5 ; dp:end 12 .
  r:work a dp:Measure ; dp:phrase "修路"@zh ; dp:quantifiedBy r:o1 .
"""


def written(path: Path, *parts: str) -> str:
    """A graph file with TriG that needs no prefixes; its path."""
    known = {**PREFIXES, "r": f"{RESOURCE}r/", "x": RESOURCE}
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in known.items())
    path.write_text(f"{head}r:graph {{\n{''.join(parts)}\n}}", "utf-8")
    return str(path)


def changes(kgqa: Command, old: str, new: str, *options: str) -> list[tuple[str, str, list[tuple[str, ...]]]]:
    """Kind, label and details of each change that the command tells programs."""
    done = kgqa("diff", old, new, "--json", *options)
    told = json.loads(done.out)
    assert (done.status, told["equal"]) == ((1, False) if told["changes"] else (0, True))
    return [
        (c["change"], c["label"], [(d["label"], d["before"], d["after"]) for d in c["details"]])
        for c in told["changes"]
    ]


def test_a_graph_states_what_it_states(kgqa: Command, tmp_path: Path) -> None:
    """The id of a report and its file are the same graph; also in another order and under other prefixes."""
    done = kgqa("diff", "guancheng-2024", "guancheng-2024")
    assert (done.status, done.out) == (0, "两个图谱所述相同：guancheng-2024 与 guancheng-2024。\n")
    one, other = written(tmp_path / "a.trig", PARK, LAKE), written(tmp_path / "b.trig", LAKE, PARK)
    assert kgqa("diff", one, other, "--lang", "en").out.startswith("The two graphs state the same: ")


def test_things_come_and_go_by_their_iri(kgqa: Command, tmp_path: Path) -> None:
    """With their labels in the language asked for."""
    old, new = written(tmp_path / "a.trig", PARK), written(tmp_path / "b.trig", LAKE)
    assert changes(kgqa, old, new) == [("removed", "柳园", []), ("added", "月湖", [])]
    assert changes(kgqa, old, new, "--lang", "en") == [
        ("removed", "Willow Park", []),
        ("added", "Moon Lake", []),
    ]


def test_a_value_changes_though_the_fact_has_another_iri_and_place(kgqa: Command, tmp_path: Path) -> None:
    """Known by indicator, subject, year, kind and basis; what links to it has not changed."""
    later = GROWTH.replace("6.9", "7").replace("r:o1", "r:o9").replace("r:p1", "r:p9").replace("c:eq", "c:ge")
    old, new = written(tmp_path / "a.trig", PARK, GROWTH), written(tmp_path / "b.trig", PARK, later)
    assert changes(kgqa, old, new) == [
        (
            *("changed", "柳园 地区生产总值增速 ≥7%（2023年，实际）"),
            [("原文", "增长6.9%", "增长7%"), ("数值", "6.9%", "7% (不低于)")],
        )
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("dp:year 2023", "dp:year 2024"), ("c:actual", "c:target"), ("c:inPeriod", "c:cumulative")],
)
def test_of_another_year_kind_or_basis_it_is_another_fact(
    old: str, new: str, kgqa: Command, tmp_path: Path
) -> None:
    """One is removed, one is added."""
    files = [
        written(tmp_path / f"{n}.trig", PARK, GROWTH.replace(old, to)) for n, to in enumerate((old, new))
    ]
    assert [kind for kind, *_ in changes(kgqa, *files)] == ["removed", "added"]


def test_words_that_only_moved_are_no_change(kgqa: Command, tmp_path: Path) -> None:
    """A line was put in above."""
    moved = GROWTH.replace("dp:start 5 ; dp:end 12", "dp:start 905 ; dp:end 912").replace(
        "r:p1", "r:p905-912"
    )
    assert changes(kgqa, written(tmp_path / "a.trig", GROWTH), written(tmp_path / "b.trig", moved)) == []


def test_of_two_values_the_one_that_is_gone_is_told(kgqa: Command, tmp_path: Path) -> None:
    """Under one key: the value that both graphs have is no change, whatever its IRI."""
    second = (
        GROWTH.replace("r:o1", "r:o2").replace("6.9", "5").replace("r:p1", "r:p2").replace("r:work", "r:more")
    )
    old = written(tmp_path / "a.trig", PARK, GROWTH, second)
    new = written(tmp_path / "b.trig", PARK, second.replace("r:o2", "r:o7"))
    assert changes(kgqa, old, new) == [
        ("removed", "修路", []),
        ("removed", "柳园 地区生产总值增速 6.9%（2023年，实际）", []),
    ]


def test_only_what_differs_of_many_names_is_told(kgqa: Command, tmp_path: Path) -> None:
    """Quotation marks, angle brackets and emoji stand as they are."""
    new = PARK.replace("柳“园”<旧>&🌳", "新名")
    assert changes(kgqa, written(tmp_path / "a.trig", PARK), written(tmp_path / "b.trig", new)) == [
        ("changed", "柳园", [("别称", "柳“园”<旧>&🌳 (zh)", "新名 (zh)")])
    ]


def test_people_read_a_table(kgqa: Command, tmp_path: Path) -> None:
    """A line for each change and property, the sums below; long words are cut."""
    new = PARK.replace("柳“园”<旧>&🌳", "长" * 300)
    done = kgqa(
        "diff", written(tmp_path / "a.trig", PARK), written(tmp_path / "b.trig", new, LAKE), "--lang", "en"
    )
    head, changed, added, sums = done.out.splitlines()
    assert head.split() == ["change", "class", "name", "property", "before", "after"]
    assert changed.split()[:3] == ["changed", "park", "Willow"]
    assert f"{'长' * 199}…" in changed
    assert added.split()[0] == "added"
    assert (sums, done.status) == ("1 added, 0 removed, 1 changed", 1)


def test_ontologies_are_graphs(kgqa: Command, tmp_path: Path) -> None:
    """A class and a shape without a name: what it says is compared, not its number."""
    plan = (ontology_dir() / "plan.ttl").read_text("utf-8")
    (tmp_path / "plan.ttl").write_text(plan.replace("dp:Village", "dp:Hamlet"), "utf-8")
    told = changes(kgqa, str(ontology_dir() / "plan.ttl"), str(tmp_path / "plan.ttl"), "--lang", "en")
    assert [(kind, label) for kind, label, _ in told if kind != "changed"] == [
        *(("removed", "village"), ("added", "village")),
    ]
    shapes = str(ontology_dir() / "shapes.ttl")
    assert changes(kgqa, shapes, shapes) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is missing"),
        (b"<a> <b> .", "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_no_difference(
    content: bytes | None, message: str, kgqa: Command, tmp_path: Path
) -> None:
    """As with diff: exit status 2 and one line."""
    path = tmp_path / "graph.trig"
    if content is not None:
        path.write_bytes(content)
    done = kgqa("diff", "guancheng-2024", str(path))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert message in done.err


def test_wrong_use_is_one_line(kgqa: Command, tmp_path: Path) -> None:
    """A folder without graphs, a file of another kind, a language without words."""
    (tmp_path / "words.txt").write_text("…", "utf-8")
    for arguments in ((str(tmp_path), "guancheng-2024"), (str(tmp_path / "words.txt"), "guancheng-2024")):
        done = kgqa("diff", *arguments)
        assert (done.status, done.err.count("\n")) == (2, 1)
    done = kgqa("diff", "guancheng-2024", "guancheng-2024", "--lang", "fr")
    assert (done.status, done.err) == (2, "error: --lang is zh or en\n")
