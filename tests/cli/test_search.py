"""``kgqa search`` finds passages and says where they stand."""

import json
from pathlib import Path

import pytest

from kgqa.resources import graph_dir
from tests.cli.conftest import Command


def test_passages_are_spans_of_the_text(kgqa: Command) -> None:
    """Offsets lead to the very words in the normalised text."""
    text = (graph_dir() / "guancheng-2024.txt").read_text(encoding="utf-8")
    found = json.loads(kgqa("search", "老旧小区改造", "--json", "-k", "3").out)
    assert len(found) == 3
    assert [text[p["start"] : p["end"]] for p in found] == [p["text"] for p in found]
    assert [p["score"] for p in found] == sorted((p["score"] for p in found), reverse=True)
    assert {"score", "section", "start", "end", "text"} <= found[0].keys()


def test_a_batch_of_searches(kgqa: Command, tmp_path: Path) -> None:
    """A line with id and passages for each line, in order."""
    file = tmp_path / "searches.jsonl"
    lines = [
        '{"id": "b", "question": "老旧小区"}',
        '{"id": "a", "query": "kindergartens"}',
        '{"id": "c", "query": ""}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    found = [json.loads(line) for line in kgqa("search", "--batch", str(file), "-k", "1").out.splitlines()]
    assert [f["id"] for f in found] == ["b", "a", "c"]
    assert [len(f["passages"]) for f in found] == [1, 1, 0]
    assert "幼儿园" in found[1]["passages"][0]["text"]


@pytest.mark.parametrize("words", ["", "zzzz", "🙂", "\x00"])
def test_nothing_found_is_said(kgqa: Command, words: str) -> None:
    """It is no error."""
    done = kgqa("search", words)
    assert (done.status, done.out, done.err) == (0, "Nothing found.\n", "")


@pytest.mark.parametrize("arguments", [[], ["a", "-k", "0"], ["a", "-k", "x"], ["a", "--batch", "b"]])
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str]) -> None:
    """With exit status 2."""
    done = kgqa("search", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_place_a_year_a_section(kgqa: Command) -> None:
    """Only passages of them are found; a place includes its parts."""
    kept = json.loads(kgqa("search", "新建产业园", "--place", "金岱科创城", "--year", "2024", "--json").out)
    assert kept
    assert "金岱数字经济产业园" in kept[0]["text"]
    assert {p["section"][0] for p in kept} == {"3"}
    below = json.loads(kgqa("search", "新建道路", "--section", "1", "--json").out)
    assert {p["section"][0] for p in below} == {"1"}


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--year", "2021", "nothing is said of 2021; the years are 2023, 2024"),
        ("--place", "金代科创城", "the nearest names are"),
        ("--section", "1.", "no section '1.'; the sections are"),
    ],
)
def test_a_filter_that_nothing_fits_is_one_line(kgqa: Command, option: str, value: str, told: str) -> None:
    """It names what there is."""
    done = kgqa("search", "道路", option, value)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
