"""Questions made from the grammar over the graph: how many the engine answers as their own form does.

.venv/bin/python benchmarks/generated.py
.venv/bin/python benchmarks/generated.py --number 500 --seed 3 --kinds value,sum -o wrong.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from kgqa.engine import open_engine
from kgqa.evaluation.generated import CAUSES, VERDICTS, WEIGHTS, Asker, Outcome, Tally, generate, tallies

_HEADS = {"right": "right", "other": "wrong link", "refused": "refused", "asked": "asked back"}


def table(groups: Mapping[str, Tally]) -> list[str]:
    """Lines of a Markdown table: all, the languages, then the kinds in alphabetical order."""
    lines = [f"| questions | n | {' | '.join(_HEADS[v] for v in VERDICTS)} |", "|---|" + "---|" * 5]
    order = sorted(groups, key=lambda g: (g != "all", not g.startswith("language"), g))
    for name in order:
        told = groups[name]
        shares = " | ".join(f"{told.share(v):.3f}" for v in VERDICTS)
        lines.append(f"| {name} | {told.questions} | {shares} |")
    return lines


def causes(outcomes: Sequence[Outcome]) -> list[str]:
    """Lines of a Markdown table: how often each cause led to another answer."""
    counted = Counter(o.cause for o in outcomes if o.verdict == "other")
    lines = ["| cause of a wrong link | n | what it means |", "|---|---|---|"]
    return lines + [f"| {cause} | {n} | {CAUSES[cause]} |" for cause, n in counted.most_common()]


def main() -> None:
    """Print the tables; write what was not right where an option says."""
    parser = argparse.ArgumentParser(description="Questions generated from the graph, answered and judged.")
    parser.add_argument("--number", type=int, default=5000, help="how many questions (5000)")
    parser.add_argument("--seed", type=int, default=0, help="of the random draws (0)")
    parser.add_argument("--kinds", default=",".join(WEIGHTS), help="kinds of questions, parted by commas")
    parser.add_argument(
        "-o", "--output", type=Path, help="JSON lines for every question not answered rightly"
    )
    args = parser.parse_args()
    engine = open_engine()
    asker = Asker(engine)
    outcomes = [asker.outcome(s) for s in generate(engine, args.number, args.seed, args.kinds.split(","))]
    print("\n".join([*table(tallies(outcomes)), "", *causes(outcomes)]))
    if args.output:
        missed = [o.as_dict() for o in outcomes if o.verdict != "right"]
        lines = [json.dumps(record, ensure_ascii=False) for record in missed]
        args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
