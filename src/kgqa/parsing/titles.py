"""The parts of a report that a question names by their titles, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.linking.facts import Fact
from kgqa.linking.mentions import Mention
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Question


@dataclass(frozen=True)
class Titled:
    """Parts of the report, by IRI, with the words of the question that say their titles."""

    parts: frozenset[str] = frozenset()
    words: tuple[Mention, ...] = ()


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
    return Titled(frozenset(parts), tuple(words))


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
