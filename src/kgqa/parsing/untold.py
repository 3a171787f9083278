"""Lists that are not told of what the question tells of: other things than those of which it speaks."""

from __future__ import annotations

from kgqa.linking.facts import CLAUSE
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, STATUS
from kgqa.parsing.context import Context
from kgqa.parsing.kinds import COUNTED
from kgqa.parsing.naming import is_named
from kgqa.parsing.readings import Reading
from kgqa.parsing.thresholds import RARE
from kgqa.query.forms import Named, StateVerdict, Things, Verdict

_LISTS = (Named, Things)
_ROLES = ("about", "of", "member")


def is_not_of_what_is_told(context: Context, reading: Reading) -> bool:
    """Whether a clause tells of what things are asked for, and a row has to do with none of its words.

    新引入的中高档酒店，点名的是哪俩牌子: no titles of teachers are meant.
    """
    if not isinstance(reading.form, Named) or not reading.facts or reading.settled:
        return False
    question = context.question
    told = {
        id(m)
        for c in question.clauses
        if not (c.asks or c.frames or c.sets_aside or c.denies)
        for m in c.mentions
        if LABEL in m.kinds and not m.kinds & {CUE, FUNCTION, CLASS, STATUS} and m not in context.topic
    }
    words = [w for w in context.weighed if id(w.mention) in told and w.covered]
    rows = {context.index_of(f) for f in reading.facts}
    rare = any(len(w.covered) < RARE for w in words)
    return rare and not any(rows & w.covered.keys() for w in words)


def leaves_a_letter_open(context: Context, reading: Reading) -> bool:
    """Whether it is asked what a letter stands for (这个N包括哪些项目), of which a list does not speak."""
    if context.question.language == "en" or not isinstance(reading.form, _LISTS):
        return False
    asking = (m for c in context.question.clauses if c.asks for m in c.mentions)
    letters = [m.form for m in asking if len(m.text) == 1 and m.text.isascii() and m.text.isalpha()]
    return any(not any(x in f.tiers[CLAUSE] for f in reading.facts) for x in letters)


def tells_of_others(context: Context, reading: Reading) -> bool:
    """Whether it is asked if a thing is in a state, or one of so many, and none of the facts speaks of it.

    That four parks are built, or another park is one of them, does not say that this one is.
    """
    form = reading.form
    if not isinstance(form, Verdict | StateVerdict) or (isinstance(form, StateVerdict) and not form.holds):
        return False
    known = context.knowledge
    for fact in reading.facts:
        if fact.category != "State" and known.unit_kind(fact) not in COUNTED:
            continue
        own = {x for role in _ROLES for x in fact.all(role)}
        around = own.union(*(known.facts.holders.get(x, ()) for x in own), {known.district})
        words = [w.mention for w in context.weighed if not is_named(fact, w.mention)]
        others = {x for m in words if (x := known.proper_named(m))} - around
        names = [known.facts.labels[x].forms for x in others if x in known.facts.labels]
        said = "\n".join(fact.tiers[: CLAUSE + 1])
        if any(not any(name in said for name in forms) for forms in names):
            return True
    return False
