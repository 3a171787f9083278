"""``kgqa corpus``: the reports that questions and queries are answered over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from kgqa.cli.options import GraphOption, JsonOption
from kgqa.cli.session import Session
from kgqa.cli.terminal import emit, output, printable, table
from kgqa.errors import UsageError

_COLUMNS = ("id", "place", "reports_on", "plans_for", "date", "facts", "observations", "title")
_FIGURES = (5, 6)
_LANGUAGES = ("zh", "en")


def corpus(
    context: typer.Context,
    lang: Annotated[str, typer.Option(metavar="zh|en", help="Language of names and headings.")] = "zh",
    as_json: JsonOption = False,
    graph: GraphOption = None,
) -> None:
    """List the reports of the graph: id, place, years, date, how many facts are read, title.

    Questions, searches, queries and exports are over all of them; --graph keeps each command to one report
    or to another folder. A fact is a thing that a sentence of the report states; values of indicators are
    counted once more. With --json titles and places come in Chinese and English.
    """
    if lang not in _LANGUAGES:
        raise UsageError(f"--lang is {' or '.join(_LANGUAGES)}, not {lang!r}")
    from kgqa.graph.corpus import reports
    from kgqa.resources import ontology_dir, read_toml

    session: Session = context.obj
    found = reports(session.store(graph))
    if as_json:
        emit([report.as_dict() for report in found])
        return
    words = read_toml(ontology_dir() / "corpus.toml")[lang]
    rows = []
    for report in found:
        told = {**report.as_dict(), "place": _in(report.place, lang), "title": _in(report.title, lang)}
        rows.append([printable(str(told[column])) for column in _COLUMNS])
    output().print(table([words[column] for column in _COLUMNS], rows, _FIGURES))


def _in(names: Mapping[str, str], lang: str) -> str:
    """The name in a language, in another one where that is missing."""
    return names.get(lang) or next(iter(names.values()), "")
