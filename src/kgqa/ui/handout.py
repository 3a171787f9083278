"""What an answer hands on: its words, figures and quotes with their places, as text, Markdown or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgqa.ui.contract import Answer
from kgqa.ui.conversation import Turn
from kgqa.ui.evidence_card import place_words
from kgqa.ui.figures import comparable, side_by_side, table
from kgqa.ui.report import Piece
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_MARKS = re.compile(r"([\\`*_\[\]<>|~$])|^(#+|[-+]|\d+[.)])(?=\s)", re.MULTILINE)


@dataclass(frozen=True)
class Quote:
    """A paragraph of the report cut at the bounds of what is quoted, with its place in words."""

    pieces: tuple[Piece, ...]
    place: str

    @property
    def words(self) -> tuple[str, ...]:
        """What is quoted."""
        return tuple(p.text for p in self.pieces if p.marked)


@dataclass(frozen=True)
class Handout:
    """An answer for somebody who does not see the app.

    ``understood`` says what the question was taken to mean, ``columns`` are those of its table of figures,
    ``address`` opens the answer again.
    """

    question: str
    text: str
    understood: str
    columns: Mapping[str, Sequence[str]]
    quotes: tuple[Quote, ...]
    address: str


def handout(turn: Turn, base: str, texts: Texts, workspace: Workspace) -> Handout:
    """What a turn hands on; ``base`` is the address of the app."""
    address = base + turn.address(texts.language)
    answer = turn.answer
    if answer is None:
        return Handout(turn.question, turn.failure, "", {}, (), address)
    is_answered = answer["status"] == "answered"
    figures = comparable(answer, texts, workspace.amount, workspace.facts.conditions) if is_answered else []
    pairs = side_by_side(answer, texts, workspace.amount) if is_answered else {}
    understood = answer["restated"] if is_answered else ""
    return Handout(
        question=answer["question"],
        text=answer["text"],
        understood=understood,
        columns=table(figures, texts) if figures else pairs,
        quotes=_quotes(answer, texts, workspace),
        address=address,
    )


def _quotes(answer: Answer, texts: Texts, workspace: Workspace) -> tuple[Quote, ...]:
    """The paragraphs of the evidence, those of all readings where the question has several."""
    evidence = {e["iri"]: e for e in answer["evidence"]}
    evidence |= {e["iri"]: e for reading in answer["readings"] for e in reading["evidence"]}
    found = []
    for passage in workspace.reports.passages(evidence.values(), texts.language):
        title = workspace.reports.title(passage.document, texts.language)
        place = texts.say("citation", title=title, section=place_words(passage, texts))
        found.append(Quote(tuple(passage.pieces()), place))
    return tuple(found)


def as_text(given: Handout, texts: Texts) -> str:
    """Question, answer and the quotes with their place, as plain text."""
    lines = [f"{texts.say('question_label')}: {given.question}", f"{texts.say('text_label')}: {given.text}"]
    for quote in given.quotes:
        lines += [f"{texts.say('evidence_label')}: “{words}” — {quote.place}" for words in quote.words]
    return "\n".join(lines)


def as_markdown(given: Iterable[Handout], texts: Texts) -> str:
    """A conversation as Markdown; what is quoted stands bold in its paragraph."""
    parts = [f"# {plain(texts.say('app'))}"]
    for one in given:
        parts += [f"## {plain(one.question)}", plain(one.text)]
        if one.understood:
            parts.append(f"{texts.say('understood')}: {plain(one.understood)}")
        if one.columns:
            parts.append(_markdown_table(one.columns))
        for quote in one.quotes:
            marked = "".join(f"**{plain(p.text)}**" if p.marked else plain(p.text) for p in quote.pieces)
            parts += [f"> {marked}\n>\n> — {plain(quote.place)}"]
        parts.append(f"<{one.address}>")
    return "\n\n".join(parts) + "\n"


def plain(words: str) -> str:
    r"""Words on one line of Markdown, as they are.

    >>> print(plain("2*3 [a](b) 6.9%"))
    2\*3 \[a\](b) 6.9%
    """
    return _MARKS.sub(lambda found: f"\\{found.group(0)}", " ".join(words.split()))


def _markdown_table(columns: Mapping[str, Sequence[str]]) -> str:
    rows = [
        list(columns),
        ["---"] * len(columns),
        *(list(row) for row in zip(*columns.values(), strict=True)),
    ]
    return "\n".join(f"| {' | '.join(plain(c) if c != '---' else c for c in row)} |" for row in rows)


def as_json(turns: Iterable[Turn]) -> str:
    """A conversation as the answer objects of the engine, each with the questions it was asked after."""
    told = [
        {"question": t.question, "context": list(t.before), "answer": t.answer, "failure": t.failure or None}
        for t in turns
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
