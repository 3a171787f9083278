"""How long files of data take: each format of the whole graph and of a neighbourhood, and a comparison.

.venv/bin/python benchmarks/exports.py
.venv/bin/python benchmarks/exports.py --repeat 5 --focus 金岱科创城
"""

from __future__ import annotations

import argparse
from functools import partial

from clock import heading, row, timed

from kgqa.cli.session import Session
from kgqa.export import FORMATS
from kgqa.export.difference import compare, load_words
from kgqa.export.extract import extract
from kgqa.graph.store import Store


def written(store: Store, focus: str | None, format: str) -> bytes:
    """A file from the open store, with nothing kept from another one."""
    return FORMATS[format](extract(store, focus))


def compared(store: Store) -> None:
    """The graph compared with itself."""
    old, new = extract(store), extract(store)
    assert compare(old, new, load_words("zh")) == ()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time that files of data take, in seconds.")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each file (3)")
    parser.add_argument("--focus", default="金岱科创城", help="the middle of the neighbourhood")
    args = parser.parse_args()
    store = Session().copy()
    print(heading())
    for title, focus in (("whole graph", None), ("neighbourhood", args.focus)):
        for format in FORMATS:
            size = len(written(store, focus, format))
            times = [timed(partial(written, store, focus, format)) for _ in range(args.repeat)]
            print(row(f"{title}, {format}", times, size))
    print(
        row("the graph compared with itself", [timed(partial(compared, store)) for _ in range(args.repeat)])
    )


if __name__ == "__main__":
    main()
