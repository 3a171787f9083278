"""An engine that answers in one language, whatever the question is written in."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from kgqa.engine import Engine
from kgqa.parsing.analysis import Analyser
from kgqa.parsing.question import Question


class _OneLanguage(Analyser):
    """An analyser whose questions all ask for an answer in one language."""

    def __init__(self, analyser: Analyser, language: str) -> None:
        vars(self).update(vars(analyser))
        self._language = language

    def analyse(self, question: str) -> list[Question]:
        """The questions of a text, to be answered in the one language."""
        return [replace(part, language=self._language) for part in super().analyse(question)]


def speaking(engine: Engine, language: str) -> Engine:
    """The engine, answering in ``zh`` or ``en``; the one that is given stays as it is."""
    spoken = copy(engine)
    spoken.analyser = _OneLanguage(engine.analyser, language)
    return spoken
