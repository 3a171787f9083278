"""Analysing a text: its sentences, which clauses ask, what each question asks for.

Detectors consume their spans first (years, numbers with units, units asked for); the rest is cut into
mentions. Clauses that ask nothing are set aside: their words may help but need not be covered by the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kgqa.linking.lexicon import stem
from kgqa.linking.mentions import (
    CLASS,
    CUE,
    FUNCTION,
    LABEL,
    QUESTION,
    SMALL_TALK,
    STATUS,
    UNKNOWN,
    Mention,
    Vocabulary,
    cut,
)
from kgqa.parsing.cleaning import clean
from kgqa.parsing.detection import Detector, blank, years_in
from kgqa.parsing.naming import stands_in
from kgqa.parsing.parts import (
    HOW_MUCH,
    Part,
    Sentence,
    asks,
    continued,
    coordinated,
    marked,
    meanings,
    split,
    words,
)
from kgqa.parsing.question import (
    COMPARATIVE,
    HOW_FAR,
    HOW_MANY,
    HOW_MANY_IN_ENGLISH,
    RELATIVE,
    Clause,
    Number,
    Question,
    sets_aside,
)
from kgqa.text.numerals import ENGLISH_CARDINALS
from kgqa.text.quantities import QuantityGrammar

_SENTENCE = re.compile(
    r"(?:[^。？！?!；;\n.]|\.(?!\s|$)|(?<=\bno)\.(?=\s\d))+(?:[。？！?!；;\n]|\.(?=\s|$))*"  # No. 1 is a name
)
_CLAUSE = re.compile(r"[^，,：:（）()]+[，,：:（）()]*")  # what stands in brackets is a clause of its own
_WITHIN_WORD = re.compile(r"(?<=[\u4e00-\u9fff])\([\u4e00-\u9fff]\)[\u4e00-\u9fff]")  # 新(续)建
# Question words that may stand within longer words, which the cutting leaves whole.
# 前几年, 好几家 and 几年前 ask nothing, nor does 获评的几个村中 of which one is asked for.
_SEVERAL = r"(?<![前近这那好十上头])几(?!乎|年前|天前|个月前|(?<=的几)[^，,?？]{1,6}[中里][，,])"
ASKS = re.compile(rf"多少|{_SEVERAL}|哪|什么|谁|吗|(?<!着)呢|如何|怎|何(?=安排|举措|打算|计划|部署|进展)")
_ASKS_WHICH = re.compile(r"多少|哪|第几")
_ASKS_NUMBER = re.compile(rf"多少|(?<!哪){_SEVERAL}")
_WHAT = re.compile(
    r"\b(?:what|which)\b(?! (?:is|was|are|were|did|does|do|has|have|will|would)\b)"
    r"(?: (?:total|overall|combined)\b)*"
)
_WHAT_ABOUT = re.compile(r"\s*(?:and )?(?:what|how) about ")
_HOW_FAR_APART = re.compile(r"\s*(?:and )?(?:by )?how (?:many|much) ")  # and how many more, said in one word
_HOW_LARGE = re.compile(
    r"\b(?:what|how (?:large|big|high)) (?:is|was|are|were) the\b"
    r"(?: (?:total|overall|combined|(?:19|20)\d\d)\b)*"
)
_IN_UNITS = re.compile(r"\bunits? of $")  # in units of 100 million yuan
_WHAT_DID = re.compile(
    r"\bwhat (?:did|does|do|will|would)\b((?!.*\b(?:in|on|into|for|to)[ ?.]*(?:in \d+[ ?.]*)?$).*)"
)
_BESIDE_THE_VERB = re.compile(r"\b(?:about|on|of|for|in|to|the|any|its|their) [\w-]+")
_COUNTED = frozenset({"person", "count", "duration"})  # kinds of quantity of what is counted one by one
_ASKS_SCALE = re.compile(r"\bhow many (?:hundred )?(?:thousands?|millions?|billions?)\b")
# 多少 and how much with nothing counted after them: 花出去多少, how much did it cost.
_BARE_AMOUNT = re.compile(
    r"(\S{1,2}?)[了出进下去来掉]*多少[了呢啊呀]*[?？。，,]*$"
    r"|\bhow much\b(?= (?:\w+ )?(?:did|does|do|is|was|were|are|has|have|had|will|would|can)\b)"
)
_BARE_TRUTH = re.compile(  # 已经是3A级景区了？ 建成了没: yes or no without 吗
    r"(?:了|的)[？?]+$|(?:吧|没有?|(?<![什怎多这那])么|不)[啊呀呢？?。]*$"
)
_TRUTH = re.compile(r"(?<![行好])(?<!可以)吗|是否|([^好行成可])[没不]\1")  # 授予的吗, 清没清干净
_INDEFINITE = re.compile(r"[没不无][^，,？?]{0,4}(?:啥|什么)[^，,？?]*(?:吧|吗)[？?。]*$")  # 没它啥事了吧
# What a speaker adds to a statement to have it confirmed: 对吧, right, isn't it.
_TAG = re.compile(
    r"\s*(?:(?:对|是|没错|是这样|不是|说得对)(?:吗|吧|么|不)|对不对|是不是"
    r"|(?:is that |am i |that's )?(?:right|correct|true)|yes|no"
    r"|(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)(?:n't)? "
    r"(?:it|they|that|this|there|he|she|we)(?: not)?)\s*[？?。]*\s*$"
)
_BARE_COMPARED = re.compile(r"比.+[高低多少大小快慢][？?]+$")  # GDP目标比固投还高？
_YEAR_IN_PINYIN = re.compile(r"(?<=\b(?:19|20)\d\d)\s*nian\b\s*", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAME_IN_BRACKETS = re.compile(r"\s*\(([\u4e00-\u9fff]+)\)")
_OF_A_COMPOUND = re.compile(r"-[a-z]")  # a 5-star hotel is no five of them
# 14 new facilities in 2024 correct? is a statement, and a tag that no comma parts from it.
_ENDING_TAG = re.compile(
    r"^((?!\s*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|what|which|who|how|when|where)\b)"
    r"[^?,.]*\b(?!figure|number|that|this|it|all)\w+) ((?:correct|right|true)\s*\?)$"
)
_ENGLISH_NUMBER = re.compile(r"[\d.,]+ ?(?:(?:hundred|thousand|million|billion|trillion) )*(?=[a-z])")
_NO_YEAR = re.compile(r"(?<![\d.,])(?:1,9|2,0)\d\d(?![\d,])")
_EITHER_WAY = frozenset({"alternative", "growth", "decline"})  # cues of words for both ways
_IN_WORDS = re.compile(
    rf"\b((?:at (?:most|least)|(?:more|fewer|less) than|over|exactly)) ({'|'.join(ENGLISH_CARDINALS)})\b",
    re.IGNORECASE,
)
_OF_BOTH_YEARS = frozenset(
    {"compare", "difference", "sum", "total", "each", "both", "greater", "less", "higher", "lower"}
)
_YEAR_IN_BRACKETS = re.compile(r"\s*\(((?:19|20)\d\d年?)\)")
_LATIN = re.compile(r"[a-z]{2,}", re.IGNORECASE)
# Cues that count only in a clause that asks: 我在准备材料 plans nothing.
_OF_THE_ASKING_CLAUSE = frozenset(
    {"target", "actual", "instruction", "personal", "opinion", "source", "quoting", "difference"}
)
_MEASURED = frozenset({"growth", "decline", "share"})
_OF_ANY_SENTENCE = frozenset({"each"})  # which may be asked for afterwards: Please give both.
_NUMBER_OF = re.compile(r"(?:total )?(?:number|amount) of\b")
# 较2023年增加几条: 较 compares where a year stands after it, and else says that something is rather so.
_SET_AGAINST_YEAR = re.compile(r"较之?(?=\s*(?:(?:19|20)\d\d|[去上前]一?年))")
_SHARE = re.compile(r"[%％点]")
_BOUND = frozenset({"moreThan", "lessThan"})
_POSITION = frozenset({"less", "lessThan"})
_ARTICLE = len(" the ")
_RELATION = frozenset({"greater", "less", "higher", "lower", "equal"})
_SIGNS = frozenset({">", ">=", "<", "<="})
_AGAINST = frozenset({"moreThan", "lessThan", "compare", "atLeast", "atMost"})  # what one side is set against
_SIDED = _AGAINST | {"coordination", "alternative", "pronoun", "followUp", "ratio", "addition"}
_SPEAKER = frozenset({"i", "we"})
_LONGEST_PARTICLE = 3  # 能不能 may ask by itself, 能不能告诉我 does not
_LAST_WORDS = 3  # nouns that say what kind of quantity is asked for stand at the end


class Analyser:
    """Analyses questions with a vocabulary and the grammar of quantities.

    ``units_in_english`` gives the units by which a report counts for their names in English, ``past`` are
    words that ask how much was done.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        quantities: QuantityGrammar,
        units_in_english: Mapping[str, str] = MappingProxyType({}),
        past: frozenset[str] = frozenset(),
    ) -> None:
        self.vocabulary = vocabulary
        self._past = past
        self._units_in_english = units_in_english
        self.detector = Detector(quantities, vocabulary)

    def analyse(self, question: str) -> list[Question]:
        """The questions that a text asks, in order; one for most texts, none for a text without any word."""
        text = clean(_spelled(question))
        if not text:
            return []
        text = _YEAR_IN_PINYIN.sub("年", text)
        text = _YEAR_IN_BRACKETS.sub(r" \1", text)  # 去年（2023年）全年: no clause of its own
        if _language(text) == "en":
            text = _NAME_IN_BRACKETS.sub(r" \1", text)  # the Chinese name of what stands before it
        text = _ENDING_TAG.sub(r"\1, \2", text)
        sentences = continued(marked([self._sentence(s) for s in _SENTENCE.findall(text)]))
        sentences = [self._told_later(s, sentences[i + 1 :]) for i, s in enumerate(sentences)]
        asking = [i for i, s in enumerate(sentences) if asks(s)]
        if not asking:
            whole = tuple(replace(c, asks=True) for s in sentences for c in s)
            return [self._question(question, text, Part(whole), ())]
        found = []
        for start, index in zip([0, *(i + 1 for i in asking)], asking, strict=False):
            beside = [*sentences[start:index], *(sentences[index + 1 :] if index == asking[-1] else ())]
            background = tuple(c for s in beside for c in s)
            parts = split(sentences[index], self._unit_of)
            found += [self._question(question, text, part, background) for part in parts]
        return found

    def _unit_of(self, words: str) -> str:
        asked = self.detector.asked_unit(words)
        return asked.unit if asked else ""

    def _told_later(self, sentence: Sentence, later: Sequence[Sentence]) -> Sentence:
        """A sentence, which asks nothing where a later one tells the number: 听说有几家企业…。那9家…"""
        unit = self._unit_of(words(c for c in sentence if c.asks))
        rest = "".join(map(words, later)) if unit and any(map(asks, later)) else ""
        told = (n for n in self._numbers(rest) if n.unit == unit)
        if any(re.search(f"[这那]{re.escape(n.text)}", rest) for n in told):
            return tuple(replace(c, asks=False) for c in sentence)
        return sentence

    def _sentence(self, sentence: str) -> Sentence:
        clauses = self._clauses(sentence)
        return _tagged(
            tuple(self._clause(part) for clause in clauses for part in coordinated(clause, self._cut))
        )

    def _clauses(self, sentence: str) -> list[str]:
        """Texts of the clauses; a mark within a name or a word parts none: 中小学新(续)建项目数."""
        within = (m.span() for m in _WITHIN_WORD.finditer(sentence))
        named = [*self.vocabulary.whole_names(sentence), *within]
        found: list[str] = []
        at = 0
        for match in _CLAUSE.finditer(sentence):
            if found and any(start < match.start() < end for start, end in named):
                found[-1] = sentence[at : match.end()]
            else:
                at = match.start()
                found.append(match[0])
        return found

    def _clause(self, words: str) -> Clause:
        mentions = self._cut(words)
        if sets_aside(words, mentions):
            return Clause(words, mentions, False)
        asking = [m for m in mentions if QUESTION in m.kinds]
        source = any("source" in m.meanings("Cue") for m in mentions)  # under which task is it listed
        if not _CHINESE.search(words) and not source and all(_is_truth(m) for m in asking):
            # the village was torn down: tells
            opens = _WHAT_ABOUT.match(words) or _HOW_FAR_APART.match(words)
            return Clause(words, mentions, _opens_with_verb(mentions) or bool(opens))
        where = source and not _CHINESE.search(words)  # in which section
        return Clause(words, mentions, bool(asking or where or ASKS.search(words)))

    def _cut(self, words: str) -> tuple[Mention, ...]:
        return _without_position(cut(blank(words, self.detector.consumed(words)), self.vocabulary))

    def _question(self, original: str, text: str, part: Part, background: Sentence) -> Question:
        clauses, shared = part.clauses, part.shared
        asking = tuple(c for c in clauses if c.asks)
        counting = tuple(c for c in asking if not _means_some(c))
        asked_unit = next((u for c in counting if (u := self.detector.asked_unit(c.text))), None)
        cues = meanings(clauses, "Cue")
        cues -= _OF_THE_ASKING_CLAUSE - meanings(asking, "Cue")
        aside = meanings((c for c in clauses if c.sets_aside), "Cue") & _MEASURED  # 别给我增速
        cues -= aside - meanings((c for c in clauses if not c.sets_aside), "Cue")
        cues |= meanings(background, "Cue") & _OF_ANY_SENTENCE
        if _SET_AGAINST_YEAR.search(words(clauses)):
            cues |= {"compare"}
        if _asks_how_far(asking, cues, counted=asked_unit is not None and not _SHARE.search(asked_unit.unit)):
            cues |= {"difference"}
        cues = _added_or_apart(clauses, cues) - _years_denied(clauses)
        years, relative = years_in(words(clauses)), cues & RELATIVE
        own = years_in(words(asking))
        beside = years_in(words(c for c in clauses if not c.asks and c.names_something))
        if own and not cues & _OF_BOTH_YEARS:
            years = tuple(year for year in years if year in {*own, *beside})  # 2023年的有了，还差2021年的
        if not years and not relative:  # 去年建了多少所学校、新增多少个学位: one year for both
            years, relative = years_in(words(shared)), meanings(shared, "Cue") & RELATIVE
        language = _language(text)
        wishes = tuple(c for c in clauses if c.asks or not c.frames)
        asked = _asked(language, wishes, cues, asked_unit is not None)
        if asked == {"entity"} and any(self._kinds_of_price(c) for c in asking):
            asked = frozenset({"number"})
        if not asked and self._ends_in_bound(clauses):
            asked = frozenset({"truth"})
        kinds = self._quantity_kinds(asking)
        if language == "en" and ("number" in asked or kinds):
            clauses, asking = _of_a_target(clauses), _of_a_target(asking)
        if "number" in asked and cues >= _EITHER_WAY:  # did it grow or shrink, and by how much
            asked, cues = frozenset({"number"}), cues - {"alternative", "decline", "difference"}
        unit = asked_unit.unit if asked_unit else ""
        if asked >= {"entity", "number"} and f"哪几{unit}" in words(clauses):
            unit = ""  # 哪几项、各多少: the counter is of the things, and not of their values
        if "quoting" in cues and not asked:
            cues |= {"source"}  # 引用一下这个数 wants the place, before I quote it: how many does not
        found = Question(
            original=original,
            text=text,
            language=language,
            clauses=clauses,
            background=(*shared, *background),
            years=years or years_in(words(background)),
            relative=relative,
            cues=cues,
            asked=asked,
            numbers=self._numbers(words(asking)),
            unit=unit,
            quantity_kinds=kinds,
            told_numbers=self._numbers(words(c for c in (*clauses, *background) if not c.asks)),
            scaled=bool(asked_unit and asked_unit.scaled)
            or any(_ASKS_SCALE.search(c.text) for c in counting),
            past=asked != {"truth"} and any(stands_in(form, c.text) for c in asking for form in self._past),
        )
        told = found.years or found.relative - {"thisYear"}
        return found.of_year_told() if told and found.means_year_told else found

    def _numbers(self, words: str) -> tuple[Number, ...]:
        return tuple(
            Number(
                q.value,
                q.base,
                self._english_unit(words[q.span.start :]) or q.unit,
                q.bound,
                words[q.span.start : q.span.end],
            )
            for q in self.detector.numbers(words)
            if words[q.span.start - 1 : q.span.start] != "哪"  # 哪两处 says how many are wanted
            and not _IN_UNITS.search(words[: q.span.start])
            and not _OF_A_COMPOUND.match(words, q.span.end)
        )

    def _english_unit(self, words: str) -> str:
        """The unit behind the English number that words begin with: 367 million square metres, 45 km."""
        number = _ENGLISH_NUMBER.match(words)
        rest = words[number.end() :] if number else ""
        said = (u for u in self._units_in_english if re.match(rf"{re.escape(u)}\b", rest))
        return self._units_in_english.get(max(said, key=len, default=""), "")

    def _ends_in_bound(self, clauses: Sentence) -> bool:
        """Whether a sentence with a question mark ends in a number to be passed: 销量 破5万辆？"""
        said = words(clauses).rstrip()
        last = next(iter(self._numbers(words(clauses))[-1:]), None)
        if last is None or not said.endswith("?") or not said.rstrip("? ").endswith(last.text):
            return False
        before = clauses[-1].mentions[-1:]
        return last.bound in _SIGNS or any(m.meanings("Cue") & _AGAINST - {"compare"} for m in before)

    def _quantity_kinds(self, asking: Sentence) -> frozenset[str]:
        """Kinds of quantity asked for in words: 多少钱, or a noun near the end that is money or people."""
        said = (m for c in asking for m in c.mentions)
        last = [m for m in said if m.text.isascii() or m.kinds != {FUNCTION}][-_LAST_WORDS:]
        told = meanings(asking, "UnitWord")
        told = told or frozenset(kind for c in asking for m in c.mentions for kind in self._unit_kinds(m))
        told = told or frozenset(kind for c in asking for kind in self._kinds_done(c))
        told = told or frozenset(kind for c in asking for kind in self._kinds_after_what(c))
        kinds = told or frozenset(kind for m in last for kind in self._noun_kinds(m.form))
        several = not told and any(
            HOW_MANY_IN_ENGLISH.search(c.text) for c in asking
        )  # how many loans are no money
        kinds = kinds & _COUNTED if several else kinds
        return kinds or self._kinds_asked(asking)

    def _kinds_asked(self, asking: Sentence) -> frozenset[str]:
        """Kinds of quantity of the noun before a 多少 that counts nothing: 租金要交多少."""
        match = _BARE_AMOUNT.search(asking[-1].text) if asking else None
        if match is None or asking[-1].text.isascii():
            return frozenset()
        before = (m for m in reversed(asking[-1].mentions) if m.start < match.end(1) and len(m.text) > 1)
        noun = next((m for m in before if m.content or m.meanings("QuantityNoun")), None)
        return noun.meanings("QuantityNoun") if noun else frozenset()

    def _kinds_after_what(self, clause: Clause) -> frozenset[str]:
        """Kinds of quantity of the noun that an English question word asks for.

        What interest *rate* did, how large was the *contract value* of.
        """
        match = _WHAT.search(clause.text) or _HOW_LARGE.search(clause.text)
        if match is None:
            return frozenset()
        head, end = "", match.end()
        for m in clause.mentions:
            if m.start >= end:
                verb = bool(head) and STATUS in m.kinds and LABEL not in m.kinds  # what ratio applies
                if clause.text[end : m.start].strip() or not m.content or verb:
                    break
                head, end = m.form, m.end
        return self._noun_kinds(head) or self._noun_kinds(head.rsplit(" ")[-1]) if head else frozenset()

    def _kinds_done(self, clause: Clause) -> frozenset[str]:
        """Kinds of quantity by what is done with it, where nothing is named that is counted: 花出去多少."""
        match = _BARE_AMOUNT.search(clause.text)
        if match is None:
            return self._kinds_of_price(clause)
        return self.vocabulary.kinds_done(match[1] if match[1] else clause.text[match.end() :])

    def _kinds_of_price(self, clause: Clause) -> frozenset[str]:
        """Kinds of quantity of what something did, in English: what did it cost, not what they invest in."""
        match = _WHAT_DID.search(clause.text)
        return self.vocabulary.kinds_done(_BESIDE_THE_VERB.sub(" ", match[1])) if match else frozenset()

    def _unit_kinds(self, mention: Mention) -> frozenset[str]:
        """Kinds of quantity of the words that ask for a unit within a longer one: 卖了多少钱."""
        asked = HOW_MANY.search(mention.form)
        within = self.vocabulary.zh.get(mention.form[asked.start() :], ()) if asked else ()
        return frozenset(entry.meaning for entry in within if entry.kind == "UnitWord")

    def _noun_kinds(self, form: str) -> frozenset[str]:
        """Kinds of quantity that a noun, or the end of it, stands for."""
        known = self.vocabulary
        ends = (form,) if form.isascii() else (form[at:] for at in range(len(form) - 1))
        return frozenset(
            entry.meaning
            for end in ends
            for entry in (*known.zh.get(end, ()), *known.en.get(tuple(map(stem, end.split())), ()))
            if entry.kind == "QuantityNoun"
        )


def _without_position(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Mentions, of which one compares nothing where it opens a topic: under the reform plan.

    Before a number, or a word for what values are held against, it compares: under 5 %, under the target.
    """
    return tuple(
        _as_it_stands(mention, first=not n, after=mentions[n + 1 :]) for n, mention in enumerate(mentions)
    )


def _as_it_stands(mention: Mention, first: bool, after: Sequence[Mention]) -> Mention:
    if _asks_for_bound(mention, after):
        kept = tuple(e for e in mention.entries if e.meaning not in _BOUND | COMPARATIVE)
        return replace(mention, entries=kept)
    return _as_topic(mention) if first or _opens_topic(mention, after) else mention


def _asks_for_bound(mention: Mention, after: Sequence[Mention]) -> bool:
    """Whether a word sets nothing against a value, which itself is asked for: below what level."""
    said = after[0] if mention.text.isascii() and after else None
    asks = said is not None and said.start == mention.end + 1 and "entity" in said.meanings("QuestionWord")
    held = mention.text.endswith("than")  # against what follows: lower than what it was
    return asks and not held and not mention.content and not mention.meanings("Cue").isdisjoint(_BOUND)


def _of_a_target(clauses: Sentence) -> Sentence:
    """Clauses of a question for a value, in which words for what is wished for tell a target and no state.

    What growth is it aiming for; a title that it is aiming for is one that it seeks.
    """
    return tuple(replace(c, mentions=tuple(map(_as_target, c.mentions))) for c in clauses)


def _as_target(mention: Mention) -> Mention:
    cues = tuple(e for e in mention.entries if e.kind == "Cue")
    wished = STATUS in mention.kinds and "target" in mention.meanings("Cue")
    return replace(mention, kinds=frozenset({CUE}), entries=cues) if wished else mention


def _opens_topic(mention: Mention, after: Sequence[Mention]) -> bool:
    """Whether a topic follows right after a word, behind no more than an article."""
    said = next((m for m in after if FUNCTION not in m.kinds), None)
    return (
        said is not None and said.start - mention.end <= _ARTICLE and said.content and CUE not in said.kinds
    )


def _as_topic(mention: Mention) -> Mention:
    """A word that may open a topic, without its meaning as a comparison."""
    cues = mention.meanings("Cue")
    if "topic" not in cues or not cues & _POSITION:
        return mention
    return replace(mention, entries=tuple(e for e in mention.entries if e.meaning not in _POSITION))


# ---------- what is asked for ----------


def _language(text: str) -> str:
    """English where its words outnumber the Chinese characters, which then are names: the park (莲塘园)."""
    return "en" if len(_LATIN.findall(text)) > len(_CHINESE.findall(text)) else "zh"


def _asked(language: str, clauses: Sentence, cues: frozenset[str], unit: bool) -> frozenset[str]:
    """Kinds of answer wanted: ``number``, ``entity``, ``truth`` …"""
    asked, text = meanings(clauses, "QuestionWord"), words(clauses)
    if any(_TRUTH.search(_without_politeness(clause)) for clause in clauses):
        asked |= {"truth"}
    if _INDEFINITE.search(text):
        asked -= {"entity"}
    if language == "en" and any(_is_a_count(m) for c in clauses if c.asks for m in c.mentions):
        asked = (asked - {"entity"}) | {"number"}
    if language == "en" and any(_asks_what_is_said(c) for c in clauses):
        asked = (asked - {"entity"}) | {"description"}
    undated = "".join(_without_dates(c) for c in clauses)
    if meanings(clauses, "UnitWord") or (unit and "哪几" not in text) or _ASKS_NUMBER.search(undated):
        asked |= {"number"}
    if not asked and language == "zh" and cues & {"count"}:
        asked |= {"number"}  # in keywords: 公园 数量
    if language == "en" and (_asks_where_first(clauses) or any(_asks_which_first(c) for c in clauses)):
        asked -= {"truth"}  # in which section does it say so; which anniversary is it
    if _asks_which_side(language, asked, cues):
        return frozenset({"entity"})
    if asked <= {"truth"} and "source" not in cues and _is_bare_truth(language, clauses, cues):
        return frozenset({"truth"})
    if any(_means_some(c) for c in clauses) and "多少" not in text:
        asked -= {"number"}
    if not _asks_truth(language, clauses, asked, cues):
        return asked - {"truth"}
    how_much = HOW_MUCH.search(text) or meanings(clauses, "UnitWord")
    return asked - {"number"} if language == "en" and not how_much else asked


def _asks_what_is_said(clause: Clause) -> bool:
    """Whether it is asked what a text of some year says about a matter: what does the 2024 plan say about."""
    said = clause.mentions
    what = next((n for n, m in enumerate(said) if "entity" in m.meanings("QuestionWord")), len(said))
    says = (n for n, m in enumerate(said) if "saying" in m.meanings("Cue"))
    return clause.asks and any(
        n > what and "about" in after.text for n in says for after in said[n + 1 : n + 2]
    )


def _asks_which_side(language: str, asked: frozenset[str], cues: frozenset[str]) -> bool:
    """Whether one of two is asked for without a question word: 新建的多还是续建的多, are more new or old?"""
    if not ("alternative" in cues and cues & COMPARATIVE) or cues & _AGAINST:
        return False
    return not asked if language == "zh" else asked == {"truth"}


def _asks_which_first(clause: Clause) -> bool:
    """Whether an English clause opens with which or what and a noun, so that a verb after it asks no yes."""
    words = clause.text.split()
    return clause.asks and len(words) > 2 and bool(_WHAT.match(clause.text.strip()))


def _without_politeness(clause: Clause) -> str:
    """The words of a clause without phrases that only open a question: 能不能告诉我 asks for no yes."""
    text = clause.text
    for m in clause.mentions:
        if m.kinds == {FUNCTION} and len(m.text) > _LONGEST_PARTICLE:
            text = text[: m.start] + " " * len(m.text) + text[m.end :]
    return text


def _without_dates(clause: Clause) -> str:
    """The words of a clause without those that ask for a time: 几月底前 asks for no number."""
    text = clause.text
    for m in clause.mentions:
        if "date" in m.meanings("QuestionWord"):
            text = text[: m.start] + " " * len(m.text) + text[m.end :]
    return text


def _spelled(question: str) -> str:
    """A question with its numbers as numbers: 2,000 is no year, and at most two is at most 2."""
    whole = _NO_YEAR.sub(lambda m: f"{m[0].replace(',', '')}.0", question)
    return _IN_WORDS.sub(lambda m: f"{m[1]} {ENGLISH_CARDINALS.index(m[2].lower()) + 1}", whole)


def _tagged(sentence: Sentence) -> Sentence:
    """A statement with a tag that asks whether it is so asks in all its clauses that say something."""
    told, tag = sentence[:-1], sentence[-1:]
    if not told or not _is_tag(tag) or any(c.asks for c in told):
        return sentence
    says = [any(m.content and m.kinds != {UNKNOWN} for m in c.mentions) for c in told]
    own = [say and "speaker" not in meanings((c,), "Cue") for say, c in zip(says, told, strict=True)]
    says = own if any(own) else says  # 我家的房子还没交, 听说6月底交付, 对吗
    asking = (replace(c, asks=own or not any(says)) for c, own in zip(told, says, strict=True))
    asks = tuple(m for m in tag[0].mentions if m.meanings("QuestionWord") == {"truth"} and not m.content)
    return (*asking, replace(tag[0], mentions=asks, asks=True))


def _is_tag(last: Sentence) -> bool:
    return any(
        _TAG.fullmatch(clause.text) or _asks_if_told(clause) or _only_asks_truth(clause) for clause in last
    )


def _only_asks_truth(clause: Clause) -> bool:
    """Whether a clause has no words but those that ask for yes or no: 对嘛, 是不是呀."""
    said = clause.mentions
    asks = any(_is_truth(m) and not m.meanings("Cue") & {"negation"} for m in said if QUESTION in m.kinds)
    return asks and all(m.kinds <= {QUESTION, FUNCTION} for m in said)


def _asks_if_told(clause: Clause) -> bool:
    """Whether a clause only asks if the report says what stands before it: 报告是不是这么说的."""
    told = any("asTold" in m.meanings("Cue") for m in clause.mentions)
    if not told or any(m.content and not m.kinds & {FUNCTION, QUESTION} for m in clause.mentions):
        return False
    asked = frozenset().union(*(m.meanings("QuestionWord") for m in clause.mentions))
    return asked <= {"truth"} and bool(asked or _TRUTH.search(clause.text) or _BARE_TRUTH.search(clause.text))


def _is_a_count(mention: Mention) -> bool:
    """Whether an English name says that it is a number: number of new schools."""
    return LABEL in mention.kinds and _NUMBER_OF.match(mention.text) is not None


def _opens_with_verb(mentions: Sequence[Mention]) -> bool:
    """Whether an English clause opens with a word that asks for yes or no: did, is there, whether.

    I have both only tells.
    """
    at = next((n for n, m in enumerate(mentions) if not m.kinds <= {FUNCTION, CUE, SMALL_TALK}), None)
    if at is None or not _is_truth(mentions[at]):
        return False
    return at == 0 or mentions[at - 1].text not in _SPEAKER


def _asks_where_first(clauses: Sentence) -> bool:
    """Whether a word that asks where something stands comes before any that asks for yes or no."""
    telling = (m for c in clauses for m in c.mentions if _is_truth(m) or "source" in m.meanings("Cue"))
    first = next(telling, None)
    return first is not None and not _is_truth(first)


def _is_truth(mention: Mention) -> bool:
    return "truth" in mention.meanings("QuestionWord")


def _years_denied(clauses: Sentence) -> frozenset[str]:
    """Relative years of clauses that tell what was not, beside another year: 去年没轮上，今年又要改一批."""
    denying = [c for c in clauses if c.denies and not c.asks]
    said = meanings(clauses, "Cue") & RELATIVE
    kept = meanings((c for c in clauses if c not in denying), "Cue") & RELATIVE
    return said - kept if kept else frozenset()


def _added_or_apart(clauses: Sentence, cues: frozenset[str]) -> frozenset[str]:
    """Cues, of which words that may tell what a year added or how far two values are apart have one meaning.

    去年多出来多少个学位 asks what was added; where something is set against it (比新建的多出来), how far.
    """
    both = [m for c in clauses for m in c.mentions if _is_of_a_year_or_apart(m)]
    if not both:
        return cues
    dates = max(len(set(years_in(words(clauses)))), len(cues & RELATIVE))  # 去年（2023年） is one
    if dates != 1 or not may_tell_added(clauses):
        others = {x for c in clauses for m in c.mentions if m not in both for x in m.meanings("Cue")}
        return cues - ({"inPeriod"} - others)
    return added(cues)


def may_tell_added(clauses: Sentence) -> bool:
    """Whether words ask what was added or how far two values are apart, and nothing else is set apart."""
    both = [m for c in clauses for m in c.mentions if _is_of_a_year_or_apart(m)]
    others = {x for c in clauses for m in c.mentions if m not in both for x in m.meanings("Cue")}
    return bool(both) and not (others & (_SIDED | {"difference"}) or {"target", "actual"} <= others)


def added(cues: frozenset[str]) -> frozenset[str]:
    """Cues of a question for what a year has added."""
    return (cues | {"inPeriod"}) - {"difference", *COMPARATIVE}


def _is_of_a_year_or_apart(mention: Mention) -> bool:
    """Whether words may tell what a year added, or that one value is above another: 多出来, 多了."""
    cues = mention.meanings("Cue")
    return "inPeriod" in cues and bool(cues & (COMPARATIVE | {"difference"}))


def _asks_how_far(asking: Sentence, cues: frozenset[str], counted: bool) -> bool:
    """Whether it is asked how far apart two values are: 多几个, 比去年少了几条, 比去年缩了多少.

    By how many things one year's number has grown is asked of two numbers (``counted``); by how much per
    cent it has grown is a value.
    """
    told, bound = COMPARATIVE, _BOUND  # 超过多少人 asks for the number that was passed
    if "compare" in cues:
        told = told | {"decline", "moved"} | ({"growth"} if counted else frozenset())
        bound = frozenset()
    elif {"lastYear", "thisYear"} <= cues:
        told = told | {"moved"}
    return any(
        m.meanings("Cue") & told and not m.meanings("Cue") & bound and HOW_FAR.match(c.text, m.end)
        for c in asking
        for m in c.mentions
    )


def _means_some(clause: Clause) -> bool:
    """Whether 几 means some: 是不是还剩几个, 有几个没建成吗 ask for yes or no."""
    truths = (m for m in clause.mentions if _is_truth(m))
    asks_truth = any("negation" not in m.meanings("Cue") for m in truths)
    return asks_truth and "几" in clause.text and not _ASKS_WHICH.search(clause.text)


def _is_bare_truth(language: str, clauses: Sentence, cues: frozenset[str]) -> bool:
    """Whether a sentence without a question word wants yes or no: it is done? it is above the other?"""
    text = words(clauses)
    if _is_tag(clauses[-1:]):
        return True
    stated = _ends_in_state(clauses)
    if language == "zh" and (stated or _BARE_TRUTH.search(text) or _BARE_COMPARED.search(text)):
        return "list" not in cues  # 列一下吧 asks for a list
    return text.rstrip().endswith("?") and "compare" in cues and bool(cues & _RELATION)


def _ends_in_state(clauses: Sentence) -> bool:
    """Whether a sentence with a question mark ends in a state, as in keywords: 片区 2023 已建成？"""
    last = next((m for c in clauses[-1:] for m in reversed(c.mentions)), None)
    state = last is not None and bool(last.meanings("StatusCue")) and CLASS not in last.kinds
    return state and words(clauses).rstrip().endswith("?")


def _asks_truth(language: str, clauses: Sentence, asked: frozenset[str], cues: frozenset[str]) -> bool:
    """Whether yes or no is wanted.

    In English by a question that opens with its verb, in Chinese by one that asks nothing else.
    """
    if language == "en":
        return _opens_with_verb(next((c.mentions for c in clauses if c.asks and c.mentions), ()))
    return not asked - {"truth", "place"} or bool(cues & {"compare", "greater", "less", "equal"})
