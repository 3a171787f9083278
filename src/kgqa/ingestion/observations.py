"""Quantities of a report's sentences as observations: what is counted, of whom, when, actual or planned.

A clause is read around each of its numbers; what they measure is for :mod:`kgqa.ingestion.labels`. A clause
that only says 同比增长 or 总投资 takes its subject from the clause before it. Two numbers of one clause that
would state two values of one thing were not understood: neither is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.ingestion.labels import CHANGE, LabelReader, Part, split_list
from kgqa.ingestion.model import Exemption, Observation
from kgqa.text.quantities import Quantity
from kgqa.text.segmentation import Document, Sentence, Span, clauses

_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z.]*$")
_JOINED = re.compile(r"(?<![\d.])(?<=[A-Za-z+])\d+(?:\.\d+)?")  # PM2.5, and the 6 of 1+6+N
_FOOTNOTE = re.compile(r"[\[［]\d+[\]］]")
_EXPLICIT_YEAR = re.compile(r"((?:19|20)\d{2})年(?!以|来|底)")
_DISTRIBUTED = re.compile(r"(?:同比|较去年同期|较上年)?分别")
_QUOTED_LEAD = re.compile(r"“[^”]*”")
_DATE_AFTER = re.compile(r"年(?!度?(?:以[上下内]|之?内))|月|日|世纪")
DEADLINE = re.compile(r"\d+月底?前")
_DEADLINE_AFTER = re.compile(r"月底?前")
_RATIO_AFTER, _RATIO_BEFORE = re.compile(r"[/:：∶]\d"), re.compile(r"\d[/:：∶]$")
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
_LIST_MARK = re.compile(r"[、，]")
_JOINING = ("、", "和", "及")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class _Scope:
    """What a sentence says of all its numbers."""

    year: int
    kind: str
    about: str
    provisional: bool


class ObservationReader:
    """Reads the observations of a document.

    ``district`` is whom the report is about, ``years`` the year it reports on and the year it plans for.
    """

    def __init__(
        self, grammar: ReadingGrammar, document: Document, district: str, years: tuple[int, int]
    ) -> None:
        self.grammar = grammar
        self.document = document
        self.district = district
        self.labels = LabelReader(grammar, (district,))
        self.reports_on, self.plans_for = years

    def read(self, about_of: dict[Span, str]) -> tuple[list[Observation], list[Exemption]]:
        """Observations and exempt numbers in text order.

        ``about_of`` gives the place that the scope of a heading speaks of.
        """
        observations: list[Observation] = []
        exemptions: list[Exemption] = []
        provisional_paragraph: Span | None = None
        for sentence in self.document.body:
            words = sentence.span.of(self.document.text)
            if any(words.startswith(w) for w in self.grammar.words("ProvisionalWord")):
                provisional_paragraph = sentence.paragraph
            about = self.district
            if sentence.heading and sentence.heading.span in about_of:
                about = about_of[sentence.heading.span]
            scope = _Scope(*self.year_and_kind(sentence), about, sentence.paragraph == provisional_paragraph)
            found, exempt = self._sentence(sentence, scope)
            observations += found
            exemptions += exempt
        exemptions += [*self._outside_sentences(), *self._explained()]
        return observations, exemptions

    def year_and_kind(self, sentence: Sentence) -> tuple[int, str]:
        """Part one reports, the later parts plan: decided by the year in the part's title."""
        part = sentence.section.split(".")[0]
        title = next(
            (s.title for s in self.document.sections if s.number.split(".")[0] == part and s.title), ""
        )
        if str(self.plans_for) in title or (part.isdigit() and int(part) > 1):
            return self.plans_for, "target"
        return self.reports_on, "actual"

    def _sentence(self, sentence: Sentence, scope: _Scope) -> tuple[list[Observation], list[Exemption]]:
        observations: list[Observation] = []
        exemptions: list[Exemption] = []
        previous, counted = "", False
        shared: list[str] = []
        for clause in clauses(self.document.text, sentence.span):
            quantities, exempt = self._quantities(clause)
            parts = list(self._parts(clause, quantities))
            labels: list[str] = []
            for part in parts:
                labels.append(self.labels.label(part, labels, previous, counted))
            dated = self._dated(clause, scope)
            found = [
                replace(self._observation(p, label, dated), inherited=label != self.labels.label(p, [], ""))
                for p, label in zip(parts, labels, strict=True)
            ]
            found, shared = self._distribute(clause, parts, self._conditions(parts, found), shared)
            observations += self._told_apart(found)
            exemptions += [*exempt, *self._joined(clause)]
            previous = labels[0] if labels else (clause.of(self.document.text) or previous)
            counted = bool(labels) and not previous.endswith(tuple(CHANGE.values()))
        return observations, exemptions

    def _quantities(self, clause: Span) -> tuple[list[Quantity], list[Exemption]]:
        """Quantities of a clause, and its numbers that state none."""
        quantities: list[Quantity] = []
        exempt: list[Exemption] = []
        for quantity in self.grammar.quantities.find(self.document.text, clause):
            reason = self.exemption(quantity)
            if reason == "":
                quantities.append(quantity)
            elif reason is not None:
                exempt.append(Exemption(quantity.number, reason))
        return quantities, exempt

    def _dated(self, clause: Span, scope: _Scope) -> _Scope:
        """The scope with the year that opens the clause, when it is another than the sentence's."""
        opening = _EXPLICIT_YEAR.match(clause.of(self.document.text))
        year = int(opening[1]) if opening else scope.year
        if year == scope.year:
            return scope
        return replace(scope, year=year, kind="actual" if year <= self.reports_on else "target")

    def _joined(self, clause: Span) -> Iterator[Exemption]:
        """Numbers that are part of a word or formula, which the grammar of quantities leaves alone."""
        for match in _JOINED.finditer(self.document.text, clause.start, clause.end):
            yield Exemption(Span(*match.span()), "namePart")

    def exemption(self, quantity: Quantity) -> str | None:
        """Reason why a number states no quantity, empty when it does, None when it is no number at all."""
        text, span, words = self.document.text, quantity.number, self.grammar.words
        before, after = text[max(0, span.start - 8) : span.start], text[span.end : span.end + 6]
        if quantity.chinese:
            return "" if self._counts(quantity) else None
        if before.endswith(words("OrdinalBefore")) or after.startswith(words("RankAfter")):
            return "ordinal"
        if _FOOTNOTE.match(text, span.start - 1):
            return "ordinal"
        if quantity.unit in ("", "年") and _BARE_YEAR.fullmatch(quantity.text):
            return "date"
        if quantity.unit in ("", "年", "月", "日", "年度") and _DATE_AFTER.match(after):
            return "deadline" if _DEADLINE_AFTER.match(after) else "date"
        if (after if quantity.unit == "" else text[quantity.span.end :]).startswith(words("GradeAfter")):
            return "grade"
        if before.endswith("“"):
            return "namePart"
        return self._bare(quantity, before, after) if quantity.unit == "" else ""

    def _bare(self, quantity: Quantity, before: str, after: str) -> str | None:
        """What a number without a unit is: often part of a name; half of a ratio is None."""
        if _RATIO_AFTER.match(after) or _RATIO_BEFORE.search(before):
            return None
        if (
            _LATIN_NAME.search(before)
            or re.match(r"[A-Za-z+”]|[—-][A-Za-z]", after)
            or before[-1:] in ("-", ".", "+")
        ):
            return "namePart"
        if after.startswith(self.grammar.words("NameAfter")) or self._inside(quantity.number, "“《", "”》"):
            return "namePart"
        return ""

    def _inside(self, span: Span, openers: str, closers: str) -> bool:
        """Whether a mark that opened shortly before the span is not closed yet."""
        before = self.document.text[max(0, span.start - 24) : span.start]
        return max(map(before.rfind, openers)) > max(map(before.rfind, closers))

    def _counts(self, quantity: Quantity) -> bool:
        """Whether a Chinese numeral counts something: not in a slogan (三个一批) or a fixed phrase (一批)."""
        text = self.document.text
        if quantity.unit == "%":
            return True
        sets = quantity.unit in self.grammar.words("SetCounter")
        if sets and not 2 <= quantity.value <= 10:
            return False
        if text[: quantity.span.start].endswith(self.grammar.words("OrdinalBefore")):
            return False
        if (quantity.text in "一百千十" and not sets) or self._inside(quantity.span, "“", "”"):
            return False
        if text.startswith(self.grammar.words("SloganNumber"), quantity.number.start):
            return False
        following = text[quantity.span.end : quantity.span.end + 1]
        if quantity.unit == "成":  # 增长三成以上 gives a share, 成 alone is most often a verb
            return quantity.bound != "="
        return not (quantity.unit in ("期", "类", "次") or following in ("", "，", "。", "、", "”"))

    def _parts(self, clause: Span, quantities: list[Quantity]) -> Iterator[Part]:
        text = self.document.text
        for index, quantity in enumerate(quantities):
            start = quantities[index - 1].span.end if index else clause.start
            end = quantities[index + 1].span.start if index + 1 < len(quantities) else clause.end
            following = quantities[index + 1].span.end if index + 1 < len(quantities) else clause.end
            after = quantities[index + 2].span.start if index + 2 < len(quantities) else clause.end
            left, right, beyond = (
                _FOOTNOTE.sub("", words)
                for words in (
                    text[start : quantity.span.start],
                    text[quantity.span.end : end],
                    text[following:after],
                )
            )
            in_list = bool(index) and left.startswith(("、", "及", "和"))
            yield Part(quantity, clause, left, right, beyond, in_list)

    def _observation(self, part: Part, label: str, scope: _Scope) -> Observation:
        quantity = part.quantity
        growth = self.grammar.longest_suffix("GrowthWord", part.left)
        return Observation(
            indicator=label,
            about=scope.about,
            year=scope.year,
            kind="context" if part.left.endswith(self.grammar.words("BaselineWord")) else scope.kind,
            basis=self._basis(part),
            bound=quantity.bound,
            value=quantity.value,
            value_text=quantity.text,
            unit=quantity.unit,
            base_unit=quantity.base_unit,
            base_value=quantity.base,
            span=part.clause,
            number=quantity.number,
            direction=self.grammar.signals("GrowthWord").get(growth, "") if growth else "",
            deadline=self._deadline(part.clause.of(self.document.text)),
            provisional=scope.provisional,
            members=self._members(part.left),
        )

    def _deadline(self, clause: str) -> str:
        """By when: 9月底前, 年底前, 一季度; empty when the clause does not say."""
        month = DEADLINE.search(clause)
        return month[0] if month else next((w for w in self.grammar.words("DeadlineWord") if w in clause), "")

    def _basis(self, part: Part) -> str:
        clause = f"{part.left}{_LIST_MARK.split(part.right)[0]}"
        if any(w in part.left for w in self.grammar.words("CumulativeWord")):
            return "cumulative"
        if any(w in clause for w in self.grammar.words("AtEndWord")):
            return "atEnd"
        return "inPeriod"

    def _members(self, left: str) -> tuple[str, ...]:
        """Names in front of 等: 长江东路、梦想路等14条道路."""
        words, etc, rest = left.rpartition("等")
        if not etc or rest.strip("的"):
            return ()
        names = self.labels.strip_left(words)
        while verb := self.grammar.longest_prefix("ReportVerb", names):
            names = self.labels.strip_left(names[len(verb) :])
        return tuple(split_list(names.removeprefix("的")))

    def _conditions(self, parts: list[Part], observations: list[Observation]) -> list[Observation]:
        """Thresholds inside a fact (50亿元以上…项目2个, 3个工作日内办结410个) are its conditions."""
        text, bounds = self.document.text, self.grammar.words("BoundAfter")
        thresholds = {
            index
            for index, part in enumerate(parts)
            if part.quantity.base_unit in self.grammar.words("ConditionUnit")
            or (index and part.left.endswith(self.grammar.words("RankBefore")))
            or (
                part.quantity.span.of(text).endswith(bounds)
                and len(parts) > index + 1
                and not part.right.startswith(("、", "，"))
                and part.right
            )
        }
        if not thresholds:
            return observations
        words = "、".join(self._threshold_words(parts[i].quantity) for i in sorted(thresholds))
        governing = [observations[i].indicator for i in sorted(thresholds)]

        def full(label: str) -> str:
            """The threshold's label where it says more: 新签约高质量项目, not 高质量项目."""
            return next((longer for longer in governing if longer.endswith(label)), label)

        return [
            replace(o, kind="context")
            if i in thresholds
            else replace(o, indicator=full(o.indicator), condition=words)
            for i, o in enumerate(observations)
        ]

    def _threshold_words(self, quantity: Quantity) -> str:
        text, start, end = self.document.text, quantity.span.start, quantity.span.end
        rank = self.grammar.longest_suffix("RankBefore", text[max(0, start - 2) : start])
        within = self.grammar.longest_prefix("WithinWord", text[end : end + 2])
        return text[start - len(rank) : end + len(within)]

    def _told_apart(self, observations: list[Observation]) -> list[Observation]:
        """A clause states one value of one thing.

        Where two would have one name, an amount is told from a count by the noun of its unit: the 8418万元 of
        82家企业享受优惠8418万元 is an 金额. What still has two values is not stated: the coverage lists it.
        """
        kinds = {o.number: self.grammar.unit_kinds.get(o.base_unit, "count") for o in observations}
        nouns = {kind: word for word, kind in self.grammar.signals("QuantityNoun").items()}
        named = [
            replace(o, indicator=f"{o.indicator}{nouns[kinds[o.number]]}")
            if kinds[o.number] in nouns
            and any(o.indicator == p.indicator and kinds[p.number] != kinds[o.number] for p in observations)
            else o
            for o in observations
        ]
        return [o for o in named if not any(_rivals(o, p) for p in named)]

    def _distribute(
        self, clause: Span, parts: list[Part], observations: list[Observation], before: list[str]
    ) -> tuple[list[Observation], list[str]]:
        """Numbers that belong in order to several names, and those names.

        分别 gives each number to a name before it; where names and numbers differ in count, none is given. A
        clause that only says 同比增长9%和12% goes on with the names ``before``. 实现3个100% is one number for
        each name, and so is 办复率、满意率均达到100%.
        """
        words = clause.of(self.document.text)
        if len(parts) == 2 and not parts[0].right and parts[1].quantity.unit == "%":
            return self._shared_rate(parts[0], observations), []
        if len(parts) == 1 and (each := self.grammar.longest_suffix("EachWord", parts[0].left)):
            names = split_list(self._paired(self.labels.strip_left(parts[0].left[: -len(each)])))
            return [replace(o, indicator=n) for o in observations for n in names] or observations, []
        if len(parts) < 2:
            return observations, []
        growth = self.grammar.longest_suffix("GrowthWord", parts[0].left)
        if _DISTRIBUTED.search(words):
            subject = self.labels.strip_left(_DISTRIBUTED.split(words)[0])
            names = _with_shared_end(split_list(self._paired(subject)))
        elif growth and growth == parts[0].left and all(p.left in _JOINING for p in parts[1:]):
            names = before
        else:
            return observations, []
        if len(names) != len(parts):
            return [], []
        direction = self.grammar.signals("GrowthWord").get(growth, "")
        given = [
            replace(o, indicator=f"{n}{CHANGE.get(direction, '')}", direction=direction, inherited=False)
            for o, n in zip(observations, names, strict=True)
        ]
        return given, names

    def _paired(self, words: str) -> str:
        """城乡居民收入 as 城镇居民收入、农村居民收入."""
        for joint, apart in self.grammar.signals("JointWord").items():
            if joint in words:
                return "、".join(words.replace(joint, one) for one in apart.split("、"))
        return words

    def _shared_rate(self, counted: Part, observations: list[Observation]) -> list[Observation]:
        """开工、投产、达效率实现3个100%: as many rates as names, and a count that is no fact of its own."""
        count, rate = observations
        names = split_list(self.labels.strip_left(counted.left))
        if not counted.quantity.value == len(names) > 1:
            return observations
        quoted = _QUOTED_LEAD.match(names[0])
        subject = (
            f"{quoted[0]}{self.grammar.longest_prefix('NameEnding', names[0][quoted.end() :])}"
            if quoted
            else ""
        )
        members = tuple(n.removeprefix(subject) for n in names)
        rates = [replace(rate, indicator=f"{subject}{m.removesuffix('率')}率") for m in members]
        return [replace(count, kind="context", members=members), *rates]

    def _explained(self) -> Iterator[Exemption]:
        """Numbers of a glossary, which explains words and states nothing of the plan."""
        for sentence in self.document.glossary:
            for match in _NUMBER.finditer(self.document.text, sentence.span.start, sentence.span.end):
                yield Exemption(Span(*match.span()), "explanation")

    def _outside_sentences(self) -> list[Exemption]:
        """Numbers of titles and headings: dates and parts of names."""
        text = self.document.text
        covered = [s.span for s in self.document.sentences]
        found = []
        for match in re.finditer(r"\d+(?:\.\d+)?", text):
            if not any(c.start <= match.start() < c.end for c in covered):
                following = text[match.end() : match.end() + 1]
                reason = "date" if following in ("年", "月", "日") else "namePart"
                found.append(Exemption(Span(match.start(), match.end()), reason))
        return found


def _key(observation: Observation) -> tuple[object, ...]:
    """What a value is the value of."""
    o = observation
    return o.indicator, o.about, o.year, o.kind, o.basis, o.condition, o.members


def _rivals(one: Observation, other: Observation) -> bool:
    """Whether two values of a clause are given for one thing, other than as the ends of a range."""
    ends = {one.bound, other.bound} == {">=", "<="} and one.base_unit == other.base_unit
    return one.number != other.number and _key(one) == _key(other) and not ends


def _with_shared_end(names: list[str]) -> list[str]:
    """刑事、治安警情 are 刑事警情 and 治安警情: names of one length share what the last has beyond it."""
    *first, last = names or [""]
    length = len(first[0]) if first else 0
    end = last[length:]
    if not first or not end or any(len(n) != length or n[-1] == end[0] for n in first):
        return names
    return [*(f"{n}{end}" for n in first), last]
