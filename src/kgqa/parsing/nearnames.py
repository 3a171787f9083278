"""Names that the report does not know though they look like ones that it does: 紫荆山公园, 紫荆门公园."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from kgqa.linking.facts import SUBJECT, Fact
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, STATUS, UNKNOWN, Mention, sound
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.people import unknown_people
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Refusal
from kgqa.parsing.thresholds import LONGEST_COMMON, LONGEST_KIND, NAME_LIKE
from kgqa.text.numerals import ORDINALS

_REASON = "unknown_name"
_IN_NAMES = frozenset({"higher", "lower", "greater", "less", "max", "min"})  # 大, 高: may begin a name
_SHORTEST_STEM = 2  # characters before a name's ending
_LONGEST_STEM = 10
_SHORTEST_COMMON = 4  # characters of common words before an ending that may make a name
_IN_BRACKETS = re.compile(r"[(（]([\u4e00-\u9fff]{3,})[)）]")
_YEAR = "年"  # after which a name may begin
_LATIN_NAME = re.compile(r"(?<![A-Za-z])(?=[A-Za-z]{3})[A-Z][a-z]+(?:[A-Z][a-z]+)*(?![A-Za-z])")
_OPENS = re.compile(r"^[a-z]+(?:['’]s\b|\W+[A-Z])", re.IGNORECASE)


def unknown_name(context: Context) -> Refusal | None:
    """The refusal of a question about something with a name that the report does not know."""
    runs = chain(
        unknown_people(context),
        _spelled_in_brackets(context),
        _foreign_names(context),
        _unknown_runs(context),
        _names_by_ending(context),
        _names_of_one_letter(context),
        _capitals(context),
    )
    run = next((r for r in runs if not _is_of_an_indicator(r, context)), "")
    if run:
        return Refusal("not_modelled" if _is_of_an_indicator(run, context) else _REASON, (), (run,))
    known = {form for w in context.weighed for form in (w.mention.form, w.mention.text)}
    for clause in _naming(context):
        for words in _whole_words(clause, context.knowledge.name_lengths):
            name = _near_to(words, context.knowledge)
            if name and not any(words in k for k in known) and not _is_a_kind(clause, words, name, context):
                return Refusal(_REASON, _values_of(name, context.knowledge), (words,))
    return None


def _is_of_an_indicator(run: str, context: Context) -> bool:
    """Whether a word stands in the name of an indicator that such reports may give: Gini coefficient."""
    found = context.knowledge.not_modelled.finditer(context.question.text)
    return any(fold(run) in match[0] for match in found)


def _spelled_in_brackets(context: Context) -> Iterator[str]:
    """Chinese names behind English ones (Lotus Park (莲花公园)) that neither are nor stand in any name."""
    if context.question.language != "en":
        return
    known = context.knowledge
    for match in _IN_BRACKETS.finditer(context.question.original):
        if not known.facts.holding(match[1]) and not known.is_in_a_name(match[1]):
            yield match[1]


def _naming(context: Context) -> Sequence[Clause]:
    """The clauses whose names are asked about: not those that tell what the answer is for."""
    return [c for c in context.question.clauses if c.asks or not c.frames]


def _unknown_runs(context: Context) -> Iterator[str]:
    """Names made of known and unknown pieces that end like a name: 管城第三人民医院, 银河路小学."""
    knowledge = context.knowledge
    for clause in _naming(context):
        for run in _runs(clause):
            words = clause.text[run[0].start : run[-1].end]
            if not run[-1].meanings("ClassWord") & knowledge.proper_classes or knowledge.is_in_a_name(words):
                continue
            strange = [m for m in run[:-1] if _is_strange(m, knowledge)]
            on_a_road = any(m.text in knowledge.way_endings for m in run[1:-1])
            telling = strange and (
                len(words) > LONGEST_COMMON or max(len(m.text) for m in strange) > NAME_LIKE
            )
            if (telling or on_a_road) and could_be_a_name(
                clause.text,
                run[0].start,
                run[-1].start,
                run[-1].end,
                knowledge,
                known_words=on_a_road or any(m.text in ORDINALS for m in strange),
            ):
                yield words


def _foreign_names(context: Context) -> Iterator[str]:
    """Well-known names that the report does not have (洛阳, Kaifeng), where no longer known word is.

    Where the clause that asks names nothing itself, the clauses beside it do: 某厂在咱区投的项目，签了没有.
    """
    asking = [c for c in context.question.clauses if c.asks]
    things = (m for c in asking for m in c.mentions if m.content and not m.kinds & {CUE, FUNCTION, STATUS})
    tells_itself = any(m.kinds & {LABEL, CLASS, UNKNOWN} for m in things)
    for clause in asking if tells_itself else _naming(context):
        for match in context.knowledge.foreign_names.finditer(clause.text):
            beside = [m for m in clause.mentions if m.start < match.end() and match.start() < m.end]
            whole = all(match.start() <= m.start and m.end <= match.end() for m in beside)
            if whole or all(m.kinds == {UNKNOWN} and m.start == match.start() for m in beside):
                yield _as_typed(match[0], context.question.original)


def _as_typed(words: str, text: str) -> str:
    """Folded words as they stand in the text: BYD, and with capitals where they are not found."""
    at = text.lower().find(words)
    return text[at : at + len(words)] if at >= 0 else words.title()


def _names_by_ending(context: Context) -> Iterator[str]:
    """Unknown words before an ending of names: 金水区, 柳林镇; before one of roads, known ones as well."""
    known = context.knowledge
    for clause in _naming(context):
        for at, ending in enumerate(clause.mentions):
            stem = _stem(clause, at, known)
            start = stem[0].start if stem else ending.start
            if _ends_like_a_name(ending, known):
                yield _from_its_beginning(clause, start, ending.end, known)
            if _is_one_of_a_place(clause.mentions[max(0, at - 1) : at], ending, known):
                before = clause.mentions[at - 1]
                words = clause.text[before.start : ending.end]
                if not known.is_in_a_name(words):
                    yield words
            road = ending.text in known.way_endings
            end = ending.end if road else _end_of_ending(clause, at, known)
            if not end:
                continue
            words, own = clause.text[start:end], clause.text[start : ending.start]
            if not _SHORTEST_STEM <= len(own) <= _LONGEST_STEM or known.is_in_a_name(words):
                continue
            institution = bool(ending.meanings("ClassWord") & known.proper_classes)
            if known.facts.holding(own if any(m.kinds == {UNKNOWN} for m in stem) else words):
                continue
            township = ending.text in known.levels and _is_said_nowhere(stem, known)
            if not could_be_a_name(
                clause.text, start, ending.start, end, known, known_words=road or township
            ):
                continue
            strange = any(_is_strange_part(m, len(own), known) for m in stem)
            of_a_place = institution and [m.text in known.places for m in stem] == [True]
            if road or strange or of_a_place or _is_of_a_name(stem, known):
                yield words


def may_be_a_name(context: Context) -> str:
    """Words that may be a name of common words with an ending of names: 幸福家园小区; empty where none are.

    They may also only say what kind is meant, so this tells why nothing was found and keeps nothing back.
    """
    known = context.knowledge
    for clause in _naming(context):
        for at, ending in enumerate(clause.mentions):
            if not ending.meanings("ClassWord") & known.proper_classes:
                continue
            stem = _stem(clause, at, known)
            own = clause.text[stem[0].start : ending.start] if stem else ""
            strange = any(m.kinds == {UNKNOWN} for m in stem)
            if strange and _SHORTEST_COMMON <= len(own) <= _LONGEST_STEM and not known.facts.holding(own):
                return clause.text[stem[0].start : ending.end]
    return ""


def _is_said_nowhere(stem: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a stem is one word, be it a common one, that the report never says: 柳林 of 柳林镇."""
    unknown = len(stem) == 1 and stem[0].kinds == {UNKNOWN} and stem[0].text == stem[0].form
    return unknown and len(stem[0].text) >= _SHORTEST_STEM and not knowledge.facts.holding(stem[0].text)


def _end_of_ending(clause: Clause, at: int, knowledge: Knowledge) -> int:
    """Where an ending of names ends that begins with a mention, as one or two of them: 文创 and 园; or 0."""
    for mention in clause.mentions[at : at + 2]:
        if clause.text[clause.mentions[at].start : mention.end] in knowledge.endings:
            return mention.end
    return 0


def _from_its_beginning(clause: Clause, start: int, end: int, knowledge: Knowledge) -> str:
    """A name with all of the common word that it begins in: 中原福塔, where only 原福塔 is unknown."""
    begun = (s for s, e in knowledge.common(clause.text) if s < start < e)
    return clause.text[min(begun, default=start) : end]


def _is_one_of_a_place(before: Sequence[Mention], institution: Mention, knowledge: Knowledge) -> bool:
    """Whether the one institution of its sort in a place is named: 河南省人民医院, and not 河南省医院."""
    sort = institution.meanings("ClassWord") & knowledge.proper_classes
    if (
        not sort
        or len(institution.text) <= LONGEST_KIND
        or not institution.text.endswith(tuple(knowledge.endings))
    ):
        return False
    places = (knowledge.place_named(m.form) or m.text in knowledge.own_place for m in before)
    return any(m.end == institution.start and place for m, place in zip(before, places, strict=True))


def _names_of_one_letter(context: Context) -> Iterator[str]:
    """A character that nobody knows and an ending of places, where a name may stand: 甲区, A市."""
    for clause in _naming(context):
        for letter, ending in pairwise(clause.mentions):
            words = clause.text[letter.start : ending.end]
            before = clause.text[: letter.start][-1:]
            begins = before == _YEAR or not before.isalnum()
            if begins and _is_letter_and_ending(clause, letter, ending, context.knowledge):
                yield words


def _is_letter_and_ending(clause: Clause, letter: Mention, ending: Mention, knowledge: Knowledge) -> bool:
    """Whether one character that no word has stands before an ending: not 城镇, nor 听村 of 听村里人说."""
    if letter.kinds != {UNKNOWN} or letter.end - letter.start != 1 or letter.end != ending.start:
        return False
    ends = ending.text in knowledge.endings and ending.text not in knowledge.way_endings
    within = any(s < ending.end and letter.start < e for s, e in knowledge.common(clause.text))
    known = knowledge.is_in_a_name(clause.text[letter.start : ending.end])
    return ends and len(ending.text) == 1 and not known and (letter.text.isascii() or not within)


def could_be_a_name(
    text: str, start: int, ending: int, end: int, knowledge: Knowledge, known_words: bool = False
) -> bool:
    """Whether a stretch of a text could be a name: a stem up to its ``ending``, and the ending.

    It has no loose character in it (签的单), neither begins nor ends within a word (效仓储 of 低效仓储),
    and its stem is not made of common words alone, unless ``known_words`` make a name as well (文化路) or it
    begins with an ordinal (第三实验中学).
    """
    if any(char in knowledge.stops for char in text[start:end]):
        return False
    common = knowledge.common(text)
    edges = (end,) if text[start] in ORDINALS else (start, end)  # 第 stands before a number in a name
    if any(s < edge < e for s, e in common for edge in edges):
        return False
    strange = set(range(start, ending)).difference(*(range(s, e) for s, e in common))
    return known_words or text[start] in ORDINALS or len(strange) > 0


def _ends_like_a_name(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether an unknown word has the ending of a name in itself: 圃田乡."""
    long_enough = len(mention.text) > _SHORTEST_STEM
    return long_enough and mention.kinds == {UNKNOWN} and mention.text.endswith(tuple(knowledge.endings))


def _is_of_a_name(stem: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether the name of a thing and a word that nobody knows stand side by side: 金岱城投集团."""
    named = any(knowledge.part_named(m.form) and not knowledge.above_named(m.form) for m in stem)
    return named and any(m.kinds == {UNKNOWN} and len(m.text) >= _SHORTEST_STEM for m in stem)


def _is_strange_part(mention: Mention, length: int, knowledge: Knowledge) -> bool:
    """Whether nobody knows a word, or one character of it beside others."""
    if mention.text != mention.form and len(mention.text) <= _SHORTEST_STEM < length + 1:
        return not knowledge.facts.holding(
            mention.text
        )  # 二七 of 二七广场 sounds like another word by chance
    if mention.kinds != {UNKNOWN}:
        return False
    return length > len(mention.text) == 1 or _is_strange(mention, knowledge)


def _stem(clause: Clause, at: int, knowledge: Knowledge) -> Sequence[Mention]:
    """The mentions side by side before an ending that can be parts of a name with it."""
    stem: list[Mention] = []
    end = clause.mentions[at].start
    for mention in reversed(clause.mentions[:at]):
        loose = mention.kinds & {FUNCTION, QUESTION, CUE, STATUS}
        if mention.end != end or (loose and mention.text not in knowledge.letters):
            break
        stem.insert(0, mention)
        end = mention.start
    return stem


def _capitals(context: Context) -> Iterator[str]:
    """English words that nobody knows, written like names: with a capital that no sentence gives them.

    Beside a Chinese name that the report has, they only spell it.
    """
    named = (w.mention for w in context.weighed if w.covered and LABEL in w.mention.kinds)
    text = context.question.original.strip()
    if context.question.language != "en":
        yield from _latin_names(context)
        return
    if any(not m.text.isascii() for m in named):
        return
    told = {word for w in context.weighed if w.covered for word in w.mention.text.split()}
    for word in (w.mention.text for w in context.weighed if w.foreign and w.mention.kinds == {UNKNOWN}):
        capital = _written(word, text)
        inside = re.search(rf"(?<![.?!:]\s)(?<!^)\b{re.escape(capital)}\b", text)
        compound = re.search(rf"\b{re.escape(capital)}-(\w+)", text)
        if compound and compound[1].lower() in told:
            continue  # Sci-Tech: a known word cut short, and another one
        if inside or (text.startswith(capital) and _OPENS.match(text)):
            yield capital


def _written(word: str, text: str) -> str:
    """A word with the capitals that a text writes it with, as in BlackRock; else with the first one."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if found and _LATIN_NAME.fullmatch(found[0]) else word.capitalize()


def _latin_names(context: Context) -> Iterator[str]:
    """Latin words that nobody knows, written like names in a Chinese question: Tesla的体验中心."""
    told = (c for c in _naming(context) if c.asks or any(m.kinds & {LABEL, STATUS} for m in c.mentions))
    foreign = {m.text for c in told for m in c.mentions if m.kinds == {UNKNOWN}}
    for word in _LATIN_NAME.findall(context.question.original):
        if fold(word) in foreign:
            yield word


def _runs(clause: Clause) -> Iterator[Sequence[Mention]]:
    """Mentions side by side, up to each of them in turn; words that no name has in it end a run."""
    run: list[Mention] = []
    for mention in clause.mentions:
        if mention.start == 0 and len(mention.text) == 1 and mention.meanings("Cue") & _IN_NAMES:
            run = [mention]  # 大卫城
            continue
        if not mention.content or mention.kinds & {FUNCTION, QUESTION, CUE, STATUS}:
            run = []
            continue
        run = [*run, mention] if run and run[-1].end == mention.start else [mention]
        yield run


def _is_strange(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether nobody knows a word, or it is a number within a name."""
    if mention.kinds != {UNKNOWN}:
        return False
    return mention.text in ORDINALS or not knowledge.facts.holding(mention.text)


def _whole_words(clause: Clause, lengths: Sequence[int]) -> Iterator[str]:
    """Stretches as long as a name that begin and end where words do and have no loose word in them."""
    starts, ends = {m.start for m in clause.mentions}, {m.end for m in clause.mentions}
    loose = [m.start for m in clause.mentions if m.kinds <= {FUNCTION, QUESTION, CUE}]
    for length in lengths:
        for start in range(len(clause.text) - length + 1):
            whole = start in starts and start + length in ends
            if whole and not any(start <= at < start + length for at in loose):
                yield clause.text[start : start + length]


def _near_to(words: str, knowledge: Knowledge) -> str | None:
    """The proper name that differs from words by one character that is read otherwise."""
    if words in knowledge.entities:
        return None
    near = (name for name in knowledge.names_beside(words) if sound(words) != sound(name))
    return next((name for name in near if not knowledge.is_in_a_name(words)), None)


def _is_a_kind(clause: Clause, words: str, name: str, context: Context) -> bool:
    """Whether words only say of what kind something is, as the name of a project may: 公益项目."""
    knowledge, start = context.knowledge, clause.text.find(words)
    if knowledge.classes_of(knowledge.entities[name]) & knowledge.proper_classes:
        return False
    return not could_be_a_name(clause.text, start, start + len(words), start + len(words), knowledge)


def _values_of(name: str, knowledge: Knowledge) -> tuple[Fact, ...]:
    """The first value that the report gives of a thing."""
    values = (f for f in knowledge.facts.of("Observation") if name in f.tiers[SUBJECT])
    return tuple(values)[:1]
