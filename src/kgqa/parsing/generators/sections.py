"""How the report is divided: the titled sections of it, or of a part that the question names."""

from __future__ import annotations

from collections.abc import Iterable

from kgqa.graph.profile import ReportSection
from kgqa.graph.vocabulary import DCT
from kgqa.linking.facts import english_words
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import CLASS, CUE, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context, divides
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Attribute, Count, Sections


def sections(context: Context) -> list[Reading]:
    """The sections of the part that is named, by its number or by words of its title, or of the report."""
    question = context.question
    told = _of_number(context) or _listed(context)
    if told:
        return [told]
    if (
        not (context.asks_divisions or any(divides(m) for m in question.asking))
        or question.asked & {"truth", "reason", "date"}
        or context.knowledge.document is None
    ):
        return []
    parts = [s for s in context.knowledge.profile.sections if s.parent == context.knowledge.document.iri]
    words = [w.mention for w in context.required if not _parts_or_numbers(context, w.mention)]
    best, score = context.knowledge.document.iri, 0.0
    numbered = next((s for s in context.knowledge.profile.sections if s.iri == context.titled.numbered), None)
    within = part_divided(context) if numbered is None else None
    which = _asks_which(question)
    titled = _titled(context, parts) if numbered is None and not words and not which else None
    if numbered is not None:
        if words and not _told(context, numbered):
            return []  # into how many kinds it sorts its problems: they are no sections
        best, score = numbered.iri, t.WHOLE
    elif within is not None:
        best, score = within.iri, t.WHOLE
    elif titled is not None:
        best, score = titled.iri, t.WHOLE
    elif words:
        ranked = sorted(((_told(context, s), s.iri) for s in parts), reverse=True)
        if not ranked or ranked[0][0] < t.COVERED * t.COVERED:
            return []
        score, best = ranked[0]
    elif context.speaks_of_report and not any(_tells(w.mention) for w in context.weighed):
        score = t.WHOLE
    if not score:
        return []
    form = Sections(best, within is not None and which)
    wanted = Count(form) if "number" in question.asked and not form.named else form
    return [Reading(wanted, score, (), (), "sections")]


def _of_number(context: Context) -> Reading | None:
    """The part that is named by its number, where no more is said: its title, and what it falls into."""
    part, question = context.titled.numbered, context.question
    own = (*context.titled.words, *(m for m in question.mentions if divides(m)))
    left = [w.mention for w in context.required if w.mention not in own and _tells(w.mention)]
    titles = any(m.meanings("PropertyWord") for m in question.mentions)
    if not part or question.asked - {"entity", "description"} or not (question.asked or titles):
        return None
    if any(CUE not in m.kinds and not m.meanings("PropertyWord") for m in left):
        return None
    if titles:
        form: Attribute | Sections = Attribute(part, (f"{DCT}title",))
    else:
        form = Sections(part, named=not context.asks_divisions)
    return Reading(form, t.WHOLE, (), (), "sections", settled=True)


def _listed(context: Context) -> Reading | None:
    """The sections of the part whose title says the one thing that is asked for: the main tasks of 2024."""
    question, profile = context.question, context.knowledge.profile
    words = [m for m in question.mentions if _tells(m) or CLASS in m.kinds]
    if question.asked != {"entity"} or len(words) != 1 or question.numbers or not context.scope.only_year:
        return None
    found = [
        s
        for s in profile.sections
        if _is_phrase_of(context, s, words[0])
        and _is_of_year(context, s.title)
        and any(other.parent == s.iri for other in profile.sections)
    ]
    if len(found) != 1:
        return None
    return Reading(Sections(found[0].iri), t.WHOLE, (), (), "sections", settled=True)


def _is_phrase_of(context: Context, part: ReportSection, word: Mention) -> bool:
    """Whether a word is a phrase of a part's title, or one that is else only a cue for what is planned."""
    if word.form.isascii():
        return any(
            english_words(word.form) <= own for own in context.knowledge.facts.labels[part.iri].english
        )
    return (len(word.form) > t.SHORTEST_PHRASE or CUE in word.kinds) and word.form in fold(part.title)


def part_divided(context: Context) -> ReportSection | None:
    """The section within a part that is asked into what it falls: 专讲升级的任务下面分哪几个方向.

    Its title, with that of its part, says every word that is told of it.
    """
    if not context.asks_divisions or context.titled.numbered:
        return None
    profile, document = context.knowledge.profile, context.knowledge.document
    titles = {s.iri: s.title for s in profile.sections}
    counted = context.question.counted  # into how many areas
    words = [m for w in context.required if not divides(m := w.mention) and m is not counted]
    found = [
        s
        for s in profile.sections
        if document is not None
        and s.parent != document.iri
        and any(_says(context, s.iri, s.title, m) or _opens(s.title, m) for m in words)
        and all(
            _says(context, s.iri, s.title, m)
            or _says(context, s.parent, titles.get(s.parent, ""), m)
            or (_opens(s.title, m) and all(p in fold(titles.get(s.parent, "")) for p in m.parts[1:]))
            for m in words
        )
        and _is_of_year(context, s.title + titles.get(s.parent, ""))
    ]
    return found[0] if len(found) == 1 else None


def _titled(context: Context, parts: list[ReportSection]) -> ReportSection | None:
    """The one part whose title says a word that is else only a cue: 今年的任务分成几个方面."""
    said = [m.form for m in context.question.mentions if CUE in m.kinds and CLASS in m.kinds]
    found = [
        s for s in parts if any(form in fold(s.title) for form in said) and _is_of_year(context, s.title)
    ]
    return found[0] if len(found) == 1 else None


def _asks_which(question: Question) -> bool:
    """Whether a clause before the one that asks for the parts asks which part it is."""
    asking = [c for c in question.clauses if c.asks]
    if len(asking) < 2:
        return False
    return asking[0].asks_source or any("entity" in m.meanings("QuestionWord") for m in asking[0].mentions)


def _opens(title: str, word: Mention) -> bool:
    """Whether a title says the first piece of a word, whose others the title above it may say: 民生任务."""
    return len(word.parts) > 1 and word.parts[0] in fold(title)


def _says(context: Context, part: str, title: str, word: Mention) -> bool:
    """Whether a title says a word, or the pieces that it is made of (突出民生强保障), in either language."""
    if word.form.isascii():
        labels = context.knowledge.facts.labels.get(part)
        return labels is not None and any(english_words(word.form) <= own for own in labels.english)
    told = fold(title)
    return word.form in told or (len(word.parts) > 1 and all(part in told for part in word.parts))


def _is_of_year(context: Context, title: str) -> bool:
    """Whether a title names one of the years asked about, if any is."""
    years = context.scope.years
    return not years or any(str(year) in title for year in years)


def _tells(mention: Mention) -> bool:
    """Whether a word says what is asked about, and not only that it is the report and its parts."""
    return (
        mention.content and not divides(mention) and not any(e.kind == "ReportWord" for e in mention.entries)
    )


def _parts_or_numbers(context: Context, mention: Mention) -> bool:
    """Whether a word only says that parts are asked for, by any noun, or which one by its number."""
    counted = context.asks_divisions and mention is context.question.counted
    return counted or divides(mention) or mention in context.titled.words


def _own_forms(word: Mention) -> Iterable[str]:
    """A word as it is asked, and an English one in the language of the titles."""
    return (word.form, *word.alternatives) if word.form.isascii() else (word.form,)


def _told(context: Context, part: ReportSection) -> float:
    """Share of the question's words, by weight, that stand in the title of a part."""
    title = fold(part.title)
    words = [w for w in context.required if not _parts_or_numbers(context, w.mention)]
    whole = sum(w.weight for w in words)
    said = sum(w.weight for w in words if any(name in title for name in _own_forms(w.mention)))
    return said / whole if whole and _is_of_year(context, title) else 0.0
