"""What the report says of itself: who wrote it, when and where it was given, by whom it was printed."""

from __future__ import annotations

from itertools import pairwise

from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CLASS
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Attribute

_BODIES = frozenset({"entity", "person", "place"})
_DOERS = frozenset({"entity", "person"})
_DAY = "date"
_PROPERTIES = frozenset({"PropertyWord", "PropertyBody", "PropertyDay", "ReportWord"})


def attributes(context: Context) -> list[Reading]:
    """The properties of the report that the question names, if it names nothing much beside.

    A word names a property by itself (印发单位), or says what was done with the report (印制), and the
    question word whether the body or the day is asked for.
    """
    known = context.knowledge
    if known.document is None or known.document.iri not in known.index:
        return []
    named, done = _named(context, "PropertyWord"), _done(context)
    properties = tuple(dict.fromkeys((*named, *done)))
    left = [w for w in context.required if not _names_property(context, w)]
    told = [w for w in left if _is_told(context, w)]
    if not properties or len(left) - len(told) > bool(named or told):
        return []
    return [Reading(Attribute(known.document.iri, properties), t.WHOLE, (), (), "attributes")]


def _named(context: Context, kind: str) -> tuple[str, ...]:
    words = (m.meanings(kind) for m in context.question.mentions)
    return tuple(dict.fromkeys(p for meant in words for p in sorted(meant)))


def _done(context: Context) -> tuple[str, ...]:
    """The bodies, days or both that belong to what was done with the report, as the question wants them."""
    asked = context.question.asked
    if not context.speaks_of_report or asked & {"truth", "reason", "manner"}:
        return ()
    if "number" in asked and _DAY not in asked:  # 几月几号
        return ()
    if asked and asked <= _DOERS and (_asks_of_another_deed(context) or _asks_for_an_official(context)):
        return ()
    bodies = _named(context, "PropertyBody") if asked & _BODIES else ()
    bodies = bodies if asked else _bodies_named(context)
    days = _named(context, "PropertyDay") if _DAY in asked else ()
    return tuple(dict.fromkeys((*bodies, *days)))


def _bodies_named(context: Context) -> tuple[str, ...]:
    """The bodies that in keywords a word for a deed names with the noun behind it: 落款单位, 提交会议."""
    return tuple(
        dict.fromkeys(
            body
            for clause in context.question.clauses
            for deed, noun in pairwise(clause.mentions)
            if deed.end == noun.start and CLASS in noun.kinds
            for body in sorted(deed.meanings("PropertyBody"))
        )
    )


def _asks_for_an_official(context: Context) -> bool:
    """Whether somebody of a rank is asked for, and no body: 由哪位主任宣读."""
    return any(m.text in context.knowledge.person_titles for m in context.question.asking)


def _asks_of_another_deed(context: Context) -> bool:
    """Whether who did something else is asked, beside what was done with the report: 提请审查，还请谁提."""
    asking = [c for c in context.question.clauses if c.asks]
    done = any(m.meanings("PropertyBody") for m in context.question.asking)
    return not done and any(c.names_something for c in asking)


def _names_property(context: Context, word: Weighed) -> bool:
    """Whether a word says what is asked of the report, or only of what kind the answer is (哪个单位)."""
    mention = word.mention
    own = {e.kind for e in mention.entries} & _PROPERTIES
    return bool(own) or (CLASS in mention.kinds and not context.knowledge.part_named(mention.form))


def _is_told(context: Context, word: Weighed) -> bool:
    """Whether a word stands in what the report says of itself: the secretariat, the congress."""
    forms = (word.mention.form, *word.mention.alternatives)
    return any(form in context.knowledge.told_of_report for form in forms if not form.isascii())
