"""Titles won or sought, of all or of one recipient, of a level, with a word in their name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgqa.graph.profile import local_name
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CLASS, STATUS
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import TITLE, classes_named
from kgqa.parsing.context import Context
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Honours

_EITHER = ("或", "、", "和", "与", "及", "/", " or ", " and ")
_PLAIN = re.compile(r"[\w\u4e00-\u9fff+ .-]+")  # words that may stand in a query as they are


def honours(context: Context) -> list[Reading]:
    """Every title that the question's words let in."""
    question, known = context.question, context.knowledge
    if TITLE not in classes_named(question) or question.asked & {"truth", "number", "reason"}:
        return []
    every = asks_every_title(context)
    if question.asks_source_only:
        return []
    words = context.required
    statuses = {local_name(x) for m in context.kept for x in m.meanings("StatusCue")}
    kind = "target" if "sought" in statuses else "actual" if "won" in statuses else None
    named_things = (known.thing_named(w.mention) for w in words if w.mention.form not in known.levels)
    recipient = next((thing for thing in named_things if thing and thing != known.district), None)
    unused = [
        w
        for w in words
        if not w.mention.kinds & {STATUS, CLASS}
        and w.mention.form not in known.levels
        and known.thing_named(w.mention) is None
    ]
    named = [(w, forms) for w in unused if (forms := _in_titles(context, w))]
    left = tuple(w.mention.text for w in unused if w not in [n for n, _ in named])
    form = Honours(
        recipient,
        kind,
        context.scope.only_year,
        _levels(context, words),
        context.on_topic("Honour"),
        tuple(forms for _, forms in named),
    )
    worth = t.WHOLE if named or every else t.TITLES
    return [Reading(form, worth * t.UNUSED_HONOUR ** len(left), (), left, "honours")]


def asks_every_title(context: Context) -> bool:
    """Whether titles are asked for by a level, and by nothing that would pick some of them."""
    known, words = context.knowledge, context.required
    if TITLE not in classes_named(context.question) or not _levels(context, words):
        return False
    return all(w.mention.kinds & {STATUS, CLASS} or w.mention.form in known.levels for w in words)


def _is_one_of_several(clause: Clause, word: Weighed) -> bool:
    """Whether a word stands beside another of which either will do: 示范或荣誉称号."""
    return word.mention in clause.mentions and clause.text[word.mention.end :].startswith(_EITHER)


def _levels(context: Context, words: Iterable[Weighed]) -> tuple[str, ...]:
    """The levels named, in the question's order: 国家级、省级 wants titles of either."""
    levels = context.knowledge.levels
    return tuple(dict.fromkeys(code for w in words if (code := levels.get(w.mention.form))))


def _in_titles(context: Context, word: Weighed) -> tuple[str, ...]:
    """The forms of a word that stand in names of titles, and so narrow them: 旅游 in 省级旅游休闲街区."""
    if any(_is_one_of_several(clause, word) for clause in context.question.clauses):
        return ()
    labels = context.knowledge.facts.labels
    titles = {f.one("honourTitle") for f in context.knowledge.facts.facts if f.category == "Honour"}
    names = [form for title in titles if title in labels for form in labels[title].forms]
    forms = (word.mention.form, *sorted(word.mention.alternatives))
    return tuple(
        form
        for form in forms
        if len(form) > 1 and not form.isascii() and _PLAIN.fullmatch(form)
        if any(form in name for name in names)
    )
