"""Things of several kinds that are asked for side by side, each told in a row of its own.

An answer that has nothing of one of the kinds is half an answer, and would be told as the whole.
"""

from __future__ import annotations

from kgqa.graph.profile import local_name
from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.mentions import Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.coordinated import kinds_asked
from kgqa.parsing.generators.lists import Listing, listings
from kgqa.parsing.generators.things import state_holders
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Honours, Named, Things

_ROWS = frozenset({"Observation", "Enumeration"})
_TITLE = "honourTitle"


def several(context: Context) -> list[Reading]:
    """The rows of all kinds together: the culture quarters and the renewal quarters that are named.

    Every other word must be said of each of the rows, and each kind must have one row that is called by it.
    """
    kinds = kinds_asked(context)
    found = listings(context) if len(kinds) > 1 else []
    rows = [own for kind in kinds if (own := _row_of(context, found, kind, kinds))]
    if len(rows) < len(kinds) or len({row.form.role for row in rows}) > 1 or not rows:
        return []
    told = {m.text for m in kinds}
    unused = tuple(sorted({word for row in rows for word in row.unused} - told))
    excluded = tuple(sorted({x for row in rows for x in row.form.excluded}))
    statements = tuple(dict.fromkeys(iri for row in rows for iri in row.form.statements))
    form = Named(statements, rows[0].form.role, excluded)
    facts = tuple(dict.fromkeys(f for row in rows for f in row.facts))
    score = t.WHOLE * t.UNUSED_SHARED ** len(unused)
    return [Reading(form, score, facts, unused, "names", settled=False)]


def _row_of(
    context: Context, found: list[Listing], kind: Mention, kinds: tuple[Mention, ...]
) -> Listing | None:
    """The best row that is called by a kind as it is asked, and rather by no other one."""
    others = [m for m in kinds if m != kind]
    rows = [x for x in found if x.facts[0].category in _ROWS and _is_in_one_state(context, x)]
    own = [x for x in rows if named_degree(x.facts[0], kind) == AS_ASKED]
    apart = [x for x in own if all(named_degree(x.facts[0], m) < AS_ASKED for m in others)]
    return next(iter(apart or own), None)


def _is_in_one_state(context: Context, listing: Listing) -> bool:
    """Whether all of a row is in the states that the question names, as what is counted together is."""
    row = listing.facts[0]
    states = [m for m in context.kept if m.meanings("StatusCue") and "example" not in m.meanings("Cue")]
    return not states or (row.category == "Observation" and all(is_named(row, m) for m in states))


def leaves_a_kind_out(context: Context, reading: Reading) -> bool:
    """Whether things of two kinds are asked for, and a reading tells none of one of them."""
    form = reading.form
    if not isinstance(form, Named | Things | Honours):
        return False
    if (isinstance(form, Honours) and not form.who) or (isinstance(form, Named) and form.role == _TITLE):
        return False  # titles have kinds of their own
    kinds = kinds_asked(context)
    if len(kinds) < 2:
        return False
    things = _things(context, reading)
    return not all(_shows(context, reading, things, kind) for kind in kinds)


def _things(context: Context, reading: Reading) -> frozenset[str]:
    """What a reading tells."""
    known, form = context.knowledge, reading.form
    if isinstance(form, Named):
        return frozenset(x for f in reading.facts for x in f.all(form.role)) - set(form.excluded)
    if isinstance(form, Things):
        own = frozenset(t for t in known.entities.values() if known.classes_of(t) & set(form.categories))
        return (state_holders(known, form) if form.states else own) - set(form.excluded)
    if isinstance(form, Honours):
        told = (f for f in known.facts.of("Honour") if _lets_in(form, f))
        return frozenset(
            x
            for f in told
            for x in f.all("recipient")
            if not form.holders or known.classes_of(x) & set(form.holders)
        )
    return frozenset()


def _lets_in(form: Honours, fact: Fact) -> bool:
    """Whether a title is one that a form wants by its year, level and whether it was won."""
    return (
        form.kind in (None, fact.kind)
        and form.year in (None, fact.year)
        and (not form.levels or local_name(fact.one("level")) in form.levels)
        and (not form.among or fact.iri in form.among)
    )


def _shows(context: Context, reading: Reading, things: frozenset[str], kind: Mention) -> bool:
    """Whether one of the things is of a kind, by its class or its name, or they are told of as of the kind.

    Where the class tells the kind from the others, other words for it, which name narrower kinds, do not.
    """
    known, others = context.knowledge, [m for m in kinds_asked(context) if m != kind]
    own = kind.meanings("ClassWord") - frozenset[str]().union(*(m.meanings("ClassWord") for m in others))
    if any(known.classes_of(x) & own for x in things):
        return True
    shared = frozenset[str]().union(*(m.alternatives for m in others))
    if kind.form.isascii() and not own and any(is_named(f, kind) for f in reading.facts):
        return True
    loose = frozenset[str]() if own else kind.alternatives - shared
    forms = [f for f in (kind.form, *loose) if len(f) > 1 and not f.isascii()]
    names = [own for x in things if x in known.facts.labels for own in known.facts.labels[x].forms]
    said = [*names, *(f.joined_names for f in reading.facts), *(f.tiers[CLAUSE] for f in reading.facts)]
    return any(form in text for form in forms for text in said)
