"""Risk against coverage: what share of the answers is wrong as more questions are answered, surest first.

.venv/bin/python benchmarks/risk_coverage.py benchmarks/questions/fresh-9.jsonl
.venv/bin/python benchmarks/risk_coverage.py benchmarks/questions/asked-*.jsonl -o picture.svg

Where the engine refuses, its best reading counts with the probability that the ranking gives it, so that the
curve goes on beyond the point at which the engine stops.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kgqa.engine import Engine, open_engine
from kgqa.evaluation import Golden, judge, load_golden
from kgqa.evaluation.coverage import Curve, Sure, curve, picture

_LANGUAGES = {"zh": "Chinese", "en": "English"}


def sure(engine: Engine, golden: Golden) -> Sure | None:
    """How sure the engine is of its answer, or of its best reading; None when it has none or asks back."""
    trace = engine.trace(golden.question, golden.context)
    answer, given = trace.answer, trace.answer.status == "answered"
    if answer.status == "refused" and len(trace.steps) == 1 and trace.steps[0].decision.readings:
        best = trace.steps[0].decision.readings[0]
        forced = engine.answer_of(golden.question, golden.context, best)
        answer = forced if forced is not None else answer
    if answer.status != "answered":
        return None
    wrong = golden.unanswerable or judge(golden, answer.as_dict()).verdict == "wrong"
    return Sure(answer.confidence, wrong, golden.unanswerable, given)


def measured(name: str, every: Sequence[tuple[Golden, Sure | None]]) -> Curve:
    """The curve of the answers to questions."""
    return curve(name, [answer for _, answer in every if answer], len(every))


def told(found: Curve) -> str:
    """What stands below a table."""
    own = found.own
    stops = f"; the engine stops at {own.coverage:.3f} with {own.risk:.3f}" if own else ""
    return f"area {found.area:.4f}, at best {found.best_area:.4f} with these answers{stops}"


def main() -> None:
    """Print a table of all files together, an area for each, and draw the picture."""
    parser = argparse.ArgumentParser(description="Risk–coverage curve over golden questions.")
    parser.add_argument("questions", nargs="+", type=Path, help="JSON lines of golden questions")
    parser.add_argument("-o", "--output", type=Path, help="an SVG file for the picture")
    args = parser.parse_args()
    engine = open_engine()
    asked = {path.stem: [(g, sure(engine, g)) for g in load_golden(path)] for path in args.questions}
    every = [pair for own in asked.values() for pair in own]
    groups = {"all": every} | {
        name: own for lang, name in _LANGUAGES.items() if (own := [p for p in every if p[0].lang == lang])
    }
    curves = [measured(name, own) for name, own in groups.items()]
    print("\n".join([*curves[0].table(), ""]))
    files = [measured(name, own) for name, own in asked.items()] if len(asked) > 1 else []
    print("\n".join(f"{own.name}: {told(own)}" for own in (*curves, *files)))
    if args.output:
        args.output.write_text(picture(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
