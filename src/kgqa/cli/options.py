"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GraphOption = Annotated[
    Path | None,
    typer.Option("--graph", metavar="FILE", help="The graph; by default all of the project's graph folder."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]
