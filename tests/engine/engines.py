"""The engines that tests ask: opened once for each process."""

import os
from functools import cache
from pathlib import Path

import pytest

from kgqa.answering.answer import Answer
from kgqa.engine import Engine, open_engine, shared_engine
from kgqa.resources import graph_dir, ontology_dir

DATA = Path(__file__).parent.parent / "data"


@cache
def shipped() -> Engine:
    """The engine over the report of the project, which the app and the commands of this process use too.

    Whichever test comes first opens it, so what that one has set in the environment is not heard.
    """
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("KGQA_STORE", "KGQA_GRAPH", "KGQA_ONTOLOGY"):
            patch.delenv(variable, raising=False)
        patch.setenv("KGQA_STATE", os.devnull)
        return shared_engine()


@cache
def library() -> Engine:
    """The engine over the report of a made-up town's libraries, with words of its own."""
    lexicons = [ontology_dir() / "lexicon.ttl", DATA / "library-lexicon.ttl"]
    return open_engine([DATA / "library.trig"], lexicons=lexicons)


@cache
def answered(question: str) -> Answer:
    """What the report of the project says to a question; asked once."""
    return shipped().ask(question)


def shipped_text() -> str:
    """The text that offsets into the report of the project refer to."""
    return (graph_dir() / "guancheng-2024.txt").read_text(encoding="utf-8")


def library_text() -> str:
    """The text that offsets into the report of the libraries refer to."""
    return (DATA / "library.txt").read_text(encoding="utf-8")
