"""What a number measures, read from the words around it.

The label of a number is the noun after it when one follows (332个省市重点项目), else what stands before it
(整治窨井盖6949座); verbs and modal words are cut by the reading vocabulary. The catalogue's wordings come
first, but only where nothing qualifies them: 脱贫县农民收入 is not 农民收入.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.text.quantities import RANGE_MARKS, Quantity
from kgqa.text.segmentation import Span

CHANGE = {"up": "增速", "down": "降幅"}
_LIST_MARK = re.compile(r"、")
_JOINING = "、和及（"
_DATE = re.compile(r"\d{4}年|\d+月底?前?")
_ENUMERATOR = re.compile(r"[①-⑳⑴-⒇㈠-㈩]+")
_NEXT_IN_LIST = ("、", "和", "及", "与")


@dataclass(frozen=True)
class Part:
    """A number in its clause with the words around it.

    ``left`` and ``right`` reach to the next number or the end of the clause; ``beyond`` are the words right
    of the next number.
    """

    quantity: Quantity
    clause: Span
    left: str
    right: str
    beyond: str
    after_list_mark: bool


class LabelReader:
    """Names what numbers measure. ``places`` are the names of whom the report is about."""

    def __init__(self, grammar: ReadingGrammar, places: tuple[str, ...] = ()) -> None:
        self.grammar = grammar
        self.places = places

    def label(self, part: Part, labels: list[str], previous: str, counted: bool = False) -> str:
        """Name of what the number measures.

        Args:
            labels: those of the numbers before it in the clause.
            previous: the first label, or the words, of the clause before.
            counted: whether ``previous`` is the label of a number and no rate of change, so that it can own a
                total: 签约97个重大项目，总投资436亿元.
        """
        known = self._catalogued(part, labels)
        left = self.strip_left(part.left.lstrip(_JOINING))
        growth = self.grammar.longest_suffix("GrowthWord", part.left)
        head = self.grammar.longest_suffix("AggregateHead", left)
        if head and not growth and self._bare(left[: -len(head)]):
            subject = self._subject(part) or (labels[-1] if labels else previous if counted else "")
            if subject or not known:
                return f"{self._owner(subject or previous, head)}{head}"
        if known:
            return known
        if growth:
            own = self.strip_left(part.left[: -len(growth)].strip("、和及"))
            subject = own or (labels[-1] if labels else previous)
            change = CHANGE[self.grammar.signals("GrowthWord")[growth]]
            return f"{trim(subject).removesuffix('增速')}{change}"
        if noun := self._noun_after(part.right):
            if labels and part.left.endswith(_NEXT_IN_LIST):  # 6座书院、3座博物馆: the 书院 are the 6
                left = self.grammar.longest_prefix("ReportVerb", labels[0])
            return self._of_noun(part, left, noun)
        return self._of_words_before(part, left, labels, previous)

    def strip_left(self, left: str) -> str:
        """Cut numberings and modal words at the front and value verbs at the end."""
        if numbering := _ENUMERATOR.match(left):
            left = left[numbering.end() :]
        changed = True
        while changed:
            changed = False
            for kind in ("LeadWord", "ProvisionalWord"):
                word = self.grammar.longest_prefix(kind, left)
                verb = self.grammar.longest_prefix("ReportVerb", left)
                if word and len(verb) <= len(word) < len(left):
                    left, changed = left[len(word) :], True
            if date := _DATE.match(left):
                left, changed = left[date.end() :], True
        changed = True
        while changed:
            changed = False
            word = self.grammar.longest_suffix("ValueVerb", left)
            if word and len(word) < len(left):
                left, changed = left[: -len(word)], True
        return left

    def _catalogued(self, part: Part, labels: list[str]) -> str:
        """The catalogue's name, when nothing stands before its wording that would narrow it.

        In a list the verb of the first number governs the others: the 27 of 新增…7家、科技型中小企业27家 are
        new ones too.
        """
        verb = self._governing(part, labels)
        left = f"{verb}{part.left.lstrip(_JOINING)}"
        for pattern, label in self.grammar.indicator_patterns:
            if left.endswith(pattern) and self._is_measured_in(label, part.quantity):
                return label if self._bare(left[: -len(pattern)]) else ""
        return ""

    def _is_measured_in(self, label: str, quantity: Quantity) -> bool:
        """Whether an indicator can have this unit: 供应1412亩 is land, 供应住房300套 is not."""
        kinds = self.grammar.indicator_kinds.get(label)
        kind = self.grammar.unit_kinds.get(quantity.base_unit, "count")
        return not kinds or not quantity.base_unit or kind in kinds

    def _governing(self, part: Part, labels: list[str]) -> str:
        if not part.after_list_mark or not labels:
            return ""
        left = part.left.lstrip(_JOINING)
        if self.grammar.longest_prefix("ReportVerb", left) or self.grammar.longest_suffix("GrowthWord", left):
            return ""
        return self.grammar.longest_prefix("ReportVerb", labels[0])

    def _bare(self, words: str) -> bool:
        """Whether the words only say how, when and by whom, and so narrow nothing."""
        kinds = ("LeadWord", "ProvisionalWord", "ReportVerb", "ScopeWord", "ValueVerb")
        while words:
            cut = next((w for kind in kinds if (w := self.grammar.longest_prefix(kind, words))), "")
            cut = cut or next((place for place in self.places if words.startswith(place)), "")
            cut = cut or next((mark for mark in "、，的：" if words.startswith(mark)), "")
            if not cut and (date := _DATE.match(words)):
                cut = date[0]
            if not cut:
                return False
            words = words[len(cut) :]
        return True

    def _owner(self, words: str, head: str) -> str:
        """Whose total it is: 新登记经营主体4000户，总量达2万户 gives that of 经营主体."""
        if head in self.grammar.words("CumulativeWord"):
            verb = self.grammar.longest_prefix("ReportVerb", words)
            words = words[len(verb) :].removesuffix("数") or words
        return trim(words)

    def _subject(self, part: Part) -> str:
        """Whose total it is, when that follows: 总投资65.82亿的128个灾后恢复重建项目."""
        if not part.right.startswith("的"):
            return ""
        return self._noun_after(part.right) or (self._noun_after(part.beyond) if part.right == "的" else "")

    def _of_noun(self, part: Part, left: str, noun: str) -> str:
        verb = self.grammar.longest_prefix("ReportVerb", left)
        if "等" in left:
            left = verb if _LIST_MARK.search(left) or verb else ""
        rest = left[len(verb) :] if left.startswith(verb) else left
        lead = verb if verb not in ("为", "对", "围绕") else ""
        rest = "" if rest in ("的", "") else rest
        predicate = self._predicate(part.right, noun)
        if not lead and not rest and predicate:
            return f"{predicate}{noun}"
        return f"{lead}{trim(rest)}{noun}" if not rest.endswith("的") else f"{noun}{trim(rest[:-1])}"

    def _of_words_before(self, part: Part, left: str, labels: list[str], previous: str) -> str:
        before = labels[-1] if labels else previous
        if labels and left in self.grammar.words("AtEndWord"):
            verb = self.grammar.longest_prefix("ReportVerb", before)
            return trim(before[len(verb) :]) or before
        if left in (*self.grammar.words("ValueVerb"), *self.grammar.words("CumulativeWord"), *RANGE_MARKS):
            return labels[-1] if labels else trim(previous)
        if (
            not left and labels
        ):  # 415处20.41万平方米 measures one thing twice, 3家、5家 two things that are not told apart
            other = part.quantity.base_unit if not part.after_list_mark else ""
            return f"{labels[-1]}（{other}）" if other else labels[-1]
        verb = self.grammar.longest_prefix("ReportVerb", left)
        if part.after_list_mark and not verb and labels:
            left = f"{self.grammar.longest_prefix('ReportVerb', labels[0])}{left}"
        return trim(left) or trim(before)

    def _noun_after(self, right: str) -> str:
        """The noun that a number counts, when it follows it: up to the next verb or the clause's end."""
        right = right.lstrip("的")
        if not right or right.startswith(("、", "，", "；", "。", "和", "及", "）", "(", "（", *RANGE_MARKS)):
            return ""
        cut = len(right)
        for word in (*self.grammar.words("ReportVerb"), *self.grammar.words("NounEnd")):
            index = right.find(word, 2)
            if 0 < index < cut and len(word) > 1:
                cut = index
        return trim(right[:cut])

    def _predicate(self, right: str, noun: str) -> str:
        """What is said of the counted noun: 启动建设 in 10条道路启动建设; empty when a list follows."""
        rest = right.lstrip("的")[len(noun) :]
        return "" if len(rest) > 10 or any(mark in rest for mark in "、，") else trim(rest)


def split_list(words: str) -> list[str]:
    """Names of a Chinese list, parted by 、 or by closing quotation marks that touch."""
    words = words.replace("”“", "”、“")
    parts: list[str] = []
    depth, current = 0, ""
    for char in words:
        if char in "“（《":
            depth += 1
        elif char in "”）》":
            depth -= 1
        if char == "、" and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return [p.strip() for p in parts if p.strip()]


def trim(words: str) -> str:
    """Words without the marks and joining words around them."""
    return words.strip("，、：；的及和 ")
