"""Things that statements list: members, recipients, subjects of states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from kgqa.graph.profile import local_name
from kgqa.linking.facts import SENTENCE, Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CLASS, CUE, STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import (
    BROAD,
    INDICATOR,
    TITLE,
    asks_by_what_each,
    asks_for_a_target,
    asks_for_statements,
    class_fit,
    classes_named,
    head_words,
    number_selecting,
    statuses_named,
    wants_description,
)
from kgqa.parsing.context import Context
from kgqa.parsing.fits import is_number_of_members, names_fit, numbers_fit
from kgqa.parsing.generators.honours import asks_every_title, asks_titles_on_a_topic
from kgqa.parsing.generators.sections import part_divided
from kgqa.parsing.generators.things import asks_every_thing, whole_of
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree, states
from kgqa.parsing.pairing import both_earlier
from kgqa.parsing.question import COMPARATIVE, Number
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Named

_ROLES = {"State": "of", "Honour": "recipient", "Enumeration": "member", "Observation": "member"}
_TITLE_ROLE = "honourTitle"


@dataclass(frozen=True)
class Listing:
    """A list: its form, with the score, the facts and the words it leaves unused."""

    form: Named
    score: float
    facts: tuple[Fact, ...]
    unused: tuple[str, ...] = ()

    @property
    def things(self) -> frozenset[str]:
        """What the list yields."""
        return frozenset(i for f in self.facts for i in f.all(self.form.role)) - set(self.form.excluded)

    def reading(self, worth: float = 1.0) -> Reading:
        """The list as a reading."""
        return Reading(self.form, self.score * worth, self.facts, self.unused, "names")


def names(context: Context) -> list[Reading]:
    """The lists that match, and the best one joined with another that it lacks."""
    question = context.question
    wanted = bool(question.asked & {"entity", "person", "place"}) or "list" in question.cues
    wanted = wanted or bool(question.expected)
    if question.asked & {"truth", "reason", "date"} or question.asks_source_only or "mean" in question.cues:
        return []
    if question.quantity_kinds == {"share"} and question.asked == {"entity"}:
        return []  # what ratio applies: no thing is one
    if "difference" in question.cues and question.cues & COMPARATIVE:
        return []  # 哪类事项多，差多少项: two counts are compared
    if "each" in question.cues and _several_counted(context):
        return []  # 这两项各点了谁的名: the names of one of them are half an answer
    if asks_by_what_each(question):
        return []  # 这些中心各以什么为依托: not the centres
    earlier = _of_earlier(context)
    if earlier:
        return [earlier]
    if number_selecting(question):
        return []  # indicators are picked by their values, not listed by name
    if asks_every_title(context) or asks_titles_on_a_topic(context):
        return []  # a list would hold some of them
    if asks_every_thing(context) or part_divided(context):
        return []
    if "number" in question.asked and "entity" not in question.asked:
        return []
    if "example" in question.cues and question.cues & {"max", "min", "rank"}:
        return []
    told = wants_description(question, context.knowledge) or asks_for_statements(question, context.knowledge)
    if told and "entity" not in question.asked:
        return []
    ranks = bool(question.cues & {"rank", "max", "min", "greater", "less"} or question.limit)
    worth = (1.0 if wanted else t.LIST_UNWANTED) * (t.LIST_RANKED if ranks else 1.0)
    found = _of_expected_number(context, listings(context))
    cap = t.COUNTED_LIST_CAP if question.expected else t.LIST_CAP
    nearest = {context.knowledge.facts.facts[i].iri for i in context.nearest}
    looked = [x for n, x in enumerate(found) if n < t.MOST_LISTS or x.facts[0].iri in nearest]
    measured = [n for n in question.numbers if n.unit]  # a list that does not state them is another one
    looked = [x for x in looked if all(_tells(context, x.facts[0], number) for number in measured)]
    counted = [n for n in question.told_numbers if question.counts(n)]  # 3个街区在改，点名的是哪条街
    stating = [x for x in looked if all(states(x.facts[0], n) for n in counted)]
    looked = stating if stating and stating[0].score > t.JOINABLE * looked[0].score else looked
    looked = [x for x in looked if not _only_holds_what_is_meant(context, x)]
    whole = whole_of(context)
    if question.expected not in (None, len(whole)):
        whole = frozenset()  # 哪两个公园: those of one sentence are meant, and not all three
    looked = [x for x in looked if not _is_part_of(x, whole, "example" in question.cues)]
    if asks_for_a_target(question):  # what is the target for parks: no list of the parks counted
        looked = [x for x in looked if x.facts[0].category != "Observation"]
    if "target" in question.cues and "list" not in question.cues:
        looked = [x for x in looked if not _has_what_is_named(context, x)]
    looked = _beside_earlier(context, looked)
    looked = [
        x for x in looked if not _is_of_another_state(context, x) and not _is_of_another_class(context, x)
    ]
    looked = _of_sentence(context, looked)
    looked = [own for x in looked if (own := narrowed(context, x))]
    beside = titles_beside(context)  # who has one of two titles does not have both
    looked = [x for x in looked if x.facts[0].category != "Honour" or beside.keys().isdisjoint(x.facts)]
    if "jointly" in question.cues:
        looked = [x for x in looked if not x.unused]
    if told:  # 哪些领域加快转型: what is told in sentences, or a row that the report itself draws up
        looked = [x for x in looked if x.facts[0].category == "Enumeration"]
        worth *= 1.0 if question.expected else t.HEADINGS  # 哪三个问题 wants no more than them
    if question.cues & {"max", "min"} and not question.limit:  # 其中最大的是哪个: no list of them all tells
        looked = [x for x in looked if x.facts[0].category != "Enumeration" or len(x.things) < 2]
    if _asks_grades(context):
        looked = [_graded(x) for x in looked]
        looked = [
            x for x in looked if not _is_graded_in(context, x, looked) and not _grades_others(context, x)
        ]
        looked = [x for x in looked if not any(_has_more_titles(y, x) for y in looked)]
    best = [replace(x, score=min(cap, x.score) * worth) for x in looked]
    joined = _joined(context, best)
    if joined and "coordination" in question.cues:  # 哪些产业和领域: one of the two rows is half an answer
        best = [x for x in best if not {*x.form.statements} < {*joined[0].form.statements}]
    return [x.reading() for x in (*joined, *best)]


def _several_counted(context: Context) -> bool:
    """Whether the answer before told several values."""
    told = context.carried.facts if context.carried else ()
    return len(told) > 1 and all(f.category == "Observation" for f in told)


def _of_earlier(context: Context) -> Reading | None:
    """The things that the earlier answer's fact names, when a follow-up that names nothing asks for them.

    10 firms signed: which of them are named? A word that nobody knows stays open: which contractor builds it?
    """
    earlier, question = context.earlier, context.question
    named = (w for w in context.required if w.covered and CUE not in w.mention.kinds)
    if earlier is None or not question.asked & {"entity", "person"} or any(named):
        return None
    if question.cues & {"max", "min"} or asks_for_a_target(question):
        return None  # the names of all do not tell which is the largest, nor what is aimed at
    facts = context.knowledge.facts.facts
    told = [
        f for f in facts if _ROLES.get(f.category) and f.span == earlier.span and f.all(_ROLES[f.category])
    ]
    told.sort(key=lambda f: (f.iri != earlier.iri, f.category != "Observation", f.category == "Honour"))
    if not told or "number" in question.asked or both_earlier(context):
        return None
    role = _ROLES[told[0].category]
    own = tuple(f for f in told if f.category == told[0].category and _ROLES[f.category] == role)
    own = own[:1] if role == "member" else own
    unknown = tuple(w.mention.text for w in context.required if w.foreign)
    score = t.WHOLE * t.UNCOVERED ** len(unknown)
    return Reading(Named(tuple(f.iri for f in own), role), score, own, unknown, "names")


def _beside_earlier(context: Context, found: list[Listing]) -> list[Listing]:
    """The lists beside the earlier answer, or under its heading, where a follow-up names only a state.

    Which quarter is excavated? Which are still being worked on? No hospital of another field is meant.
    """
    earlier = context.earlier
    words = [w.mention for w in context.required]
    if earlier is None or not earlier.heading or not words or not all(m.meanings("StatusCue") for m in words):
        return found
    own = [x for x in found if x.facts[0].heading == earlier.heading]
    near = [x for x in own if abs(x.facts[0].start - earlier.start) < t.NEAR]
    return near or own or found


def _is_of_another_class(context: Context, listing: Listing) -> bool:
    """Whether none of the things is of the class asked for, and nothing said of them tells of one that is.

    Which company built the road that was finished: no road is an answer.
    """
    noun = context.asked_noun
    if noun is None or noun.text not in listing.unused:
        return False
    classes = [c for c in _classes(noun) if c in context.knowledge.thing_classes - BROAD and c != TITLE]
    return bool(classes) and class_fit(context.knowledge, classes, listing.things) < 1.0


def _of_sentence(context: Context, found: Sequence[Listing]) -> list[Listing]:
    """The lists without those beside which, in the same sentence, another one is rather what is asked for.

    不断扩大哪些服务的范围: what is cut down in the clause before is not; of firms that build a platform the
    platform is none.
    """
    known = context.knowledge
    heads = [m for m in head_words(context.question) if not _classes(m) <= BROAD]
    classes = [c for m in heads for c in _classes(m) if c in known.thing_classes - BROAD]
    words = [w.mention for w in context.required if CUE not in w.mention.kinds]
    words = [m for m in words if not _classes(m) or not _classes(m) <= BROAD]
    told = [
        _Told(
            x.facts[0],
            _clause(context, x),
            frozenset(m for m in words if _says(context, x, m)),
            frozenset(m for m in words if _says(context, x, replace(m, alternatives=frozenset()))),
            any(_says(context, x, m) for m in heads),
            class_fit(known, classes, x.things) if classes and x.form.role != _TITLE_ROLE else 1.0,
        )
        for x in found
    ]
    return [x for x, own in zip(found, told, strict=True) if not any(own.yields_to(y) for y in told)]


@dataclass(frozen=True)
class _Told:
    """What a list and its clause say: words, those as they are asked, the kind; and how its things fit."""

    row: Fact
    clause: str
    words: frozenset[Mention]
    as_asked: frozenset[Mention]
    says_kind: bool
    fit: float

    def yields_to(self, other: _Told) -> bool:
        """Whether another list of the sentence says all of this and more, or alone has things of the kind."""
        misfits = self.fit < 1.0 < other.fit
        if self.row.span == other.row.span:
            return misfits
        rows = (self.row, other.row)
        if any(row.category != "Enumeration" for row in rows) or len({r.tiers[SENTENCE] for r in rows}) > 1:
            return False
        apart = self.clause not in other.clause and other.clause not in self.clause
        more = self.words < other.as_asked and self.fit <= other.fit
        return apart and (more or (misfits and not self.says_kind))


def _clause(context: Context, listing: Listing) -> str:
    """The clauses in which a list is told."""
    known = context.knowledge.facts
    spans = dict.fromkeys(s for f in listing.facts for s in f.all("statedIn") if s in known.quotes)
    return "\n".join(known.folded_quote(s) for s in spans)


def _says(context: Context, listing: Listing, word: Mention) -> bool:
    """Whether the clause of a list, or its name, says a word."""
    clause = _clause(context, listing)
    forms = (f for f in (word.form, *word.alternatives) if not f.isascii())
    return is_named(listing.facts[0], word) or any(form in clause for form in forms)


def _only_holds_what_is_meant(context: Context, listing: Listing) -> bool:
    """Whether it is asked what one name stands for, and a row is called by more than it.

    Where 某三制是什么 is asked, what is wanted of it, or what else it is said of, does not tell.
    """
    word = context.defined
    if word is None or listing.facts[0].category == "Honour":
        return False
    return word.form not in listing.facts[0].names


def _has_what_is_named(context: Context, listing: Listing) -> bool:
    """Whether what is asked about is among the things of a list: the target for GDP, 收入的目标."""
    known = context.knowledge
    labels = known.facts.labels
    words = [w.mention for w in context.required if not w.mention.kinds & {CUE, CLASS}]
    noun = context.asked_noun
    if noun is not None and not any(known.indicators_named(f) for f in (noun.form, *noun.alternatives)):
        words = [m for m in words if m != noun]  # which laboratories do they want to build
    forms = {form for m in words for form in (m.form, *m.alternatives)}
    names = {n for form in forms for i in known.indicators_named(form) for n in labels[i].forms}
    own = {form for thing in listing.things if thing in labels for form in labels[thing].forms}
    return not names.isdisjoint(own) or any(len(m.form) > 1 and m.form in form for m in words for form in own)


def _grades_others(context: Context, listing: Listing) -> bool:
    """Whether the grade of one thing is asked for (某城要冲几A), and a list has those of others as well."""
    labels = context.knowledge.facts.labels
    own = [f for thing in context.named_things if thing in labels for f in labels[thing].forms if len(f) > 1]
    told = [labels[thing].forms for thing in listing.things if thing in labels]
    return bool(own) and listing.form.role == "member" and not all(_any_in(own, forms) for forms in told)


def _any_in(words: Iterable[str], forms: Iterable[str]) -> bool:
    return any(word in form for word in words for form in forms)


def _asks_grades(context: Context) -> bool:
    """Whether the grades of titles are asked for: 几A, or the level in a row of words for what is wanted."""
    question = context.question
    return "grade" in question.cues or ("level" in question.cues and not question.asked)


def _is_graded_in(context: Context, listing: Listing, others: Iterable[Listing]) -> bool:
    """Whether a row holds what others have with their grades, under one name: 某城4A级旅游景区.

    Place and grade are told apart, each as what it is.
    """
    labels = context.knowledge.facts.labels
    titles = ((f.one("recipient"), f.one("honourTitle")) for x in others if x.form.titled for f in x.facts)
    named = {labels[a].forms[0] + labels[b].forms[0] for a, b in titles if a in labels and b in labels}
    own = [labels[thing].forms for thing in listing.things if thing in labels]
    return not listing.form.titled and bool(own) and all(named.intersection(forms) for forms in own)


def _has_more_titles(more: Listing, listing: Listing) -> bool:
    """Whether a list of titles has all those of another one, and more."""
    return more.form.titled and {*listing.form.statements} < {*more.form.statements}


def _graded(listing: Listing) -> Listing:
    """Those who have or seek titles, with the titles, which tell their grades."""
    if listing.facts[0].category != "Honour" or listing.form.role != "recipient":
        return listing
    return replace(listing, form=replace(listing.form, titled=True))


def narrowed(context: Context, listing: Listing, phrase: tuple[Mention, ...] = ()) -> Listing | None:
    """A row without the things that a word of the question leaves out, as it names only some of them.

    要争创哪几个A级景区 wants two of four titles. Of problems, goals and measures the one that the word names
    is told in its own words and not listed: None.

    Args:
        phrase: the words for what is counted, where no question word stands beside what is asked for.
    """
    if context.in_names:
        return _named_so(context, listing)
    row = listing.facts[0]
    if row.category != "Enumeration":
        return listing
    told = asks_for_statements(context.question, context.knowledge)
    said = [w.mention for w in context.required if told or w.mention in (phrase or context.asked_phrase)]
    if _is_called_in_full(context, row, said):
        return listing  # the three major projects of urban construction are all three
    words = [replace(m, alternatives=_long(m)) for m in said if _picks(context, m)]
    words = [m for m in words if named_degree(row, m) != AS_ASKED]
    picked = {thing for thing in listing.things if any(_is_called(context, row, thing, m) for m in words)}
    picked |= _of_kinds_in_a_row(context, listing)
    out = listing.things - picked if picked else frozenset()
    out |= _otherwise_told(context, listing)
    if told or not out:
        return None if out else listing
    left = tuple(sorted({*listing.form.excluded, *out}))
    return replace(listing, form=replace(listing.form, excluded=left, picked=True))


def _is_called_in_full(context: Context, row: Fact, words: Iterable[Mention]) -> bool:
    """Whether English words are a whole name of a row, behind which others say where it belongs: of, in."""
    if context.question.language != "en":
        return False
    names = (name for m in words for name in m.names)
    return any(len(name) >= t.LONG_WORD and name in row.names for name in names if not name.isascii())


def _of_kinds_in_a_row(context: Context, listing: Listing) -> set[str]:
    """The things of a list that are of kinds in a row (哪些示范区或模范集体); none where it lacks one."""
    row = listing.facts[0]
    said = {w.mention for w in context.required} & {*context.asked_row}
    words = [replace(m, alternatives=_long(m)) for m in said if _picks(context, m)]
    own = [{x for x in listing.things if _is_called(context, row, x, m)} for m in words]
    return set().union(*own) if len(own) > 1 and all(own) else set()


def _named_so(context: Context, listing: Listing) -> Listing | None:
    """The things of a list in whose names the words stand that the question says to be in them."""
    labels = context.knowledge.facts.labels
    out = {thing for thing in listing.things if not any(map(context.bears, labels[thing].forms))}
    if out == listing.things:
        return None
    said = {w.mention.text for w in context.required if context.says_in_names(w.mention)}
    form = replace(listing.form, excluded=tuple(sorted({*listing.form.excluded, *out})), picked=True)
    return replace(listing, form=form, unused=tuple(w for w in listing.unused if w not in said))


def _otherwise_told(context: Context, listing: Listing) -> frozenset[str]:
    """Things of a row that are not told to be in a state asked for by its own word, where others of it are.

    实现三通一平的片区 wants two of the four, of which one opens and one is only topped out.
    """
    row = listing.facts[0]
    found = frozenset[str]()
    for word in _states(context):
        if named_degree(row, word) == AS_ASKED or word.text.isascii():
            continue
        told = (m.fact for m in context.matches if m.fact.category == "State")
        own = {t for f in told if named_degree(f, word) == AS_ASKED for t in f.all("of")}
        if listing.things & own:
            found |= listing.things - own
    return found


def _picks(context: Context, word: Mention) -> bool:
    """Whether a word can pick some things out of a row: no kind, no state, no place in which all are."""
    return not word.kinds & {CLASS, CUE, STATUS} and not any(map(context.knowledge.place_named, word.names))


def _long(word: Mention) -> frozenset[str]:
    """Other words for a Chinese one that are long enough to name few things; short ones name kinds (活动)."""
    if word.text.isascii():
        return frozenset()
    return frozenset(f for f in word.alternatives if len(f) >= t.LONG_WORD and not f.isascii())


def _is_called(context: Context, row: Fact, thing: str, word: Mention) -> bool:
    """Whether one of a thing's names says a word."""
    labels = context.knowledge.facts.labels.get(thing)
    return labels is not None and is_named(
        replace(row, names=labels.forms, english_names=labels.english), word
    )


def _is_part_of(listing: Listing, whole: frozenset[str], named: bool) -> bool:
    """Whether a list by one clause has only some of all the things that the question's words let in.

    Args:
        named: whether all are asked for that are named, and not those that one number counts.
    """
    stated = listing.facts[0].category in ("State", "Enumeration") and listing.form.role != _TITLE_ROLE
    return (stated or named) and listing.things < whole


def _is_of_another_state(context: Context, listing: Listing) -> bool:
    """Whether all things of a list are told to be in a state short of the one asked about: 签约, not 投用."""
    known, row = context.knowledge, listing.facts[0]
    if row.category == "Enumeration" and any(_is_called_by(row, m) for m in _states(context)):
        return False  # the row is itself called by the state: 要高标准建设的实验室
    least = min((known.stage(s) for s in statuses_named(context.question)), default=0)
    told = [known.stages_of(thing, context.scope.only_year) for thing in listing.things]
    return least > 0 and bool(told) and all(own and max(own) < least for own in told)


def _states(context: Context) -> list[Mention]:
    """Words of the question for states."""
    return [w.mention for w in context.required if w.mention.meanings("StatusCue")]


def _is_called_by(row: Fact, state: Mention) -> bool:
    """Whether a row is called by a state; of an English verb, whose forms mean several, in other words."""
    return named_degree(row, state) == AS_ASKED or (state.text.isascii() and is_named(row, state))


def _tells(context: Context, row: Fact, number: Number) -> bool:
    """Whether a row states a number, or has so many members."""
    return states(row, number) or is_number_of_members(context, number, row)


def _of_expected_number(context: Context, found: list[Listing]) -> list[Listing]:
    """The lists of the number asked for, when there is one that fits; else all."""
    own = [x for x in found if len(x.things) == context.question.expected]
    return own if own and own[0].score > t.JOINABLE * found[0].score else found


def listings(context: Context) -> list[Listing]:
    """All lists that match, best first."""
    found = [
        x
        for (_, category, role, _), group in _groups(context)
        if (x := _listing(context, category, role, group))
    ]
    found += _titles_of_several(context)
    found += _recipients(context)
    found.sort(key=lambda x: -x.score)
    return found


def _groups(context: Context) -> Iterable[tuple[tuple[str, str, str, str], list[Match]]]:
    """Matches that make up one list: by span, category, role and what they are said of."""
    groups: dict[tuple[str, str, str, str], list[Match]] = defaultdict(list)
    classes = classes_named(context.question)
    for match in context.matches:
        fact = match.fact
        if fact.category not in _ROLES or not context.scope.admits(fact) or _is_of_other_state(context, fact):
            continue
        if _is_told_of_other_level(context, fact):
            continue
        if not context.stands_as_asked(fact):
            continue
        role = _role(context, fact, classes)
        if fact.all(role):
            told = fact.one("honourTitle") if role == "recipient" else ""
            single = fact.span if role == _TITLE_ROLE else fact.iri
            groups[fact.span, fact.category, role, told or fact.one("phrase") or single].append(match)
    return groups.items()


def _is_of_other_state(context: Context, fact: Fact) -> bool:
    """Whether a title is one that is only sought where those won are asked for, or the other way round."""
    if fact.category != "Honour":
        return False
    asked = statuses_named(context.question)
    won, sought = "won" in asked, bool(asked & {"sought", "applied"})
    return won != sought and fact.kind == ("target" if won else "actual")


def _is_told_of_other_level(context: Context, fact: Fact) -> bool:
    """Whether a title is of another level than the only one that the question names by a word for it."""
    if fact.category != "Honour":
        return False
    levels = context.knowledge.levels
    said = [m.form for m in context.kept if m.content and m.form in levels and m.form.endswith("级")]
    own = local_name(fact.one("level"))
    return bool(said) and bool(own) and own not in {levels[form] for form in said}


def _role(context: Context, fact: Fact, classes: Sequence[str]) -> str:
    """Which of a fact's roles is asked for.

    Of an honour it is the title when the question names the recipient or asks for titles.
    """
    if fact.category != "Honour":
        return _ROLES[fact.category]
    asks_title = TITLE in classes or context.names(fact.one("recipient"))
    return _TITLE_ROLE if asks_title and not context.names(fact.one("honourTitle")) else "recipient"


def _only_finds_one(context: Context, fact: Fact, items: Set[str]) -> bool:
    """Whether a word finds a number of things by the name of one of the few that are named.

    The digital economy projects are not the four parks of which one is called a digital economy park.
    """
    if not fact.one("baseValue") or Decimal(fact.one("baseValue")) <= len(items):
        return False
    labels = context.knowledge.facts.labels
    names = [labels[item].forms for item in items if item in labels]
    words = [w.mention for w in context.required if not w.mention.kinds & {CUE, CLASS, STATUS}]
    for m in (m for m in words if not is_named(fact, m)):
        forms = [f for f in (m.form, *m.alternatives) if len(f) > 1]
        found = [any(f in name for f in forms for name in own) for own in names]
        if any(found) and (len(found) == 1 or not all(found)):
            return True  # what all of them are called may be their kind
    return False


def _listing(context: Context, category: str, role: str, group: Sequence[Match]) -> Listing | None:
    """The list of a group; None when the question is about its members."""
    facts = tuple(m.fact for m in group)
    items = {i for f in facts for i in f.all(role)}
    told = {i for i in items if i != context.knowledge.district and context.names(i)}
    elsewhere = context.standing_elsewhere(facts[0], items)
    excluded = {i for i in items if _is_left_out(context, i)} | elsewhere
    if role == "recipient" and items == {context.knowledge.district} and not _names_own_place(context):
        excluded = set()  # who won it: the district itself
    if not items <= context.knowledge.generic | excluded:
        excluded |= items & context.knowledge.generic
    if excluded >= items or (told and category in ("Enumeration", "Observation")):
        return None
    if items <= context.said_otherwise(items):
        return None
    classes = classes_named(context.question)
    fit = 1.0 if role == _TITLE_ROLE else class_fit(context.knowledge, classes, items - excluded)
    if category == "Enumeration" and _is_called_so(context, facts[0]):
        fit = max(1.0, fit)  # whatever its members are, the report calls them what is asked for
    if category == "Observation" and _only_finds_one(context, facts[0], items):
        fit *= t.COUNTED_NOT_SAID
    factors = (
        group[0].score,
        names_fit(context, facts[0]),
        fit,
        numbers_fit(context, facts[0]),
        _kind_fit(context, category),
    )
    score = _counted(context, prod(factors), len(items - excluded))
    form = Named(tuple(f.iri for f in facts), role, tuple(sorted(excluded)), picked=bool(elsewhere))
    return Listing(form, score, facts, group[0].uncovered)


def _is_called_so(context: Context, row: Fact) -> bool:
    """Whether a row is called by the noun that is asked for; indicators and grades are in no one row."""
    noun = context.asked_noun
    if noun is None or CLASS not in noun.kinds or "grade" in context.question.cues:
        return False
    if INDICATOR in _classes(noun):
        return False
    return named_degree(row, noun) == AS_ASKED


def _names_own_place(context: Context) -> bool:
    """Whether the question speaks of the district by a word."""
    own = context.knowledge.own_place | context.knowledge.district_forms
    return any(m.text in own or m.form in own for m in context.question.mentions)


def _is_left_out(context: Context, thing: str) -> bool:
    """Whether a thing is what the question is about, and so not what it asks for."""
    meant = (context.knowledge.district, context.subject)
    told = thing in meant or thing in context.told_before or context.names(thing) or context.takes_out(thing)
    return told or _is_of_other_level(context, thing)


def _is_of_other_level(context: Context, thing: str) -> bool:
    """Whether a title is of another level than the one that the question names (全国, 省级)."""
    levels, classes = context.knowledge.levels, context.knowledge.classes_of(thing)
    wanted = {code for m in context.question.mentions if (code := levels.get(m.form))}
    if not wanted or TITLE not in classes:
        return False
    forms = context.knowledge.facts.labels[thing].forms
    own = {code for word, code in levels.items() if any(word in form for form in forms)}
    return bool(own) and not own & wanted


def _kind_fit(context: Context, category: str) -> float:
    if category != "Enumeration":
        return t.NO_ENUMERATION
    return t.STATE_ASKED if any(STATUS in w.mention.kinds for w in context.required) else 1.0


def _counted(context: Context, score: float, count: int) -> float:
    """A score bent by whether the list has the number of things asked for."""
    expected = context.question.expected
    if not expected:
        return score
    return min(1.0, score) * (t.RIGHT_NUMBER if count == expected else t.WRONG_NUMBER)


def _titles_of_several(context: Context) -> list[Listing]:
    """Titles of each of several recipients that the question names."""
    own = [
        m
        for m in context.matches
        if m.fact.category == "Honour"
        and context.scope.admits(m.fact)
        and context.stands_as_asked(m.fact)
        and context.names(m.fact.one("recipient"))
    ]
    if len({m.fact.one("recipient") for m in own}) < 2:
        return []
    facts = tuple(sorted((m.fact for m in own), key=lambda f: f.start))
    form = Named(tuple(f.iri for f in facts), _TITLE_ROLE)
    return [Listing(form, own[0].score * t.SEVERAL_RECIPIENTS, facts)]


def _recipients(context: Context) -> list[Listing]:
    """Who has, or seeks, any of the titles that the question's words name: places to be of grade A."""
    honours = [m for m in context.matches if m.fact.category == "Honour" and context.scope.admits(m.fact)]
    honours = [m for m in honours if context.stands_as_asked(m.fact)]
    words = [w.mention for w in context.required if not w.mention.meanings("StatusCue")]
    naming = [w for w in words if any(is_title(context, m.fact, w) for m in honours)]
    if all(w.form in context.knowledge.levels for w in naming):
        return []
    own = [m for m in honours if all(is_title(context, m.fact, w) for w in naming)]
    named = any(context.names(x) for m in own for x in m.fact.all("recipient"))
    if named or len({m.fact.one("honourTitle") for m in own}) < 2:
        return []
    listing = _of_titles(context, own)
    return [listing] if listing.things else []


def _of_titles(context: Context, own: Sequence[Match]) -> Listing:
    """The recipients of several titles, whose class words need not stand in the text."""
    best = max(own, key=lambda m: m.score)
    facts = tuple(sorted((m.fact for m in own), key=lambda f: f.start))
    things = {x for f in facts for x in f.all("recipient")}
    excluded = tuple(sorted(x for x in things if _is_left_out(context, x)))
    classes = [context.knowledge.classes_of(x) for x in things]
    fitting = [
        w
        for w in context.required
        if w.mention.text in best.uncovered
        and any(not own.isdisjoint(w.mention.meanings("ClassWord")) for own in classes)
    ]
    lifted = best.score + t.CLASS_FITS * sum(w.weight for w in fitting) / context.total
    score = lifted * names_fit(context, best.fact) * numbers_fit(context, best.fact)
    taken = {w.mention.text for w in fitting}
    unused = tuple(word for word in best.uncovered if word not in taken)
    form = Named(tuple(f.iri for f in facts), "recipient", excluded)
    return Listing(form, _counted(context, score, len(things) - len(excluded)), facts, unused)


def titles_beside(context: Context) -> dict[Fact, frozenset[Mention]]:
    """Titles, each with the words that name it, where the question names two of which both must hold.

    Empty where one title says all of the words, or nothing joins them: 既获评…，又是….
    """
    which = [m for m in context.question.asking if "entity" in m.meanings("QuestionWord")]
    if "jointly" not in context.question.cues or len(which) != 1 or len(context.scope.years) > 1:
        return {}
    own = {id(m) for m in context.kept if m.content and not m.meanings("StatusCue")}
    words = [w.mention for w in context.weighed if id(w.mention) in own and TITLE not in _classes(w.mention)]
    honours = [
        m.fact for m in context.matches if m.fact.category == "Honour" and context.scope.admits(m.fact)
    ]
    said = {f: frozenset(m for m in words if _names_title(context, f, m)) for f in honours}
    said = {f: own for f, own in said.items() if own}
    whole = frozenset[Mention]().union(*said.values())
    return {} if whole in said.values() else said


def _classes(mention: Mention) -> frozenset[str]:
    return mention.meanings("ClassWord")


def _names_title(context: Context, honour: Fact, word: Mention) -> bool:
    """Whether a word stands in the name of a title, or is one for its level."""
    level = context.knowledge.levels.get(word.form)
    if level is not None and level == local_name(honour.one("level")):
        return True
    as_asked = word if word.text.isascii() else replace(word, alternatives=frozenset())
    return is_title(context, honour, as_asked)


def is_title(context: Context, fact: Fact, mention: Mention) -> bool:
    """Whether a word stands in the name of a title."""
    return _is_called(context, fact, fact.one("honourTitle"), mention)


# ---------- two lists as one ----------


def _joined(context: Context, found: Sequence[Listing]) -> list[Listing]:
    """The best list with another one that covers what the best leaves open."""
    if not found or _is_of_the_number(context, found[0]):
        return []
    best, expected = found[0], context.question.expected
    whole = _is_called_in_full(context, best.facts[0], (w.mention for w in context.required))
    classes = [c for m in head_words(context.question) for c in _classes(m)]
    if len(best.things) == expected:
        return []
    for other in found[1:]:
        if _fits_worse(context, classes, best, other) or _fits_worse(context, classes, other, best):
            continue  # streets with quarters, where streets are asked for
        if whole and (not _adds(context, best.facts[0], other.facts[0]) or _holds_row(context, other, best)):
            continue
        if _joins(context, best, other) and expected in (None, len(best.things | other.things)):
            excluded = tuple(sorted({*best.form.excluded, *other.form.excluded}))
            statements = (*best.form.statements, *other.form.statements)
            form = Named(statements, best.form.role, excluded, best.form.picked or other.form.picked)
            unused = tuple(sorted(set(best.unused) & set(other.unused)))
            return [Listing(form, min(1.0, best.score * t.JOINED), (*best.facts, *other.facts), unused)]
    return []


def _holds_row(context: Context, listing: Listing, row: Listing) -> bool:
    """Whether one of a list is what another list is made of: to drive the three major projects."""
    labels = context.knowledge.facts.labels
    names = [name for name in row.facts[0].names if len(name) >= t.LONG_WORD]
    return any(name in form for thing in listing.things for form in labels[thing].forms for name in names)


def _fits_worse(context: Context, classes: Sequence[str], one: Listing, other: Listing) -> bool:
    """Whether the things of a list are of none of the classes asked for, and all of another one are."""
    known = context.knowledge
    own = [c for c in classes if c in known.thing_classes - BROAD and c != TITLE]
    fits = [class_fit(known, own, x.things) if own else 1.0 for x in (one, other)]
    return fits[0] < 1.0 < fits[1]


def _is_of_the_number(context: Context, listing: Listing) -> bool:
    """Whether a list says itself that it has the number of things that the question gives (4个更新片区)."""
    given = {f"{n.value.normalize():f}" for n in context.question.numbers}
    return any(f.one("value") in given for f in listing.facts)


def _joins(context: Context, best: Listing, other: Listing) -> bool:
    """Whether a list is of the same sentence or of another subject asked about, and adds to the best."""
    first, second = best.facts[0], other.facts[0]
    if (
        other.form.role != best.form.role
        or second.iri in best.form.statements
        or other.score <= t.JOINABLE * best.score
    ):
        return False
    near = second.heading == first.heading and abs(second.start - first.start) < t.NEAR
    if near and context.question.expected == len(best.things | other.things) > len(best.things):
        return True
    covers = set(best.unused) - set(other.unused)
    named = {w.mention.text for w in context.weighed if w.mention.form in context.knowledge.facts.proper}
    if covers:
        return near or (second.category == first.category and bool(covers & named))
    alike = bool(_sorts(context, best) & _sorts(context, other)) or "coordination" in context.question.cues
    return near and alike and _adds(context, first, second)


def _sorts(context: Context, listing: Listing) -> frozenset[str]:
    """The classes of the things of a list."""
    return frozenset[str]().union(*map(context.knowledge.classes_of, listing.things)) - BROAD


def _adds(context: Context, best: Fact, other: Fact) -> bool:
    """Whether another list is called by a word of the question that the best list's name lacks."""
    return any(
        named_degree(other, w.mention) == AS_ASKED and not named_degree(best, w.mention)
        for w in context.required
    )
