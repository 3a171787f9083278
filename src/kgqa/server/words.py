"""The words of the server's pages, which are data in ``ontology/pages.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.resources import read_toml

LANGUAGES = ("zh", "en")


class Words:
    """The words of one language."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language, self._words = language, words

    def say(self, key: str, **values: object) -> str:
        """The words of a key with their gaps filled."""
        if key not in self._words:
            raise GraphError(f"pages.toml lacks {self.language}.{key}")
        return self._words[key].format(**values)


def load_words(path: Path) -> dict[str, Words]:
    """The words of every language.

    Raises:
        GraphError: the file is missing or not valid.
    """
    data = read_toml(path)
    return {language: Words(language, data[language]) for language in LANGUAGES}
