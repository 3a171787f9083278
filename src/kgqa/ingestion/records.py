"""What a record of the review layer may hold: its keys, their types, and the codes that some of them take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.graph.vocabulary import BOUND_CODES, CODE, DP, RDFS, SKOS
from kgqa.ingestion.grammar import parse_turtle

Record = Mapping[str, Any]
Codes = Mapping[str, frozenset[str]]

_TYPES = {str: "text", int: "a whole number", bool: "true or false", list: "a list of texts"}
_THING = f"{DP}NamedThing"


@dataclass(frozen=True)
class Key:
    """A key of a record: its type, whether it must be there, and the list its value is from, if any."""

    type: type
    required: bool = False
    codes: str = ""


_TEXT, _TEXTS, _NUMBER, _TRUTH = Key(str), Key(list), Key(int), Key(bool)
_MUST, _YEAR = Key(str, required=True), Key(int, required=True)
_KIND = Key(str, required=True, codes="kinds")
_PLACE = {"record": _MUST, "section": _MUST}
_QUOTED = {**_PLACE, "quote": _MUST}
_MEASURED = {
    **_QUOTED,
    "indicator": _MUST,
    "indicator_en": _TEXT,
    "aliases": _TEXTS,
    "aliases_en": _TEXTS,
    "measure_type": Key(str, codes="measureTypes"),
    "about": _MUST,
    "year": _YEAR,
    "kind": _KIND,
    "deadline": _TEXT,
}
KEYS: Mapping[str, Mapping[str, Key]] = {
    "observation": {
        **_MEASURED,
        "number": _MUST,
        "nth": _NUMBER,
        "basis": Key(str, required=True, codes="bases"),
        "bound": Key(str, required=True, codes="bounds"),
        "unit": _TEXT,
        "direction": Key(str, codes="directions"),
        "condition": _TEXT,
        "provisional": _TRUTH,
        "members": _TEXTS,
        "members_complete": _TRUTH,
    },
    "target": {
        **_MEASURED,
        "basis": Key(str, codes="bases"),
        "bound": Key(str, codes="bounds"),
        "phrase": _TEXT,
        "relative_to": _TEXT,
    },
    "no-quantity": {
        **_QUOTED,
        "number": _MUST,
        "nth": _NUMBER,
        "reason": Key(str, required=True, codes="exemptionReasons"),
    },
    "entity": {
        **_QUOTED,
        "name": _MUST,
        "class": Key(str, required=True, codes="classes"),
        "aliases": _TEXTS,
        "en": _TEXTS,
        "part_of": _TEXTS,
    },
    "state": {
        **_QUOTED,
        "of": _MUST,
        "phrase": _MUST,
        "status": Key(str, required=True, codes="statuses"),
        "year": _YEAR,
        "kind": _KIND,
    },
    "honour": {
        **_QUOTED,
        "recipient": _MUST,
        "title": _MUST,
        "title_en": _TEXT,
        "level": Key(str, codes="levels"),
        "year": _YEAR,
        "kind": _KIND,
    },
    "enumeration": {
        **_QUOTED,
        "quotes": _TEXTS,
        "label": _MUST,
        "label_en": _TEXT,
        "aliases": _TEXTS,
        "head": _TEXT,
        "members": Key(list, required=True),
        "stated_count": _NUMBER,
        "complete": _TRUTH,
        "year": _YEAR,
        "kind": _KIND,
    },
    "clause": {
        **_QUOTED,
        "role": Key(str, required=True, codes="roles"),
        "heading": _TEXT,
        "year": _NUMBER,
        "kind": Key(str, codes="kinds"),
    },
    "pursues": {**_QUOTED, "goal": _MUST},
    "comparable": {**_QUOTED, "indicator": _MUST, "with": _TEXT, "note": _MUST, "note_en": _MUST},
    "heading": {**_QUOTED, "en": _TEXT, "aliases": _TEXTS, "aliases_en": _TEXTS, "topics": _TEXTS},
    "section": {**_PLACE, "quote": _TEXT, "en": _TEXT},
}


def load_codes(ontology: Path) -> Codes:
    """The values that keys of records may take, by the name of their list.

    Raises:
        GraphError: the ontology folder is not complete.
    """
    lists: dict[str, set[str]] = {}
    for stated in parse_turtle(ontology / "codes.ttl"):
        if stated.predicate == f"{SKOS}inScheme":
            lists.setdefault(stated.value.removeprefix(CODE), set()).add(stated.subject.removeprefix(CODE))
    below = {_THING}
    broader = [s for s in parse_turtle(ontology / "plan.ttl") if s.predicate == f"{RDFS}subClassOf"]
    while more := {s.subject for s in broader if s.value in below} - below:
        below |= more
    lists["bounds"] = set(BOUND_CODES)
    lists["classes"] = {iri.removeprefix(DP) for iri in below}
    lists["roles"] = {"measure", "outcome", "goal", "issue", "requirement"}
    return {name: frozenset(values) for name, values in lists.items()}


def check(record: Any, codes: Codes) -> None:
    """Whether a record has the keys and values that its kind takes.

    Raises:
        ValueError: it has not; the words say which key and what would be right.
    """
    if not isinstance(record, dict):
        raise ValueError('a record is an object with keys, such as {"record": "entity", …}')
    kind = str(record.get("record"))
    if kind not in KEYS:
        raise ValueError(f"unknown record {kind!r}; there are {', '.join(KEYS)}")
    keys = KEYS[kind]
    for name in record:
        if name not in keys:
            raise ValueError(f"unknown key {name!r}; a record {kind} takes {', '.join(keys)}")
    for name, key in keys.items():
        value = record.get(name)
        if value is None:
            if key.required:
                raise ValueError(f"the record lacks {name!r}")
            continue
        if not _is_of(value, key.type):
            raise ValueError(f"{name!r} must be {_TYPES[key.type]}, not {value!r}")
        known = codes.get(key.codes, frozenset())
        if known and value and value not in known:
            raise ValueError(f"unknown {name} {value!r}; there are {', '.join(sorted(known))}")


def _is_of(value: Any, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, wanted)
