"""Which measures serve which goals, read from the order of clauses and stated in the graph."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa.errors import GraphError
from kgqa.graph.vocabulary import DP
from kgqa.ingestion.build import Build, build
from kgqa.ingestion.model import Clause
from kgqa.ingestion.plan import pursuits
from kgqa.ingestion.review import load_review
from kgqa.text.normalise import normalise
from kgqa.text.segmentation import Document, clauses, segment

CLAUSE = '{"record": "clause", "section": "3.1", "quote": '
REVIEW = (
    f'{CLAUSE}"力争新签约5亿元以上项目不低于3个", "role": "goal"}}\n'
    f'{CLAUSE}"推动20个续建项目完成投资15亿元", "role": "measure"}}\n'
)
PURSUES = (
    '{"record": "pursues", "section": "3.1", "quote": "推动20个续建项目完成投资15亿元", '
    '"goal": "力争新签约5亿元以上项目不低于3个"}\n'
)


def plan(sentence: str, roles: str) -> tuple[Document, list[Clause]]:
    """A sentence of part two whose clauses are measures (m), goals (g) or requirements (r)."""
    names = {"m": "Measure", "g": "Goal", "r": "Requirement"}
    document = segment(normalise(f"一、2024年主要任务\n\n{sentence}"))
    spans = clauses(document.text, document.body[0].span)
    return document, [Clause(names[r], 2024, "target", s) for r, s in zip(roles, spans, strict=True)]


def pairs(document: Document, own: Iterable[Clause]) -> list[tuple[str, str]]:
    """Measures with their goals, in words."""
    text = document.text
    return [(p.measure.of(text), p.goal.of(text)) for p in pursuits(own, document)]


@pytest.mark.parametrize(
    ("sentence", "roles", "expected"),
    [
        (
            "收购存量住房，加快建设，确保按期交付。",
            "mmg",
            [("收购存量住房", "确保按期交付"), ("加快建设", "确保按期交付")],
        ),
        (
            "提升承载能力，续建甲路，新建乙路。",
            "gmm",
            [("续建甲路", "提升承载能力"), ("新建乙路", "提升承载能力")],
        ),
        (
            "建立档案库，力争引进人才，扩大宣传，打造品牌。",
            "mgmg",
            [("建立档案库", "力争引进人才"), ("扩大宣传", "打造品牌")],
        ),
        ("整修路面，力争通车，确保畅通。", "mgg", [("整修路面", "力争通车"), ("整修路面", "确保畅通")]),
        ("整修路面，清理河道，栽植树木。", "mmm", []),
        ("力争通车，整修路面，确保畅通，清理河道。", "gmgm", [("整修路面", "确保畅通")]),
        ("坚持统筹推进，整修路面，确保畅通。", "rmg", [("整修路面", "确保畅通")]),
    ],
)
def test_a_run_of_measures_serves_the_goals_that_its_sentence_puts_to_it(
    sentence: str, roles: str, expected: list[tuple[str, str]]
) -> None:
    """The goals that follow; else those that open the sentence, when nothing stands between."""
    assert pairs(*plan(sentence, roles)) == expected


def test_nothing_is_linked_across_sentences() -> None:
    """That two stand in one paragraph does not say that one serves the other."""
    document = segment(normalise("一、2024年主要任务\n\n整修路面，清理河道。确保城区畅通。"))
    first, second = (s.span for s in document.body)
    own = [Clause("Measure", 2024, "target", s) for s in clauses(document.text, first)]
    assert pairs(document, [*own, Clause("Goal", 2024, "target", second)]) == []


def test_the_graph_states_each_link_with_its_sentence(machine: Build) -> None:
    """From measures to goals, from things to measures, each once more as a sourced relation."""
    graph = ox.Store()
    graph.extend(machine.quads)
    ask = f"PREFIX dp: <{DP}> SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ GRAPH ?g {{ %s }} }}"

    def count(pattern: str) -> int:
        rows = graph.query(ask % pattern)
        assert isinstance(rows, ox.QuerySolutions)
        return int(next(rows)["n"].value)

    links = count("?s a dp:Measure ; dp:pursues ?o . ?o a dp:Goal")
    assert links == count("?s dp:pursues ?o") > 50
    assert count("?s dp:implements ?o . ?o a dp:Measure") == count("?s dp:implements ?o") > 20
    sourced = "?r rdf:subject ?s ; rdf:predicate %s ; rdf:object ?o ; dp:statedIn/dp:quote ?q . ?s %s ?o"
    prologue = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    ask = prologue + ask
    for link in ("dp:pursues", "dp:implements"):
        assert count(sourced % (link, link)) == count(f"?s {link} ?o")


def test_what_quantifies_a_clause_stands_in_its_words(machine: Build) -> None:
    """The printed value is part of the phrase."""
    own = [(str(q.subject), q.predicate.value.removeprefix(DP), str(q.object)) for q in machine.quads]
    phrase = {subject: value for subject, predicate, value in own if predicate == "phrase"}
    printed = {subject: value for subject, predicate, value in own if predicate == "valueText"}
    links = [(subject, value) for subject, predicate, value in own if predicate == "quantifiedBy"]
    assert len(links) > 150
    assert [1 for clause, value in links if printed[value].strip('"') not in phrase[clause]] == []


def folder(path: Path, lines: str) -> Path:
    """A review folder with these lines."""
    own = path / "linhe-2023"
    own.mkdir(parents=True)
    (own / "10-read.jsonl").write_text(lines, encoding="utf-8")
    return path


def test_a_reader_says_which_goal_a_measure_serves(other: Path, ontology: Path, tmp_path: Path) -> None:
    """The record names both clauses by their words."""
    read = '{"record": "section", "section": "3.1"}\n'
    built = build(other, ontology, folder(tmp_path, REVIEW + PURSUES + read))
    text = built.document.text
    stated = [p for p in built.reading.pursuits if p.reviewed]
    assert [(p.measure.of(text), p.goal.of(text)) for p in stated] == [
        ("推动20个续建项目完成投资15亿元", "力争新签约5亿元以上项目不低于3个")
    ]
    assert not any(stated[0].span.covers(p.measure) for p in built.reading.pursuits if not p.reviewed)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            PURSUES,
            "no clause record before this one says that 「推动20个续建项目完成投资15亿元」 is a measure",
        ),
        (
            REVIEW.replace("goal", "measure") + PURSUES,
            "says that 「力争新签约5亿元以上项目不低于3个」 is a goal",
        ),
        (REVIEW + PURSUES.replace("不低于3个", "不低于4个"), "stands 0 times in section 3.1"),
        (REVIEW + PURSUES.replace('"goal"', '"aim"'), "unknown key 'aim'; a record pursues takes"),
        (
            '{"record": "clause", "section": "1.1", "quote": "维修泵站9座", "role": "measure"}\n'
            '{"record": "clause", "section": "1.1", "quote": "培育家庭农场260余家", "role": "goal"}\n'
            '{"record": "pursues", "section": "1.1", "quote": "维修泵站9座", '
            '"goal": "培育家庭农场260余家"}\n',
            "the goal 「培育家庭农场260余家」 stands in another sentence than the measure",
        ),
    ],
)
def test_a_link_that_the_words_do_not_bear_is_refused(
    elsewhere: Build, tmp_path: Path, lines: str, problem: str
) -> None:
    """One line that says which clause is missing or where it stands."""
    with pytest.raises(GraphError) as caught:
        load_review(folder(tmp_path, lines) / "linhe-2023", elsewhere.document)
    assert problem in str(caught.value)
