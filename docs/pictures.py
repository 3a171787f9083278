"""Draws the pictures in docs/images that the documentation shows, each by the command a user would type.

.venv/bin/python docs/pictures.py
.venv/bin/python docs/pictures.py -o FOLDER --format svg
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from kgqa.cli import run
from kgqa.cli.session import Session

PICTURES: Mapping[str, tuple[str, ...]] = {
    "graph-whole": (),
    "graph-class": ("--class", "项目"),
    "graph-place": ("--place", "商都历史文化区"),
    "graph-focus": ("--focus", "金岱科创城"),
    "graph-tree": ("--tree",),
    "graph-answer": ("--question", "Which parks opened in 2023?"),
}


def main() -> int:
    """Draw all pictures; the exit status is that of the first that could not be drawn."""
    parser = argparse.ArgumentParser(description="The pictures of the documentation.")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "images")
    parser.add_argument("--format", default="png", choices=("svg", "png", "html"))
    parser.add_argument("--dpi", default="96", help="of a PNG (96)")
    args = parser.parse_args()
    session = Session()
    for name, part in PICTURES.items():
        file = args.output / f"{name}.{args.format}"
        status = run(["export", args.format, "-o", str(file), "--dpi", args.dpi, *part], session)
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
