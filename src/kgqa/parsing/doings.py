"""What is counted and what was done with it: values of others, of other work, or yet to be reached."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.mentions import STATUS, Mention
from kgqa.linking.works import Works
from kgqa.parsing.context import Context, of_the_question
from kgqa.parsing.kinds import COUNTED
from kgqa.parsing.naming import is_named

_PARTICLES = "的了"
_ALIKE = ("about", "year", "kind", "unit")
_STOCKS = frozenset({"atEnd", "cumulative"})  # bases of numbers that tell how many there are


def is_other_work(context: Context, fact: Fact) -> bool:
    """Whether a value is of work of another kind than the one asked for: renewed, and not built anew.

    Some work (拆除, 改建) must be told in so many words, by a value's name or else by its clause; any, where
    another value of the like tells it.
    """
    known = context.knowledge
    return _is_unlike(context, fact, known.works) or _is_unlike(context, fact, known.extents)


def _is_unlike(context: Context, fact: Fact, works: Works) -> bool:
    asked = works_asked(context, works)
    if not asked:
        return False
    done = works.named(fact.joined_names)
    if not done and asked <= works.told:
        done = works.named(fact.tiers[CLAUSE])
        return asked.isdisjoint(done)
    if not done:
        return any(not asked.isdisjoint(works.named(f.joined_names)) for f in _counting_alike(context, fact))
    return asked.isdisjoint(done)


def _counting_alike(context: Context, fact: Fact) -> Iterator[Fact]:
    """Other values that count what is asked for in the same place and year as one that does so."""
    counted = context.question.counted
    if counted is None or not is_named(fact, counted):
        return
    for other in (m.fact for m in context.matches if m.fact.iri != fact.iri):
        if all(other.one(key) == fact.one(key) for key in _ALIKE) and is_named(other, counted):
            yield other


@of_the_question
def works_asked(context: Context, works: Works) -> frozenset[str]:
    """The work that a question asks about: none within a name (城中村改造) or denied (不是申报的)."""
    return frozenset(
        kind
        for clause in context.question.clauses
        if clause.asks and not clause.opens_with("negation")
        for start, end, kinds in works.found(clause.text)
        if not any(_is_of_another(m, start, end) for m in clause.mentions)
        for kind in kinds
    )


def _is_of_another(mention: Mention, start: int, end: int) -> bool:
    """Whether a word is part of a longer one that names something, or begins within one: 窨井盖多少.

    A word for a state of it (will be built) tells the work itself.
    """
    if mention.start < start < mention.end < end:
        return True
    within = mention.start <= start and end <= mention.end
    longer = len(mention.text.rstrip(_PARTICLES)) > end - start
    return mention.content and STATUS not in mention.kinds and within and longer


def counts_what_is_beside(context: Context, fact: Fact) -> bool:
    """Whether what is asked for is counted by another value of the same clause, and not by this one.

    In 21所中小学…及46所幼儿园 the 21 are no kindergartens.
    """
    counted, known = context.question.counted, context.knowledge
    if counted is None or known.unit_kind(fact) not in COUNTED or is_named(fact, counted):
        return False
    beside = (f for f in known.stated_at(fact.span) if known.unit_kind(f) in COUNTED)
    return any(is_named(other, counted) for other in beside)


def is_no_present_number(context: Context, fact: Fact) -> bool:
    """Whether it is asked how many there are now, and a value is to be reached, or tells what was added.

    A plan may tell how many there are in all (一共有几个专项行动), but not by a number that is to be reached.
    """
    asking = {cue for m in context.question.asking for cue in m.meanings("Cue")}
    if not asking & {"present", "inAll"} or context.scope.years or "target" in context.question.cues:
        return False
    if fact.kind == "target":
        return "present" in asking or fact.basis in _STOCKS
    if "present" not in asking or fact.basis in _STOCKS:
        return False
    return _is_of_additions(context, fact) or has_stock(context, fact)


def is_of_all_there_are(context: Context, fact: Fact) -> bool:
    """Whether it is asked how many were added, and a value tells how many there are."""
    asked = any("added" in m.meanings("Cue") for m in context.question.asking)
    return asked and fact.basis == "atEnd" and not _is_of_additions(context, fact)


def _is_of_additions(context: Context, fact: Fact) -> bool:
    return any(word in name for word in context.knowledge.additions for name in fact.names)


def has_stock(context: Context, fact: Fact) -> bool:
    """Whether another value tells how many there are of what a value tells the number added."""
    words = [w.mention for w in context.required if is_named(fact, w.mention)]
    others = (m.fact for m in context.matches if m.fact.basis in _STOCKS and m.fact.kind == "actual")
    return bool(words) and any(
        other.one("unit") == fact.one("unit")
        and other.one("about") == fact.one("about")
        and all(is_named(other, w) for w in words)
        for other in others
    )
