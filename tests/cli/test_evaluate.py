"""``kgqa evaluate`` answers golden questions and counts the verdicts."""

import json
from pathlib import Path

from tests.cli.conftest import Command

GROWTH = {"lang": "zh", "style": "formal", "type": "value", "question": "2023年地区生产总值增长多少？"}
EVIDENCE = ["2023年地区生产总值同比增长6.9%"]
QUESTIONS = [
    {**GROWTH, "id": "right", "gold": {"values": [{"value": "6.9", "unit": "%"}]}, "evidence": EVIDENCE},
    {**GROWTH, "id": "wrong", "gold": {"values": [{"value": "7", "unit": "%"}]}, "answer": "7%"},
    {
        "id": "refused",
        "lang": "en",
        "type": "unanswerable",
        "question": "What was GDP growth in 2019?",
        "gold": {"unanswerable": True},
    },
]


def golden(folder: Path) -> str:
    """The questions in a file."""
    file = folder / "golden.jsonl"
    file.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in QUESTIONS), encoding="utf-8")
    return str(file)


def test_scores_by_type_and_language(kgqa: Command, tmp_path: Path) -> None:
    """Shares of correct, wrong and abstained answers in each group."""
    done = kgqa("evaluate", golden(tmp_path), "--json", "--wrong")
    told = json.loads(done.out)
    scores = {s["group"]: s for s in told["scores"]}
    assert done.status == 0
    assert (scores["all"]["questions"], scores["all"]["evidence"]) == (3, 1.0)
    assert {g: s["correct"] for g, s in scores.items() if g.startswith(("type", "language"))} == {
        "type value": 0.5,
        "type unanswerable": 1.0,
        "language zh": 0.5,
        "language en": 1.0,
    }
    assert [one["id"] for one in told["not_correct"]] == ["wrong"]


def test_the_table_is_for_people(kgqa: Command, tmp_path: Path) -> None:
    """One line for each group; with --wrong the questions before it."""
    lines = kgqa("evaluate", golden(tmp_path), "--wrong").out.splitlines()
    assert lines[0].split() == ["id", "wrong"]
    assert any(line.split() == ["all", "3", "0.667", "0.333", "0.000", "1.000", "-"] for line in lines)
