"""A question analysed: language, years, numbers, unit asked for, cues, mentions, and which clause asks.

Detectors consume their spans in a fixed order (years, numbers with units, units asked for); the rest is cut into mentions.
Clauses that ask nothing are set aside: their words may help but need not be covered by the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from opencc import OpenCC

from kgqa.linking.lexicon import fold, stem
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, SYNONYM, Mention, Vocabulary, cut
from kgqa.text.quantities import Quantity, QuantityGrammar, chinese_number

_SENTENCE = re.compile(r"(?:[^。？！?!；;\n.]|\.(?!\s|$))+(?:[。？！?!；;\n]|\.(?=\s|$))*")
_CLAUSE = re.compile(r"[^，,：:（）()]+[，,：:（）()]*")  # what stands in brackets is a clause of its own
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:年度?|年底|年末)?|(?<!\d)(\d{2})年(?:度|底|末)?")
# 已经是3A级景区了？: yes or no without 吗.
_BARE_TRUTH = re.compile(r"(?:了|吧|的)[？?]+$")
_ASKED_UNIT = re.compile(r"(?:多少|几)\s*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
LONGEST_QUESTION = 600
# Cues that count only in a clause that asks: 我在准备材料 plans nothing.
_OF_THE_ASKING_CLAUSE = frozenset({"target", "actual", "instruction", "personal", "opinion", "source"})
_RELATIVE = frozenset({"thisYear", "lastYear", "nextYear", "previousYear", "planYear"})


@dataclass(frozen=True)
class Number:
    """A number of the question that is not a year."""

    value: Decimal
    base: Decimal
    unit: str
    bound: str
    text: str


@dataclass(frozen=True)
class Clause:
    """A clause of the question: its mentions, and whether it asks."""

    text: str
    mentions: tuple[Mention, ...]
    asks: bool

    def states(self) -> list[tuple[int | None, tuple[str, ...]]]:
        """Status codes that the clause names, each group with the year that stands before it."""
        marks = [(m.start(), int(m[1]) if m[1] else 2000 + int(m[2])) for m in _YEAR.finditer(self.text)]
        groups: dict[int | None, list[str]] = {}
        for mention in self.mentions:
            statuses = [x.rsplit("/", 1)[-1] for x in mention.meanings("StatusCue")]
            if statuses:
                year = next((y for start, y in reversed(marks) if start < mention.start), None)
                groups.setdefault(year, []).extend(statuses)
        for _, year in marks:
            groups.setdefault(year, [])
        return [(year, tuple(sorted(set(found)))) for year, found in groups.items()]


@dataclass(frozen=True)
class Question:
    """An analysed question, or one of several asked at once.

    ``years`` are absolute; ``relative`` holds cues like ``lastYear`` that the documents' years resolve. ``asked`` are the
    kinds of answer wanted (``number``, ``entity``, ``truth`` …). ``unit`` is the unit asked for (多少亩: 亩).
    """

    original: str
    text: str
    language: str
    clauses: tuple[Clause, ...]
    background: tuple[Clause, ...]
    years: tuple[int, ...]
    relative: frozenset[str]
    cues: frozenset[str]
    asked: frozenset[str]
    numbers: tuple[Number, ...]
    unit: str
    quantity_kinds: frozenset[str] = frozenset()

    @property
    def expected(self) -> int | None:
        """How many things the question says there are: 哪两个公园."""
        match = re.search(r"哪([两二三四五六七八九十]|\d+)(?=[\u4e00-\u9fff])", self.text)
        if not match:
            return None
        return int(match[1]) if match[1].isdigit() else int(chinese_number(match[1]) or 0)

    @property
    def limit(self) -> int | None:
        """How many are wanted: 前三位, top 5."""
        match = re.search(r"前([一二三四五六七八九十两\d]+)|top\s+(\d+)", self.text)
        if not match:
            return None
        words = match[1] or match[2]
        return int(words) if words.isdigit() else int(chinese_number(words) or 1)

    @property
    def named_unit(self) -> str:
        """A unit by which the question picks values: 以“亿元”计量的, 单位为家的."""
        match = re.search(
            r"以([万亿]{0,2}[\u4e00-\u9fff]{1,3}?)(?:\([^)]*\)|（[^）]*）)?(?:为单位|计量|计算|计)", self.text
        )
        return match[1] if match else ""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Mentions of the sentence that asks."""
        return tuple(m for c in self.clauses for m in c.mentions)

    def dated_clauses(
        self, resolve: Callable[[str], int | None]
    ) -> list[tuple[tuple[Mention, ...], tuple[int, ...]]]:
        """The question cut where a new year begins: mentions with the year they are said of."""
        pieces: list[tuple[list[Mention], int]] = []
        for clause in self.clauses:
            marks = [
                (m.start(), int(m[1]) if m[1] else 2000 + int(m[2])) for m in _YEAR.finditer(clause.text)
            ]
            marks += [
                (m.start, year)
                for m in clause.mentions
                for cue in m.meanings("Cue") & _RELATIVE
                if (year := resolve(cue))
            ]
            lead: list[Mention] = []
            for mention in clause.mentions:
                year = next((y for start, y in sorted(marks, reverse=True) if start <= mention.start), None)
                if year is None:
                    (pieces[-1][0] if pieces and not marks else lead).append(mention)
                elif pieces and pieces[-1][1] == year:
                    pieces[-1][0].append(mention)
                else:
                    pieces.append(([*lead, mention], year))
                    lead = []
        return [(tuple(mentions), (year,)) for mentions, year in pieces]

    def relation_before(self, number: Number) -> frozenset[str]:
        """Cues of the words right before a number: 过 in 过60家."""
        for clause in self.clauses:
            at = clause.text.find(number.text)
            if at >= 0:
                return frozenset(
                    x for m in clause.mentions if at - 3 <= m.end - 1 < at for x in m.meanings("Cue")
                )
        return frozenset()

    @property
    def asking_relative(self) -> frozenset[str]:
        """Relative years named in the clauses that ask."""
        return (
            frozenset(x for c in self.clauses if c.asks for m in c.mentions for x in m.meanings("Cue"))
            & _RELATIVE
        )

    @property
    def asking_years(self) -> tuple[int, ...]:
        """Years named in the clauses that ask."""
        return _years("".join(c.text for c in self.clauses if c.asks))

    @property
    def focus(self) -> tuple[Mention, ...]:
        """Content mentions of the clauses that ask."""
        return tuple(m for c in self.clauses if c.asks for m in c.mentions if m.content)


class Analyser:
    """Analyses questions with a vocabulary and the grammar of quantities."""

    def __init__(
        self, vocabulary: Vocabulary, quantities: QuantityGrammar, unit_words: dict[str, str]
    ) -> None:
        self.vocabulary = vocabulary
        self.quantities = quantities
        self.unit_words = unit_words
        self._units = sorted(quantities.units, key=lambda u: (-len(u), u))

    def analyse(self, question: str) -> list[Question]:
        """The questions that a text asks, in order; one for most texts, none for a text without any word."""
        text = clean(question)
        if not text:
            return []
        language = "zh" if _CHINESE.search(text) else "en"
        sentences = [self._sentence(s) for s in _SENTENCE.findall(text)]
        sentences = _continued(sentences)
        asking = [i for i, s in enumerate(sentences) if any(c.asks for c in s)]
        if not asking:
            whole = tuple(Clause(c.text, c.mentions, True) for s in sentences for c in s)
            return [self._question(question, text, language, whole, ())]
        found = []
        for position, index in enumerate(asking):
            first = asking[position - 1] + 1 if position else 0
            background = tuple(c for s in sentences[first:index] for c in s)
            later = tuple(c for s in sentences[index + 1 :] for c in s) if position == len(asking) - 1 else ()
            for clauses in _split(sentences[index]):
                found.append(self._question(question, text, language, clauses, background + later))
        return found

    def _sentence(self, sentence: str) -> tuple[Clause, ...]:
        clauses = []
        for match in _CLAUSE.finditer(sentence):
            words = match[0]
            mentions = cut(_blank(words, self._consumed(words)), self.vocabulary)
            asks = any(QUESTION in m.kinds for m in mentions) or bool(
                re.search(
                    r"多少|几(?!乎)|哪|什么|谁|吗|呢|如何|怎|何(?=安排|举措|打算|计划|部署|进展)", words
                )
            )
            clauses.append(Clause(words, mentions, asks))
        return tuple(clauses)

    def _consumed(self, words: str) -> list[tuple[int, int]]:
        """Spans that detectors take: years, numbers with their units, units asked for."""
        spans = [m.span() for m in _YEAR.finditer(words)]
        asked = self._asked_unit(words)
        if asked:
            spans.append(asked[1])
        spans += [(q.span.start, q.span.end) for q in self._quantities(words, spans)]
        return spans

    def _quantities(self, words: str, taken: list[tuple[int, int]]) -> list[Quantity]:
        free = _blank(words, taken)
        return [
            q
            for q in self.quantities.find(free)
            if not q.chinese or len(q.text) > 1 or q.unit not in ("", "大", "次", "期")
        ]

    def _asked_unit(self, words: str) -> tuple[str, tuple[int, int]] | None:
        match = _ASKED_UNIT.search(words)
        if not match:
            return None
        rest = words[match.end() :]
        scale = re.match(r"[万亿]+", rest)
        lead = scale[0] if scale else ""
        tail = rest[len(lead) :]
        unit = next((u for u in self._units if tail.startswith(u)), "")
        end_of_unit = match.end() - match.start() + len(lead) + len(unit)
        if (
            match[0].startswith("几")
            and unit
            and not lead
            and any(len(f) > len(unit) for f in self.vocabulary.known(words, match.end()))
        ):
            unit = ""  # 几方面: a word, not a unit and a rest
        if any(
            len(f) > end_of_unit and self._is_unit_word(f)
            for f in self.vocabulary.known(words, match.start())
        ):
            return None  # 几个点, 多少钱: words that ask for a kind of quantity
        end = match.end() + len(lead) + len(unit)
        return (unit, (match.start(), end)) if unit or lead else None

    def _quantity_kinds(self, clauses: tuple[Clause, ...]) -> frozenset[str]:
        """Kinds of quantity asked for by words: 多少钱, or a noun near the end of the question that is money or people."""
        asking = [m for c in clauses if c.asks for m in c.mentions]
        told = frozenset(x for m in asking for x in m.meanings("UnitWord"))
        return told or frozenset(kind for m in asking[-3:] for kind in self._noun_kinds(m.form))

    def _noun_kinds(self, form: str) -> frozenset[str]:
        ends = (form[at:] for at in range(len(form) - 1)) if not form.isascii() else (form,)
        entries = (
            e
            for end in ends
            for e in (
                *self.vocabulary.zh.get(end, ()),
                *self.vocabulary.en.get(tuple(stem(w) for w in end.split()), ()),
            )
        )
        return frozenset(e.meaning for e in entries if e.kind == "QuantityNoun")

    def _not_numbers(self, words: str) -> list[tuple[int, int]]:
        asked = self._asked_unit(words)
        return [m.span() for m in _YEAR.finditer(words)] + ([asked[1]] if asked else [])

    def _is_unit_word(self, form: str) -> bool:
        return any(e.kind == "UnitWord" for e in self.vocabulary.zh.get(form, ()))

    def _question(
        self,
        original: str,
        text: str,
        language: str,
        clauses: tuple[Clause, ...],
        background: tuple[Clause, ...],
    ) -> Question:
        mentions = [m for c in clauses for m in c.mentions]
        words = "".join(c.text for c in clauses)
        years = _years(words) or _years("".join(c.text for c in background))
        cues = frozenset(x for m in mentions for x in m.meanings("Cue"))
        asking_cues = frozenset(x for c in clauses if c.asks for m in c.mentions for x in m.meanings("Cue"))
        cues -= _OF_THE_ASKING_CLAUSE - asking_cues
        asked = frozenset(x for m in mentions for x in m.meanings("QuestionWord"))
        asked_unit = next((u for c in clauses if c.asks and (u := self._asked_unit(c.text))), None)
        if any(m.meanings("UnitWord") for m in mentions):
            asked |= {"number"}
        if (asked_unit and "哪几" not in words) or re.search(r"多少|(?<!哪)几(?!乎)", words):
            asked |= {"number"}
        if language == "zh" and not asked and _BARE_TRUTH.search(words):
            asked |= {"truth"}
        if not _asks_truth(language, clauses, asked, cues):
            asked -= {"truth"}
        said = "".join(c.text for c in clauses if c.asks)
        numbers = tuple(
            Number(q.value, q.base, q.unit, q.bound, said[q.span.start : q.span.end])
            for q in self._quantities(said, self._not_numbers(said))
        )
        return Question(
            original=original,
            text=text,
            language=language,
            clauses=clauses,
            background=background,
            years=years,
            relative=cues & _RELATIVE,
            cues=cues,
            asked=asked,
            numbers=numbers,
            unit=asked_unit[0] if asked_unit else "",
            quantity_kinds=self._quantity_kinds(clauses),
        )


def _asks_truth(
    language: str, clauses: tuple[Clause, ...], asked: frozenset[str], cues: frozenset[str]
) -> bool:
    """Whether yes or no is wanted: an English question that opens with its verb, a Chinese one that asks nothing else."""
    if language == "en":
        firsts = [c.mentions[0] for c in clauses if c.asks and c.mentions]
        return any("truth" in m.meanings("QuestionWord") for m in firsts)
    return not asked - {"truth", "place"} or bool(cues & {"compare", "greater", "less", "equal"})


def _continued(sentences: list[tuple[Clause, ...]]) -> list[tuple[Clause, ...]]:
    """Sentences with those that ask but name nothing (相差几个百分点？) joined to the asking one before them."""
    joined: list[tuple[Clause, ...]] = []
    for sentence in sentences:
        asks = any(c.asks for c in sentence)
        if asks and joined and not any(_names_something(c) for c in sentence):
            earlier = joined[-1]
            if not any(c.asks for c in earlier):  # a statement and then: could you tell me that?
                earlier = tuple(replace(c, asks=True) for c in earlier)
            joined[-1] = (*earlier, *sentence)
        else:
            joined.append(sentence)
    return joined


def _split(sentence: tuple[Clause, ...]) -> list[tuple[Clause, ...]]:
    """A sentence with several clauses that each ask for the number of something named, as one part for each."""
    numbered = [
        i for i, c in enumerate(sentence) if c.asks and re.search(r"多少|几", c.text) and _names_something(c)
    ]
    asking = [i for i, c in enumerate(sentence) if c.asks]
    sources = [
        i
        for i in asking[1:]
        if any("source" in m.meanings("Cue") for m in sentence[i].mentions)
        and not _asks_source(sentence[asking[0]])
    ]
    starts = sorted({0, *numbered[1:], *sources})
    if len(starts) < 2:
        return [sentence]
    return [sentence[a:b] for a, b in zip(starts, [*starts[1:], len(sentence)], strict=True)]


def _asks_source(clause: Clause) -> bool:
    return any("source" in m.meanings("Cue") for m in clause.mentions)


def _names_something(clause: Clause) -> bool:
    return any(
        m.content and (m.kinds & {LABEL, CLASS, SYNONYM}) and not m.kinds & {CUE, FUNCTION}
        for m in clause.mentions
    )


def clean(question: str) -> str:
    """The question folded: compatibility forms, simplified characters, no control characters, one length limit."""
    whole = question.encode("utf-8", "ignore").decode("utf-8")  # a lone half of a character pair is nothing
    text = _CONTROL.sub(" ", unicodedata.normalize("NFKC", whole[:LONGEST_QUESTION]))
    return fold(_simplifier().convert(text))


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def _years(words: str) -> tuple[int, ...]:
    found = [int(m[1]) if m[1] else 2000 + int(m[2]) for m in _YEAR.finditer(words)]
    return tuple(dict.fromkeys(found))


def _blank(words: str, spans: list[tuple[int, int]]) -> str:
    """Words with the spans replaced by bars, so that offsets stay and nothing is read over them."""
    chars = list(words)
    for start, end in spans:
        chars[start:end] = "|" * (end - start)
    return "".join(chars)
