"""``kgqa review --suggestions``: what readers of the app suggest, listed, accepted and rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from kgqa.cli.session import Session
from kgqa.cli.terminal import emit, output, printable, say
from kgqa.feedback.corrections import CONFIRMED
from kgqa.feedback.decisions import Desk, accept, reject
from kgqa.feedback.storage import open_storage
from kgqa.feedback.suggestions import Suggestion, suggestions
from kgqa.graph.opening import store_name
from kgqa.resources import graph_dir, local_lexicon, ontology_dir


def decide(session: Session, accepted: Sequence[int], rejected: Sequence[int], as_json: bool) -> None:
    """Accept and reject suggestions in the order given; without any, list those that are open.

    Raises:
        KgqaError: one cannot be decided so; those before it are.
    """
    if not accepted and not rejected:
        _list(suggestions(open_storage(), "open"), as_json)
        return
    desk = Desk(
        open_storage(),
        lambda words: session.engine().knows(words),
        local_lexicon(),
        graph_dir(),
        ontology_dir(),
        say,
    )
    for identifier in rejected:
        reject(desk, identifier)
        output().print(f"{identifier} rejected.")
    for identifier in accepted:
        path = accept(desk, identifier)
        output().print(f"{identifier} accepted: {path}")
        if path != desk.lexicon and store_name():
            say(f"the graph's files are new; put them into {store_name()} with: kgqa load")


def _list(found: Sequence[Suggestion], as_json: bool) -> None:
    for one in found:
        if as_json:
            emit(asdict(one))
        else:
            output().print(f"{one.id:>5}  {one.time}  {printable(_told(one))}")
            if one.note:
                output().print(f"       {printable(one.note)}", style="dim")
    if not found and not as_json:
        output().print("No suggestion is open.")


def _told(one: Suggestion) -> str:
    content = one.content
    if one.kind == "synonym":
        return f"“{content['words']}” means {content['names']['zh']}"
    words = "; ".join(content["quotes"])
    if content["field"] == CONFIRMED:
        return f"read rightly: {words}"
    return f"{content['field']}: “{content['was']}” should be “{content['value']}” in: {words}"
