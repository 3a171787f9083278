"""``kgqa verify`` and ``kgqa ask --pack``: evidence packs, checked and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgqa.cli.options import GraphOption, JsonOption
from kgqa.cli.serving import copied_files
from kgqa.cli.session import Session
from kgqa.cli.terminal import emit, output, printable, say
from kgqa.errors import UsageError

if TYPE_CHECKING:
    from kgqa.answering.answer import Answer
    from kgqa.engine import Engine
    from kgqa.packs.checks import Finding, Here


def verify(
    context: typer.Context,
    pack: Annotated[
        Path, typer.Argument(metavar="PACK", help="An evidence pack, as the app or ask gives it.")
    ],
    as_json: JsonOption = False,
    graph: GraphOption = None,
) -> None:
    """Check an evidence pack again: hashes, quotes, the rows of its query, and the answer asked once more.

    Each line says what holds, what differs, or what is to be noted. The exit status is 0 when nothing
    differs, 1 when something does, and 2 for a file that is no pack. Of the pack only its query is run, as
    one that can only read, within the limits of the endpoint (KGQA_SERVE_SECONDS and the like; docs/http.md
    lists them).
    """
    from kgqa.packs.checks import verify as check
    from kgqa.packs.pack import MOST_BYTES, NoPack, read_pack

    try:
        with pack.open("rb") as file:
            read = read_pack(file.read(MOST_BYTES + 1))
    except OSError as error:
        raise UsageError(f"cannot read {pack}: {error.strerror}; name an evidence pack") from error
    except NoPack as error:
        raise UsageError(f"{pack} is no evidence pack: {printable(str(error))}") from error
    say("opening the graph")
    differs = False
    with _here(context.obj, graph) as here:
        for finding in check(read, here):
            differs = differs or finding.verdict == "differs"
            _print(finding, as_json)
    if differs:
        raise typer.Exit(1)


def write_pack(path: Path, answer: Answer, before: Sequence[str], engine: Engine) -> None:
    """Write the pack of an answer, whole or not at all.

    Raises:
        UsageError: the path cannot be written.
    """
    from datetime import UTC, datetime

    from kgqa.export.writing import replace_file
    from kgqa.packs.pack import make_pack, provenance

    source = provenance(engine.copy, engine.profile)
    replace_file(path, make_pack(answer.as_dict(), before, engine.store, source, datetime.now(UTC)))
    say(f"the evidence pack is in {path}")


@contextmanager
def _here(session: Session, graph: Path | None) -> Iterator[Here]:
    """The engine of a session, workers over its graph, and the texts beside it."""
    from kgqa.access.speaking import speaking
    from kgqa.packs.checks import Here
    from kgqa.packs.pack import provenance
    from kgqa.server.runner import Runner
    from kgqa.server.settings import load_settings

    engine, settings = session.engine(graph), load_settings()

    def ask(question: str, before: Sequence[str], language: str) -> dict[str, Any]:
        answer = engine.ask(question, before)
        if answer.lang != language and language in engine.wordings:
            answer = speaking(engine, language).ask(question, before)
        return answer.as_dict()

    with copied_files(session, graph) as files:
        runner = Runner(files, settings)
        try:
            yield Here(provenance(engine.copy, engine.profile), ask, runner.run, _text_of(graph))
        finally:
            runner.close()


def _text_of(graph: Path | None) -> Callable[[str], str | None]:
    """Finds the normalised text of a report, which lies beside its graph."""
    from kgqa.resources import graph_dir

    named = graph if graph is not None and graph.exists() else None
    folder = graph_dir() if named is None else named if named.is_dir() else named.parent

    def text(document: str) -> str | None:
        path = folder / f"{document}.txt"
        is_inside = path.parent == folder and path.is_file()
        return path.read_text(encoding="utf-8") if is_inside else None

    return text


def _print(finding: Finding, as_json: bool) -> None:
    if as_json:
        emit(asdict(finding))
    else:
        output().print(f"{finding.verdict:7}  {finding.what}: {finding.words}")
