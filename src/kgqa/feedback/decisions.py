"""What a person decides about a suggestion, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kgqa.errors import UsageError
from kgqa.feedback.corrections import apply
from kgqa.feedback.storage import Storage
from kgqa.feedback.suggestions import accepted, put_state, suggestion
from kgqa.feedback.synonyms import Knows, check, write_lexicon

_LOCK = "correcting.lock"


@dataclass(frozen=True)
class Desk:
    """What decisions are made with.

    ``knows`` tells whether the engine knows a form already; ``lexicon`` is the file of accepted words,
    ``graph`` the graph folder, ``ontology`` that of the vocabulary; ``say`` is told what is going on.
    """

    storage: Storage
    knows: Knows
    lexicon: Path
    graph: Path
    ontology: Path
    say: Callable[[str], None] = lambda _: None


def accept(desk: Desk, identifier: int) -> Path:
    """Let a suggestion count; the file that it went into.

    Raises:
        UsageError: there is none, it is accepted already, or its words have got a meaning meanwhile.
        GraphError: a correction would make the graph invalid.
        StateError: the decision cannot be written.
    """
    wanted = suggestion(desk.storage, identifier)
    if wanted.state == "accepted":
        raise UsageError(f"suggestion {identifier} is accepted already")
    if wanted.kind == "synonym":
        check(str(wanted.content["words"]), desk.knows)
        _decide_words(desk, identifier, "accepted")
        return desk.lexicon
    file = apply(wanted.content, desk.graph, desk.ontology, desk.storage.folder / _LOCK, desk.say)
    with desk.storage.writing() as connection:
        put_state(connection, desk.storage, identifier, "accepted")
    return file


def reject(desk: Desk, identifier: int) -> None:
    """Turn a suggestion down; accepted words are forgotten.

    Raises:
        UsageError: there is none, or it is a correction that was accepted: the review layer holds it.
        StateError: the decision cannot be written.
    """
    wanted = suggestion(desk.storage, identifier)
    if wanted.kind == "synonym":
        _decide_words(desk, identifier, "rejected")
        return
    if wanted.state == "accepted":
        raise UsageError(f"correction {identifier} is in the review layer; correct the fact again instead")
    with desk.storage.writing() as connection:
        put_state(connection, desk.storage, identifier, "rejected")


def _decide_words(desk: Desk, identifier: int, state: Literal["accepted", "rejected"]) -> None:
    """Decision and file change together: the transaction ends when the file is written."""
    with desk.storage.writing() as connection:
        put_state(connection, desk.storage, identifier, state)
        write_lexicon(desk.lexicon, accepted(connection, "synonym"))
