"""How long answers take: warm questions in one process, and a cold ``kgqa ask``.

.venv/bin/python benchmarks/latency.py
.venv/bin/python benchmarks/latency.py benchmarks/questions/fresh-1.jsonl --repeat 5 --cold 10
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kgqa.engine import Engine, open_engine

QUESTIONS = Path(__file__).parent / "questions" / "dev.jsonl"
COLD_QUESTION = "2023年GDP增长多少？"


def milliseconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def warm_times(engine: Engine, path: Path, repeat: int) -> list[float]:
    """Times of all questions of a file, after one round that is not counted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    questions = [(r["question"], r.get("context", [])) for r in map(json.loads, filter(None, lines))]
    times: list[float] = []
    for _ in range(repeat + 1):
        times += [milliseconds(partial(engine.ask, question, context)) for question, context in questions]
    return times[len(questions) :]


def cold_times(repeat: int) -> list[float]:
    """Times of a fresh process that answers one question."""
    command = [str(Path(sys.executable).with_name("kgqa")), "ask", COLD_QUESTION, "--json"]
    run = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)
    return [milliseconds(run) for _ in range(repeat)]


def row(name: str, times: Sequence[float]) -> str:
    """One line of the table."""
    if not times:
        return f"{name:<24}{0:>6}"
    slow = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return f"{name:<24}{len(times):>6}{statistics.median(times):>12.1f}{slow:>12.1f}{max(times):>12.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Latency of answers, in milliseconds.")
    parser.add_argument(
        "questions", nargs="?", type=Path, default=QUESTIONS, help="JSON lines with question, context"
    )
    parser.add_argument("--repeat", type=int, default=3, help="rounds over the file that are counted (3)")
    parser.add_argument("--cold", type=int, default=5, help="fresh processes that are started (5)")
    args = parser.parse_args()
    opened: list[Engine] = []
    opening = [milliseconds(lambda: opened.append(open_engine()))]
    warm = warm_times(opened[0], args.questions, args.repeat)
    print(f"{'milliseconds':<24}{'runs':>6}{'median':>12}{'p95':>12}{'max':>12}")
    print(row("warm question", warm))
    print(row("open the engine", opening))
    print(row("cold kgqa ask", cold_times(args.cold)))


if __name__ == "__main__":
    main()
