"""``kgqa serve`` and ``kgqa mcp``: the graph for browsers, programs and assistants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgqa.cli.session import Session
from kgqa.cli.terminal import say
from kgqa.errors import UsageError

if TYPE_CHECKING:
    from kgqa.server.api import Search, Services
    from kgqa.server.served import Sources

_HIGHEST_PORT = 65_535


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 is everywhere.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="NUMBER", help="The port; 0 takes a free one.")] = 8501,
) -> None:
    """Serve the app, the SPARQL endpoint, linked data and the JSON API on one port.

    A report that is added, in the app or by kgqa build, is served some seconds later. With KGQA_STORE set,
    questions are answered there; endpoint and pages answer from a copy taken at the start. Ctrl-C or SIGTERM
    stops it. Variables such as KGQA_SERVE_SECONDS set limits; docs/http.md lists them.
    """
    if not 0 <= port <= _HIGHEST_PORT:
        raise UsageError(f"--port is a number from 0 to {_HIGHEST_PORT}")
    from kgqa.resources import app_script
    from kgqa.server.pool import check_system
    from kgqa.server.routes import open_server
    from kgqa.server.serving import listen
    from kgqa.server.serving import serve as run
    from kgqa.server.settings import load_settings
    from kgqa.ui.warming import warm_up

    check_system()
    session: Session = context.obj
    settings = load_settings()
    with listen(host, port) as connection:
        say("opening the graph")
        watched = sources()
        answering = services(session)
        warm_up()
        with copied_files(session) as files:
            server = open_server(files, settings, session.copy(), answering, watched)
            run(server, app_script(), connection, say)


def mcp(context: typer.Context) -> None:
    """Offer the tools ask, search, sparql and describe to an assistant, over standard input and output.

    Needs the extra "mcp": pip install 'kgqa[mcp]'.
    """
    try:
        from kgqa.server.mcp import run
    except ModuleNotFoundError as error:
        raise UsageError("kgqa mcp needs one more package; run: pip install 'kgqa[mcp]'") from error
    from kgqa.server.settings import load_settings

    session: Session = context.obj
    answering = services(session)
    with copied_files(session) as files:
        run(files, load_settings(), session.copy(), answering)


@contextmanager
def copied_files(session: Session, graph: Path | None = None) -> Iterator[list[Path]]:
    """The files that the endpoint's workers read; of a store elsewhere a copy, as long as it is served."""
    import pyoxigraph as ox

    from kgqa.graph.opening import all_files, store_name

    if graph or not store_name():
        yield all_files(graph)
        return
    with TemporaryDirectory(prefix="kgqa-") as folder:
        file = Path(folder) / "copy.nq"
        ox.serialize(session.copy().quads(), output=str(file), format=ox.RdfFormat.N_QUADS)
        yield [file]


def sources() -> Sources | None:
    """Where the server finds another graph: in the graph folder; None with a store elsewhere."""
    from kgqa.engine import sources_stamp
    from kgqa.graph.opening import all_files, store_name
    from kgqa.server.served import Opened, Sources

    if store_name():
        return None

    def reopen() -> Opened:
        session = Session()
        answering = services(session)  # opens the engine that the app shares
        return Opened(tuple(all_files()), session.copy(), answering)

    return Sources(sources_stamp, reopen, sources_stamp())


def services(session: Session) -> Services:
    """What the server answers with: the engine and the index of a session."""
    from kgqa.access.passages import passage_filter
    from kgqa.access.speaking import speaking
    from kgqa.parsing.cleaning import clean
    from kgqa.server.api import Services

    engine = session.engine()

    def ask(question: str, earlier: Sequence[str], language: str) -> dict[str, Any]:
        spoken = speaking(engine, language) if language else engine
        return spoken.ask(question, earlier).as_dict()

    def search(wanted: Search) -> list[dict[str, Any]]:
        index, place = session.index(), wanted.place or None
        among = passage_filter(index, session.copy, wanted.year, place, wanted.section)
        return [p.as_dict() for p in index.search(clean(wanted.words), wanted.k, among=among)]

    return Services(ask, search)
