"""How long pictures take: opening the graph for drawing, each format of each part, a cold ``kgqa export``.

.venv/bin/python benchmarks/pictures.py
.venv/bin/python benchmarks/pictures.py --repeat 9 --cold 5 --focus 金岱科创城
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from clock import heading, row, timed

from kgqa.cli.session import Session
from kgqa.export.picture import PICTURES, Atlas, Part, Style, export_picture
from kgqa.graph.store import Store


def opened(store: Store) -> Atlas:
    """The graph with everything that drawings share."""
    atlas = Atlas(store)
    assert atlas.whole.network and atlas.digest
    return atlas


def best_linked(atlas: Atlas, many: int) -> list[str]:
    """The names of the nodes with the most links."""
    network = atlas.whole.network
    ranked = sorted(network, key=lambda node: (-network.degree(node), node))
    return list(dict.fromkeys(str(network.nodes[node]["label"]) for node in ranked))[:many]


def cold(part: Sequence[str], folder: Path) -> None:
    """A fresh process that draws one picture."""
    command = [sys.executable, "-m", "kgqa", "export", "svg", "-o", str(folder / "cold.svg"), *part]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time that pictures take, in seconds.")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each picture (5)")
    parser.add_argument("--cold", type=int, default=3, help="fresh processes of each kind (3)")
    parser.add_argument("--focus", default="金岱科创城", help="the middle of the neighbourhood")
    parser.add_argument("--hubs", type=int, default=50, help="neighbourhoods of the best linked nodes (50)")
    args = parser.parse_args()
    parts = {
        "whole graph": Part(),
        "neighbourhood": Part(focus=args.focus),
        "tree": Part(tree=True),
    }
    store = Session().copy()
    print(heading())
    print(row("opening the graph for drawing", [timed(partial(opened, store)) for _ in range(args.repeat)]))
    atlas = opened(store)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, part in parts.items():
            for format in PICTURES:
                file = folder / f"picture.{format}"
                draw = partial(export_picture, atlas, format, file, part, Style())
                draw()
                times = [timed(draw) for _ in range(args.repeat)]
                print(row(f"{title}, {format}", times, file.stat().st_size))
        draw_svg = partial(export_picture, atlas, "svg", folder / "picture.svg")
        hubs = [timed(partial(draw_svg, Part(focus=name), Style())) for name in best_linked(atlas, args.hubs)]
        print(row(f"neighbourhoods of the {len(hubs)} best linked, svg", hubs))
        for title, chosen in (("whole graph", []), ("neighbourhood", ["--focus", args.focus])):
            times = [timed(partial(cold, chosen, folder)) for _ in range(args.cold)]
            print(row(f"kgqa export svg as a process, {title}", times))


if __name__ == "__main__":
    main()
