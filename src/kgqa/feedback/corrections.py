"""Corrections of facts: from what somebody proposes to a record of the review layer and a graph built anew.

A fact of the graph is found again in the review layer by what it says and the words it cites. Its record is
changed there; a fact that only the machine read gets a record of its own. The graph is then built and
validated with the changed layer, and only one that is valid takes the place of the old one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kgqa.errors import GraphError, StateError
from kgqa.feedback.suggestions import Unfit
from kgqa.graph.profile import local_name
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BOUND_CODES

Record = Mapping[str, Any]
FIELDS: Mapping[str, tuple[str, ...]] = {
    "observation": ("number", "unit", "bound", "indicator", "about", "year", "kind"),
    "entity": ("class", "en"),
}
CONFIRMED = "confirmed"  # in place of a field: what the machine read is right
LONGEST_VALUE = 100
_OWN_FILE = "corrections.jsonl"
_REPORTS = (".txt", ".docx")
_SIGNS = {code: sign for sign, code in BOUND_CODES.items()}
_OBSERVATION = """SELECT ?document ?indicator ?about ?year ?kind ?bound ?number ?unit WHERE {{
  VALUES ?fact {{ <{iri}> }} ?fact a dp:Observation ; dp:indicator ?i ; dp:about ?a ; dp:year ?year ;
    dp:kind ?kind ; dp:valueText ?number ; dp:value ?value ;
    dp:statedIn/oa:hasSource/dct:identifier ?document .
  ?i skos:prefLabel ?indicator FILTER(LANG(?indicator) = "zh")
  ?a skos:prefLabel ?about FILTER(LANG(?about) = "zh")
  OPTIONAL {{ ?fact dp:bound ?bound }} OPTIONAL {{ ?fact dp:unitText ?unit }} }} LIMIT 1"""
_ENTITY = """SELECT ?document ?name ?class ?en WHERE {{
  VALUES ?thing {{ <{iri}> }} ?thing a ?class ; skos:prefLabel ?name FILTER(LANG(?name) = "zh")
  ?class rdfs:subClassOf* dp:NamedThing . ?thing dp:statedIn/oa:hasSource/dct:identifier ?document .
  OPTIONAL {{ ?thing skos:prefLabel ?en FILTER(LANG(?en) = "en") }} }} ORDER BY ?class LIMIT 1"""
_NAMES = """SELECT DISTINCT ?name WHERE {{ <{iri}> {path} ?thing .
  ?thing skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh") }} ORDER BY ?name"""
_OWN_NAMES = """SELECT DISTINCT ?name WHERE {{
  <{iri}> skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh") }} ORDER BY ?name"""
_REVIEWED = "SELECT ?reviewed WHERE {{ <{iri}> dp:reviewed ?reviewed }}"
_QUOTES = """SELECT DISTINCT ?quote WHERE {{ <{iri}> dp:statedIn/dp:quote ?quote }} ORDER BY ?quote"""


@dataclass(frozen=True)
class Correctable:
    """A fact that can be corrected: its report, the kind of its record, its values by field, its quotes.

    ``found_by`` are the values by which its record is found: for each field the names that it may have there.
    """

    iri: str
    document: str
    record: str
    values: Mapping[str, str]
    quotes: tuple[str, ...]
    found_by: Mapping[str, tuple[str, ...]]
    is_reviewed: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """What can be said of it: another value for each, or that what the machine read is right."""
        return (*(() if self.is_reviewed else (CONFIRMED,)), *self.values)


def correctable(iri: str, store: Store) -> Correctable | None:
    """The fact with an IRI as it can be corrected; None for what is no value and no named thing."""
    if not iri or set(iri) & set('<>"{}|\\^` '):
        return None
    quotes = tuple(row["quote"] for row in store.select(_QUOTES.format(iri=iri)))
    is_reviewed = any(row["reviewed"] == "true" for row in store.select(_REVIEWED.format(iri=iri)))
    for row in store.select(_OBSERVATION.format(iri=iri)):
        own = {key: row.get(key, "") for key in FIELDS["observation"]}
        values = own | {"kind": local_name(own["kind"]), "bound": _SIGNS.get(local_name(own["bound"]), "=")}
        found_by = {
            "number": (own["number"],),
            "year": (own["year"],),
            "kind": (values["kind"],),
            "indicator": _named(iri, "dp:indicator", store),
            "about": _named(iri, "dp:about", store),
        }
        return Correctable(iri, row["document"], "observation", values, quotes, found_by, is_reviewed)
    for row in store.select(_ENTITY.format(iri=iri)):
        values = {"class": local_name(row["class"]), "en": row.get("en", "")}
        names = tuple(r["name"] for r in store.select(_OWN_NAMES.format(iri=iri)))
        return Correctable(iri, row["document"], "entity", values, quotes, {"name": names}, is_reviewed)
    return None


def records_of(fact: Correctable, layer: Path) -> list[Record]:
    """The records of a review layer that state a fact; none for one that only the machine read."""
    content = {"record": fact.record, "quotes": fact.quotes, "found_by": fact.found_by}
    lines = (line for path in sorted(layer.glob("*.jsonl")) for line in _lines(path) if line.strip())
    return [record for line in lines if _is_of(record := _read(line), content)]


def correction(fact: Correctable, field: str, value: str) -> Mapping[str, Any]:
    """The content of a suggestion: a field of a fact has another value, or the fact is right as it is.

    Raises:
        Unfit: the field or the value cannot be; the message says why.
    """
    plain = "" if field == CONFIRMED else " ".join(value.split())
    if field not in fact.fields:
        raise Unfit("field", f"{field!r} cannot be corrected; there are {', '.join(fact.fields)}")
    if field != CONFIRMED:
        _check_value(fact, field, plain)
    return {
        "fact": fact.iri,
        "document": fact.document,
        "record": fact.record,
        "field": field,
        "value": plain,
        "was": fact.values.get(field, ""),
        "quotes": list(fact.quotes),
        "found_by": {key: list(names) for key, names in fact.found_by.items()},
    }


def _check_value(fact: Correctable, field: str, plain: str) -> None:
    if not plain.isprintable() or len(plain) > LONGEST_VALUE or (not plain and field != "unit"):
        message = f"give a value of 1 to {LONGEST_VALUE} characters"
        raise Unfit("length", message, least=1, most=LONGEST_VALUE)
    if plain == fact.values[field]:
        raise Unfit("same", f"“{plain}” is what the graph says already", value=plain)
    if field == "number" and not any(plain in quote for quote in fact.quotes):
        message = f"“{plain}” does not stand in the sentence; a value is one that the report prints"
        raise Unfit("number", message, value=plain)
    if field == "year" and not plain.isdigit():
        raise Unfit("year", f"“{plain}” is no year", value=plain)


def apply(
    content: Mapping[str, Any], graph: Path, ontology: Path, lock: Path, say: Callable[[str], None]
) -> Path:
    """Put an accepted correction into the review layer and build the graph with it; the changed file.

    Args:
        graph: the graph folder, with ``sources`` and ``review``.
        lock: a file that two corrections at the same time would hold.
        say: is told what is going on; it takes about a minute.

    Raises:
        GraphError: the fact's record is not found, or the graph would not be valid; nothing is changed then.
        StateError: another correction is being applied.
    """
    from kgqa.ingestion import validation
    from kgqa.ingestion.build import build, write

    document = str(content["document"])
    layer = graph / "review" / document
    source = _source(graph, document)
    with _alone(lock), tempfile.TemporaryDirectory(prefix="kgqa-") as folder:
        draft = Path(folder) / document
        if layer.is_dir():
            shutil.copytree(layer, draft)
        draft.mkdir(exist_ok=True)
        changed = _changed(content, draft, lambda: _machine_records(source, ontology, draft.parent))
        built = build(source, ontology, draft.parent, say)
        say("validating the graph")
        checked = validation.validate(built.quads, ontology, [built.text.text])
        if not checked.conforms:
            first = checked.errors[0]
            why = f"{first.rule}: {' '.join(first.en.split())}"
            raise GraphError(f"the graph would not be valid: {why}; nothing was changed")
        for name in changed:
            _replace(layer / name, (draft / name).read_bytes())
        write(built, graph, validation.report(checked))
    return layer / changed[0]


# ---------- the review layer ----------


def _changed(content: Mapping[str, Any], layer: Path, machine: Callable[[], Sequence[Record]]) -> list[str]:
    """Change the records of a fact in the files of a layer, or add one; the names of the changed files."""
    changed = []
    for path in sorted(layer.glob("*.jsonl")):
        lines = _lines(path)
        told = [_corrected(line, content) for line in lines]
        if told != lines:
            path.write_text("\n".join(told), encoding="utf-8", newline="\n")
            changed.append(path.name)
    if changed:
        return changed
    own = [record for record in machine() if _is_of(record, content)]
    if not own:
        raise GraphError("the fact is not found in the report any more; look for it in the review layer")
    with (layer / _OWN_FILE).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(_line(_with_change(record, content)) + "\n" for record in own)
    return [_OWN_FILE]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").split("\n")


def _read(line: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise GraphError("the review layer holds a line that is not JSON; mend it first") from error
    return record if isinstance(record, dict) else {}


def _corrected(line: str, content: Mapping[str, Any]) -> str:
    if not line.strip():
        return line
    record = _read(line)
    return _line(_with_change(record, content)) if _is_of(record, content) else line


def _is_of(record: Record, content: Mapping[str, Any]) -> bool:
    """Whether a record states the fact of a correction."""
    if record.get("record") != content["record"]:
        return False
    quote, quotes = str(record.get("quote", "")), content["quotes"]
    same = all(str(record.get(key)) in names for key, names in content["found_by"].items())
    return same and any(quote in one or one in quote for one in quotes)


def _with_change(record: Record, content: Mapping[str, Any]) -> Record:
    field, value = content["field"], content["value"]
    if field == CONFIRMED:
        return record
    told: Any = int(value) if field == "year" else value
    if field == "en":
        told = [value, *(name for name in record.get("en") or () if name not in (value, content["was"]))]
    kept = {key: old for key, old in record.items() if not (field == "number" and key == "nth")}
    return {**kept, field: told}


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False)


def _machine_records(source: Path, ontology: Path, review: Path) -> list[Record]:
    """The records that would confirm what only the machine read."""
    from kgqa.ingestion.build import build
    from kgqa.ingestion.doubts import find_doubts

    doubts = find_doubts(build(source, ontology, review), ontology)
    return [doubt.record for doubt in doubts if doubt.record]


# ---------- files ----------


def _source(graph: Path, document: str) -> Path:
    """The report that a graph was built from."""
    folder = graph / "sources"
    found = sorted(path for path in folder.glob("*") if path.suffix in _REPORTS)
    for path in found:
        if path.stem == document or _identifier(path.with_suffix(".toml")) == document:
            return path
    raise GraphError(
        f"the text of {document} is not in {folder}; put it there, as the graph is built from it"
    )


def _identifier(sidecar: Path) -> str:
    try:
        return str(tomllib.loads(sidecar.read_text(encoding="utf-8-sig")).get("id", ""))
    except (OSError, ValueError):
        return ""


def _replace(path: Path, content: bytes) -> None:
    """Write a file of the review layer, whole or not at all."""
    draft = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        raise GraphError(f"cannot write {path}: {error.strerror}; nothing was changed") from error


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock that no other process holds.

    Raises:
        StateError: another one holds it, or it cannot be made.
    """
    held = FileLock(lock)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        held.acquire(blocking=False)
    except Timeout as error:
        raise StateError("another correction is being applied; try again in a minute") from error
    except OSError as error:
        raise StateError(f"the state folder {lock.parent} cannot be used: {error.strerror}") from error
    try:
        yield
    finally:
        held.release()


def _named(iri: str, path: str, store: Store) -> tuple[str, ...]:
    return tuple(row["name"] for row in store.select(_NAMES.format(iri=iri, path=path)))
