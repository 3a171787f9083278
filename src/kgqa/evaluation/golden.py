"""Golden questions: what is asked, and what a right answer holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import InputError


@dataclass(frozen=True)
class Golden:
    """A question with its answer, as ``questions/README.md`` describes the fields.

    ``items`` and ``keypoints`` hold, for each thing, the names that it may go by; ``reasons`` are the right
    ones of a refusal.
    """

    id: str
    lang: str
    style: str
    type: str
    question: str
    answer: str
    context: tuple[str, ...]
    evidence: tuple[str, ...]
    values: tuple[Mapping[str, Any], ...]
    items: tuple[tuple[str, ...], ...]
    not_items: tuple[str, ...]
    keypoints: tuple[tuple[str, ...], ...]
    truth: bool | None
    unanswerable: bool
    ambiguous: bool
    ask_back: bool
    reasons: tuple[str, ...] = ()


def load_golden(path: Path) -> list[Golden]:
    """Golden questions of a JSONL file.

    Raises:
        InputError: the file is missing, or a line of it is no golden question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; give a file of golden questions") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8 and try again") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_golden(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                message = f'{path}:{number}: no golden question; it needs "id", "type", "question" and "gold"'
                raise InputError(message) from error
    if not found:
        raise InputError(f"{path} holds no question; write one JSON object on each line")
    return found


def _golden(record: Mapping[str, Any]) -> Golden:
    gold = record["gold"]
    return Golden(
        id=str(record["id"]),
        lang=record.get("lang", "zh"),
        style=record.get("style", ""),
        type=record["type"],
        question=record["question"],
        answer=record.get("answer", ""),
        context=tuple(record.get("context") or ()),
        evidence=tuple(record.get("evidence") or ()),
        values=tuple(gold.get("values") or ()),
        items=tuple(tuple(names) for names in gold.get("items") or ()),
        not_items=tuple(gold.get("not_items") or ()),
        keypoints=tuple(tuple(names) for names in gold.get("keypoints") or ()),
        truth=gold.get("bool"),
        unanswerable=bool(gold.get("unanswerable")),
        ambiguous=bool(record.get("ambiguous")),
        ask_back=bool(record.get("ask_back")),
        reasons=tuple([reason] if isinstance(reason := record.get("reason") or [], str) else reason),
    )
