"""How long it takes from Python: importing kgqa, opening the graph, and each thing that is asked of it first.

.venv/bin/python benchmarks/python.py
.venv/bin/python benchmarks/python.py --repeat 5
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import astuple
from functools import partial

from clock import Spent, heading, row, timed

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
started, worked = time.perf_counter(), time.process_time()
import kgqa
print(time.perf_counter() - started, time.process_time() - worked)
assert "torch" not in sys.modules and "numpy" not in sys.modules"""


def imported() -> Spent:
    """What ``import kgqa`` takes in a fresh process."""
    done = subprocess.run([sys.executable, "-c", STARTED], check=True, capture_output=True, text=True)
    return Spent(*map(float, done.stdout.split()))


def session() -> dict[str, Spent]:
    """What opening the graph and each step after it take, in the order of the table."""
    opened: list[kgqa.Plan] = []
    times = {"open": timed(lambda: opened.append(kgqa.open()))}
    return times | {name: timed(partial(step, opened[0])) for name, step in STEPS.items()}


def fresh() -> dict[str, Spent]:
    """The same in a process of its own, so that nothing is loaded yet."""
    done = subprocess.run([sys.executable, __file__, "--once"], check=True, capture_output=True, text=True)
    return {name: Spent(*spent) for name, spent in json.loads(done.stdout).items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time that kgqa takes from Python, in seconds.")
    parser.add_argument("--repeat", type=int, default=3, help="processes (3)")
    parser.add_argument("--once", action="store_true", help="the times of this process as JSON")
    args = parser.parse_args()
    if args.once:
        print(json.dumps({name: astuple(spent) for name, spent in session().items()}))
        return
    times = {"import kgqa": [imported() for _ in range(args.repeat)]}
    for run in [fresh() for _ in range(args.repeat)]:
        for name, spent in run.items():
            times.setdefault(name, []).append(spent)
    print(heading())
    for name, found in times.items():
        print(row(name, found))


if __name__ == "__main__":
    main()
