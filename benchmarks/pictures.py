"""How long pictures take: opening the graph for drawing, each format of each part, a cold ``kgqa export``.

.venv/bin/python benchmarks/pictures.py
.venv/bin/python benchmarks/pictures.py --repeat 9 --cold 5 --focus 金岱科创城
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kgqa.cli.session import Session
from kgqa.export.picture import PICTURES, Atlas, Part, Style, export_picture
from kgqa.graph.store import Store


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def opened(store: Store) -> Atlas:
    """The graph with everything that drawings share."""
    atlas = Atlas(store)
    assert atlas.whole.network and atlas.digest
    return atlas


def cold(part: Sequence[str], folder: Path) -> None:
    """A fresh process that draws one picture."""
    command = [sys.executable, "-m", "kgqa", "export", "svg", "-o", str(folder / "cold.svg"), *part]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def row(name: str, times: Sequence[float], size: int = 0) -> str:
    """One line of the table."""
    kilobytes = f"{size / 1000:>8.0f}" if size else ""
    return f"{name:<40}{len(times):>6}{statistics.median(times):>10.2f}{max(times):>10.2f}{kilobytes}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time that pictures take, in seconds.")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each picture (5)")
    parser.add_argument("--cold", type=int, default=3, help="fresh processes of each kind (3)")
    parser.add_argument("--focus", default="金岱科创城", help="the middle of the neighbourhood")
    args = parser.parse_args()
    parts = {
        "whole graph": Part(),
        "neighbourhood": Part(focus=args.focus),
        "tree": Part(tree=True),
    }
    store = Session().store()
    print(f"{'seconds':<40}{'runs':>6}{'median':>10}{'max':>10}{'kB':>8}")
    print(row("opening the graph for drawing", [seconds(partial(opened, store)) for _ in range(args.repeat)]))
    atlas = opened(store)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, part in parts.items():
            for format in PICTURES:
                file = folder / f"picture.{format}"
                draw = partial(export_picture, atlas, format, file, part, Style())
                draw()
                times = [seconds(draw) for _ in range(args.repeat)]
                print(row(f"{title}, {format}", times, file.stat().st_size))
        for title, chosen in (("whole graph", []), ("neighbourhood", ["--focus", args.focus])):
            times = [seconds(partial(cold, chosen, folder)) for _ in range(args.cold)]
            print(row(f"kgqa export svg as a process, {title}", times))


if __name__ == "__main__":
    main()
