"""Checks a pack against the graph, the texts and the engine at hand, line by line.

Of a pack that somebody gives only its question is asked and its query run: by workers that read and cannot
write, for a limited time, and call no other server.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kgqa.errors import KgqaError
from kgqa.packs.pack import Pack, Provenance, Quote, Source
from kgqa.server.jobs import Job, Reply

Verdict = Literal["holds", "differs", "note"]
_NOT_COMPARED = frozenset({"id", "elapsed_ms", "confidence"})
_NEAR = 0.01  # the encoder's arithmetic differs a little between processors
_SHORT, _LONGEST = 12, 120


@dataclass(frozen=True)
class Finding:
    """A line of the report: what was looked at, and what was found."""

    verdict: Verdict
    what: str
    words: str


@dataclass(frozen=True)
class Here:
    """What a pack is checked against.

    ``ask`` takes a question, the questions before it and a language, and gives the answer object; ``run``
    runs a query within limits; ``text`` gives the normalised text of a report, None where it is not at hand.
    """

    provenance: Provenance
    ask: Callable[[str, Sequence[str], str], Mapping[str, Any]]
    run: Callable[[Job], Reply]
    text: Callable[[str], str | None]


def verify(pack: Pack, here: Here) -> Iterator[Finding]:
    """Findings, in the order of the pack; the pack holds when none of them differs."""
    yield _compared("file", "as it was written", "it was changed after it was written", pack.is_whole)
    yield from _sources(pack, here)
    yield from (_quote(quote, here) for quote in pack.quotes)
    yield _query(pack, here)
    yield from _asked_again(pack, here)


def _compared(what: str, same: str, other: str, is_same: bool) -> Finding:
    return Finding("holds", what, same) if is_same else Finding("differs", what, other)


# ---------- what the answer was taken from ----------


def _sources(pack: Pack, here: Here) -> Iterator[Finding]:
    theirs, ours = pack.provenance, here.provenance
    told, known = ({one.id: one for one in source.documents} for source in (theirs, ours))
    for name in sorted({*told, *(quote.document for quote in pack.quotes)}):
        yield _document(name, told.get(name), known.get(name), here)
    for what in ("graph", "ontology"):
        one, other = getattr(theirs, what), getattr(ours, what)
        yield _compared(what, _short(one), f"{_short(one)} in the pack, {_short(other)} here", one == other)
    if theirs.lexicon != ours.lexicon:
        yield Finding("note", "lexicon", "other words were accepted where the pack was made")
    if theirs.software != ours.software:
        yield Finding("note", "software", f"made by kgqa {_cut(theirs.software)}, this is {ours.software}")


def _document(name: str, told: Source | None, known: Source | None, here: Here) -> Finding:
    what = f"report {_cut(name)}"
    if told is None:
        return Finding("differs", what, "the pack quotes it and does not list it")
    if known is None:
        return Finding("differs", what, "it is not in the graph here")
    text = here.text(name)
    if text is not None and hashlib.sha256(text.encode("utf-8")).hexdigest() != known.sha256:
        return Finding("differs", what, "the text beside the graph here is not the one of the graph")
    if told.title != known.title:
        return Finding("differs", what, f"“{_cut(told.title)}” in the pack, “{_cut(known.title)}” here")
    one, other = _short(told.sha256), _short(known.sha256)
    return _compared(
        what, f"text {one}", f"text {one} in the pack, {other} here", told.sha256 == known.sha256
    )


def _quote(quote: Quote, here: Here) -> Finding:
    what = f"quote {_cut(quote.document)} {quote.start}–{quote.end}"
    text = here.text(quote.document)
    if text is None:
        return Finding("differs", what, "the text of the report is not here")
    inside = 0 <= quote.start < quote.end <= len(text)
    stands = text[quote.start : quote.end] if inside else ""
    return _compared(
        what,
        f"“{_cut(quote.quote)}”",
        f"“{_cut(quote.quote)}” in the pack, “{_cut(stands)}” in the report",
        inside and stands == quote.quote,
    )


# ---------- the query ----------


def _query(pack: Pack, here: Here) -> Finding:
    if pack.sparql is None:
        return _compared("rows", "no query, no rows", "there are rows and no query", pack.rows is None)
    if pack.rows is None:
        return Finding("differs", "rows", "there is a query and there are no rows")
    reply = here.run(Job(pack.sparql, "json"))
    if reply.kind != "rows" or reply.cut:
        reasons = {"slow": "it took too long", "memory": "it needs too much memory", "busy": "too many run"}
        why = reasons.get(reply.kind) or reply.detail or "its result is too large, or none of rows"
        return Finding("differs", "rows", f"the query was not run: {_cut(why)}")
    return _rows(pack.rows, json.loads(reply.body))


def _rows(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Finding:
    if theirs["head"]["vars"] != ours["head"]["vars"]:
        return Finding("differs", "rows", "the query gives other columns")
    one, other = (_counted(rows["results"]["bindings"]) for rows in (theirs, ours))
    if one == other:
        return Finding("holds", "rows", f"the query gives the same {one.total()}")
    only = next(iter(sorted((one - other) or (other - one))))
    where = "only in the pack" if one - other else "missing in the pack"
    return Finding(
        "differs", "rows", f"{one.total()} in the pack, {other.total()} here; {where}: {_cut(only)}"
    )


def _counted(bindings: Sequence[Mapping[str, Any]]) -> Counter[str]:
    return Counter(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in bindings)


# ---------- the answer ----------


def _asked_again(pack: Pack, here: Here) -> Iterator[Finding]:
    yield _compared(
        "question",
        f"“{_cut(pack.question)}”",
        "the question of the pack is not the one of its answer",
        pack.question == pack.answer["question"],
    )
    try:
        now = here.ask(pack.question, pack.context, pack.answer["lang"])
    except KgqaError as error:
        yield Finding("differs", "answer", f"asked again, it fails: {_cut(str(error))}")
        return
    keys = sorted((pack.answer.keys() | now.keys()) - _NOT_COMPARED)
    changed = [key for key in keys if pack.answer.get(key) != now.get(key)]
    if not _is_near(pack.answer.get("confidence"), now.get("confidence")):
        changed.append("confidence")
    if not changed:
        yield Finding("holds", "answer", f"asked again, it is the same: {_cut(str(now['text']))}")
    for key in changed:
        theirs, ours = (json.dumps(a.get(key), ensure_ascii=False) for a in (pack.answer, now))
        yield Finding(
            "differs", f"answer, {_cut(key)}", f"{_cut(theirs)} in the pack, {_cut(ours)} asked again"
        )


def _is_near(one: object, other: object) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return numbers and abs(float(one) - float(other)) <= _NEAR  # type: ignore[arg-type]


def _short(digest: str) -> str:
    return _cut(digest)[:_SHORT] or "none"


def _cut(words: str) -> str:
    """Words on one line, cut where they are long: a pack may hold anything."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
