"""``kgqa build`` and ``validate``: from text to graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.cli.terminal import output, say
from kgqa.errors import UsageError
from kgqa.resources import graph_dir, ontology_dir


def build(
    report: Annotated[Path, typer.Argument(metavar="REPORT.txt", help="The report: text or .docx.")],
    folder: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Where to write; the graph folder otherwise."),
    ] = None,
    review: Annotated[
        bool,
        typer.Option(
            "--review/--no-review", help="Use what a person corrected (DIR/review), or the machine alone."
        ),
    ] = True,
) -> None:
    """Turn a report into a graph, with reports on coverage and validation.

    When validation fails, the old graph stays, the findings are printed, and the exit status is 1.
    """
    from kgqa.ingestion import validation
    from kgqa.ingestion.build import build as read
    from kgqa.ingestion.build import write

    target = folder or graph_dir()
    built = read(report, ontology_dir(), review_of(target) if review else None, say)
    for warning in built.warnings:
        say(f"warning: {warning}")
    say("validating the graph")
    checked = validation.validate(built.quads, ontology_dir(), [built.text.text])
    findings = validation.report(checked)
    if not checked.conforms:
        output().print(validation.report(validation.ValidationReport(checked.errors)))
        say(f"error: the graph of {report} is not valid; nothing was written; mend the errors above")
        raise typer.Exit(1)
    path = write(built, target, findings)
    for other in _same_text(path, built.text.text):
        say(f"warning: {other.name} is the same report under another id; remove it with the files beside it")
    numbers, lost = len(built.coverage.entries), built.coverage.counts["uncovered"]
    say(f"{len(built.quads)} statements; {numbers - lost} of {numbers} numbers accounted for")
    if lost:
        say(f"{lost} numbers were not understood; {path.stem}.coverage.md lists them, and kgqa review")
    if checked.warnings:
        say(f"{len(checked.warnings)} warnings; {path.stem}.validation.md lists them")
    output().print(str(path))


def _same_text(graph: Path, text: str) -> list[Path]:
    """Graphs beside this one that were built from the same text."""
    others = (p for p in sorted(graph.parent.glob("*.txt")) if p.stem != graph.stem)
    return [p.with_suffix(".trig") for p in others if p.read_text(encoding="utf-8") == text]


def review_of(target: Path) -> Path:
    """The review layer beside the graph to be, or else that of the project."""
    own = target / "review"
    return own if own.is_dir() else graph_dir() / "review"


def validate(
    graph: Annotated[
        Path | None,
        typer.Argument(metavar="GRAPH", help="A graph file or folder; the graph folder otherwise."),
    ] = None,
) -> None:
    """Check a graph against the shapes, the constraints and the text beside it; errors give exit status 1."""
    from kgqa.ingestion import validation

    files = _graphs(graph)
    beside = [file.with_suffix(".txt") for file in files]
    texts = [path.read_text(encoding="utf-8") for path in beside if path.is_file()]
    checked = validation.validate(files, ontology_dir(), texts)
    output().print(validation.report(checked))
    if not checked.conforms:
        raise typer.Exit(1)


def _graphs(graph: Path | None) -> list[Path]:
    from kgqa.graph.opening import graph_files

    if graph is None or not graph.is_dir():
        return graph_files(graph)
    found = sorted(graph.glob("*.trig"))
    if not found:
        raise UsageError(f"no .trig file in {graph}; name a graph file")
    return found
