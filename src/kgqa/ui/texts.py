"""The words of the app. They are data in ``ontology/interface.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import GraphError
from kgqa.resources import read_toml

LANGUAGES: Mapping[str, str] = {"zh": "中文", "en": "English"}


@dataclass(frozen=True)
class Suggestion:
    """A question of the empty page; ``expects`` is the status its answer has."""

    language: str
    kind: str
    icon: str
    question: str
    expects: str


@dataclass(frozen=True)
class Texts:
    """The words of one language."""

    language: str
    words: Mapping[str, Any]
    suggestions: tuple[Suggestion, ...]

    def say(self, key: str, **values: object) -> str:
        """The words of a dotted key with their gaps filled."""
        found: Any = self.words
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise GraphError(f"interface.toml lacks {self.language}.{key}")
            found = found[part]
        return str(found).format(**values)

    def either(self, key: str, otherwise: str) -> str:
        """The words of a dotted key, or something else where there are none."""
        try:
            return self.say(key)
        except GraphError:
            return otherwise


def load_texts(path: Path) -> dict[str, Texts]:
    """The words of every language of the interface.

    Raises:
        GraphError: the file is missing or not valid.
    """
    data = read_toml(path)
    suggestions = [Suggestion(**row) for row in data["suggestion"]]
    return {
        language: Texts(language, data[language], tuple(s for s in suggestions if s.language == language))
        for language in LANGUAGES
    }
