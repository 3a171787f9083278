"""Verdicts on answers: a table of golden questions, answers and what is said of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa.errors import InputError
from kgqa.evaluation import Golden, judge, judge_all, load_golden, scores
from kgqa.evaluation.figures import figure, numbers
from kgqa.evaluation.judge import evidence_share
from kgqa.evaluation.names import fold, names_one, pair

YI = {"value": "7.5", "unit": "亿元"}
PERCENT = {"value": "6.9", "unit": "%"}


def golden(tmp_path: Path, gold: dict[str, Any], type: str = "value", **more: Any) -> Golden:
    """A golden question through its file."""
    record = {"id": "q", "lang": "zh", "type": type, "question": "多少？", "gold": gold, **more}
    file = tmp_path / "golden.jsonl"
    file.write_text(json.dumps(record), encoding="utf-8")
    return load_golden(file)[0]


def quantity(value: str, unit: str, role: str = "answer") -> dict[str, str]:
    """A row of an answer."""
    return {"kind": "quantity", "value": value, "unit": unit, "role": role}


def entity(label: str) -> dict[str, str]:
    """A row of an answer."""
    return {"kind": "entity", "label": label}


def truth(value: bool) -> dict[str, Any]:
    """A row of an answer."""
    return {"kind": "boolean", "value": value}


def answered(*rows: dict[str, Any], text: str = "", **more: Any) -> dict[str, Any]:
    """An answer object."""
    return {"status": "answered", "text": text, "answers": list(rows), **more}


REFUSED = {"status": "refused", "reason": "not_stated"}
CLARIFY = {
    "status": "clarify",
    "readings": [{"answers": [quantity("6.9", "%")]}, {"answers": [quantity("7", "%")]}],
}
AB = [["商都路", "商都大道"], ["航海路"]]

VALUES: list[tuple[dict[str, Any], str, dict[str, Any], str]] = [
    ({"values": [PERCENT]}, "value", answered(quantity("6.9", "%")), "correct"),
    ({"values": [PERCENT]}, "value", answered(quantity("6.9", "个百分点")), "correct"),
    ({"values": [PERCENT]}, "value", answered(quantity("6.9", "亿元")), "wrong"),
    ({"values": [PERCENT]}, "value", answered(quantity("6.9", "%"), quantity("7", "%")), "wrong"),
    (
        {"values": [PERCENT]},
        "value",
        answered(quantity("6.9", "%"), quantity("7", "%", "support")),
        "correct",
    ),
    ({"values": [PERCENT]}, "value", answered(quantity("a", "%")), "wrong"),
    ({"values": [PERCENT]}, "value", answered(), "wrong"),
    ({"values": [PERCENT]}, "value", REFUSED, "abstained"),
    ({"values": [PERCENT]}, "value", {"status": "missing"}, "abstained"),
    ({"values": [YI]}, "value", answered(quantity("75,000", "万元")), "correct"),
    ({"values": [YI]}, "value", answered(quantity("7.5", "亿")), "correct"),
    ({"values": [YI]}, "value", answered(quantity("7.5", "亿美元")), "wrong"),
    (
        {"values": [{**YI, "alt": {"value": "80", "unit": "%"}}]},
        "value",
        answered(quantity("80", "%")),
        "correct",
    ),
    ({"values": [{**YI, "op": "≈"}]}, "value", answered(quantity("7.51", "亿元")), "wrong"),
    ({"values": [{**YI, "op": "≈"}]}, "aggregate", answered(quantity("7.51", "亿元")), "correct"),
    ({"values": [YI]}, "aggregate", answered(quantity("7.5", "亿元", "support")), "correct"),
    ({"items": AB}, "list", answered(entity("商都路"), entity("航海路")), "correct"),
    ({"items": AB}, "list", answered(entity("商都路"), entity("商都大道")), "wrong"),
    ({"items": AB}, "list", answered(entity("商都路"), entity("航海路"), entity("别的")), "wrong"),
    ({"items": [["商都路"]]}, "value", answered(text="是商都路。"), "correct"),
    ({"items": [["商都路"]]}, "value", answered(entity("航海路"), text="是商都路。"), "wrong"),
    ({"items": [["商都路"]], "not_items": ["不是"]}, "value", answered(text="不是 商都路。"), "wrong"),
    ({"items": [["高"]], "not_items": ["不低"]}, "value", answered(text="高，不低于目标"), "correct"),
    ({"bool": False}, "boolean", answered(truth(False)), "correct"),
    ({"bool": False}, "boolean", answered(truth(True)), "wrong"),
    ({"bool": True}, "boolean", answered(text="是"), "wrong"),
    ({"keypoints": [["甲"], ["乙"], ["丙"]]}, "describe", answered(text="甲和乙"), "correct"),
    ({"keypoints": [["甲"], ["乙"], ["丙"]]}, "describe", answered(entity("甲"), text="还有"), "wrong"),
    ({"unanswerable": True}, "unanswerable", REFUSED, "correct"),
    ({"unanswerable": True}, "unanswerable", CLARIFY, "abstained"),
    ({"unanswerable": True}, "unanswerable", answered(quantity("1", "%")), "wrong"),
    ({"values": [PERCENT]}, "value", answered(quantity("6.9", "%"), text="增长99%"), "wrong"),
    (
        {"values": [PERCENT]},
        "value",
        answered(quantity("6.9", "%"), text="前12项，2023年增长6.9%"),
        "correct",
    ),
    ({"values": [PERCENT]}, "value", answered(quantity("6.9", "%"), text="长" * 1201), "wrong"),
    ({"unanswerable": True}, "unanswerable", {**REFUSED, "text": "约99%"}, "wrong"),
]


@pytest.mark.parametrize(("gold", "type", "answer", "verdict"), VALUES)
def test_verdicts(
    tmp_path: Path, gold: dict[str, Any], type: str, answer: dict[str, Any], verdict: str
) -> None:
    """One line of the table."""
    assert judge(golden(tmp_path, gold, type), answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (CLARIFY, "correct"),
        (answered(quantity("6.9", "%"), quantity("7", "%")), "correct"),
        (answered(quantity("6.9", "%")), "wrong"),
        (answered(quantity("6.9", "%"), quantity("7", "%"), quantity("8", "%")), "wrong"),
        (REFUSED, "abstained"),
    ],
)
def test_an_ambiguous_question_wants_two_values(tmp_path: Path, answer: dict[str, Any], verdict: str) -> None:
    """As readings or side by side; a bare number is wrong."""
    values = {"values": [PERCENT, {"value": "7", "unit": "%"}]}
    assert judge(golden(tmp_path, values, ambiguous=True), answer).verdict == verdict


def test_asking_back_may_be_right(tmp_path: Path) -> None:
    """Where the golden question says so."""
    asked = golden(tmp_path, {"unanswerable": True}, "unanswerable", ask_back=True)
    assert judge(asked, CLARIFY).verdict == "correct"


def test_evidence_is_a_sentence(tmp_path: Path) -> None:
    """Quotes that cover or lie in the golden words count; a scrap or a page does not."""
    wanted = golden(tmp_path, {"values": [PERCENT]}, evidence=["生产总值增长6.9%", "投资增长4.1%"])
    quotes = ["2023年地区生产总值增长6.9%", "投资", "投资增长4.1%" + "长" * 300]
    assert evidence_share(wanted, {"evidence": [{"quote": q} for q in quotes]}) == 0.5
    assert evidence_share(golden(tmp_path, {}), {"evidence": []}) is None


def test_figures_of_texts() -> None:
    """Scale words multiply; digits groups are one number."""
    assert numbers(["1,807万和6.9%", None]) == {("1807", "1.807e+07"), ("6.9", "6.9")}
    assert figure(None, "%") is None


def test_names_are_paired_one_to_one() -> None:
    """The pairing is the greatest one, not the first."""
    assert pair([["甲路", "乙路"], ["甲路"]], ["甲路", "乙路"]) == (2, 0)
    assert pair([["甲路"]], ["甲路", "丙路"]) == (1, 1)
    assert (fold("《A 路》1 2"), names_one(["12条"], "112条"), names_one(["商都路"], "商都")) == (
        "a路1|2",
        False,
        True,
    )


def test_scores_of_groups(tmp_path: Path) -> None:
    """Shares add up to one in each group."""
    one = golden(tmp_path, {"values": [PERCENT]}, evidence=["增长6.9%的原话"])
    told = judge_all([(one, answered(quantity("6.9", "%"))), (one, REFUSED)])
    first = scores(told)[0]
    assert (first.group, first.questions, first.correct, first.wrong, first.abstained) == (
        "all",
        2,
        0.5,
        0.0,
        0.5,
    )
    assert first.evidence == 0.0


def test_reasons_of_refusals_are_scored_where_questions_are_labelled(tmp_path: Path) -> None:
    """One of the labelled reasons is right; an answer gives none, and a question without label counts not."""
    labelled = golden(tmp_path, {"unanswerable": True}, "unanswerable", reason=["not_stated", "not_modelled"])
    single = golden(tmp_path, {"unanswerable": True}, "unanswerable", reason="unknown_name")
    bare = golden(tmp_path, {"unanswerable": True}, "unanswerable")
    said = [
        {"status": "refused", "reason": reason} for reason in ("not_modelled", "not_stated", "not_stated")
    ]
    whole = scores(judge_all(zip((labelled, single, bare), said, strict=True)))[0]
    assert (labelled.reasons, single.reasons, bare.reasons) == (
        ("not_stated", "not_modelled"),
        ("unknown_name",),
        (),
    )
    assert whole.reason == 0.5
    assert scores(judge_all([(bare, said[0])]))[0].reason is None


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"id": 1}', '{"id": 1, "type": "a", "question": "b", "gold": 3}', ""]
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    """File and line stand in the error."""
    file = tmp_path / "golden.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"golden\.jsonl"):
        load_golden(file)
