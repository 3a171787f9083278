"""Whether a reading is of the thing that a pronoun of the question means."""

from __future__ import annotations

import re

from kgqa.graph.profile import local_name
from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.mentions import LABEL, Mention
from kgqa.parsing.context import Context
from kgqa.parsing.naming import stands_in
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Named, StateVerdict

_WHEREIN = re.compile(r"[那又都]*(?:位于|坐落在|在|属于)哪")
_OF_A_THING = ("about", "of", "recipient")  # roles of the thing that a fact is told of


def keeps_to_thing(context: Context, reading: Reading) -> bool:
    """Whether a reading is of the thing that 它 means, or told with it, where the question names none itself.

    What the revenue of a firm is, is not told by that of a zone. Where nothing told before says what is
    meant, a value of a thing that nobody named is none of it either.
    """
    carried = context.carried
    if not reading.facts or carried is None or len(carried.things) > 1 or context.named_things:
        return True
    told = {f.iri for f in carried.facts}
    asking = [c for c in context.question.clauses if c.asks]
    if any(_WHEREIN.match(c.text) for c in asking):
        return any(f.iri in told for f in reading.facts)  # 在哪个片区 asks of what was told
    if not any(_points_back(c) for c in asking):
        return True
    known, thing = context.knowledge, context.thing_before
    if thing == known.district or thing in known.generic:
        return True
    if thing:
        own = (fact for fact in reading.facts if _is_told_of(context, fact, thing))
        return any(not _names(reading, fact, thing) for fact in own)
    if not told and isinstance(reading.form, StateVerdict):  # nor has it a state, where no name is said
        return any(w.covered and LABEL in w.mention.kinds for w in context.required)
    return any(f.iri in told or not _things_of(f) - {known.district} for f in reading.facts)


def _points_back(clause: Clause) -> bool:
    """Whether a pronoun of a clause means what was told before it, and not what the clause names first.

    Who aims at something (how many are they aiming for) are those whose plan it is.
    """
    for n, mention in enumerate(clause.mentions):
        cues = mention.meanings("Cue")
        if "pronoun" in cues:
            return not any(_aims(m) for m in clause.mentions[n + 1 : n + 3])
        after = clause.mentions[n + 1] if n + 1 < len(clause.mentions) else None
        beside = after if after and after.start == mention.end and not after.text.isascii() else None
        if "followUp" in cues and beside and beside.meanings("ClassWord"):
            return True  # 这个称号是国家级的吗
        if "possessive" in cues:
            return not any(m.content for m in clause.mentions[:n])
    return False


def _aims(mention: Mention) -> bool:
    """Whether a word says that something is aimed at."""
    sought = any(local_name(status) == "sought" for status in mention.meanings("StatusCue"))
    return sought or "target" in mention.meanings("Cue")


def _is_told_of(context: Context, fact: Fact, thing: str) -> bool:
    """Whether a thing is what a fact is of, or stands in its clause."""
    if any(thing in values for values in fact.values.values()):
        return True
    labels = context.knowledge.facts.labels.get(thing)
    return labels is not None and any(stands_in(form, fact.tiers[CLAUSE]) for form in labels.forms)


def _names(reading: Reading, fact: Fact, thing: str) -> bool:
    """Whether a reading would name the very thing of which something is asked."""
    return isinstance(reading.form, Named) and thing in fact.all(reading.form.role)


def _things_of(fact: Fact) -> set[str]:
    return {fact.one(role) for role in _OF_A_THING} - {""}
