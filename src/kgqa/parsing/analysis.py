"""Analysing a text: its sentences, which clauses ask, what each question asks for.

Detectors consume their spans first (years, numbers with units, units asked for); the rest is cut into
mentions. Clauses that ask nothing are set aside: their words may help but need not be covered by the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgqa.linking.lexicon import stem
from kgqa.linking.mentions import CUE, FUNCTION, QUESTION, SMALL_TALK, Mention, Vocabulary, cut
from kgqa.parsing.cleaning import clean
from kgqa.parsing.detection import Detector, blank, years_in
from kgqa.parsing.question import RELATIVE, Clause, Number, Question
from kgqa.text.quantities import QuantityGrammar

_SENTENCE = re.compile(r"(?:[^。？！?!；;\n.]|\.(?!\s|$))+(?:[。？！?!；;\n]|\.(?=\s|$))*")
_CLAUSE = re.compile(r"[^，,：:（）()]+[，,：:（）()]*")  # what stands in brackets is a clause of its own
_NEXT_QUESTION = re.compile(r"(?=\band how (?:many|much)\b)")
# Question words that may stand within longer words, which the cutting leaves whole.
_ASKS = re.compile(r"多少|几(?!乎)|哪|什么|谁|吗|呢|如何|怎|何(?=安排|举措|打算|计划|部署|进展)")
_HOW_MUCH = re.compile(r"多少|几|\bhow (?:many|much)\b")
_ASKS_NUMBER = re.compile(r"多少|(?<!哪)几(?!乎)")
_BARE_TRUTH = re.compile(r"(?:了|吧|的|没有|没)[？?]+$")  # 已经是3A级景区了？: yes or no without 吗
_BARE_COMPARED = re.compile(r"比.+[高低多少大小快慢][？?]+$")  # GDP目标比固投还高？
# 是不是还剩几个: some, not how many.
_SOME = re.compile(r"(?:是不是|是否|有没有).*(?:还|只|有|剩)几(?=[\u4e00-\u9fff])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Cues that count only in a clause that asks: 我在准备材料 plans nothing.
_OF_THE_ASKING_CLAUSE = frozenset({"target", "actual", "instruction", "personal", "opinion", "source"})
_OF_ANY_SENTENCE = frozenset({"each"})  # which may be asked for afterwards: Please give both.
_COMPARED = frozenset({"compare", "difference", "greater", "less", "higher", "lower", "each", "ratio", "sum"})
_LAST_WORDS = 3  # nouns that say what kind of quantity is asked for stand at the end

Sentence = tuple[Clause, ...]


class Analyser:
    """Analyses questions with a vocabulary and the grammar of quantities."""

    def __init__(self, vocabulary: Vocabulary, quantities: QuantityGrammar) -> None:
        self.vocabulary = vocabulary
        self.detector = Detector(quantities, vocabulary)

    def analyse(self, question: str) -> list[Question]:
        """The questions that a text asks, in order; one for most texts, none for a text without any word."""
        text = clean(question)
        if not text:
            return []
        sentences = _continued([self._sentence(s) for s in _SENTENCE.findall(text)])
        asking = [i for i, s in enumerate(sentences) if _asks(s)]
        if not asking:
            whole = tuple(replace(c, asks=True) for s in sentences for c in s)
            return [self._question(question, text, whole, ())]
        found = []
        for start, index in zip([0, *(i + 1 for i in asking)], asking, strict=False):
            beside = [*sentences[start:index], *(sentences[index + 1 :] if index == asking[-1] else ())]
            background = tuple(c for s in beside for c in s)
            found += [self._question(question, text, part, background) for part in _split(sentences[index])]
        return found

    def _sentence(self, sentence: str) -> Sentence:
        clauses = (part for match in _CLAUSE.finditer(sentence) for part in _NEXT_QUESTION.split(match[0]))
        return tuple(self._clause(part) for part in clauses if part)

    def _clause(self, words: str) -> Clause:
        mentions = cut(blank(words, self.detector.consumed(words)), self.vocabulary)
        asks = any(QUESTION in m.kinds for m in mentions) or bool(_ASKS.search(words))
        return Clause(words, mentions, asks)

    def _question(self, original: str, text: str, clauses: Sentence, background: Sentence) -> Question:
        asking = tuple(c for c in clauses if c.asks)
        asked_unit = next((u for c in asking if (u := self.detector.asked_unit(c.text))), None)
        cues = _meanings(clauses, "Cue")
        cues -= _OF_THE_ASKING_CLAUSE - _meanings(asking, "Cue")
        cues |= _meanings(background, "Cue") & _OF_ANY_SENTENCE
        language = "zh" if _CHINESE.search(text) else "en"
        return Question(
            original=original,
            text=text,
            language=language,
            clauses=clauses,
            background=background,
            years=years_in(_words(clauses)) or years_in(_words(background)),
            relative=cues & RELATIVE,
            cues=cues,
            asked=_asked(language, clauses, cues, asked_unit is not None),
            numbers=self._numbers(_words(asking)),
            unit=asked_unit.unit if asked_unit else "",
            quantity_kinds=self._quantity_kinds(asking),
        )

    def _numbers(self, words: str) -> tuple[Number, ...]:
        return tuple(
            Number(q.value, q.base, q.unit, q.bound, words[q.span.start : q.span.end])
            for q in self.detector.numbers(words)
        )

    def _quantity_kinds(self, asking: Sentence) -> frozenset[str]:
        """Kinds of quantity asked for in words: 多少钱, or a noun near the end that is money or people."""
        last = [m for c in asking for m in c.mentions][-_LAST_WORDS:]
        told = _meanings(asking, "UnitWord")
        return told or frozenset(kind for m in last for kind in self._noun_kinds(m.form))

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


# ---------- what is asked for ----------


def _asked(language: str, clauses: Sentence, cues: frozenset[str], unit: bool) -> frozenset[str]:
    """Kinds of answer wanted: ``number``, ``entity``, ``truth`` …"""
    asked, words = _meanings(clauses, "QuestionWord"), _words(clauses)
    if _meanings(clauses, "UnitWord") or (unit and "哪几" not in words) or _ASKS_NUMBER.search(words):
        asked |= {"number"}
    if language == "zh" and not asked and (_BARE_TRUTH.search(words) or _BARE_COMPARED.search(words)):
        asked |= {"truth"}
    if "truth" in asked and _SOME.search(words):
        asked -= {"number"}
    return asked if _asks_truth(language, clauses, asked, cues) else asked - {"truth"}


def _asks_truth(language: str, clauses: Sentence, asked: frozenset[str], cues: frozenset[str]) -> bool:
    """Whether yes or no is wanted.

    In English by a question that opens with its verb, in Chinese by one that asks nothing else.
    """
    if language == "en":
        asking = next((c.mentions for c in clauses if c.asks and c.mentions), ())
        first = next((m for m in asking if not m.kinds <= {FUNCTION, CUE, SMALL_TALK}), None)
        return first is not None and "truth" in first.meanings("QuestionWord")
    return not asked - {"truth", "place"} or bool(cues & {"compare", "greater", "less", "equal"})


def _meanings(clauses: Iterable[Clause], kind: str) -> frozenset[str]:
    mentions: Iterable[Mention] = (m for c in clauses for m in c.mentions)
    return frozenset(x for m in mentions for x in m.meanings(kind))


def _words(clauses: Iterable[Clause]) -> str:
    return "".join(c.text for c in clauses)


# ---------- sentences and parts of them ----------


def _asks(sentence: Sentence) -> bool:
    return any(c.asks for c in sentence)


def _continued(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Sentences, with those that ask but name nothing (相差几个百分点？) joined to the one before them."""
    joined: list[Sentence] = []
    for sentence in sentences:
        if joined and _asks(sentence) and not any(c.names_something for c in sentence):
            earlier = joined[-1]
            if not _asks(earlier):  # a statement and then: could you tell me that?
                earlier = tuple(replace(c, asks=True) for c in earlier)
            joined[-1] = (*earlier, *sentence)
        else:
            joined.append(sentence)
    return joined


def _asks_of_another_year(clause: Clause) -> bool:
    """Whether a clause asks for the number of the same thing in a year of its own: 去年新增多少个."""
    cues = _meanings((clause,), "Cue")
    dated = bool(years_in(clause.text)) or bool(cues & RELATIVE)
    return dated and bool(_HOW_MUCH.search(clause.text)) and not cues & _COMPARED


def _split(sentence: Sentence) -> Sequence[Sentence]:
    """A sentence with several clauses that each ask for the number of something, one part for each."""
    asking = [i for i, c in enumerate(sentence) if c.asks]
    numbered = [i for i in asking if _HOW_MUCH.search(sentence[i].text) and sentence[i].names_something]
    sources = [i for i in asking[1:] if sentence[i].asks_source and not sentence[asking[0]].asks_source]
    others = [i for i in asking if numbered and i > numbered[0] and _asks_of_another_year(sentence[i])]
    starts = sorted({0, *numbered[1:], *others, *sources})
    if len(starts) < 2:
        return [sentence]
    lead = sentence[: asking[0]]  # what stands before the first question is said of each
    parts = [sentence[a:b] for a, b in zip(starts, [*starts[1:], len(sentence)], strict=True)]
    return [parts[0], *((*lead, *part) for part in parts[1:])]
