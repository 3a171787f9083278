"""What holds for every answer, whatever the question: each claim is a function that tells what is wrong."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import product

from kgqa.answering.answer import Answer, Item
from kgqa.engine import Engine

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NUMERALS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
SCALES = (1, 10**4, 10**8)
ENGLISH_SCALES = (1, 10**6, 10**9)


def wrong(answer: Answer, engine: Engine, text: str) -> list[str]:
    """All that is wrong with an answer, in words; nothing when it may be given."""
    return [
        *wrong_evidence(answer, text),
        *wrong_query(answer, engine),
        *strange_numbers(answer, engine),
        *wrong_shape(answer),
    ]


def items(answer: Answer) -> tuple[Item, ...]:
    """Items of an answer and of its other readings."""
    return (*answer.answers, *(i for r in answer.readings for i in r.answers))


def wrong_shape(answer: Answer) -> Iterator[str]:
    """Each status comes with what belongs to it."""
    if not answer.text:
        yield "says nothing"
    if answer.status == "answered" and not any(i.role == "answer" for i in answer.answers):
        yield "answered without an answer"
    if answer.status == "refused" and (not answer.reason or answer.answers or answer.sparql):
        yield "a refusal needs a reason and nothing else"
    if answer.status == "clarify" and len(answer.readings) < 2:
        yield "asks back without two readings"


def wrong_evidence(answer: Answer, text: str) -> Iterator[str]:
    """What is answered is stated, and stands in the text where the evidence says."""
    if answer.status == "answered" and not answer.evidence:
        yield "answered without evidence"
    for evidence in (*answer.evidence, *(e for r in answer.readings for e in r.evidence)):
        if text[evidence.start : evidence.end] != evidence.quote:
            yield f"{evidence.quote!r} does not stand at {evidence.start}"


def wrong_query(answer: Answer, engine: Engine) -> Iterator[str]:
    """The query, run again, returns what was answered."""
    if answer.status == "refused" or answer.path == "text":
        return
    if not answer.sparql:
        yield "no query"
        return
    cells = {v for row in engine.store.select(answer.sparql) for v in row.values()}
    numbers = {n for c in cells if (n := _number(c)) is not None}
    for item in items(answer):
        if not _returned(item, cells, numbers):
            yield f"the query does not return {item.value or item.label or item.text!r}"


def _returned(item: Item, cells: set[str], numbers: set[Decimal]) -> bool:
    match item.kind:
        case "quantity":
            value = _number(str(item.value))
            return value is not None and any(
                abs(n / s - value) < Decimal("0.051") for n, s in product(numbers, SCALES)
            )
        case "entity":
            return item.iri in cells
        case "boolean":
            return bool(cells)
        case "date":
            return item.label in cells
        case _:
            return item.text in cells


def strange_numbers(answer: Answer, engine: Engine) -> Iterator[str]:
    """Numbers that are said but stand neither in the answers nor the evidence nor the question."""
    told = [answer.question, *(e.quote for e in answer.evidence), *(e.section for e in answer.evidence)]
    told += [e.quote for r in answer.readings for e in r.evidence]
    told += [f"{i.value} {i.label} {i.text} {i.about} {i.year}" for i in items(answer)]
    told += [str(year) for year in engine.profile.years]
    known = {n for words in told for found in NUMBER.finditer(words) if (n := _number(found[0])) is not None}
    known |= {Decimal(NUMERALS[c]) for words in told for c in words if c in NUMERALS}
    allowed = {n * s / e for n, s, e in product(known, SCALES, ENGLISH_SCALES)}
    for found in NUMBER.finditer(answer.text):
        if _number(found[0]) not in allowed:
            yield f"{found[0]} comes from nowhere"


def _number(words: str) -> Decimal | None:
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return None
