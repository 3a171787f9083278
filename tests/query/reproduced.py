"""Questions of the benchmarks with their answers, and whether a query's rows hold what an answer says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from kgqa.answering.answer import Answer, Item
from kgqa.graph.store import Rows
from tests.engine.engines import shipped

QUESTIONS = Path(__file__).resolve().parents[2] / "benchmarks" / "questions"
PLACES = ("start", "end", "section", "year", "leftyear", "rightyear")  # numbers that are no values
# Answers print in the scale of the report: 万 and 亿.
SCALES = (Decimal(1), Decimal(10_000), Decimal(100_000_000))


@cache
def asked(file: str) -> tuple[tuple[str, tuple[str, ...], Answer], ...]:
    """The questions of a file with those before them and their answers."""
    lines = (QUESTIONS / file).read_text(encoding="utf-8").splitlines()
    given = [(r["question"], tuple(r.get("context") or ())) for r in map(json.loads, filter(None, lines))]
    return tuple((question, context, shipped().ask(question, context)) for question, context in given)


def answered(file: str) -> tuple[tuple[str, Answer], ...]:
    """The questions of a file that are answered by a query, with their answers."""
    return tuple((question, answer) for question, _, answer in asked(file) if answer.sparql)


def missing(answer: Answer, rows: Rows) -> Iterator[str]:
    """What an answer says that is in none of the rows."""
    cells = {cell for row in rows for cell in row.values()}
    measured = {c for row in rows for name, c in row.items() if not name.lower().startswith(PLACES)}
    numbers = [n for n in map(_number, measured) if n is not None]
    truths = {row["holds"] in ("true", "1") for row in rows if "holds" in row}
    items = (*answer.answers, *(i for reading in answer.readings for i in reading.answers))
    for item in items:
        if item.iri and item.iri not in cells:
            yield item.iri
        untrue = item.kind == "boolean" and truths and item.value is not (truths == {True})
        if not _told(item, cells, numbers) or untrue:
            yield f"{item.kind} {item.label} {item.value or item.text}"
    whole = {(row[name], row["quote" + name[4:]]) for row in rows for name in row if name.startswith("span")}
    for evidence in answer.evidence:
        if not any(evidence.iri == span and quote in evidence.quote for span, quote in whole):
            yield evidence.quote


def _told(item: Item, cells: set[str], numbers: Iterable[Decimal]) -> bool:
    match item.kind:
        case "quantity":
            value = Decimal(str(item.value))
            places = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
            return str(item.value) in cells or any(
                abs(number / scale - value) <= places / 2 for number in numbers for scale in SCALES
            )
        case "text" | "date":
            return (item.text or item.label) in cells
        case _:  # a truth value, which only some queries compute, and a thing, which is known by its IRI
            return True


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return None
