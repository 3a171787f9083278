"""``kgqa evaluate``: how well golden questions are answered."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.options import GraphOption, JsonOption
from kgqa.cli.session import Session
from kgqa.cli.terminal import emit, output, progress, table

if TYPE_CHECKING:
    from kgqa.evaluation import Judged, Score

_LONGEST = 160


def evaluate(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", help="Golden questions, one JSON object a line.")
    ],
    wrong: Annotated[
        bool, typer.Option("--wrong", help="Also show each question that is not correct, and why.")
    ] = False,
    as_json: JsonOption = False,
    graph: GraphOption = None,
) -> None:
    """Answer golden questions and score the answers, by type and language.

    Correct: the whole answer and nothing else. Wrong: something else is said. Abstained: no answer is given.
    Evidence: the share of the sentences to be quoted that are. Reason: refused for the reason that is right.
    """
    from kgqa.evaluation import judge_all, load_golden, scores

    session: Session = context.obj
    questions = load_golden(file)
    engine = session.engine(graph)
    judged = judge_all(
        (g, engine.ask(g.question, g.context, g.id).as_dict())
        for g in progress(questions, "questions answered")
    )
    missed = [one for one in judged if one.judgement.verdict != "correct"] if wrong else []
    if as_json:
        emit({"scores": [asdict(s) for s in scores(judged)], "not_correct": [_missed(one) for one in missed]})
        return
    for one in missed:
        for name, words in _missed(one).items():
            output().print(f"{name:8} {words}")
        output().print()
    headings = ["", "questions", "correct", "wrong", "abstained", "evidence", "reason"]
    output().print(table(headings, [_row(score) for score in scores(judged)], right=range(1, 7)))


def _row(score: Score) -> list[str]:
    shares = [score.correct, score.wrong, score.abstained, score.evidence, score.reason]
    return [score.group, str(score.questions), *("-" if s is None else f"{s:.3f}" for s in shares)]


def _missed(one: Judged) -> dict[str, str]:
    return {
        "id": one.golden.id,
        "verdict": one.judgement.verdict,
        "question": one.golden.question,
        "gold": one.golden.answer,
        "said": str(one.answer.get("text"))[:_LONGEST],
        "why": one.judgement.why,
    }
