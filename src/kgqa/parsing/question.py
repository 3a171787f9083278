"""A question analysed: language, years, numbers, unit asked for, cues, mentions, and which clause asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, STATUS, SYNONYM, UNKNOWN, Mention
from kgqa.parsing.detection import without_years, year_marks, years_in
from kgqa.parsing.thresholds import LONGEST_TOPIC
from kgqa.text.numerals import ENGLISH_CARDINALS, chinese_number

_BOUNDS = frozenset({"=", ">=", ">", "<=", "<"})
_RELATIONS = {
    "moreThan": ">",
    "greater": ">",
    "atLeast": ">=",
    "atMost": "<=",
    "lessThan": "<",
    "less": "<",
    "equal": "=",
}
_OPENING = frozenset({"atLeast", "atMost"})
_BOUNDING = frozenset({"moreThan", "lessThan"})
_COUNTER = 2  # characters of a counter, or a blank, between a number and what it counts
_BEHIND = 10  # characters of a unit that may stand between a number and the words that open it
_THAT_YEAR = frozenset({"thisYear", "reportYear"})  # cues of words for the year that was spoken of: 当年
COMPARATIVE = frozenset({"greater", "less", "higher", "lower"})  # cues of words that set two things apart
HOW_FAR = re.compile(r"[了出]?(?:多少|几)")  # after a word that compares: 多几个, 少了多少
RELATIVE = frozenset(
    {"thisYear", "lastYear", "nextYear", "yearBeforeLast", "yearAfterNext", "previousYear", "followingYear"}
    | {"planYear"}
)
_EXPECTED = re.compile(
    r"哪([两二三四五六七八九十]|\d+)(?=[\u4e00-\u9fff])"
    r"|\b(?:which|what|(?:name|list)(?: the)?) (two|three|four|five|six|[2-9])\b"
    r"|([两二三四五六七八九十])大[^，,。；;？?]{2,8}?(?:各是|各指|分别|都是|是哪|有哪|是什么|指的?是|指什么|包括|包含)"
)
_BARE_EXPECTED = re.compile(  # in keywords: 总要求 四项
    r"(?:^|[\s，,、])([两二三四五六七八九十])(?:大|个|项|条|家|类|种|句话|方面|个方面)(?:$|[\s，,。])"
)
_ENGLISH_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MULTIPLE = re.compile(  # 是…的两倍以上, more than double; what grew twofold (增长了两倍) is threefold
    r"(?:(?:(?P<over>超过|不止)|(?P<reach>达到)|(?P<under>不到|不足))(?:[^，,。？?]{0,24}?的)?)?"
    r"(?<![长涨增高出多了])(?:(?P<zh>[两二三四五六七八九十]|\d+(?:\.\d+)?)倍|(?P<half>一半))(?P<more>以上|还多)?"
    r"|\b(?:(?P<above>more than|over|exceeds?|exceeded)|(?P<least>at least)|(?P<below>less than|under|below))"
    r" (?:(?P<double>double|twice)|(?P<triple>triple)|(?P<part>half)"
    rf"|(?P<en>{'|'.join(ENGLISH_CARDINALS[1:10])}|\d+(?:\.\d+)?) times)\b"
)
_DECIMALS = re.compile(
    r"([一二两三1-3])位小数|小数点后([一二两三1-3])位|取整|精确到个位|保留整数"
    rf"|\b({'|'.join(ENGLISH_CARDINALS[:3])}|[1-3]) decimals?\b|\b(?:nearest|to a) (?:whole number|integer)\b"
)
_ROW_COUNTED = re.compile(
    r"(?<![第前后])([两二三四五六七八九十])(?:[样项者]|[类种](?=[\u4e00-\u9fff]{2}))"
    rf"|\b(?:of|these|those|all|among) (?:the )?({'|'.join(ENGLISH_CARDINALS[1:10])})\b"
)
_MULTIPLE_SIGNS = {">": ("over", "above"), ">=": ("reach", "least", "more"), "<": ("under", "below")}
_FACTORS = {"half": Decimal("0.5"), "part": Decimal("0.5"), "double": Decimal(2), "triple": Decimal(3)}
_LIMIT = re.compile(
    rf"(?:前|头(?=[两二三四五六七八九十]+[名位个项家]))([一二三四五六七八九十两\d]+)|top\s+(\d+|{'|'.join(ENGLISH_CARDINALS[1:10])})\b"
)
_BEFORE_FIRST = re.compile(r"(?<![\d.])(\d{1,2}|two|three|four|five|six)\s+(?:\w+\s+){0,1}$")
_AFTER_FIRST = re.compile(r"的?([一二两三四五六七八九十]|\d{1,2})(?=[个项家条种类位名])")
_NAMED_UNIT = re.compile(
    r"以([万亿]{0,2}[\u4e00-\u9fff]{1,3}?)(?:\([^)]*\)|（[^）]*）)?(?:为单位|计量|计算|计)"
)

_CLOSED = re.compile(r"[）)][：:，,\s]*$")
HOW_MANY_IN_ENGLISH = re.compile(r"\bhow many\b")
HOW_MANY = re.compile(r"多少|几(?!乎)|how many")
# 没 and 不 that only ask for yes or no, at the end (完成了没有) or between a verb and itself (清没清), or
# that say of what kind a thing is (没有证的机构).
_ONLY_ASKS = re.compile(
    r"(?:没有?|不|否)(?=[啊呀呢哇嘛]*[?？。]*$)|(?<=([\u4e00-\u9fff]))[没不](?=\1)"
    r"|(?:没有?|不)(?=[^，,?？的]{1,5}的(?![了吗吧呢啊])[\u4e00-\u9fff]{2})"
)


@dataclass(frozen=True)
class Number:
    """A number of the question that is not a year."""

    value: Decimal
    base: Decimal
    unit: str
    bound: str
    text: str


def sets_aside(text: str, mentions: Iterable[Mention]) -> bool:
    """Whether words say what is left aside; at the end of a question they may ask: 不算续建的有几条."""
    said = tuple(mentions)
    if text.rstrip().endswith("?") and any(QUESTION in m.kinds for m in said):
        return False
    return any("aside" in m.meanings("Cue") for m in said)


def _year_of(mention: Mention, marks: Sequence[tuple[int, int]], trail: bool) -> int | None:
    """The year before a mention, or where years trail the one after it."""
    before = (y for start, y in sorted(marks, reverse=True) if start <= mention.start)
    after = (y for start, y in sorted(marks) if start >= mention.start)
    return next(iter((*after, *before) if trail else before), None)


@dataclass(frozen=True)
class Clause:
    """A clause of the question: its mentions, and whether it asks."""

    text: str
    mentions: tuple[Mention, ...]
    asks: bool

    @cached_property
    def names_something(self) -> bool:
        """Whether a word of the clause stands for something that can be looked for."""
        return any(
            m.content and m.kinds & {LABEL, CLASS, SYNONYM} and not m.kinds & {CUE, FUNCTION}
            for m in self.mentions
        )

    @cached_property
    def is_name(self) -> bool:
        """Whether the clause only names something: it neither asks nor tells what is done, or how many."""
        said = [m for m in self.mentions if m.content]
        short = len(self.text) <= LONGEST_TOPIC and not any(c.isdigit() for c in self.text)
        named = any(m.kinds & {LABEL, SYNONYM} for m in said)
        short = short or self._opens_with_name
        return short and named and not self.asks and not any(m.kinds & {STATUS, UNKNOWN} for m in said)

    @property
    def _opens_with_name(self) -> bool:
        """Whether an English clause says no more than of what, and of which year: in the zone in 2023."""
        undated = without_years(self.text)
        named = [m for m in self.mentions if m.content]
        dated = undated != self.text and not any(c.isdigit() for c in undated)
        return undated.isascii() and len(named) == 1 and dated

    @cached_property
    def asks_source(self) -> bool:
        """Whether the clause asks where something is stated."""
        return any("source" in m.meanings("Cue") for m in self.mentions)

    @cached_property
    def compares(self) -> bool:
        """Whether the clause sets something beside something else: 跟前年比."""
        return any("compare" in m.meanings("Cue") for m in self.mentions)

    @cached_property
    def sets_aside(self) -> bool:
        """Whether the clause only says what is not asked about: 文旅就不用管了, leaving aside the schools."""
        return not self.asks and (sets_aside(self.text, self.mentions) or self._denied_in_brackets)

    def opens_with(self, *cues: str) -> bool:
        """Whether the first word of the clause is one of some cues: 加上…, plus …, adding those …"""
        return bool(self.mentions) and not self.mentions[0].meanings("Cue").isdisjoint(cues)

    @cached_property
    def frames(self) -> bool:
        """Whether the clause tells what the answer is for, and asks nothing: 我要写一篇综述."""
        return any("frame" in m.meanings("Cue") for m in self.mentions)

    @property
    def _denied_in_brackets(self) -> bool:
        """Whether brackets say what is not meant: (not the criminal ones), （不是续建的）."""
        first = next((m for m in self.mentions if m.content or m.meanings("Cue")), None)
        return self.bracketed and first is not None and "negation" in first.meanings("Cue")

    @cached_property
    def denies(self) -> bool:
        """Whether a word of the clause says that something is not so, and does not only ask."""
        return bool(self.denials)

    @cached_property
    def denials(self) -> tuple[Mention, ...]:
        """Words of the clause that say that something is not so; 没 in 清没清 only asks."""
        only_asks = {m.start() for m in _ONLY_ASKS.finditer(self.text)}
        said = (m for m in self.mentions if "negation" in m.meanings("Cue"))
        return tuple(m for m in said if m.start not in only_asks)

    @property
    def bracketed(self) -> bool:
        """Whether the clause stands in brackets."""
        return _CLOSED.search(self.text) is not None

    def _years_trail(self, marks: Sequence[tuple[int, int]]) -> bool:
        """Whether years stand after what they are said of, as in English: begun in 2023, open in 2024."""
        if len(marks) < 2 or not self.text.isascii():
            return False
        return any(m.content and m.start < min(marks)[0] for m in self.mentions)

    def dated(self, marks: Sequence[tuple[int, int]]) -> list[tuple[Mention, int | None]]:
        """Mentions, each with the year that is said of it, by where the years stand."""
        trail = len(marks) == 1 or self._years_trail(marks)
        return [(m, _year_of(m, marks, trail)) for m in self.mentions]

    @cached_property
    def number_of_firsts(self) -> int | None:
        """The number beside a word for the largest or smallest: 最高的三项, the 3 largest."""
        for mention in self.mentions:
            if mention.meanings("Cue") & {"max", "min"}:
                before = _BEFORE_FIRST.search(self.text[: mention.start])
                after = _AFTER_FIRST.match(self.text, mention.end)
                told = before or after
                if told:
                    return _ENGLISH_NUMBERS.get(told[1]) or _whole_number(told[1], 1)
        return None

    @property
    def denied_states(self) -> frozenset[str]:
        """Status codes that the clause denies: 还没修完."""
        pairs = pairwise(self.mentions)
        denied = (m for before, m in pairs if "negation" in before.meanings("Cue"))
        return frozenset(x.rsplit("/", 1)[-1] for m in denied for x in m.meanings("StatusCue"))

    def states(self) -> list[tuple[int | None, tuple[str, ...]]]:
        """Status codes that the clause names and does not deny, each group with the year before it."""
        marks = year_marks(self.text)
        groups: dict[int | None, list[str]] = {}
        for mention in self.mentions:
            statuses = [x.rsplit("/", 1)[-1] for x in mention.meanings("StatusCue")]
            if statuses:
                year = _year_of(mention, marks, self._years_trail(marks))
                groups.setdefault(year, []).extend(statuses)
        for _, year in marks:
            groups.setdefault(year, [])
        denied = self.denied_states
        return [(year, tuple(sorted(set(found) - denied))) for year, found in groups.items()]


@dataclass(frozen=True)
class Question:
    """An analysed question, or one of several asked at once.

    ``years`` are absolute; ``relative`` holds cues like ``lastYear`` that the documents' years resolve.
    ``asked`` are the kinds of answer wanted (``number``, ``entity``, ``truth`` …). ``unit`` is the unit
    asked for (多少亩: 亩), ``quantity_kinds`` the kinds of quantity asked for by words (多少钱: money).
    ``told_numbers`` are those of the clauses that ask nothing; ``scaled`` is whether a large number is asked
    for by its scale (多少个亿), ``past`` whether it is asked how much was done (涨了多少).
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
    told_numbers: tuple[Number, ...] = ()
    scaled: bool = False
    past: bool = False

    @cached_property
    def matter(self) -> str:
        """The words of the sentence that asks."""
        return "".join(clause.text for clause in self.clauses)

    @cached_property
    def denies(self) -> bool:
        """Whether the question asks if something is not so; 没有 at the end of it only asks."""
        return any(c.denies for c in self.clauses if c.asks)

    @cached_property
    def asks_source_only(self) -> bool:
        """Whether the question asks where something is stated, and nothing else."""
        return "source" in self.cues and not self.asked - {"place"}

    @cached_property
    def counted(self) -> Mention | None:
        """What is counted: the first content word after 多少 or how many, or one that opens with it.

        How many times did is such a word.
        """
        for clause in self.clauses:
            if not clause.asks:
                continue
            asked = list(HOW_MANY.finditer(clause.text))
            if asked:
                begin, at = asked[-1].span()
                said = (m for m in clause.mentions if m.start >= at or m.start == begin < at < m.end)
                return next((m for m in said if m.content), None)
        return None

    @cached_property
    def expected(self) -> int | None:
        """How many things the question says there are: 哪两个公园."""
        match = _EXPECTED.search(self.text)
        if match is None:
            bare = None if self.asked else _BARE_EXPECTED.search(self.original)
            return _whole_number(bare[1], 0) if bare else None
        if match[3] and self._asks_what_is_done(self.text[match.end() :]):
            return None  # 三大行动有哪些具体安排: not the three of them
        if match[2]:
            return _ENGLISH_NUMBERS.get(match[2]) or _whole_number(match[2], 0)
        return _whole_number(match[1] or match[3], 0)

    @cached_property
    def row_counted(self) -> frozenset[int]:
        """How many things the question says that it names in a row: A、B、C三样, of these two."""
        found = [m for c in self.clauses for m in _ROW_COUNTED.finditer(c.text)]
        return frozenset(_whole_number(m[1], 0) if m[1] else ENGLISH_CARDINALS.index(m[2]) + 1 for m in found)

    def _asks_what_is_done(self, text: str) -> bool:
        """Whether a text that ends the question says that measures are asked for."""
        return any("describe" in m.meanings("Cue") and m.text in text for m in self.mentions)

    @cached_property
    def decimals(self) -> int | None:
        """How many decimals a computed value is asked for with: 保留一位小数, to one decimal place."""
        match = _DECIMALS.search(self.original.lower())
        if match is None:
            return None
        words = match[1] or match[2] or match[3]
        if words is None:
            return 0
        return ENGLISH_CARDINALS.index(words) + 1 if words in ENGLISH_CARDINALS else _whole_number(words, 1)

    @cached_property
    def multiple(self) -> tuple[str, Decimal] | None:
        """The relation and the number of times that one value is said to be another one, if there is one.

        None also where no word says whether it is more or less: was it double?
        """
        found = [m.groupdict() for c in self.clauses if c.asks for m in _MULTIPLE.finditer(c.text)]
        if len(found) != 1:
            return None
        (told,) = found
        relation = next((sign for sign, names in _MULTIPLE_SIGNS.items() if any(told[n] for n in names)), "")
        number = _factor(told)
        return (relation, number) if relation and number else None

    @cached_property
    def limit(self) -> int | None:
        """How many are wanted: 前三位, top 5, 最高的三项, the 3 largest, 哪两个最多."""
        match = _LIMIT.search(self.text)
        if match:
            return _ENGLISH_NUMBERS.get(match[2] or "") or _whole_number(match[1] or match[2], 1)
        if not self.cues & {"max", "min"}:
            return None
        told = _EXPECTED.search(self.text)
        expected = None if told and told[3] else self.expected  # 五大指标中最慢的 is one of five
        return next((n for c in self.clauses if (n := c.number_of_firsts)), expected)

    @cached_property
    def asks_bound(self) -> bool:
        """Whether the number is asked for that is to be passed, and nothing is set against it: 要超过多少."""
        return "compare" not in self.cues and any(
            m.meanings("Cue") & _BOUNDING and HOW_FAR.match(c.text, m.end)
            for c in self.clauses
            if c.asks
            for m in c.mentions
        )

    @cached_property
    def telling(self) -> tuple[Clause, ...]:
        """The clauses that say what is asked about: those that ask, or all if these name nothing."""
        asking = tuple(c for c in self.clauses if c.asks)
        named = any(m.content and LABEL in m.kinds for c in asking for m in c.mentions)
        return asking if named else self.clauses

    @cached_property
    def topics(self) -> tuple[Clause, ...]:
        """Clauses that only name what the clause after them asks about: 南曹那个污水厂，去年建完了吗."""
        beside = pairwise(self.clauses)
        return tuple(one for one, after in beside if after.asks and one.is_name and not one.sets_aside)

    @cached_property
    def named_unit(self) -> str:
        """A unit by which the question picks values: 以“亿元”计量的, 单位为家的."""
        match = _NAMED_UNIT.search(self.text)
        return match[1] if match else ""

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Mentions of the sentence that asks."""
        return tuple(m for c in self.clauses for m in c.mentions)

    def dated_clauses(
        self, resolve: Callable[[str], int | None]
    ) -> list[tuple[tuple[Mention, ...], tuple[int, ...]]]:
        """The question cut where a new year begins: mentions with the year they are said of."""
        pieces: list[tuple[list[Mention], int]] = []
        for clause in self.clauses:
            marks = year_marks(clause.text)
            marks += [
                (m.start, year)
                for m in clause.mentions
                for cue in m.meanings("Cue") & RELATIVE
                if (year := resolve(cue))
            ]
            lead: list[Mention] = []
            for mention, year in clause.dated(marks):
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
        return frozenset(x for m in self.words_before(number) for x in m.meanings("Cue"))

    def words_before(self, number: Number) -> tuple[Mention, ...]:
        """The words right before a number, or before its currency: over in over RMB 100 million."""
        clause, at, _ = self._place_of(number) or (None, 0, 0)
        said = clause.mentions if clause else ()
        before = tuple(m for m in said if at - 3 <= m.end - 1 < at)
        if len(before) == 1 and before[0].text.isascii() and before[0].kinds == {SYNONYM}:
            start = before[0].start
            before = (*(m for m in said if start - 2 <= m.end - 1 < start), *before)
        return before

    def relation_behind(self, number: Number) -> frozenset[str]:
        """Cues of the English words right behind a number that open it: 8 per cent or more."""
        clause, _, end = self._place_of(number) or (None, 0, 0)
        said = clause.mentions if clause else ()
        behind = (m for m in said if m.text.isascii() and 0 <= m.start - end <= _BEHIND)
        return frozenset(x for m in behind for x in m.meanings("Cue")) & _OPENING

    def counts(self, number: Number) -> bool:
        """Whether a number stands right before the word for what it counts: 14个老旧小区, 14 parks."""
        clause, _, end = self._place_of(number) or (None, 0, 0)
        after = clause.text[end : end + _COUNTER] if clause else ""
        behind = [m for m in clause.mentions if m.start >= end] if clause else []
        gap = behind[0].start - end if behind else len(after) + 1
        return bool(behind) and behind[0].content and gap <= len(after)

    def _place_of(self, number: Number) -> tuple[Clause, int, int] | None:
        """The clause in which a number stands, and where in it."""
        alone = re.compile(rf"(?<![\d.]){re.escape(number.text)}")  # 20 does not stand in 2023
        for clause in self.clauses:
            taken = {start for start, _ in year_marks(clause.text)}
            found = next((m for m in alone.finditer(clause.text) if m.start() not in taken), None)
            if found is not None:
                return clause, found.start(), found.end()
        return None

    @cached_property
    def asking(self) -> tuple[Mention, ...]:
        """Mentions of the clauses that ask."""
        return tuple(m for c in self.clauses if c.asks for m in c.mentions)

    @cached_property
    def asking_relative(self) -> frozenset[str]:
        """Relative years named in the clauses that ask."""
        return frozenset(x for m in self.asking for x in m.meanings("Cue")) & self.relative

    @cached_property
    def means_year_told(self) -> bool:
        """Whether the year that was spoken of is meant by a word (当年, 这一年), and 今年 is not said."""
        said = [cues for m in self.mentions if "thisYear" in (cues := m.meanings("Cue"))]
        return bool(said) and all(cues >= _THAT_YEAR for cues in said)

    def of_year_told(self) -> Question:
        """The question without the word for the year that was spoken of, which names none itself."""
        this_year = {"thisYear"}
        return replace(self, relative=self.relative - this_year, cues=self.cues - this_year)

    @cached_property
    def asking_years(self) -> tuple[int, ...]:
        """Years named in the clauses that ask."""
        return years_in("".join(c.text for c in self.clauses if c.asks))


def _factor(told: Mapping[str, str | None]) -> Decimal | None:
    """How many times, by the word for it that a pattern found."""
    fixed = next((value for name, value in _FACTORS.items() if told[name]), None)
    words = told["zh"] or told["en"] or ""
    if fixed or not words:
        return fixed
    if words in ENGLISH_CARDINALS:
        return Decimal(ENGLISH_CARDINALS.index(words) + 1)
    return Decimal(words) if words[0].isdigit() else chinese_number(words)


def relation_asked(question: Question, number: Number) -> str:
    """The relation that the number's own bound or the word before it tells, equality if neither does."""
    if number.bound in _BOUNDS - {"="}:
        return number.bound
    told = question.relation_before(number) or question.relation_behind(number)
    return next((sign for cue, sign in _RELATIONS.items() if cue in told), "=")


def _whole_number(words: str, unread: int) -> int:
    """A number in digits or in Chinese, ``unread`` for one that cannot be read."""
    return int(words) if words.isdigit() else int(chinese_number(words) or unread)
