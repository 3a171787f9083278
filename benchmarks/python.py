"""How long it takes from Python: importing kgqa, opening the graph, and each thing that is asked of it first.

.venv/bin/python benchmarks/python.py
.venv/bin/python benchmarks/python.py --repeat 5
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

import kgqa

STEPS: Mapping[str, Callable[[kgqa.Plan], object]] = {
    "sparql, a count": lambda plan: plan.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?o a dp:Observation }"),
    "search, first": lambda plan: plan.search("老旧小区改造"),
    "search, another": lambda plan: plan.search("新建道路"),
    "observations, first": lambda plan: plan.observations(),
    "network": lambda plan: plan.network(),
    "draw, the whole": lambda plan: plan.draw(),
    "graph, for rdflib": lambda plan: plan.graph(),
    "ask, first": lambda plan: plan.ask("2023年GDP增长多少？"),
    "ask, another": lambda plan: plan.ask("2024年技术合同成交额的目标是多少？"),
}
STARTED = """import sys, time
started = time.perf_counter()
import kgqa
print(time.perf_counter() - started)
assert "torch" not in sys.modules and "numpy" not in sys.modules"""


def imported() -> float:
    """Seconds that a fresh process takes for ``import kgqa``."""
    done = subprocess.run([sys.executable, "-c", STARTED], check=True, capture_output=True, text=True)
    return float(done.stdout)


def session() -> dict[str, float]:
    """Seconds of opening the graph and of each step after it, in the order of the table."""
    started = time.perf_counter()
    plan = kgqa.open()
    times = {"open": time.perf_counter() - started}
    for name, step in STEPS.items():
        started = time.perf_counter()
        step(plan)
        times[name] = time.perf_counter() - started
    return times


def fresh() -> dict[str, float]:
    """The same in a process of its own, so that nothing is loaded yet."""
    done = subprocess.run([sys.executable, __file__, "--once"], check=True, capture_output=True, text=True)
    times: dict[str, float] = json.loads(done.stdout)
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time that kgqa takes from Python, in seconds.")
    parser.add_argument("--repeat", type=int, default=3, help="processes (3)")
    parser.add_argument("--once", action="store_true", help="the times of this process as JSON")
    args = parser.parse_args()
    if args.once:
        print(json.dumps(session()))
        return
    times = {"import kgqa": [imported() for _ in range(args.repeat)]}
    for run in [fresh() for _ in range(args.repeat)]:
        for name, seconds in run.items():
            times.setdefault(name, []).append(seconds)
    print(f"{'seconds':<24}{'median':>10}{'max':>10}")
    for name, found in times.items():
        print(f"{name:<24}{statistics.median(found):>10.3f}{max(found):>10.3f}")


if __name__ == "__main__":
    main()
