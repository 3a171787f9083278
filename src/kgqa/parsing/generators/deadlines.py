"""By when something is planned, or was done, where the report says so."""

from __future__ import annotations

from kgqa.graph.profile import local_name
from kgqa.linking.mentions import CUE
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import statuses_named
from kgqa.parsing.context import Context
from kgqa.parsing.fits import names_fit
from kgqa.parsing.generators.shared import lists_of, parts_of_two_years
from kgqa.parsing.naming import is_named
from kgqa.parsing.observations import observations, observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Deadline


def deadlines(context: Context) -> list[Reading]:
    """The best value with a deadline, if it covers all that is asked; or that of a state, or of a thing
    told of before.
    """
    if "date" not in context.question.asked:
        return []
    if told := _of_value_before(context):
        return [told]
    if not context.required:
        return []
    dated = [(score, m) for score, m in observations(context) if m.fact.one("deadline")]
    return [
        *(
            Reading(Deadline(observed(m.fact)), score, (m.fact,), (), "deadlines")
            for score, m in dated[: t.MOST_SOURCES]
        ),
        *_of_states(context),
        *_of_things_told_before(context),
    ]


def _of_value_before(context: Context) -> Reading | None:
    """By when the value is due that the answer before gave, where a follow-up names nothing else."""
    facts = context.carried.facts if context.carried else ()
    own = [m for m in context.question.asking if m.content and CUE not in m.kinds]
    dated = len(facts) == 1 and facts[0].category == "Observation" and bool(facts[0].one("deadline"))
    if not dated or context.unknown_said or not all(is_named(facts[0], m) for m in own):
        return None
    form = Deadline(observed(facts[0]))
    return Reading(form, t.WHOLE, facts, (), "deadlines", settled=True)


def _of_states(context: Context) -> list[Reading]:
    """By when the things that the question names are to reach a state, and the one it names if it does."""
    asked = statuses_named(context.question)
    found = [
        m
        for m in context.matches
        if m.fact.category == "State"
        and m.fact.one("deadline")
        and context.scope.admits(m.fact)
        and any(context.names(thing) for thing in m.fact.all("of"))
        and (not asked or local_name(m.fact.one("status")) in asked)
    ]
    return [
        Reading(Deadline(m.fact.iri), m.score * names_fit(context, m.fact), (m.fact,), (), "deadlines")
        for m in found[: t.MOST_SOURCES]
    ]


def _of_things_told_before(context: Context) -> list[Reading]:
    """By when a thing is due of which the question tells what it was the year before.

    The hospital that was basically completed in 2023: by when is it to be finished in 2024?
    """
    parts = parts_of_two_years(context)
    if parts is None:
        return []
    (before, years), (_, later) = parts
    for listing in lists_of(context, before, years):
        due = (
            f
            for f in context.knowledge.facts.facts
            if f.one("deadline") and f.year in later and listing.things & {*f.all("member"), *f.all("of")}
        )
        for fact in due:
            score = min(t.WHOLE, listing.score * t.SHARED_LIFT) * t.UNUSED_SHARED ** len(context.unknown)
            form = Deadline(observed(fact), listing.form)
            return [Reading(form, score, (fact, *listing.facts), context.unknown, "deadlines")]
    return []
