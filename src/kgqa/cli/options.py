"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GraphOption = Annotated[
    Path | None,
    typer.Option(
        "--graph",
        metavar="GRAPH",
        help="A graph file, a folder of them, or the id of a report; all of the graph folder otherwise.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]
