"""The words of pictures in one language; they are data in ``ontology/pictures.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kgqa.errors import GraphError, UsageError
from kgqa.export.terms import Terms
from kgqa.resources import ontology_dir, read_toml

LANGUAGES = ("zh", "en")
_FILE = "pictures.toml"


@dataclass(frozen=True)
class Words:
    """Phrases by key, and the labels of the graph's terms in the same language."""

    language: str
    phrases: Mapping[str, Any]
    terms: Terms

    def say(self, key: str, **values: object) -> str:
        """A phrase with its gaps filled."""
        found: Any = self.phrases
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            raise GraphError(f"{_FILE} lacks {self.language}.{key}")
        return found.format(**values)

    def label(self, iri: str) -> str:
        """Label of a term."""
        return self.terms.en(iri) if self.language == "en" else self.terms.zh(iri)

    def of(self, attributes: Mapping[str, Any]) -> str:
        """Label of a node or link of the network."""
        return str(attributes["label_en" if self.language == "en" else "label"])

    def listed(self, counts: Iterable[tuple[str, int]]) -> str:
        """Names with their counts, in one line."""
        return self.say("list").join(self.say("listed", name=n, count=f"{c:,}") for n, c in counts)


def check_language(language: str) -> None:
    """Raise UsageError for a language that has no words."""
    if language not in LANGUAGES:
        raise UsageError(f"the language is {' or '.join(LANGUAGES)}, not {language!r}")


def family_names(language: str) -> Mapping[str, str]:
    """What the families of classes are called, by their keys."""
    names: Mapping[str, str] = read_toml(ontology_dir() / _FILE)[language]["family"]
    return names


def load_words(language: str, terms: Terms) -> Words:
    """Words in a language.

    Raises:
        UsageError: there are none in it.
        GraphError: the file is missing or broken.
    """
    check_language(language)
    return Words(language, read_toml(ontology_dir() / _FILE)[language], terms)
