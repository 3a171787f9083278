"""Pairs of the graph, the lexicon and everyday speech."""

from pathlib import Path

import pytest

from kgqa.cli.session import Session
from kgqa.errors import GraphError
from kgqa.linking.lexicon import load_lexicon
from kgqa.resources import ontology_dir
from kgqa.training.everyday import Everyday, everyday_pairs, load_everyday
from kgqa.training.graph_pairs import graph_pairs

TERMS = (Everyday("新增停车泊位数", ("多出来的停车地方",), ("new places to park",)),)


def test_names_words_and_facts_of_the_graph_are_paired() -> None:
    """Names in both languages, everyday words among them, synonyms, questions with their clauses."""
    lexicon = load_lexicon([ontology_dir() / "lexicon.ttl"])
    templates = {"zh": ["{year}年{name}是多少"], "en": ["What is {name}?"]}
    pairs = graph_pairs(Session().copy(), lexicon, TERMS, templates, seed=1)
    assert ("新增停车泊位数", "多出来的停车地方") in pairs["names"]
    assert any(zh == "地区生产总值增速" and "domestic product" in en for zh, en in pairs["names"])
    assert len(pairs["lexicon"]) > 5000
    parking = {question for question, clause in pairs["facts"] if clause.endswith("新增停车场泊位2万个")}
    assert any(question.startswith("2023年") and question.endswith("是多少") for question in parking)
    assert len(pairs["facts"]) > 5000
    assert pairs == graph_pairs(Session().copy(), lexicon, TERMS, templates, seed=1)


def test_everyday_words_mean_the_clauses_that_hold_the_term() -> None:
    """And the term itself; a term that stands nowhere is paired with itself alone."""
    terms = (Everyday("老旧小区", ("老房子",), ("old homes",)), Everyday("无", ("x",), ()))
    pairs = set(everyday_pairs(terms, ["改造老旧小区14个，加装电梯25部。"], seed=1))
    assert pairs == {
        ("老房子", "老旧小区"),
        ("old homes", "老旧小区"),
        ("老房子", "old homes"),
        ("老房子", "改造老旧小区14个"),
        ("old homes", "改造老旧小区14个"),
        ("x", "无"),
    }


def test_the_shipped_words_are_complete_lines() -> None:
    """Every term has everyday words in Chinese and English, none of them the term."""
    terms = load_everyday(ontology_dir() / "everyday.jsonl")
    assert len(terms) > 1000
    assert [t.name for t in terms if not t.zh or not t.en or t.name in t.zh] == []


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    """With its number."""
    path = tmp_path / "everyday.jsonl"
    path.write_text('{"name": "a", "zh": [], "en": []}\n{"name": "b"}\n', encoding="utf-8")
    with pytest.raises(GraphError, match=r"everyday\.jsonl:2: not a term"):
        load_everyday(path)
