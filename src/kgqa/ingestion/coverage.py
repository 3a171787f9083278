"""The account of every number of a report: stated by an observation, or no quantity, with the reason why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.ingestion.model import Reading
from kgqa.text.segmentation import Document, Span

REASONS = ("date", "ordinal", "namePart", "grade", "deadline", "explanation")
_TOLD_WHEN_THERE = ("explanation",)
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# 近亿元 and 两位数增长 give a size without a numeral: nothing states them, and the account says so.
_IMPLIED = re.compile(
    r"(?<=[近约超过上逾破])(?<!签约)(?<!节约)[十百千万亿]{1,2}(?=元|人|亩|家|户|吨)|[一两]位数"
)
_AROUND = 12


@dataclass(frozen=True)
class Coverage:
    """Numbers of a text by what became of them: ``covered``, a reason, or ``uncovered``."""

    entries: tuple[tuple[Span, str], ...]

    @property
    def counts(self) -> Counter[str]:
        """How many numbers fell to each fate."""
        return Counter(fate for _, fate in self.entries)

    @property
    def share(self) -> float:
        """Share of the numbers that are covered or exempt."""
        return 1 - self.counts["uncovered"] / max(1, len(self.entries))


def measure(document: Document, grammar: ReadingGrammar, reading: Reading) -> Coverage:
    """What became of every digit string and every quantity in Chinese characters."""
    covered = {o.number for o in reading.observations if o.value is not None}
    exempt = {e.number: e.reason for e in reading.exemptions}
    numbers = {Span(m.start(), m.end()) for m in _DIGITS.finditer(document.text)}
    numbers |= {
        q.number
        for q in grammar.quantities.find(document.text)
        if q.chinese and (q.number in covered or q.number in exempt)
    }
    numbers |= {
        q.number for q in grammar.quantities.find(document.text) if q.chinese and q.unit in ("成", "%")
    }
    numbers |= {Span(*m.span()) for m in _IMPLIED.finditer(document.text)}
    entries = []
    for number in sorted(numbers):
        fate = "covered" if any(c.covers(number) for c in covered) else ""
        fate = fate or next(
            (reason for span, reason in sorted(exempt.items()) if span.covers(number)), "uncovered"
        )
        entries.append((number, fate))
    return Coverage(tuple(entries))


def report(document: Document, coverage: Coverage) -> str:
    """The account as Markdown: counts, then every number that no observation states, in its words."""
    lines = ["# Coverage of the numbers of the text", "", "| fate | numbers |", "|---|---|"]
    counts = coverage.counts
    told = [reason for reason in REASONS if counts[reason] or reason not in _TOLD_WHEN_THERE]
    lines += [f"| {fate} | {counts[fate]} |" for fate in ("covered", *told, "uncovered")]
    lines += [f"| all | {len(coverage.entries)} |", "", f"Covered or exempt: {coverage.share:.1%}", ""]
    for fate in ("uncovered", *REASONS):
        rows = [span for span, f in coverage.entries if f == fate]
        if rows:
            lines += [f"## {fate}", "", "| start | number | words |", "|---|---|---|"]
            lines += [f"| {s.start} | {s.of(document.text)} | {_words(document, s)} |" for s in rows]
            lines.append("")
    return "\n".join(lines)


def _words(document: Document, span: Span) -> str:
    words = document.text[max(0, span.start - _AROUND) : span.end + _AROUND]
    return words.replace("\n", " / ").replace("|", "\\|")
