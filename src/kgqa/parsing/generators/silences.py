"""States that leave open what is asked: those of another title, of other work, of some of a kind."""

from __future__ import annotations

from collections.abc import Set
from difflib import SequenceMatcher

from kgqa.graph.profile import local_name
from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.mentions import CLASS, STATUS
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.doings import works_asked
from kgqa.parsing.knowledge import Knowledge
from kgqa.query.forms import STATEMENTS

_UNDERWAY = "underway"
_DONE = frozenset({"completed", "open"})


def is_silent(context: Context, fact: Fact, asked: frozenset[str]) -> bool:
    """Whether a state tells neither that it is as asked nor that it is not."""
    return (
        _is_of_another_title(context, fact)
        or _is_of_other_work(context, fact)
        or _is_of_a_kind_only(context, fact, asked)
        or _leaves_a_plan_open(context, fact, asked)
        or _says_no_more_than_its_name(context, fact)
    )


def titles_named(context: Context) -> frozenset[str]:
    """Titles that a question names, be it without their level: 食品安全示范区."""
    known = context.knowledge
    long = [form for form in _forms(context) if len(form) >= t.SHORTEST_TITLE and not form.isascii()]
    meant = frozenset(known.titles[form] for form in _forms(context) if form in known.titles)
    return meant or frozenset(
        title for name, title in known.titles.items() if any(name.endswith(form) for form in long)
    )


def titles_in_full(context: Context) -> frozenset[str]:
    """Titles that a question calls by their whole names."""
    titles, said = context.knowledge.titles, (m for m in context.question.mentions if m.content)
    return frozenset(titles[form] for m in said for form in (m.form, m.text) if form in titles)


def _forms(context: Context) -> list[str]:
    said = (m for m in context.question.mentions if m.content)
    return [form for m in said for form in (m.form, m.text, *sorted(m.alternatives))]


def is_like_title(known: Knowledge, fact: Fact, titles: Set[str], least: float) -> bool:
    """Whether a title that somebody holds is called almost as one of those asked for.

    旅游休闲特色街区 means 旅游休闲街区; those of one kind, 四星级饭店 and 五星级饭店, are less alike.
    """
    held = [name for name, title in known.titles.items() if title == fact.one("honourTitle")]
    asked = [name for name, title in known.titles.items() if title in titles]
    return any(SequenceMatcher(None, a, b).ratio() >= least for a in asked for b in held)


def _is_of_another_title(context: Context, fact: Fact) -> bool:
    """Whether a title is asked about by a part of its name, and a fact or a clause is of another one.

    Of one that is named in full the report tells who holds it, and who does not.
    """
    known, titles = context.knowledge, titles_named(context)
    if not titles or titles_in_full(context) or fact.category not in ("Honour", *STATEMENTS):
        return False
    if fact.category == "Honour":
        return fact.one("honourTitle") not in titles and not is_like_title(known, fact, titles, t.OF_A_KIND)
    said = (form for m in context.question.mentions for form in (m.text, m.form) if form in known.titles)
    names = (name for name, title in known.titles.items() if title in titles)
    return not any(form in fact.tiers[CLAUSE] for form in (*said, *names))


def _is_of_other_work(context: Context, fact: Fact) -> bool:
    """Whether a state tells of other work than is asked about: homes that are let are not built."""
    works = context.knowledge.works
    done, asked = works.named(fact.one("phrase")), works_asked(context, works)
    return bool(done and asked) and asked.isdisjoint(done)


def _is_of_a_kind_only(context: Context, fact: Fact, asked: frozenset[str]) -> bool:
    """Whether a state is of some of a kind, and not as far as is asked, or leaves out a strange word.

    That ten stations were laid out does not tell that none was built; that goods are subsidised tells nothing
    of flats.
    """
    known = context.knowledge
    if fact.category != "State" or not _is_a_kind(context, fact.one("of")):
        return False
    index = context.index_of(fact)
    said = sum(w.covered.get(index, 0.0) >= t.COVERED for w in context.required)
    if said <= 1 and any(w.foreign and not w.covered and len(w.mention.text) > 1 for w in context.required):
        return True
    status = known.stage(local_name(fact.one("status")))
    left = any(STATUS in w.mention.kinds and w.covered.get(index, 0.0) < 1.0 for w in context.required)
    return fact.kind == "actual" and left and 0 < status < max(map(known.stage, asked), default=0)


def _is_a_kind(context: Context, thing: str) -> bool:
    """Whether a thing has no name of its own: it is called by a word for its kind (加氢站)."""
    facts = context.knowledge.facts
    names = facts.labels[thing].forms if thing in facts.labels else ()
    kind = any(CLASS in w.mention.kinds and w.mention.form in names for w in context.weighed)
    return kind or thing not in facts.proper.values()


def _leaves_a_plan_open(context: Context, fact: Fact, asked: frozenset[str]) -> bool:
    """Whether work is to be carried on, and it is asked if it is begun, or is to be finished that year."""
    known = context.knowledge
    if fact.category != "State" or fact.kind != "target" or local_name(fact.one("status")) != _UNDERWAY:
        return False
    if fact.year in context.question.years:
        return bool(asked) and asked <= _DONE
    begun = 0 < max(map(known.stage, asked), default=0) < known.stage(_UNDERWAY)
    return begun and "target" not in context.question.cues


def _says_no_more_than_its_name(context: Context, fact: Fact) -> bool:
    """Whether of all that is asked only the name of the thing is said: that it was reformed is no profit."""
    known, index = context.knowledge, context.index_of(fact)
    said = [w for w in context.weighed if w.covered.get(index, 0.0) > 0]
    left = [w.mention for w in context.required if w not in said and STATUS not in w.mention.kinds]
    left = [m for m in left if "setback" not in m.meanings("Premise")]  # it is not said to have been stopped
    return bool(left) and all(known.proper_named(w.mention) for w in said)
