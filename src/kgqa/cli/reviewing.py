"""``kgqa review``: what the machine is unsure of in a report, and what people suggest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgqa.cli.building import review_of
from kgqa.cli.options import JsonOption
from kgqa.cli.terminal import emit, output, printable, say
from kgqa.errors import GraphError, UsageError
from kgqa.resources import graph_dir, ontology_dir

if TYPE_CHECKING:
    from kgqa.ingestion.build import Build
    from kgqa.ingestion.doubts import Doubt

_LONGEST = 100


def review(
    context: typer.Context,
    report: Annotated[
        Path | None,
        typer.Argument(metavar="REPORT.txt", help="The report; every report of the graph folder otherwise."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="The folder whose review counts; the graph folder otherwise.",
        ),
    ] = None,
    use_review: Annotated[
        bool,
        typer.Option(
            "--review/--no-review", help="Leave out what a person confirmed, or list all of the machine's."
        ),
    ] = True,
    records: Annotated[
        bool, typer.Option("--records", help="Only the records, one a line, to edit and put into DIR/review.")
    ] = False,
    as_json: JsonOption = False,
    suggested: Annotated[
        bool,
        typer.Option("--suggestions", help="List what people suggested in the app and nobody decided yet."),
    ] = False,
    accepted: Annotated[
        list[int] | None,
        typer.Option(
            "--accept", metavar="NUMBER", help="Let a suggestion count; a correction builds the graph anew."
        ),
    ] = None,
    rejected: Annotated[
        list[int] | None,
        typer.Option(
            "--reject", metavar="NUMBER", help="Turn a suggestion down; accepted words are forgotten."
        ),
    ] = None,
) -> None:
    """List what the machine is unsure of in a report, each with the record that would confirm it.

    A record belongs into DIR/review/REPORT/*.jsonl once a person has read and mended it. The list may be
    long; nothing is written, and the exit status is 0. With --suggestions, --accept and --reject a person
    decides about what readers of the app suggest: words that mean the same, and corrections of facts.
    """
    if suggested or accepted or rejected:
        if report or folder or records or not use_review:
            raise UsageError("--suggestions, --accept and --reject go with no report and no other option")
        from kgqa.cli.deciding import decide

        decide(context.obj, accepted or [], rejected or [], as_json)
        return
    from kgqa.ingestion.build import build
    from kgqa.ingestion.doubts import find_doubts

    reviewed = review_of(folder or graph_dir()) if use_review else None
    for path in [report] if report else _reports():
        say(f"reading {path}")
        built = build(path, ontology_dir(), reviewed)
        doubts = find_doubts(built, ontology_dir())
        if as_json:
            emit(_as_dict(built, doubts))
        elif records:
            for doubt in doubts:
                if doubt.record:
                    emit(doubt.record)
        else:
            _print(built, doubts)


def _reports() -> list[Path]:
    folder = graph_dir() / "sources"
    found = sorted(p for p in folder.glob("*") if p.suffix in (".txt", ".docx"))
    if not found:
        raise GraphError(f"no report in {folder}; name one: kgqa review REPORT.txt")
    return found


def _as_dict(built: Build, doubts: tuple[Doubt, ...]) -> dict[str, Any]:
    from kgqa.ingestion.doubts import counts

    return {
        "document": built.metadata.id,
        "counts": counts(doubts),
        "doubts": [doubt.as_dict() for doubt in doubts],
    }


def _print(built: Build, doubts: tuple[Doubt, ...]) -> None:
    from kgqa.ingestion.doubts import REASONS

    out = output()
    if not doubts:
        out.print(f"{built.metadata.id}: nothing is in doubt")
        return
    out.print(f"{built.metadata.id}: {len(doubts)} in doubt", style="bold")
    for reason, words in REASONS.items():
        first = [doubt for doubt in doubts if doubt.reason == reason]
        if not first:
            continue
        out.print(f"\n{words} ({len(first)})", style="bold")
        for doubt in first:
            also = [REASONS[r] for r in doubt.reasons[1:] if r != "unconfirmed"]
            out.print(f"  §{doubt.section} {doubt.span.start}–{doubt.span.end}  {_short(doubt.quote)}")
            out.print(f"    {printable('; '.join([doubt.detail, *also]))}", style="dim")
            if doubt.record:
                out.print(f"    {json.dumps(doubt.record, ensure_ascii=False)}", style="dim")


def _short(words: str) -> str:
    plain = printable(words)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
