"""How long it takes to turn a report into a graph: with its validation, and without.

.venv/bin/python benchmarks/build.py
.venv/bin/python benchmarks/build.py REPORT.txt --repeat 5
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kgqa.ingestion.build import build, write
from kgqa.ingestion.validation import report as findings
from kgqa.ingestion.validation import validate
from kgqa.resources import graph_dir, ontology_dir


def build_once(report: Path, reviewed: bool, validated: bool) -> tuple[float, int]:
    """Seconds from the file to the written folder, and how many statements the graph has."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        built = build(report, ontology_dir(), graph_dir() / "review" if reviewed else None)
        told = findings(validate(built.quads, ontology_dir(), [built.text.text])) if validated else ""
        write(built, Path(folder), told)
        return time.perf_counter() - started, len(built.quads)


def row(name: str, runs: Sequence[tuple[float, int]]) -> str:
    """One line of the table."""
    times = [seconds for seconds, _ in runs]
    median, slowest = statistics.median(times), max(times)
    return f"{name:<36}{len(times):>6}{median:>10.2f}{slowest:>10.2f}{runs[0][1]:>14}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time from a report to its graph, in seconds.")
    shipped = graph_dir() / "sources" / "guancheng-2024.txt"
    parser.add_argument("report", nargs="?", type=Path, default=shipped, help="the report (the shipped one)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each kind (3)")
    args = parser.parse_args()
    print(f"{'seconds':<36}{'runs':>6}{'median':>10}{'max':>10}{'statements':>14}")
    for reviewed in (True, False):
        for validated in (False, True):
            layer = "with review" if reviewed else "machine alone"
            name = f"build, {layer}, {'validated' if validated else 'not validated'}"
            print(row(name, [build_once(args.report, reviewed, validated) for _ in range(args.repeat)]))


if __name__ == "__main__":
    main()
