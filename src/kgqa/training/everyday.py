"""Pairs of everyday speech and the language of reports, from ``ontology/everyday.jsonl``.

Each line gives a term of such reports and how people say it. The term teaches more in its surroundings:
wherever it stands in a clause, the everyday words mean that clause.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.training.corpus import Pair

_CLAUSE_END = re.compile(r"[，；。！？]")
_CLAUSES_PER_TERM = 8
_SHORTEST_TERM = 2


@dataclass(frozen=True)
class Everyday:
    """How people say a term, in Chinese and in English."""

    name: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


def load_everyday(path: Path) -> tuple[Everyday, ...]:
    """The terms of a file.

    Raises:
        GraphError: a line is broken.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            told = json.loads(line)
            found.append(Everyday(told["name"], tuple(told["zh"]), tuple(told["en"])))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise GraphError(f"{path.name}:{number}: not a term with zh and en ({error})") from error
    return tuple(found)


def everyday_pairs(terms: Sequence[Everyday], sentences: Iterable[str], seed: int) -> tuple[Pair, ...]:
    """Everyday words against the term, and against clauses that hold it."""
    chance = random.Random(seed)
    holding = _clauses(terms, sentences, chance)
    pairs: list[Pair] = []
    for term in terms:
        phrases = (*term.zh, *term.en)
        pairs += [(phrase, term.name) for phrase in phrases]
        pairs += list(zip(term.zh, term.en, strict=False))
        for clause in holding.get(term.name, ()):
            pairs += [(phrase, clause) for phrase in chance.sample(phrases, min(3, len(phrases)))]
    return tuple(dict.fromkeys(pairs))


def _clauses(
    terms: Sequence[Everyday], sentences: Iterable[str], chance: random.Random
) -> Mapping[str, Sequence[str]]:
    """Some clauses that hold each term, found in one pass over the text."""
    names = sorted((t.name for t in terms if len(t.name) >= _SHORTEST_TERM), key=lambda n: (-len(n), n))
    pattern = re.compile("|".join(map(re.escape, names)) or "(?!)")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for sentence in sentences:
        for clause in _CLAUSE_END.split(sentence):
            for match in pattern.finditer(clause):
                found[match[0]].setdefault(clause.strip())
    return {
        name: chance.sample(list(own), min(_CLAUSES_PER_TERM, len(own)))
        for name, own in sorted(found.items())
    }
