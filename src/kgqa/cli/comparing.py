"""``kgqa diff``: what one graph states and another one does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.cli.options import JsonOption
from kgqa.cli.terminal import emit, output, printable, table
from kgqa.errors import GraphError, UsageError

if TYPE_CHECKING:
    from kgqa.export.difference import Change, Words
    from kgqa.export.extract import Extract

_COLUMNS = ("change", "class", "label", "property", "before", "after")
_LONGEST = 200


def diff(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD", help="A graph or ontology file, a folder of them, or the id of a report."
        ),
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, at a later time.")],
    lang: Annotated[str, typer.Option(metavar="zh|en", help="Language of labels and words.")] = "zh",
    as_json: JsonOption = False,
) -> None:
    """Compare two graphs: facts and things that were added, removed or changed.

    An observation is the same fact where indicator, subject, year, kind and basis are; all else is known by
    its IRI. Facts whose words have only moved in the text are the same. As with diff, the exit status is 0
    when the two state the same, 1 when they differ, and 2 when one of them cannot be read.
    """
    from kgqa.export.difference import compare, load_words

    words = load_words(lang)
    changes = compare(_opened(old), _opened(new), words)
    counts = Counter(str(change.kind) for change in changes)
    told = {kind: counts[kind] for kind in ("added", "removed", "changed")}
    if as_json:
        emit(
            {
                **{"old": str(old), "new": str(new), "equal": not changes, "counts": told},
                "changes": [change.as_dict() for change in changes],
            }
        )
    elif changes:
        headings = [words.say(f"head.{column}") for column in _COLUMNS]
        output().print(table(headings, _rows(changes, words)))
        output().print(words.say("summary", **told))
    else:
        output().print(words.say("equal", old=old, new=new))
    if changes:
        raise typer.Exit(1)


def _opened(graph: Path) -> Extract:
    """A graph from its file, folder or id.

    Raises:
        UsageError: it cannot be read, which is no difference.
    """
    from kgqa.export.extract import extract
    from kgqa.graph.opening import graph_files
    from kgqa.graph.store import Store

    try:
        return extract(Store.load(graph_files(graph)))
    except GraphError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{graph} cannot be read: {error.strerror or error}") from error


def _rows(changes: Sequence[Change], words: Words) -> Iterator[tuple[str, ...]]:
    """One row for each change, one for each property of what has changed."""
    for change in changes:
        head = (words.say(str(change.kind)), change.category, _short(change.label))
        if not change.details:
            yield (*head, "", "", "")
        for number, detail in enumerate(change.details):
            shown = head if number == 0 else ("", "", "")
            yield (*shown, detail.label, _short(detail.before), _short(detail.after))


def _short(words: str) -> str:
    plain = printable(words)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
