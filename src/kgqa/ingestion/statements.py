"""Clauses of a report as measures, outcomes, goals, issues and requirements."""

from __future__ import annotations

from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.ingestion.model import Clause
from kgqa.ingestion.names import YearKind
from kgqa.text.segmentation import Document, Sentence, Span, clauses

_SHORTEST = 6


def read_clauses(grammar: ReadingGrammar, document: Document, year_kind: YearKind) -> list[Clause]:
    """Every clause of the report's sentences with its role; a fragment joins the clause after it."""
    found = []
    for sentence in document.body:
        if sentence.section == "0":
            continue
        year, kind = year_kind[sentence.section]
        for span in _joined(clauses(document.text, sentence.span)):
            found.append(Clause(_role(grammar, document, sentence, span, kind), year, kind, span))
    return found


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    start: int | None = None
    for span in spans:
        begin = span.start if start is None else start
        if span.end - begin < _SHORTEST and span is not spans[-1]:
            start = begin
            continue
        joined.append(Span(begin, span.end))
        start = None
    return joined


def _role(grammar: ReadingGrammar, document: Document, sentence: Sentence, span: Span, kind: str) -> str:
    words = span.of(document.text)
    around = sentence.span.of(document.text)
    before = document.text[sentence.paragraph.start : span.start]
    if any(m in before for m in grammar.words("IssueMark")) and not any(
        end in f"{before}{words}" for end in grammar.words("IssueEnd")
    ):
        return "Issue"
    if any(m in around for m in grammar.words("RequirementMark")):
        return "Requirement"
    if kind == "actual":
        return "Outcome" if any(w in words for w in grammar.words("OutcomeWord")) else "Measure"
    return "Goal" if any(words.startswith(w) for w in grammar.words("GoalLead")) else "Measure"
