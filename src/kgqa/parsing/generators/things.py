"""Things of a class with the states, year and place that the question names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import DP
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CLASS, LABEL, STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import TITLE, head_classes, head_words
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Reading
from kgqa.query.forms import StateFilter, Things

_SET_AGAINST = frozenset({"higher", "lower", "greater", "less", "difference"})  # values, not things
_ALL = f"{DP}NamedThing"  # things of every class are no answer
_LOOSE = frozenset(f"{DP}{c}" for c in ("Project", "Programme", "Facility"))
_BROAD = frozenset(f"{DP}{c}" for c in ("Facility", "Place", "Organization"))
_STEM, _LONG = 2, 4  # characters of a word that tell its kind, and of one that has an ending besides
_PLAIN = re.compile(r"[\w\u4e00-\u9fff]+")
_UNDERWAY = "underway"
_OWN_GENERATORS = frozenset({TITLE, f"{DP}Topic"})  # titles have their own; topics are told, not listed


@dataclass(frozen=True)
class Wish:
    """Things asked for: the form, the score, and the words that it does not use."""

    form: Things
    score: float
    unused: tuple[str, ...]


def things(context: Context) -> list[Reading]:
    """The things of the class asked for, with every filter that the question names."""
    asked = context.question.asked
    if "number" in asked and not asked & {"entity", "place", "person"}:
        return []  # how many there are, and not which
    whole, expected = whole_of(context), context.question.expected
    if whole and expected not in (None, len(whole)):
        return []  # another number of them is asked for
    told = sum(n.value for n in context.question.told_numbers if context.question.counts(n))
    if told and told != len(whole):
        return []  # 完成改造的两条街、一座桥叫什么: not those of the whole district
    found = wishes(context)
    # How names begin or end is told by the names alone: nothing else can be meant.
    sure = bool(context.in_names) and len(found) == 1 and not found[0].unused
    return [Reading(w.form, w.score, (), w.unused, "things", settled=sure) for w in found]


def asks_every_thing(context: Context) -> bool:
    """Whether the question asks what the report names of a class, and says nothing else."""
    known, question = context.knowledge, context.question
    classes = [c for c in _categories(context) if c in known.proper_classes]
    listed = "entity" in question.asked or ("list" in question.cues and not question.asked)
    if not classes or not listed or question.asked & {"number", "truth", "reason"}:
        return False
    told = (w.mention for w in context.required)
    return not context.scope.years and all(
        m.meanings("ClassWord") and not _is_of_narrower_kind(context, m) for m in told
    )


def wishes(context: Context) -> list[Wish]:
    """What :func:`things` reads, at most one; counting starts from it, too."""
    question = context.question
    if question.asked & {"truth", "reason"} or question.cues & _SET_AGAINST:
        return []
    if not (question.asked & {"entity", "number"} or question.cues & {"list", "count", "example"}):
        return []
    categories = _categories(context)
    if not categories or any(n.unit for n in question.numbers):
        return []  # 催着落地的8条路 are those of one count, which states do not tell
    kinds = context.in_names or _narrower(context)
    if kinds and not context.in_names and not _any_named(context, kinds, categories):
        return []
    if context.in_names and not any(_is_class_itself(context, w) for w in head_words(question)):
        return []  # of a narrower kind than the class names and words cannot both be asked for
    if any(_says_how_of_what(one, other) for c in _kept(context) for one, other in pairwise(c.mentions)):
        return []
    states = _state_filters(context)
    if states and in_any_state(context):
        return []
    if not kinds and _is_unnamed_kind(context, categories, by_ending=bool(states)):
        return []
    used, places = _used(context, categories), _places(context)
    holder = _place(context, places[0]) if places else None
    inside = holder if holder != context.knowledge.district else None
    narrow = bool(inside or context.in_names)
    if inside is None and set(categories) <= _LOOSE and not kinds:
        return []  # 项目 without a place is as often told as listed
    left = (w for w in context.required if w not in used and w not in places and w.weight > t.SLIGHT)
    unused = tuple(w.mention.text for w in left if not _is_included(context, w.mention))
    covered = sum(
        w.weight for w in context.weighed if not w.aside and (w in used or w in places or not w.required)
    )
    whole = asks_every_thing(context)
    score = t.WHOLE if whole else _score(min(1.0, covered / context.total), states, narrow, bool(unused))
    among = context.on_topic("State") if states else ()
    if not among:
        states, among = _with_further_states(context, states)
    if context.titled.parts and not among:
        return []  # those told of in other parts
    counted = bool(states) or "number" in question.asked or "count" in question.cues
    excluded = {*_left_out(context, inside), *(_counted_otherwise(context, categories) if counted else ())}
    if context.in_names:
        excluded |= {t for t in _of_classes(context, categories) if not _bears(context, t)}
    form = Things(categories, states, inside, among, tuple(sorted(excluded)), kinds)
    if _lacks_a_kind(context, form):
        return []
    return [Wish(form, score * t.UNUSED_THING ** len(unused), unused)]


def _with_further_states(
    context: Context, states: tuple[StateFilter, ...]
) -> tuple[tuple[StateFilter, ...], tuple[str, ...]]:
    """The state asked for with those further on whose words say it, too, and the statements of either.

    What is 建成开放 is among what was built; of what is 正式开馆 it is not said when it was.
    """
    known = context.knowledge
    stages = [known.stages.get(status, 0) for own in states for status in own.statuses]
    if len(states) != 1 or len(stages) != 1 or not all(stages):
        return states, ()
    (wanted,) = states
    said = [m for clause in _kept(context) for m in clause.mentions]
    words = [m for m in said if {local_name(x) for x in m.meanings("StatusCue")} & {*wanted.statuses}]
    forms = {f for m in words for f in (m.form, *m.alternatives) if len(f) > 1 and not f.isascii()}
    told = [(f, local_name(f.one("status"))) for f in known.facts.of("State")]
    told = [(f, status) for f, status in told if wanted.year in (None, f.year)]
    further = [
        (f, status)
        for f, status in told
        if known.stages.get(status, 0) > max(stages)
        and status != "underway"  # work that goes on has not done what was asked for
        and any(form in f.joined_names for form in forms)
    ]
    if not further:
        return states, ()
    statuses = tuple(sorted({*wanted.statuses, *(status for _, status in further)}))
    own = [f for f, status in told if status in wanted.statuses]
    among = tuple(f.iri for f in (*own, *(f for f, _ in further)))
    return (replace(wanted, statuses=statuses),), among


def whole_of(context: Context) -> frozenset[str]:
    """All things that the words let in, when class, state and year are all that the question says."""
    found = [w.form for w in wishes(context) if not w.unused and w.form.states]
    known = context.knowledge
    return frozenset(
        t for form in found for t in state_holders(known, form) if not _is_named_apart(known, form, t)
    )


def state_holders(known: Knowledge, form: Things) -> frozenset[str]:
    """The things of the classes that have all the states."""
    classes = set(form.categories)
    sets = []
    for wanted in form.states:
        told = (
            f
            for f in known.facts.of("State")
            if (not wanted.statuses or local_name(f.one("status")) in wanted.statuses)
            and wanted.year in (None, f.year)
            and (not form.among or f.iri in form.among)
        )
        sets.append({t for f in told for t in f.all("of") if known.classes_of(t) & classes})
    return frozenset(set.intersection(*sets) if sets else ()) - set(form.excluded)


def _lacks_a_kind(context: Context, form: Things) -> bool:
    """Whether of several kinds asked for one is in no name of the things: 街道 of 中山街 and 东门桥."""
    known, words = context.knowledge, head_words(context.question)
    if not form.named or len(words) < 2:
        return False
    own = state_holders(known, form) if form.states else frozenset(_of_classes(context, form.categories))
    names = [name for thing in own for name in known.facts.labels[thing].forms]
    kinds = ([f for f in (w.form, *w.alternatives) if f in form.named] for w in words)
    return not all(any(f in name for f in forms for name in names) for forms in kinds)


def _of_classes(context: Context, categories: Iterable[str]) -> list[str]:
    """The things of some classes."""
    known, classes = context.knowledge, set(categories)
    return [t for t in set(known.entities.values()) if known.classes_of(t) & classes]


def _bears(context: Context, thing: str) -> bool:
    """Whether one of a thing's names has the words that are to stand in it where they are to stand."""
    return any(map(context.bears, context.knowledge.facts.labels[thing].forms))


def _is_named_apart(known: Knowledge, form: Things, thing: str) -> bool:
    """Whether a thing is of another narrower kind, or stands elsewhere than asked."""
    forms = known.facts.labels[thing].forms if thing in known.facts.labels else ()
    other = bool(form.named) and not any(word in own for word in form.named for own in forms)
    return other or (form.holder is not None and form.holder not in known.facts.holders.get(thing, ()))


def _kept(context: Context) -> list[Clause]:
    """Clauses that do not set something aside."""
    return [c for c in context.question.clauses if not c.sets_aside]


def _says_how_of_what(one: Mention, other: Mention) -> bool:
    """Whether of two words side by side one says how far the other has come: 加快推进考古发掘.

    What is in either state is not what is asked for.
    """
    first, second = ({local_name(x) for x in m.meanings("StatusCue")} for m in (one, other))
    joined = one.end == other.start and first and second and first.isdisjoint(second)
    return bool(joined) and first == {_UNDERWAY}


def _left_out(context: Context, holder: str | None) -> tuple[str, ...]:
    """Words for what kind of things others are (等重点园区), and things that the question takes out."""
    taken = {name for m in context.excluded for name in m.names}
    named = {thing for form in taken if (thing := context.knowledge.part_named(form)) and thing != holder}
    return tuple(sorted(named | context.knowledge.generic | context.told_before))


def _counted_otherwise(context: Context, categories: tuple[str, ...]) -> frozenset[str]:
    """Things that are only named for what is counted as something else, where those named are asked for.

    东坡街等3个街区 names no road, though a street is one; what bears the name of the class is of it.
    """
    labels = {context.knowledge.profile.class_labels.get(c, {}).get("zh", "") for c in categories}
    if "example" not in context.question.cues or not all(labels):
        return frozenset()
    own, others = set[str](), set[str]()
    for fact in context.knowledge.facts.of("Observation"):
        if context.scope.admits(fact):
            said = any(label in fact.joined_names for label in labels)
            (own if said else others).update(fact.all("member"))
    names = context.knowledge.facts.labels
    return frozenset(
        t for t in others - own if not any(label in form for label in labels for form in names[t].forms)
    )


def _categories(context: Context) -> tuple[str, ...]:
    known = context.knowledge
    own = known.thing_classes - _OWN_GENERATORS - {_ALL}
    clauses = [c for c in context.question.clauses if _includes(c)]
    beside = {c for clause in clauses for m in clause.mentions for c in m.meanings("ClassWord")}
    wanted = (c for c in head_classes(context.question) if c not in beside)
    return tuple(c for c in wanted if c in own and known.profile.attests(c))


def in_any_state(context: Context) -> bool:
    """Whether it is told that a state does not matter: 不管完工没完工."""
    for clause in (*context.question.background, *context.question.clauses):
        told = [x for m in clause.mentions for x in m.meanings("StatusCue")]
        if len(told) > len(set(told)) and any("aside" in m.meanings("Cue") for m in clause.mentions):
            return True
    return False


def _narrower(context: Context) -> tuple[str, ...]:
    """Words for the kind of thing asked for, if narrower than a broad class: 托育机构 among facilities.

    A long word tells its kind by how it begins (托育中心 is one, too).
    """
    words = head_words(context.question)
    own = [w for w in words if w.meanings("ClassWord") & _BROAD or _is_kind_apart(context, w)]
    if not own or len(own) < len(words) or any(_is_class_itself(context, w) for w in own):
        return ()
    forms = [(w.form, f) for w in own for f in (w.form, *sorted(w.alternatives)) if not f.isascii()]
    return tuple(
        dict.fromkeys(
            f[:_STEM] if len(f) >= _LONG and f[:_STEM] == form[:_STEM] else f
            for form, f in forms
            if _PLAIN.fullmatch(f)
        )
    )


def _is_kind_apart(context: Context, word: Mention) -> bool:
    """Whether a word is for a kind of a class that has kinds with words of their own: 小学 among schools."""
    known, labels = context.knowledge, context.knowledge.profile.class_labels
    asked = any(word in c.mentions for c in context.question.clauses if c.asks)
    return asked and any(
        e.kind == "ClassWord"
        and e.meaning in known.proper_classes
        and labels.get(e.meaning, {}).get("zh") not in e.zh
        and _are_told_apart(context, e.meaning, e.zh)
        for e in word.entries
    )


def _are_told_apart(context: Context, meaning: str, words: Iterable[str]) -> bool:
    """Whether some things of a class bear one of some words in their names, and others none of them."""
    known = context.knowledge
    own = [known.facts.labels[t].forms for t in _of_classes(context, (meaning,))]
    named = [any(word in form for word in words for form in forms) for forms in own]
    return any(named) and not all(named)


def _is_unnamed_kind(context: Context, categories: tuple[str, ...], *, by_ending: bool) -> bool:
    """Whether a kind of a class is asked for of which no thing bears the name: universities among schools.

    Args:
        by_ending: only kinds that the word for the class ends: 口袋公园, and not 医疗机构 for hospitals.
    """
    words = head_words(context.question)
    if not words or any(_is_class_itself(context, w) for w in words):
        return False
    known = context.knowledge
    labels = known.profile.class_labels
    endings = tuple(label for c in categories if (label := labels.get(c, {}).get("zh", "")))
    if by_ending and not all(w.form.endswith(endings) for w in words):
        return False
    forms = {f for w in words for f in (w.form, *w.alternatives) if not f.isascii()}
    named = (t for t in set(known.entities.values()) if known.classes_of(t) & set(categories))
    return bool(forms) and not any(
        f in own for t in named for own in known.facts.labels[t].forms for f in forms
    )


def _is_class_itself(context: Context, word: Mention) -> bool:
    """Whether a word is one of those for the whole class (设施), and not for a kind of it."""
    labels = context.knowledge.profile.class_labels
    return any(e.kind == "ClassWord" and labels.get(e.meaning, {}).get("zh") in e.zh for e in word.entries)


def _any_named(context: Context, words: Iterable[str], categories: Iterable[str]) -> bool:
    labels, known, classes = context.knowledge.facts.labels, context.knowledge, {*_BROAD, *categories}
    things = (t for t in set(known.entities.values()) if known.classes_of(t) & classes)
    return any(word in form for t in things for form in labels[t].forms for word in words)


def _is_included(context: Context, word: Mention) -> bool:
    """Whether brackets say that a word is included in what is asked for: （含南部片区）."""
    return any(_includes(c) and word in c.mentions for c in context.question.clauses)


def _includes(clause: Clause) -> bool:
    """Whether a clause only says in brackets what is included in what is asked for."""
    return clause.bracketed and any("included" in m.meanings("Cue") for m in clause.mentions)


def _used(context: Context, categories: tuple[str, ...]) -> list[Weighed]:
    """Words that states and classes take up."""
    own = frozenset[str]().union(*(context.knowledge.below(c) for c in categories))
    denied = {s for clause in _kept(context) for s in clause.denied_states}
    return [
        w
        for w in context.weighed
        if (STATUS in w.mention.kinds and denied.isdisjoint(map(local_name, w.mention.meanings("StatusCue"))))
        or (w.mention.meanings("ClassWord") & own and not _is_of_narrower_kind(context, w.mention))
        or context.says_in_names(w.mention)
        or _is_work_on(context, w.mention, categories)
    ]


def _is_of_narrower_kind(context: Context, word: Mention) -> bool:
    """Whether a word beside that for what is asked tells a kind of it that no class is: 哪家是链主企业."""
    if word in head_words(context.question)[:1] or LABEL not in word.kinds:
        return False
    labels = context.knowledge.profile.class_labels
    named = {labels.get(c, {}).get("zh", "") for c in word.meanings("ClassWord")}
    return named.isdisjoint({word.form, *word.alternatives})


def _is_work_on(context: Context, word: Mention, categories: tuple[str, ...]) -> bool:
    """Whether a word that names nothing by itself is for work on things of the classes: 道路建设."""
    labels = (context.knowledge.profile.class_labels.get(c, {}).get("zh", "") for c in categories)
    named = word.form in context.knowledge.facts.proper or CLASS in word.kinds
    return not named and any(label and word.form.startswith(label) for label in labels)


def _places(context: Context) -> list[Weighed]:
    aside = {id(m) for c in context.question.clauses if c.bracketed for m in c.mentions}
    words = (
        w for w in context.weighed if id(w.mention) not in aside and not context.says_in_names(w.mention)
    )
    return [w for w in words if _place(context, w)]


def _place(context: Context, word: Weighed) -> str | None:
    """The place that a word names, by itself or by the one other word for it that is a place's name."""
    known = context.knowledge
    return next((place for n in word.mention.names if (place := known.place_named(n))), None)


def _score(covered: float, states: tuple[StateFilter, ...], narrow: bool, unused: bool) -> float:
    """Where class, state, year, place or name say all that is asked, every such thing is wanted."""
    if not unused and len(states) > 1:
        return t.BOTH
    if not unused and (narrow or any(s.statuses and s.year for s in states)):
        return t.WHOLE
    if len(states) > 1 or any(s.statuses for s in states):
        return covered * t.DATED_STATES
    return covered * (t.PLACED if narrow or states else t.CLASS_ONLY)


def _state_filters(context: Context) -> tuple[StateFilter, ...]:
    """The states asked for, each with the year of its clause: 2023年新建、2024年续建的道路 wants both."""
    found = [StateFilter(s, y) for clause in _kept(context) for y, s in clause.states()]
    dated = [f for f in found if f.year]
    both = "both" in context.question.cues
    if len(dated) > 1 and (both or all(f.statuses for f in dated)):
        return tuple(dict.fromkeys(dated))
    statuses = tuple(sorted({s for f in found for s in f.statuses}))
    years = context.scope.years
    if len(years) < 2:
        done = "actual" if "actual" in context.scope.kinds else None  # 投用了几所学校: none that is planned
        return (StateFilter(statuses, context.scope.only_year, done),) if statuses or years else ()
    if not both and not any(f.statuses for f in dated):
        return (StateFilter(statuses),) if statuses else ()
    return tuple(StateFilter(next((f.statuses for f in dated if f.year == y), ()), y) for y in years)
