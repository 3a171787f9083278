"""The parts of a report that a question names by their titles, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgqa.graph.profile import ReportSection
from kgqa.linking.facts import Fact, english_words
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import Mention
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause, Question
from kgqa.text.numerals import ENGLISH_CARDINALS, ENGLISH_ORDINALS, ORDINALS, place_of

# 第三部分, part three: one of the parts that the report itself falls into.
_PART = re.compile(
    rf"第(?P<zh>[{ORDINALS}])大?部分|\bpart (?P<cardinal>{'|'.join(ENGLISH_CARDINALS)}|\d)\b"
    rf"|\b(?P<en>{'|'.join(ENGLISH_ORDINALS)}) part\b"
)
# 第三项任务, 任务中的第三项, the third task, task three: of the part whose title says the noun.
_WITHIN = re.compile(
    rf"(?:(?P<before>[\u4e00-\u9fff]{{2}})(?:里|中)?的?)?第\(?(?P<zh>[{ORDINALS}]+|\d+)\)?[大项个条块]{{1,2}}"
    rf"(?P<after>[\u4e00-\u9fff]{{2}})?|\b(?P<en>{'|'.join(ENGLISH_ORDINALS)}) (?P<noun>\w{{4,}})\b"
    rf"|\b(?P<numbered>[a-z]{{4,}}) (?P<cardinal>{'|'.join(ENGLISH_CARDINALS)}|\d)\b"
)
_OPENS = ("(", "（")
_NOUNS = ("after", "before", "noun", "numbered")
_NOWHERE = ""  # stands for a part that the report does not have


@dataclass(frozen=True)
class Titled:
    """Parts of the report, by IRI, with the words of the question that say their titles or numbers.

    ``numbered`` is the part that is named by its number; empty where there is none, and where the report has
    none of that number, in which nothing stands.
    """

    parts: frozenset[str] = frozenset()
    words: tuple[Mention, ...] = ()
    numbered: str = _NOWHERE


def titled(question: Question, knowledge: Knowledge, years: tuple[int, ...]) -> Titled:
    """The headings and sections whose titles, or halves of them, the question says as they are."""
    parts, words = set[str](), list[Mention]()
    for clause in question.clauses:
        taken: list[tuple[int, int]] = []
        for title, named in knowledge.part_titles:
            at = clause.text.find(title)
            end = at + len(title)
            if at < 0 or any(start <= at < stop for start, stop in taken):
                continue  # a longer title that holds it is said
            own = {p for p in named if not years or knowledge.heading_year(p) in (None, *years)}
            if own:
                taken.append((at, end))
                parts |= own
                words += [m for m in clause.mentions if at <= m.start and m.end <= end]
    if parts:
        return Titled(frozenset(parts), tuple(words))
    before = (None, *question.clauses)
    found = (_by_number(c, knowledge, b) for c, b in zip(question.clauses, before, strict=False))
    return next(filter(None, found), Titled())


def _by_number(clause: Clause, knowledge: Knowledge, before: Clause | None) -> Titled | None:
    """The part that a clause names by its number, in brackets behind words for it: 民生任务(第八项).

    Args:
        before: the clause before it.
    """
    document, sections = knowledge.document, knowledge.profile.sections
    if document is None:
        return None
    top = _PART.search(clause.text)
    parts = [s for s in sections if s.parent == document.iri]
    whole = _of_number(parts, top) if top else _NOWHERE
    told = before if before and clause.bracketed and before.text.endswith(_OPENS) else None
    for match in _WITHIN.finditer(clause.text):
        holder = whole or _holder(clause, match, parts, knowledge) or _only_titled(told, parts)
        within = [s for s in sections if s.parent == holder]
        if within and not (top and top.start() < match.end() and _number_at(match) < top.end()):
            return _found(clause, _of_number(within, match), match, _of_titles(told, match, within, parts))
    return _found(clause, whole, top) if top else None


def _found(clause: Clause, part: str, match: re.Match[str], told: tuple[Mention, ...] = ()) -> Titled:
    words = (m for m in clause.mentions if m.start < match.end() and match.start() < m.end)
    return Titled(frozenset({part}), (*told, *words), part)


def _only_titled(told: Clause | None, parts: list[ReportSection]) -> str:
    """The only part in whose title the noun stands that a number in brackets is told of."""
    noun = told.text.rstrip("".join(_OPENS))[-2:] if told else ""
    found = [s.iri for s in parts if noun and noun in fold(s.title)]
    return found[0] if len(found) == 1 else _NOWHERE


def _of_titles(
    told: Clause | None,
    match: re.Match[str],
    within: list[ReportSection],
    parts: list[ReportSection],
) -> tuple[Mention, ...]:
    """The words before a number in brackets, where the title of its part says them, or the one around it."""
    part = next((s for s in within if s.iri == _of_number(within, match)), None)
    if told is None or part is None:
        return ()
    title = fold(part.title + next((s.title for s in parts if s.iri == part.parent), ""))
    words = [m for m in told.mentions if m.content]
    said = all(m.form in title or (m.parts and all(piece in title for piece in m.parts)) for m in words)
    return told.mentions if said else ()


def _of_number(parts: list[ReportSection], match: re.Match[str]) -> str:
    """The part whose number is said, among some in the order of the text."""
    told = match.groupdict()
    cardinal = told.get("cardinal") or ""
    number = (
        ENGLISH_CARDINALS.index(cardinal) + 1
        if cardinal in ENGLISH_CARDINALS
        else place_of(told["zh"] or told["en"] or cardinal)
    )
    return parts[number - 1].iri if 0 < number <= len(parts) else _NOWHERE


def _number_at(match: re.Match[str]) -> int:
    """Where a number stands in what was found."""
    return max(match.start(name) for name in ("zh", "en", "cardinal"))


def _holder(clause: Clause, match: re.Match[str], parts: list[ReportSection], knowledge: Knowledge) -> str:
    """The one part whose title says what is numbered; measures and goals are no parts."""
    for at, noun in _nouns(match):
        said = (m for m in clause.mentions if m.start < at + len(noun) and at < m.end)
        if any(m.meanings("ClassWord") & knowledge.statement_classes for m in said):
            continue
        words = english_words(noun) if noun.isascii() else frozenset[str]()
        found = [
            s.iri
            for s in parts
            if (words and any(words <= own for own in knowledge.facts.labels[s.iri].english))
            or (not noun.isascii() and noun in fold(s.title))
        ]
        if len(found) == 1:
            return found[0]
    return _NOWHERE


def _nouns(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The nouns beside a number, each with where it stands."""
    return ((match.start(name), match[name]) for name in _NOUNS if match[name])


def stands_in(fact: Fact, parts: frozenset[str], knowledge: Knowledge) -> bool:
    """Whether a fact, or a clause of a row that runs through several parts, stands in one of some parts."""
    return any(knowledge.parts_at(span) & parts for span in fact.all("statedIn"))


def standing_elsewhere(
    row: Fact, things: frozenset[str], parts: frozenset[str], knowledge: Knowledge
) -> frozenset[str]:
    """The things of a row that runs through several parts whose own clauses stand in none of those named."""
    spans = [s for s in dict.fromkeys(row.all("statedIn")) if s in knowledge.facts.quotes]
    inside = [s for s in spans if knowledge.parts_at(s) & parts]
    if not parts or len(inside) == len(spans):
        return frozenset()
    said = [knowledge.facts.folded_quote(s) for s in inside]
    labels = knowledge.facts.labels
    return frozenset(t for t in things if not any(form in text for form in labels[t].forms for text in said))
