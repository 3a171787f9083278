"""``kgqa export``: the graph or a part of it as a file, be it data or a picture."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.options import GraphOption
from kgqa.cli.session import Session
from kgqa.cli.terminal import STANDARD, printable, say
from kgqa.errors import UsageError

if TYPE_CHECKING:
    from kgqa.export.picture import Answered

_STEPS = 1
_SIZE = re.compile(r"(\d{1,5})[x×](\d{1,5})")


def export(
    context: typer.Context,
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="RDF: turtle, trig, nquads, jsonld. Networks: graphml, gexf, cytoscape, dot. Tables "
            "(CSV): nodes, edges, observations; csvw describes them, xlsx holds all. The plan: stratml. "
            "Pictures: svg, png, html.",
        ),
    ],
    file: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write; - for standard output.")
    ],
    focus: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what lies around the thing with this name.")
    ] = None,
    depth: Annotated[
        int | None, typer.Option(metavar="N", help="With --focus: how many steps around it; otherwise 1.")
    ] = None,
    graph: GraphOption = None,
    category: Annotated[
        str | None,
        typer.Option("--class", metavar="CLASS", help="The things of a class and what ties them."),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A place, all that lies in it, and what is said of that."),
    ] = None,
    tree: Annotated[
        bool,
        typer.Option(
            "--tree",
            help="Goals, the measures that serve them, their projects and figures; with --focus "
            "those around a name.",
        ),
    ] = False,
    question: Annotated[
        str | None,
        typer.Option(metavar="QUESTION", help="The facts behind the answer to a question."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="zh|en", help="Picture: language of labels; that of the question, or Chinese, otherwise."
        ),
    ] = None,
    size: Annotated[
        str,
        typer.Option(metavar="WIDTHxHEIGHT", help="Picture: in pixels, 96 to the inch."),
    ] = "1600x900",
    dpi: Annotated[
        int,
        typer.Option(metavar="N", help="Picture: of a PNG: how many of its pixels make an inch."),
    ] = 192,
    most: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="Picture: at most so many cards; fewer where they could not be read at that size.",
        ),
    ] = 60,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Picture: another title.")] = "",
    font: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Picture: a font with Chinese characters; otherwise the first known one of the machine.",
        ),
    ] = None,
) -> None:
    """Write the graph, or a part of it, in another format or as a picture.

    --focus, --class, --place, --tree and --question choose a part; without one the whole graph is written. A
    picture shows a readable number of things of the part and says what it leaves out; data hold all of it.
    """
    from kgqa.export import export as export_all
    from kgqa.export.formats import check_format, write
    from kgqa.export.picture import PICTURES, Part, Style, export_picture
    from kgqa.export.picture.views import taken
    from kgqa.export.picture.words import check_language

    session: Session = context.obj
    if depth is not None and focus is None:
        raise UsageError("--depth counts steps around a thing; name it with --focus")
    steps = _STEPS if depth is None else depth
    style = Style(lang or "zh", *_measures(size), dpi, most, title, font)
    check_language(style.language)
    if format in PICTURES:
        style.check()
    else:
        check_format(format)
    part, spoken = Part(focus, steps, category, place, tree), lang or "zh"
    if question is not None:
        answered, spoken = _answered(session, graph, question, lang)
        part = replace(part, answered=answered)
    with _place(file) as target:
        if format in PICTURES:
            export_picture(session.copy(graph), format, target, part, replace(style, language=spoken))
        elif category or place or tree or question:
            write(taken(session.whole(graph), part), format, target)
        else:
            export_all(session.copy(graph), format, target, focus, steps)


@contextmanager
def _place(file: Path) -> Iterator[Path]:
    """Where the file is written: at its place, or aside for standard output, which then gets all of it."""
    if file != STANDARD:
        yield file
        say(f"wrote {file}")
        return
    with TemporaryDirectory() as folder:
        aside = Path(folder) / "export"
        yield aside
        sys.stdout.buffer.write(aside.read_bytes())


def _measures(size: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(size.strip().lower())
    if found is None:
        raise UsageError(f"--size {printable(size)} is no size; write it as 1600x900")
    return int(found[1]), int(found[2])


def _answered(session: Session, graph: Path | None, question: str, lang: str | None) -> tuple[Answered, str]:
    """The answer to a question, as far as a picture shows it, and its language."""
    from kgqa.access.facts import answered

    return answered(session.engine(graph), question, lang)
