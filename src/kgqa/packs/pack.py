"""An evidence pack: question, answer, query, rows, quotes, and the hashes of what they were taken from.

A pack is one JSON object in UTF-8. ``format`` names its form; ``answer`` is the answer object of ``kgqa ask
--json`` without its time; ``rows`` are the results of its query as SPARQL 1.1 Query Results JSON. ``sha256``
is the digest of all the rest, so that a slip of the hand is seen; it is no signature. A pack comes from
anywhere: reading one checks its size and the type of every value that is used.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import pyoxigraph as ox

from kgqa import __version__
from kgqa.errors import UsageError
from kgqa.export.extract import extract
from kgqa.export.rdf import nquads
from kgqa.graph.profile import Profile
from kgqa.graph.store import Store, TripleStore
from kgqa.resources import local_lexicon

FORMAT = "kgqa-evidence-pack/1"
MOST_BYTES = 8_000_000
MOST_CHARACTERS = 1_000  # of a question
MOST_BEFORE = 20  # questions of the conversation
_SHORT = 12
_ONTOLOGY = "SELECT ?version WHERE { ?ontology a owl:Ontology ; owl:versionInfo ?version } ORDER BY ?version"
Json = Mapping[str, Any]


class NoPack(UsageError):
    """A file that is no evidence pack."""


@dataclass(frozen=True)
class Source:
    """A report: its id and title, and the SHA-256 of its normalised text."""

    id: str
    title: str
    sha256: str


@dataclass(frozen=True)
class Provenance:
    """What answers are taken from here.

    ``graph`` is the SHA-256 of the graph's sorted N-Quads, as ``kgqa export nquads`` writes them; ``lexicon``
    that of the words that were accepted in this installation, empty where there are none.
    """

    documents: tuple[Source, ...]
    graph: str
    ontology: str
    lexicon: str
    software: str = __version__


@dataclass(frozen=True)
class Quote:
    """Words that a pack says stand in a report from character ``start`` to ``end``."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Pack:
    """A pack that was read; ``is_whole`` tells whether its own digest fits."""

    question: str
    context: tuple[str, ...]
    answer: Json
    rows: Json | None
    provenance: Provenance
    made: str
    is_whole: bool

    @property
    def sparql(self) -> str | None:
        """The query of the answer."""
        query: str | None = self.answer["sparql"]
        return query

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote of the answer, of its readings and of what it shows nearby, each once."""
        spans = [
            *self.answer["evidence"],
            *(e for reading in self.answer["readings"] for e in reading["evidence"]),
            *self.answer["related"],
        ]
        found = (Quote(e["document"], e["start"], e["end"], e["quote"]) for e in spans)
        return tuple(dict.fromkeys(found))


def provenance(store: Store, profile: Profile) -> Provenance:
    """What answers over a store are taken from. It takes seconds: the whole graph is hashed."""
    versions = [row["version"] for row in store.select(_ONTOLOGY)]
    lexicon = local_lexicon()
    return Provenance(
        documents=tuple(Source(d.id, d.title, d.digest) for d in profile.documents),
        graph=hashlib.sha256(nquads(extract(store))).hexdigest(),
        ontology=" ".join(versions),
        lexicon=hashlib.sha256(lexicon.read_bytes()).hexdigest() if os.path.isfile(lexicon) else "",
    )


def make_pack(
    answer: Json, context: Sequence[str], store: TripleStore, source: Provenance, made: datetime
) -> bytes:
    """The pack of an answer, ready to be written; the same answer and time give the same bytes.

    Args:
        answer: the answer object of the contract.
        context: the questions before it, oldest first.
        store: where its query is run once more, for the rows.
        made: when; an aware time.
    """
    told = {key: value for key, value in answer.items() if key not in ("id", "elapsed_ms")}
    sparql = answer["sparql"]
    content = {
        "format": FORMAT,
        "made": made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "question": answer["question"],
        "context": list(context),
        "answer": told,
        "rows": json.loads(rows_of(store, sparql)) if sparql else None,
        "documents": [asdict(document) for document in source.documents],
        "graph": {"version": source.graph[:_SHORT], "sha256": source.graph},
        "ontology": {"version": source.ontology},
        "lexicon": {"sha256": source.lexicon},
        "software": {"name": "kgqa", "version": source.software},
    }
    whole = content | {"sha256": digest(content)}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def rows_of(store: TripleStore, sparql: str) -> bytes:
    """The rows of a query of ours as SPARQL 1.1 Query Results JSON."""
    results = store.results(sparql)
    assert not isinstance(results, ox.QueryTriples)  # answers come from SELECT
    return results.serialize(format=ox.QueryResultsFormat.JSON) or b""


def digest(content: Json) -> str:
    """SHA-256 of a pack without its own digest, whatever the order of its keys and its blanks."""
    rest = {key: value for key, value in content.items() if key != "sha256"}
    plain = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


# ---------- reading what somebody gives ----------


def read_pack(content: bytes) -> Pack:
    """The pack in a file.

    Raises:
        NoPack: it is none; the message says what is wrong with it.
    """
    if len(content) > MOST_BYTES:
        raise NoPack(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NoPack("it is not JSON in UTF-8") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NoPack(f'it has no "format": "{FORMAT}"')
    reader = _Reader(told)
    source = _provenance(reader)
    named_by = reader.inner("graph").text("version")
    question = reader.text("question")
    context = tuple(reader.texts("context"))
    if max(map(len, (question, *context))) > MOST_CHARACTERS or len(context) > MOST_BEFORE:
        raise NoPack("its questions are longer or more than an app takes")
    return Pack(
        question=question,
        context=context,
        answer=_answer(reader.inner("answer")),
        rows=_rows(told.get("rows")),
        provenance=source,
        made=reader.text("made"),
        is_whole=told.get("sha256") == digest(told) and named_by == source.graph[:_SHORT],
    )


class _Reader:
    """The values of an object by their type; ``path`` says where it lies in the pack."""

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, dict):
            raise NoPack(f"{path.rstrip('.') or 'the whole'} is no object")
        self.value, self.path = value, path

    def get(self, key: str, kind: type | tuple[type, ...], what: str) -> Any:
        """A value, which must be of a type."""
        value = self.value.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise NoPack(f"{self.path}{key} is no {what}")
        return value

    def text(self, key: str) -> str:
        """A text."""
        return str(self.get(key, str, "text"))

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        found = self.get(key, list, "list")
        if not all(isinstance(one, str) for one in found):
            raise NoPack(f"{self.path}{key} is no list of texts")
        return list(found)

    def inner(self, key: str) -> _Reader:
        """An object inside."""
        return _Reader(self.value.get(key), f"{self.path}{key}.")

    def each(self, key: str) -> list[_Reader]:
        """The objects of a list."""
        found = self.get(key, list, "list")
        return [_Reader(one, f"{self.path}{key}[{at}].") for at, one in enumerate(found)]


def _answer(reader: _Reader) -> Json:
    for key in ("question", "lang", "status", "text", "restated"):
        reader.text(key)
    reader.get("sparql", (str, type(None)), "query")
    reader.each("answers")
    for holder in (reader, *reader.each("readings")):
        holder.each("answers")
        for key in ("evidence", "related")[: 2 if holder is reader else 1]:
            for span in holder.each(key):
                span.text("quote"), span.text("document")
                span.get("start", int, "offset"), span.get("end", int, "offset")
    return reader.value


def _rows(value: object) -> Json | None:
    if value is None:
        return None
    reader = _Reader(value, "rows.")
    reader.inner("head").texts("vars")
    reader.inner("results").each("bindings")
    return reader.value


def _provenance(reader: _Reader) -> Provenance:
    sources = (Source(d.text("id"), d.text("title"), d.text("sha256")) for d in reader.each("documents"))
    return Provenance(
        documents=tuple(sources),
        graph=reader.inner("graph").text("sha256"),
        ontology=reader.inner("ontology").text("version"),
        lexicon=reader.inner("lexicon").text("sha256"),
        software=reader.inner("software").text("version"),
    )
