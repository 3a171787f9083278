"""Scores of groups of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgqa.evaluation.golden import Golden
from kgqa.evaluation.judge import Answer, Judgement, Verdict, evidence_share, judge


@dataclass(frozen=True)
class Judged:
    """A golden question with the answer that was given and the verdict on it."""

    golden: Golden
    answer: Answer
    judgement: Judgement
    evidence: float | None


@dataclass(frozen=True)
class Score:
    """Shares of a group's questions.

    ``evidence`` is the mean over the answered ones that have some, ``reason`` the share of those labelled
    with a reason that are refused for it.
    """

    group: str
    questions: int
    correct: float
    wrong: float
    abstained: float
    evidence: float | None
    reason: float | None = None


def judge_all(pairs: Iterable[tuple[Golden, Answer]]) -> list[Judged]:
    """Judge each question's answer."""
    return [
        Judged(
            golden,
            answer,
            judge(golden, answer),
            evidence_share(golden, answer) if answer.get("status") == "answered" else None,
        )
        for golden, answer in pairs
    ]


def scores(judged: Iterable[Judged]) -> list[Score]:
    """Scores of all questions, of those with and without an answer, of each type, language and style."""
    groups: Mapping[str, list[Judged]] = defaultdict(list)
    for one in judged:
        golden = one.golden
        kind = "unanswerable" if golden.unanswerable else "answerable"
        names = (
            "all",
            kind,
            f"type {golden.type}",
            f"language {golden.lang}",
            f"style {golden.style or '-'}",
        )
        for name in names:
            groups[name].append(one)
    order = ("all", "answerable", "unanswerable")
    ranked = sorted(groups, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [_score(name, groups[name]) for name in ranked]


def _score(group: str, judged: list[Judged]) -> Score:
    def share(verdict: Verdict) -> float:
        return sum(one.judgement.verdict == verdict for one in judged) / len(judged)

    hits = [one.evidence for one in judged if one.evidence is not None]
    evidence = sum(hits) / len(hits) if hits else None
    told = [one.answer.get("reason") in one.golden.reasons for one in judged if one.golden.reasons]
    reason = sum(told) / len(told) if told else None
    return Score(group, len(judged), share("correct"), share("wrong"), share("abstained"), evidence, reason)
