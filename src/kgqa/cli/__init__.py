"""The command line, ``kgqa``: each command is a function of a module here; this one puts them together."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import typer

from kgqa.cli.asking import ask
from kgqa.cli.building import build, validate
from kgqa.cli.calibrating import calibrate
from kgqa.cli.comparing import diff
from kgqa.cli.evaluating import evaluate
from kgqa.cli.exporting import export
from kgqa.cli.ledgering import ledger
from kgqa.cli.listing import corpus
from kgqa.cli.loading import load
from kgqa.cli.querying import search, sparql
from kgqa.cli.reviewing import review
from kgqa.cli.serving import mcp, serve
from kgqa.cli.session import Session
from kgqa.cli.terminal import say
from kgqa.cli.training import train
from kgqa.cli.verifying import verify
from kgqa.errors import KgqaError

_FINDING, _STOPPED = 1, 130

app = typer.Typer(
    name="kgqa",
    help="Exact answers from a district's plan report, each with its sentence.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=False,
)
for _command in (
    ask,
    search,
    sparql,
    serve,
    mcp,
    build,
    validate,
    review,
    verify,
    export,
    diff,
    load,
    corpus,
    evaluate,
    train,
    calibrate,
):
    app.command()(_command)
app.add_typer(ledger, name="ledger")


def main() -> None:
    """Entry point of the program ``kgqa``."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:], Session()))


def run(arguments: Sequence[str], session: Session) -> int:
    """Run a command and return its exit status; what goes wrong is said in one line on standard error."""
    try:
        status = app(args=list(arguments), prog_name="kgqa", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except KgqaError as error:
        return _say_error(str(error), error.exit_status)
    except typer.TyperException as error:
        return _say_error(f"{error.format_message().rstrip('.')}; see kgqa --help", error.exit_code)
    except (BrokenPipeError, SystemExit):  # typer ends the program itself when nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _say_error("stopped", _STOPPED)
    except Exception as error:  # the edge of the program: no traceback reaches a user
        if os.environ.get("KGQA_DEBUG"):
            raise
        kind = type(error).__name__
        return _say_error(
            f"a fault of the program ({kind}: {error}); set KGQA_DEBUG=1 and report it", _FINDING
        )


def _say_error(message: str, status: int) -> int:
    say(f"error: {message}")
    return status
