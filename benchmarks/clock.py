"""Seconds by the clock and of the processors, and a table of them; for the benchmarks that time one thing.

The seconds of the processors tell what a thing costs on a machine that others use at the same time.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of all processors, those of finished child processes included."""

    clock: float
    processors: float


def timed(act: Callable[[], object]) -> Spent:
    """What something takes."""
    started, worked = time.perf_counter(), sum(os.times()[:4])
    act()
    return Spent(time.perf_counter() - started, sum(os.times()[:4]) - worked)


def heading() -> str:
    """The columns of the table, and how busy the machine is: runnable processes in the last minute."""
    load, cores = os.getloadavg()[0], os.cpu_count()
    told = f"load {load:.1f} on {cores} processor cores"
    return f"{told:<46}{'runs':>5}{'median':>9}{'most':>9}{'processors':>12}{'kB':>8}"


def row(name: str, times: Sequence[Spent], size: int = 0) -> str:
    """One line of the table: median and most by the clock, median of the processors, size of a file."""
    kilobytes = f"{size / 1000:>8.0f}" if size else ""
    clock = [spent.clock for spent in times]
    columns = statistics.median(clock), max(clock)
    worked = statistics.median(spent.processors for spent in times)
    return f"{name:<46}{len(times):>5}{columns[0]:>9.2f}{columns[1]:>9.2f}{worked:>12.2f}{kilobytes}"
