"""Passages are the sentences of the report, each once, with what they stand under."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from kgqa.graph.store import Store
from kgqa.resources import graph_dir, ontology_dir
from kgqa.retrieval.passages import Filter, Passage, load_passages


@cache
def passages() -> tuple[Passage, ...]:
    """Passages of the project's graph."""
    return load_passages(Store.load([ontology_dir() / "indicators.ttl", graph_dir() / "guancheng-2024.trig"]))


def test_a_passage_is_a_span_of_the_text() -> None:
    """Its words stand in the normalised text at its offsets."""
    text = (graph_dir() / "guancheng-2024.txt").read_text(encoding="utf-8")
    assert [p.text for p in passages()] == [text[p.start : p.end] for p in passages()]


def test_passages_hold_the_whole_text_once() -> None:
    """In order, without overlap, and without the headings."""
    own = passages()
    assert all(a.end <= b.start for a, b in pairwise(own))
    assert sum(len(p.text) for p in own) > 10_000
    assert "有效投资持续扩大" not in {p.text for p in own}


def test_a_passage_knows_what_it_stands_under_and_mentions() -> None:
    """Titles and names in both languages."""
    passage = next(p for p in passages() if "固定资产投资同比增长4.1%" in p.text)
    assert passage.section == "1.0"
    assert passage.document == "guancheng-2024"
    assert "2023年国民经济和社会发展规划执行情况" in passage.headings["zh"]
    assert any("investment" in label for label in passage.labels["en"])
    below = next(p for p in passages() if "工业投资占比提升至11%" in p.text)
    assert "有效投资持续扩大" in below.headings["zh"]


def test_a_passage_knows_its_years_and_what_holds_its_things() -> None:
    """From its facts; a part of a place speaks of the place."""
    passage = next(p for p in passages() if "新建金岱数字经济产业园" in p.text)
    assert passage.years == {2024}
    park = frozenset(t for t in passage.things if "jin-dai-ke-chuang-cheng" in t)
    assert Filter(2024, park, "3").admits(passage)
    assert not Filter(2023).admits(passage)
    assert not Filter(section="3.40").admits(passage)
    assert all(p.years for p in passages() if p.section != "0")


def test_a_graph_without_text_has_no_passages(tmp_path: Path) -> None:
    """An empty store gives none."""
    assert load_passages(Store([])) == ()


def test_overlapping_spans_give_one_passage(tmp_path: Path) -> None:
    """A span within another that no sentence holds is left out."""
    graph = tmp_path / "two.ttl"
    head = "@prefix dp: <https://w3id.org/district-plan/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .\n"
    span = '<e:{0}> a dp:TextSpan ; dp:quote "{0}" ; dp:start {1} ; dp:end {2} ; '
    span += "dp:inSection <e:s> ; oa:hasSource <e:d> .\n"
    rows = [span.format("甲乙丙", 0, 3), span.format("乙丙", 1, 3), span.format("丁", 3, 4)]
    graph.write_text(head + '<e:s> dp:number "1.0" .\n' + "".join(rows), encoding="utf-8")
    assert [p.text for p in load_passages(Store.load([graph]))] == ["甲乙丙", "丁"]
