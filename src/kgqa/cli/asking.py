"""``kgqa ask``: a question in, an answer out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgqa.cli.options import GraphOption, JsonOption
from kgqa.cli.session import Session
from kgqa.cli.terminal import emit, output, printable, progress, read_records
from kgqa.errors import InputError, UsageError

if TYPE_CHECKING:
    from kgqa.answering.answer import Answer, Evidence
    from kgqa.engine import Engine

_LANGUAGES = ("zh", "en")
_LABELS = {
    "zh": {
        "restated": "理解为",
        "carried": "沿用",
        "unused": "未用到",
        "suggestions": "还可以问",
        "related": "相关内容",
    },
    "en": {
        "restated": "Understood as",
        "carried": "Carried over",
        "unused": "Not used",
        "suggestions": "You may also ask",
        "related": "Related",
    },
}


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question, in Chinese or English.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help='Answer every line of a file: {"id", "question", "context"?}. "-" is standard input.',
        ),
    ] = None,
    earlier: Annotated[
        list[str] | None,
        typer.Option(
            "--context", metavar="QUESTION", help="A question asked before; repeat it, oldest first."
        ),
    ] = None,
    as_json: JsonOption = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Show every step from the question to the answer.")
    ] = False,
    graph: GraphOption = None,
    lang: Annotated[
        str | None,
        typer.Option(metavar="zh|en", help="Language of the answer; that of the question otherwise."),
    ] = None,
    pack: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the evidence pack of the answer too, for: kgqa verify FILE."
        ),
    ] = None,
) -> None:
    """Answer a question from the report, with the sentences that state it.

    A refusal is an answer: the exit status is 0.
    """
    session: Session = context.obj
    if (question is None) == (batch is None):
        raise UsageError("give one question in quotation marks, or --batch FILE.jsonl")
    if trace and (as_json or batch):
        raise UsageError("--trace is for reading; leave out --json and --batch")
    if batch and pack:
        raise UsageError("a pack holds one answer; ask its question without --batch")
    if batch and earlier:
        raise UsageError('with --batch, put the questions before into each line as "context"')
    if lang not in (None, *_LANGUAGES):
        raise UsageError(f"--lang is {' or '.join(_LANGUAGES)}")
    if batch:
        _batch(session, batch, graph, lang)
        return
    engine = _engine(session, graph, lang)
    before = [_clean(c) for c in earlier or []]
    traced = engine.trace(_clean(question or ""), before)
    if pack:
        from kgqa.cli.verifying import write_pack

        write_pack(pack, traced.answer, before, engine)
    if trace:
        from kgqa.cli.tracing import print_trace

        print_trace(output(), traced, engine)
    if as_json:
        emit(traced.answer.as_dict())
    else:
        _print(traced.answer)


def _batch(session: Session, path: Path, graph: Path | None, lang: str | None) -> None:
    records = read_records(path, ["question"])
    for number, record in enumerate(records, start=1):
        if not _is_context(record.get("context")):
            raise InputError(f'{path}: question {number}: "context" must be a list of questions')
    engine = _engine(session, graph, lang)
    for record in progress(records, "questions answered"):
        earlier = [_clean(c) for c in record.get("context") or []]
        answer = engine.ask(_clean(record["question"]), earlier)
        emit(_with_id(record, answer))


def _is_context(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(c, str) for c in value))


def _with_id(record: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """The answer object; the id is given back as it came, be it text or number."""
    return {**({"id": record["id"]} if "id" in record else {}), **answer.as_dict()}


def _clean(text: str) -> str:
    """Text without halves of characters, which broken terminals and JSON escapes bring."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _engine(session: Session, graph: Path | None, lang: str | None) -> Engine:
    engine = session.engine(graph)
    if lang is None:
        return engine
    from kgqa.access.speaking import speaking

    return speaking(engine, lang)


def _print(answer: Answer) -> None:
    out, labels = output(), _LABELS[answer.lang]
    out.print(answer.text)
    for evidence in answer.evidence:
        out.print(f"  “{evidence.quote}” {_place(evidence)}", style="dim")
    said = {
        "restated": answer.restated,
        "carried": "、".join(answer.carried.values()),
        "unused": "、".join(answer.unused),
        "suggestions": " / ".join(answer.suggestions),
    }
    for name, words in said.items():
        if words:
            out.print(f"{labels[name]}: {printable(words)}", style="dim")
    for sentence in answer.related:
        out.print(f"{labels['related']}: “{sentence.quote}” {_place(sentence)}", style="dim")


def _place(evidence: Evidence) -> str:
    return f"[{evidence.document} §{evidence.section}, {evidence.start}–{evidence.end}]"
