"""``kgqa sparql`` and ``kgqa search``: looking into the graph and the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.options import GraphOption, JsonOption
from kgqa.cli.session import Session
from kgqa.cli.terminal import emit, output, printable, progress, read_records, read_text, table
from kgqa.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kgqa.graph.store import Term

_FORMATS = ("table", "csv", "json", "xml", "tsv", "turtle", "nt", "jsonld")
_GRAPH_FORMATS = ("turtle", "nt", "jsonld")


def sparql(
    context: typer.Context,
    query: Annotated[
        str | None, typer.Argument(help="The query; the project's prefixes are declared.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "-f", "--file", metavar="FILE", help='Read the query from a file, "-" is standard input.'
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, csv, json, xml, tsv for SELECT and ASK; table, turtle, nt, jsonld for CONSTRUCT.",
        ),
    ] = "table",
    graph: GraphOption = None,
) -> None:
    """Run a SPARQL 1.1 query over the graph. Nothing can be changed, and no other server is asked."""
    session: Session = context.obj
    if (query is None) == (file is None):
        raise UsageError("give one query in quotation marks, or -f FILE")
    if format not in _FORMATS:
        raise UsageError(f"no format {format!r}; use one of {', '.join(_FORMATS)}")
    from kgqa.access.queries import run

    text = read_text(file) if file else query or ""
    _write(run(session.store(graph), text), format)


def _write(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, format: str) -> None:
    import pyoxigraph as ox

    if format == "table":
        _print(results)
        return
    if isinstance(results, ox.QueryTriples):
        if format not in _GRAPH_FORMATS:
            raise UsageError(
                f"a graph cannot be written as {format}; use {', '.join(_GRAPH_FORMATS)} or table"
            )
        kinds = {"turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
        data = ox.serialize(results, format=kinds[format], prefixes=None if format == "nt" else _prefixes())
    else:
        if format in _GRAPH_FORMATS:
            raise UsageError(f"rows cannot be written as {format}; use csv, json, xml, tsv or table")
        extensions = {"csv": "csv", "json": "srj", "xml": "srx", "tsv": "tsv"}
        data = results.serialize(format=ox.QueryResultsFormat.from_extension(extensions[format]))
    print((data or b"").decode("utf-8").removesuffix("\n").removesuffix("\r"))  # a row may be empty


def _prefixes() -> dict[str, str]:
    from kgqa.graph.vocabulary import PREFIXES

    return dict(PREFIXES)


def _print(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
    import pyoxigraph as ox

    if isinstance(results, ox.QueryBoolean):
        print("true" if results else "false")
    elif isinstance(results, ox.QueryTriples):
        rows = [[_shown(t.subject), _shown(t.predicate), _shown(t.object)] for t in results]
        output().print(table(["subject", "predicate", "object"], sorted(rows)))
    else:
        names = [variable.value for variable in results.variables]
        output().print(table(names, [[_shown(row[name]) for name in names] for row in results]))


def _shown(term: Term | None) -> str:
    """A term as a person reads it: IRIs with the project's prefixes, literals bare."""
    import pyoxigraph as ox

    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return printable(term.value) if isinstance(term, ox.Literal) else str(term)
    for prefix, base in _prefixes().items():
        name = term.value.removeprefix(base)
        if name != term.value and re.fullmatch(r"[\w-]+", name):
            return f"{prefix}:{name}"
    return term.value


def search(
    context: typer.Context,
    words: Annotated[str | None, typer.Argument(help="What to look for, in Chinese or English.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help='Search for every line of a file: {"id", "question" or "query"}; "-" is standard input.',
        ),
    ] = None,
    k: Annotated[int, typer.Option("-k", metavar="NUMBER", help="How many passages at most.")] = 5,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="Only passages about this year.")] = None,
    place: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only passages that speak of this thing or a part of it."),
    ] = None,
    section: Annotated[
        str, typer.Option(metavar="NUMBER", help="Only this section and those below it: 1.2, or 3.")
    ] = "",
    as_json: JsonOption = False,
    graph: GraphOption = None,
) -> None:
    """Find passages of the report, best first, with their place in the text."""
    session: Session = context.obj
    if (words is None) == (batch is None):
        raise UsageError("give the words to look for, or --batch FILE.jsonl")
    if k < 1:
        raise UsageError("-k is a number from 1 on")
    from kgqa.access.passages import passage_filter
    from kgqa.parsing.cleaning import clean

    records = read_records(batch, ["question", "query"]) if batch else None
    index = session.index(graph)
    among = passage_filter(index, lambda: session.copy(graph), year, place, section)
    if records is not None:
        for record in progress(records, "searches done"):
            wanted = record["question"] if isinstance(record.get("question"), str) else record["query"]
            passages = index.search(clean(wanted), k, among=among)
            emit({"id": record.get("id"), "passages": [p.as_dict() for p in passages]})
        return
    passages = index.search(clean(words or ""), k, among=among)
    if as_json:
        emit([p.as_dict() for p in passages])
        return
    for found in passages:
        place = (
            f"[{found.passage.document} §{found.passage.section}, {found.passage.start}–{found.passage.end}]"
        )
        output().print(f"{found.score:7.3f}  {found.passage.text} {place}")
    if not passages:
        output().print("Nothing found.")
