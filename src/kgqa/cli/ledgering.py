"""``kgqa ledger``: questions without an answer, and feedback, as the app of this installation keeps them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.terminal import output, printable, say
from kgqa.errors import UsageError

if TYPE_CHECKING:
    from kgqa.feedback.ledger import Unanswered
    from kgqa.feedback.opinions import Opinion

_FORMATS = ("csv", "json")
_KINDS = ("questions", "feedback")

ledger = typer.Typer(no_args_is_help=False, rich_markup_mode=None, add_completion=False)
OfOption = Annotated[
    str, typer.Option("--of", metavar="questions|feedback", help="Unanswered questions, or thumbs and notes.")
]


@ledger.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Questions that the app could not answer, and feedback: list, export, clear.

    They lie in the state folder: KGQA_STATE, or kgqa below XDG_STATE_HOME or ~/.local/state. KGQA_LEDGER=off
    keeps no questions. Nothing tells who asked. Commands and the API write nothing there.
    """
    if context.invoked_subcommand is None:
        show()


@ledger.command("list")
def show(of: OfOption = "questions") -> None:
    """List them, the newest first."""
    from kgqa.feedback.ledger import is_kept
    from kgqa.feedback.storage import open_storage

    _checked(of)
    rows = _rows(of)
    for row in rows:
        output().print(f"{row.id:>5}  {row.time}  {_told(row)}")
    if of == "questions" and not is_kept():
        say("the ledger is off (KGQA_LEDGER); no questions are added")
    if not rows:
        output().print(f"Nothing is kept in {open_storage().path}.")


@ledger.command()
def export(
    of: OfOption = "questions",
    format: Annotated[str, typer.Option("--format", metavar="csv|json", help="The format.")] = "csv",
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file; standard output otherwise."),
    ] = None,
) -> None:
    """Write them as CSV for spreadsheets, or as JSON."""
    from kgqa.export.writing import replace_file

    _checked(of)
    if format not in _FORMATS:
        raise UsageError(f"no format {format!r}; use one of {', '.join(_FORMATS)}")
    content = _content(of, format)
    if file:
        replace_file(file, content)
        say(f"{file} is written")
    else:
        sys.stdout.write(content.decode("utf-8-sig"))


@ledger.command()
def clear(
    of: OfOption = "questions",
    identifier: Annotated[
        int | None, typer.Option("--id", metavar="NUMBER", help="Only the one with this number.")
    ] = None,
) -> None:
    """Delete all of them, or one, for good."""
    from kgqa.feedback.ledger import forget
    from kgqa.feedback.opinions import withdraw
    from kgqa.feedback.storage import open_storage

    _checked(of)
    gone = (forget if of == "questions" else withdraw)(open_storage(), identifier)
    if identifier is not None and not gone:
        raise UsageError(f"there is no number {identifier}; list them with: kgqa ledger list --of {of}")
    output().print(f"{gone} deleted.")


def _checked(of: str) -> None:
    if of not in _KINDS:
        raise UsageError(f"--of is {' or '.join(_KINDS)}, not {of!r}")


def _rows(of: str) -> list[Unanswered] | list[Opinion]:
    from kgqa.feedback.ledger import unanswered
    from kgqa.feedback.opinions import opinions
    from kgqa.feedback.storage import open_storage

    return unanswered(open_storage()) if of == "questions" else opinions(open_storage())


def _content(of: str, format: str) -> bytes:
    from kgqa.feedback.files import to_csv, to_json
    from kgqa.feedback.ledger import Unanswered, unanswered
    from kgqa.feedback.opinions import Opinion, opinions
    from kgqa.feedback.storage import open_storage

    if of == "questions":
        asked = unanswered(open_storage())
        return to_json(asked) if format == "json" else to_csv(asked, Unanswered)
    judged = opinions(open_storage())
    return to_json(judged) if format == "json" else to_csv(judged, Opinion)


def _told(row: Unanswered | Opinion) -> str:
    from kgqa.feedback.ledger import Unanswered

    if isinstance(row, Unanswered):
        return printable(
            f"{row.language}  {row.reason or row.status}  {' → '.join((*row.context, row.question))}"
        )
    return printable(f"{row.verdict}  {row.question} → {row.answer}  {row.note}")
