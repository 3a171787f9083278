"""The answer to a question, as far as a picture shows it."""

from __future__ import annotations

from kgqa.access.speaking import speaking
from kgqa.engine import Engine
from kgqa.errors import GraphError
from kgqa.export.picture import Answered

_ANSWERED = "answered"


def answered(engine: Engine, question: str, language: str | None) -> tuple[Answered, str]:
    """What a picture shows of an answer, and the answer's language.

    Raises:
        GraphError: the question was refused, so that there are no facts to draw.
    """
    asked = question.encode("utf-8", "replace").decode("utf-8")
    answer = (speaking(engine, language) if language else engine).ask(asked, [])
    if answer.status != _ANSWERED or not answer.evidence:
        raise GraphError(f"no facts to draw: {' '.join(answer.text.split())}")
    found = Answered(
        asked,
        answer.text,
        frozenset(e.iri for e in answer.evidence),
        frozenset(i.iri for i in answer.answers if i.iri),
        answer.sparql or "",
    )
    return found, answer.lang
