"""Rows of a query as an answer: items, evidence and a sentence in the question's language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar, assert_never

from kgqa.answering.answer import Evidence, Item
from kgqa.answering.wording import Wording, exact, plain
from kgqa.graph.profile import local_name
from kgqa.graph.store import Rows
from kgqa.graph.vocabulary import CODE, DP
from kgqa.query.forms import (
    Attribute,
    Claims,
    Comparison,
    Count,
    Deadline,
    Difference,
    Each,
    Extreme,
    Form,
    Honours,
    Lookup,
    Named,
    Observed,
    Passage,
    Quotient,
    Ranking,
    Ratio,
    Remainder,
    Revised,
    Sections,
    Selected,
    Shared,
    Source,
    StateVerdict,
    Things,
    Total,
    Unnamed,
    Verdict,
)
from kgqa.text.quantities import SCALES

Row = Mapping[str, str]
Namer = Callable[[str, str], str]
_SIGNS = {"eq": "=", "ge": ">=", "gt": ">", "le": "<=", "lt": "<", "approx": "≈"}
_SHORT_CONDITION = 2  # characters of a condition that tells nothing by itself: 各类
_LONGEST_TEXT = 1100
_SHORTEST_QUOTE, _LONGEST_QUOTE = 6, 160
_LONGEST_OF_ONE_DOING = 60  # characters of a sentence whose clauses tell of one matter
_SCALED = re.compile(r"^(?:[万亿]|百(?!分)|千(?![瓦米克]))+")  # before a unit; 千瓦 is a unit
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_REVERSED = {"=": "=", ">": "<", ">=": "<=", "<": ">", "<=": ">=", "≈": "≈"}  # of what is taken out
_LARGE = ((SCALES["亿"], "亿"), (SCALES["万"], "万"))
_SHARE_UNITS = ("%", "％")

_V = TypeVar("_V")


@dataclass(frozen=True)
class Said:
    """What rows amount to: a sentence, its items and evidence, and what was understood."""

    text: str
    items: tuple[Item, ...]
    evidence: tuple[Evidence, ...]
    restated: str


class Responder:
    """Turns rows into answers.

    ``name`` gives the label of an IRI in a language, ``document`` the id of a span's report, ``caveat`` what
    is to be minded when two indicators are compared, or nothing. ``leads`` are the words with which a clause
    begins that only leads in. ``decimals`` are those that a ratio or a mean is asked for with, if any.
    """

    def __init__(
        self,
        wording: Wording,
        name: Namer,
        reviewed: Callable[[str], bool],
        document: Callable[[str], str],
        sentence: Callable[[str], tuple[str, int, int]],
        caveat: Callable[[str, str], str],
        leads: tuple[str, ...] = (),
        decimals: int | None = None,
    ) -> None:
        self.wording = wording
        self.name = name
        self.reviewed = reviewed
        self.document = document
        self.sentence = sentence
        self.caveat = caveat
        self.leads = leads
        self.decimals = decimals

    def respond(self, form: Form, rows: Rows) -> Said | None:
        """The answer that a form's rows give; None when there are none."""
        found = list(rows)
        if not found:
            return None
        match form:
            case Lookup() | Each():
                return self._values(found)
            case Ranking():
                return self._ends(found) if form.ends else self._values(found)
            case Extreme() if form.place > 1:
                return self._placed(form, found)
            case Extreme():
                return self._extreme(form, found)
            case Selected():
                return self._selected(found)
            case Difference():
                return self._each(found) if form.each else self._difference(found)
            case Comparison():
                return self._comparison(found)
            case Quotient():
                return self._quotient(form, found)
            case Revised():
                return self._revised(found)
            case Ratio():
                return self._ratio(form, found)
            case Total():
                return self._total(found)
            case Remainder():
                return self._remainder(form, found)
            case Unnamed():
                return self._unnamed(found)
            case Verdict():
                return self._verdict(found)
            case Claims():
                return self._claims(form, found)
            case Sections() if form.named:
                return self._divided(form, found)
            case Named() if form.titled:
                return self._titled(found)
            case Named() | Sections():
                return self._names(found)
            case Things() | Honours():
                told = self._names(found)
                named = told.text + self.wording.say("named_only")
                return replace(told, text=named, restated=self._wish(form))
            case Shared():
                told = self._names(found)
                return replace(
                    told, evidence=_distinct_evidence(told.evidence + self.evidence(found, "Other"))
                )
            case Deadline():
                return self._deadline(found)
            case Count():
                return self._count(found)
            case StateVerdict():
                return self._state_verdict(form, found)
            case Passage():
                return self._passage(found)
            case Source():
                return self._source(found, form)
            case Attribute():
                return self._attribute(found)
            case _:
                assert_never(form)

    # ---------- items and evidence ----------

    def _label(self, iri: str) -> str:
        return self.name(iri, self.wording.language)

    def quantity(self, row: Row, role: str = "answer", side: str = "") -> Item:
        """The quantity of a row; ``side`` is the prefix of the variables of one side of a pair."""

        def get(name: str) -> str:
            return row.get(f"{side}{name[0].upper()}{name[1:]}" if side else name, "")

        text = get("text" if side else "valueText")
        value = text if text and text[0].isdigit() else (plain(get("value")) if get("value") else None)
        fact = row[side] if side else row["fact"]
        return Item(
            kind="quantity" if value is not None else "text",
            role=role,
            label=self._label(get("indicator")),
            value=value,
            text="" if value is not None else (text or get("quote")),
            unit=get("unit"),
            bound=_SIGNS.get(local_name(get("bound")), "=") if value is not None else "",
            about=self._label(get("about")),
            year=int(get("year")) if get("year") else None,
            status=local_name(get("kind")),
            basis=local_name(get("basis")),
            reviewed=self.reviewed(fact),
            iri=fact,
        )

    def evidence(self, rows: Iterable[Row], suffix: str = "") -> tuple[Evidence, ...]:
        """Spans of the rows, each once; a clause too short to be read alone becomes its sentence."""
        found: dict[str, Evidence] = {}
        for row in rows:
            span = row.get(f"span{suffix}")
            if not span or span in found:
                continue
            quote, start, end = row[f"quote{suffix}"], int(row[f"start{suffix}"]), int(row[f"end{suffix}"])
            if len(quote) < _SHORTEST_QUOTE:
                quote, start, end = self.sentence(span)
            found[span] = Evidence(quote, row[f"section{suffix}"], start, end, self.document(span), span)
        return tuple(found.values())

    def _entity(self, iri: str) -> Item:
        """A thing by name; in English with the name that the report prints, since translations vary."""
        label, printed = self._label(iri), self.name(iri, "zh")
        if self.wording.language == "en" and printed != label:
            label = f"{label} ({printed})"
        return Item(kind="entity", label=label, iri=iri, reviewed=self.reviewed(iri))

    # ---------- one method for each kind of rows ----------

    def _values(self, rows: Sequence[Row]) -> Said:
        items = []
        seen: set[str] = set()
        for row in rows:
            if row["fact"] not in seen:
                seen.add(row["fact"])
                items.append(self.quantity(row))
        clauses = [
            self.wording.statement(i, self._provisional(r))
            for i, r in zip(items, _distinct(rows), strict=True)
        ]
        return Said(
            self._sentence(clauses),
            tuple(items),
            self.evidence(rows),
            "；".join(self.restate(i) for i in items),
        )

    def _ends(self, rows: Sequence[Row]) -> Said:
        """The largest and the smallest of values in order, each with what it is."""
        told = self._values(rows)
        bases = [Decimal(r["base"]) for r in _distinct(rows)]
        ends = {
            key: self.wording.join(
                f"{i.label}{self.wording.aside(i)}"
                for i, b in zip(told.items, bases, strict=True)
                if b == base
            )
            for key, base in (("most", max(bases)), ("least", min(bases)))
        }
        said = (self.wording.say(f"extreme.{key}", first=first) for key, first in ends.items())
        return replace(told, text=self._sentence(said))

    def _provisional(self, row: Row) -> bool:
        return self.name(row["fact"], "provisional") == "true"

    def restate(self, item: Item) -> str:
        """One value in words: year, whose, what, actual or planned."""
        basis = self.wording.say(f"basis.{item.basis}") if item.basis in ("cumulative", "atEnd") else ""
        return self.wording.say(
            "restated.value",
            year=item.year or "",
            about=item.about,
            label=item.label,
            kind=self.wording.say(
                f"kind.{item.status if item.status in ('target', 'context') else 'actual'}"
            ),
            basis=f" {basis}" if basis else "",
        )

    def _sentence(self, clauses: Iterable[str]) -> str:
        mark = "；" if self.wording.language == "zh" else "; "
        words = mark.join(dict.fromkeys(clauses))
        return words[:_LONGEST_TEXT] + self.wording.say("sentence_end")

    def _sides(self, rows: Sequence[Row]) -> tuple[Item, Item]:
        return self._side(rows, "left"), self._side(rows, "right")

    def _side(self, rows: Sequence[Row], side: str) -> Item:
        """One side of a pair: a value, or a sum of several under the names of its parts."""
        first = rows[0]
        item = self.quantity(first, "support", side)
        of_one = all(first[f"left{key}"] == first[f"right{key}"] for key in ("Indicator", "Year"))
        item = self._in_part(item, first.get(f"{side}Condition") if of_one else "")
        if first[f"{side}Base"] == first.get(f"{side}Own", first[f"{side}Base"]):
            return item
        parts = [self.quantity(r, "support", side) for r in {r[side]: r for r in rows}.values()]
        scale = Decimal(first[f"{side}Own"]) / Decimal(first[f"{side}Value"])
        label = self.wording.say(
            "restated.total", label=self.wording.join(dict.fromkeys(p.label for p in parts))
        )
        return replace(
            item,
            label=label,
            value=exact(str(Decimal(first[f"{side}Base"]) / scale)),
            bound=_bound_of_sum({p.bound for p in parts}),
        )

    def _in_part(self, item: Item, part: str | None) -> Item:
        """A value with the part that it is of, where another one of the same indicator stands beside it."""
        label = self.wording.say("label.part", label=item.label, part=part) if part else item.label
        return replace(item, label=label)

    def _side_words(self, item: Item, other: Item) -> str:
        words = [self.wording.say("difference.year", year=item.year)] if item.year != other.year else []
        if item.status != other.status:
            words.append(
                self.wording.say(f"kind.{item.status if item.status in ('target', 'context') else 'actual'}")
            )
        if item.about != other.about:
            words.append(item.about)
        words.append(item.label)
        return ("" if self.wording.language == "zh" else " ").join(words)

    def _difference(self, rows: Sequence[Row]) -> Said:
        row = rows[0]
        left, right = self._sides(rows)
        share = right.unit in _SHARE_UNITS
        equal = float(row["result"]) == 0
        above = row.get("above") in ("true", "1")
        finer = left if _scale(row, "left") < _scale(row, "right") else right
        value = Item(
            kind="quantity",
            label=self.wording.say(
                "restated.difference", left=self._side_words(left, right), right=self._side_words(right, left)
            ),
            value=exact(row["result"]),
            unit="个百分点" if share else finer.unit,
            bound="=",
        )
        if equal:
            said = self.wording.say(
                "difference.equal",
                left=self._side_words(left, right),
                right=self._side_words(right, left),
                value=self.wording.quantity(right),
            )
            answers: tuple[Item, ...] = (replace(right, role="answer"), left)
        else:
            key = "more" if above else "less"
            said = self.wording.say(
                "difference.above" if above else "difference.below",
                left=self._side_words(left, right),
                left_value=self.wording.quantity(left),
                right=self._side_words(right, left),
                right_value=self.wording.quantity(right),
                value=self.wording.quantity(value),
                **{key: self.wording.say(f"difference.{key}_share" if share else f"difference.{key}")},
            )
            answers = (value, left, right)
        if {left.bound, right.bound} - {"="}:
            said += self.wording.say("difference.bounded")
        if left.year != right.year or left.label != right.label:
            note = self.caveat(row["leftIndicator"], row["rightIndicator"])
            said += self.wording.say("difference.caveat", note=note) if note else ""
        evidence = self.evidence(rows, "Left") + self.evidence(rows, "Right")
        return Said(self._sentence([said]), answers, _distinct_evidence(evidence), value.label)

    def _each(self, rows: Sequence[Row]) -> Said:
        """Both values of a difference as the answer; how far apart they are supports it."""
        told = self._difference(rows)
        left, right = (i for i in told.items if i.year is not None)
        others = tuple(replace(i, role="support") for i in told.items if i.year is None)
        sides = (replace(left, role="answer"), replace(right, role="answer"))
        return replace(told, items=(*sides, *others))

    def _comparison(self, rows: Sequence[Row]) -> Said:
        told = self._difference(rows)
        holds = rows[0].get("holds") in ("true", "1")
        support = tuple(replace(i, role="support") for i in told.items)
        statement = told.text.rstrip("。.")
        if multiple := rows[0].get("multiple"):
            value = _rounded(multiple, self._places(2))
            statement = self._times("ratio.in_times", *self._sides(rows), value)
            if {i.bound for i in self._sides(rows)} - {"="}:
                statement += self.wording.say("difference.bounded")
            unit = self.wording.say("ratio.times")
            support += (Item(kind="quantity", role="support", value=value, unit=unit, bound="≈"),)
        text = self.wording.say("verdict.yes_value" if holds else "verdict.no_value", statement=statement)
        return Said(
            text,
            (Item(kind="boolean", value=holds, label=told.restated), *support),
            told.evidence,
            told.restated,
        )

    def _quotient(self, form: Quotient, rows: Sequence[Row]) -> Said:
        row = rows[0]
        left, right = self._sides(rows)
        number, unit = _scaled(row["result"], left.unit, self._places(2))
        value = Item(
            kind="quantity",
            label=self.wording.say("restated.quotient", left=left.label, right=right.label),
            value=number,
            unit=unit,
            bound="≈",
        )
        said = self.wording.say(
            "quotient.is" if form.many == 1 else "quotient.of_many",
            many=form.many,
            left=left.label,
            left_value=self.wording.quantity(left),
            right=right.label,
            right_value=self.wording.quantity(right),
            value=self.wording.quantity(value),
        )
        evidence = self.evidence([row], "Left") + self.evidence([row], "Right")
        return Said(self._sentence([said]), (value, left, right), _distinct_evidence(evidence), value.label)

    def _times(self, key: str, left: Item, right: Item, value: object) -> str:
        """One value as a part, or as a multiple, of another."""
        return self.wording.say(
            key,
            left=self._side_words(left, right),
            left_value=self.wording.quantity(left),
            right=self._side_words(right, left),
            right_value=self.wording.quantity(right),
            value=value,
        )

    def _places(self, usual: int) -> int:
        """Decimals of a computed value: those that are asked for, or else the usual ones."""
        return usual if self.decimals is None else self.decimals

    def _revised(self, rows: Sequence[Row]) -> Said:
        items: list[Item] = []
        clauses = []
        for row in rows:
            left, right = self._sides([row])
            items += [Item(kind="entity", label=left.label, iri=row["indicator"]), left, right]
            clauses.append(
                self.wording.say(
                    "revised.is",
                    label=left.label,
                    target=self.wording.quantity(left),
                    actual=self.wording.quantity(right),
                )
            )
        evidence = self.evidence(rows, "Left") + self.evidence(rows, "Right")
        return Said(
            self._sentence(clauses),
            tuple(items),
            _distinct_evidence(evidence),
            self.wording.say("restated.revised"),
        )

    def _ratio(self, form: Ratio, rows: Sequence[Row]) -> Said:
        row = rows[0]
        left, right = self._sides(rows)
        value = Item(
            kind="quantity",
            label=self.wording.say(
                "restated.ratio", left=self._side_words(left, right), right=self._side_words(right, left)
            ),
            value=_rounded(row["result"], self._places(2 if form.times else 1)),
            unit=self.wording.say("ratio.times") if form.times else "%",
            bound="≈",
        )
        said = self._times("ratio.in_times" if form.times else "ratio.is", left, right, value.value)
        evidence = self.evidence([row], "Left") + self.evidence([row], "Right")
        return Said(self._sentence([said]), (value, left, right), _distinct_evidence(evidence), value.label)

    def _extreme(self, form: Extreme, rows: Sequence[Row]) -> Said:
        """The first of several values; with the gap asked for, the values only support it."""
        found = _distinct(rows)
        shared = Counter((r["indicator"], r["year"]) for r in found)
        values = [
            self._in_part(
                self.quantity(r), r.get("condition") if shared[r["indicator"], r["year"]] > 1 else ""
            )
            for r in found
        ]
        level = [r["base"] == found[0]["base"] for r in found]
        limit = len(found) if all(level) else max(form.limit, sum(level) if form.limit == 1 else 0)
        first, others = values[:limit], [replace(v, role="support") for v in values[limit:]]
        named = [self._winner(v, values) for v in first]
        told = self.wording.join(f"{n}{self.wording.aside(v)}" for n, v in zip(named, first, strict=True))
        rest = self.wording.join(f"{self._winner(v, values)}{self.wording.aside(v)}" for v in values[limit:])
        key = "equal" if all(level) else "most" if form.descending else "least"
        said = self.wording.say(f"extreme.{key}", first=told)
        said += self.wording.say("extreme.others", others=rest) if rest else ""
        entities = [Item(kind="entity", label=n, iri=v.iri) for n, v in zip(named, first, strict=True)]
        items = [*entities, *(values if form.every else [*first, *others])]
        if form.gap and len(found) > 1:
            gap = self._gap(found)
            said += self.wording.say("extreme.gap", value=self.wording.quantity(gap))
            items = [*entities, gap, *(replace(v, role="support") for v in values)]
        restated = self.wording.say("restated.extreme", label=self.wording.join(v.label for v in values))
        return Said(self._sentence([said]), tuple(items), self.evidence(rows), restated)

    def _placed(self, form: Extreme, rows: Sequence[Row]) -> Said | None:
        """The second or third of several values; none where two of them share a place up to it."""
        found = _distinct(rows)
        bases = [r["base"] for r in found]
        if len(found) < form.place or len({*bases[: form.place + 1]}) < len(bases[: form.place + 1]):
            return None
        values = [self.quantity(r) for r in found]
        own = values[form.place - 1]
        name = self._winner(own, values)
        others = [v for v in values if v is not own]
        said = self.wording.say(
            "extreme.placed_most" if form.descending else "extreme.placed_least",
            place=self.wording.say(f"extreme.place_{form.place}"),
            first=f"{name}{self.wording.aside(own)}",
        )
        rest = self.wording.join(f"{self._winner(v, values)}{self.wording.aside(v)}" for v in others)
        said += self.wording.say("extreme.others", others=rest)
        items = (
            Item(kind="entity", label=name, iri=own.iri),
            own,
            *(replace(v, role="support") for v in others),
        )
        restated = self.wording.say("restated.extreme", label=self.wording.join(v.label for v in values))
        return Said(self._sentence([said]), items, self.evidence(rows), restated)

    def _winner(self, item: Item, among: Sequence[Item]) -> str:
        """What tells a value from the others: its name, or the year or owner where the names are the same."""
        others = [i for i in among if i is not item]
        alike = next((i for i in others if i.label == item.label), None)
        owned = next((i for i in others if i.about != item.about), None)
        differing = alike or owned
        return item.label if differing is None else self._side_words(item, differing)

    def _gap(self, rows: Sequence[Row]) -> Item:
        finest = min(rows, key=_scale)
        item = self.quantity(finest)
        share = item.unit in _SHARE_UNITS
        return Item(
            kind="quantity",
            label=self.wording.say("restated.gap"),
            value=exact(str(Decimal(finest["gap"]) / _scale(finest))),
            unit="个百分点" if share else item.unit,
            bound="=",
        )

    def _selected(self, rows: Sequence[Row]) -> Said:
        """Indicators whose values meet a condition, by name, with the values as support."""
        told = self._values(rows)
        named = {i.label: Item(kind="entity", label=i.label, iri=i.iri) for i in told.items}
        values = tuple(replace(i, role="support") for i in told.items)
        return replace(told, items=(*named.values(), *values))

    def _total(self, rows: Sequence[Row]) -> Said:
        parts = [self.quantity(r, "support") for r in _distinct(rows)]
        finest = min(rows, key=_scale)
        label = self.wording.join(dict.fromkeys(p.label for p in parts if p.label))
        value = Item(
            kind="quantity",
            label=label,
            value=exact(str(Decimal(finest["sum"]) / _scale(finest))),
            unit=finest["unit"],
            bound=_bound_of_sum({p.bound for p in parts}),
            about=_shared((p.about for p in parts), ""),
            year=_shared((p.year for p in parts), None),
            status=_shared((p.status for p in parts), ""),
        )
        said = self.wording.say(
            "total.is",
            value=self.wording.quantity(value),
            parts=self.wording.join(
                self._part(p, r, parts) for p, r in zip(parts, _distinct(rows), strict=True)
            ),
        )
        return Said(
            self._sentence([said]),
            (value, *parts),
            self.evidence(rows),
            self.wording.say("restated.total", label=label),
        )

    def _remainder(self, form: Remainder, rows: Sequence[Row]) -> Said:
        """What is left of a whole without some values, in the finest of their scales."""
        parts = [self.quantity(r, "support") for r in _distinct(rows)]
        finest = min(rows, key=_scale)
        number = exact(str(Decimal(form.number) / _scale(finest)))
        whole = Item(kind="quantity", role="support", value=number, unit=finest["unit"], bound="=")
        told = self._left(rows, parts, whole, [f"{p.label}{self.wording.aside(p)}" for p in parts])
        return replace(told, items=(*told.items, whole))

    def _unnamed(self, rows: Sequence[Row]) -> Said:
        """How many of a counted set have no name in the report, and which ones have."""
        counted = self.quantity(rows[0], "support")
        named = [replace(self._entity(i), role="support") for i in _items(rows)]
        told = self._left(rows, [counted], counted, [n.label for n in named], counted.bound)
        return replace(told, items=(*told.items, *named))

    def _left(
        self, rows: Sequence[Row], parts: Sequence[Item], whole: Item, taken: Sequence[str], bound: str = ""
    ) -> Said:
        """What is left, with the whole and with what is taken out of it."""
        finest = min(rows, key=_scale)
        value = Item(
            kind="quantity",
            label=self.wording.say("restated.remainder", label=parts[0].label),
            value=exact(str(Decimal(finest["left"]) / _scale(finest))),
            unit=finest["unit"],
            bound=bound or _REVERSED[_bound_of_sum({p.bound for p in parts})],
            year=_shared((p.year for p in parts), None),
        )
        said = self.wording.say(
            "remainder.is",
            whole=self.wording.quantity(whole),
            taken=self.wording.join(taken),
            value=self.wording.quantity(value),
        )
        return Said(self._sentence([said]), (value, *parts), self.evidence(rows), value.label)

    def _part(self, item: Item, row: Row, among: Sequence[Item]) -> str:
        """One of several that are added, by the words of its condition where they say most of it."""
        condition, alike = row.get("condition") or "", sum(other.label == item.label for other in among) > 1
        by_condition = alike or (self.wording.language == "zh" and len(condition) > _SHORT_CONDITION)
        label = condition if condition and by_condition else self._winner(item, among)
        return self.wording.say("total.part", label=label, value=self.wording.quantity(item))

    def _verdict(self, rows: Sequence[Row]) -> Said:
        row = rows[0]
        item = self.quantity(row, "support")
        holds = row.get("holds") in ("true", "1")
        said = self.wording.say(
            "verdict.yes_value" if holds else "verdict.no_value",
            statement=self.wording.statement(item, self._provisional(row)),
        )
        truth = Item(kind="boolean", value=holds, label=item.label)
        return Said(
            said,
            (truth, item),
            self.evidence(rows[:1]),
            self.wording.say("restated.verdict", label=item.label),
        )

    def _claims(self, form: Claims, rows: Sequence[Row]) -> Said:
        """Whether all values are as told, with each of them in the order of the question."""
        told = [v.observed.indicator for v in form.verdicts]
        rows = sorted(rows, key=lambda row: told.index(row["indicator"]))
        items = tuple(self.quantity(row, "support") for row in rows)
        holds = all(row.get("holds") in ("true", "1") for row in rows)
        mark = "；" if self.wording.language == "zh" else "; "
        said = self.wording.say(
            "verdict.yes_value" if holds else "verdict.no_value",
            statement=mark.join(
                self.wording.statement(i, self._provisional(r)) for i, r in zip(items, rows, strict=True)
            ),
        )
        label = self.wording.join(i.label for i in items)
        return Said(
            said,
            (Item(kind="boolean", value=holds, label=label), *items),
            self.evidence(rows),
            self.wording.say("restated.verdict", label=label),
        )

    def _names(self, rows: Sequence[Row]) -> Said:
        iris = list(dict.fromkeys(r["item"] for r in rows))
        items = tuple(self._entity(i) for i in iris)
        said = self.wording.say("names.is", items=self.wording.join(i.label for i in items))
        return Said(
            self._sentence([said]) + self._left_out(rows, len(items)),
            items,
            self.evidence(rows),
            self.wording.say("restated.names", label=rows[0]["quote"][:40]),
        )

    def _titled(self, rows: Sequence[Row]) -> Said:
        """Who has or seeks titles, each with its titles behind its name."""
        titles: dict[str, dict[str, Item]] = {}
        for row in rows:
            titles.setdefault(row["item"], {})[row["title"]] = self._entity(row["title"])
        told = self._names(rows)
        said = [
            self.wording.say(
                "names.titled",
                label=item.label,
                items=self.wording.join(title.label for title in titles[item.iri].values()),
            )
            for item in told.items
        ]
        items = [i for item in told.items for i in (item, *titles[item.iri].values())]
        return replace(
            told, text=self._sentence([self.wording.join(said)]), items=tuple(dict.fromkeys(items))
        )

    def _divided(self, form: Sections, rows: Sequence[Row]) -> Said:
        """A part of the report with what it is divided into."""
        told = self._names([r for r in rows if r["item"] != form.part])
        part = self._entity(form.part)
        said = self.wording.say(
            "names.is_of", label=part.label, items=self.wording.join(i.label for i in told.items)
        )
        return replace(
            told, text=self._sentence([said]), items=(part, *told.items), evidence=self.evidence(rows)
        )

    def _wish(self, form: Things | Honours) -> str:
        """What things or titles are listed, in words: where, of which class, in which state and year."""
        codes: list[str] = []
        if isinstance(form, Honours):
            iris = [form.recipient, f"{DP}HonourTitle"]
            years = [form.year]
            codes += [*form.levels, *([form.kind] if form.kind else [])]
        else:
            iris = [form.holder, *form.categories]
            years = [state.year for state in form.states]
            codes += [status for state in form.states for status in state.statuses]
        words = [self._label(i) for i in iris if i] + [self._label(f"{CODE}{c}") for c in codes]
        return " · ".join([*words, *(str(y) for y in years if y)])

    def leaves_out(self, rows: Sequence[Row]) -> bool:
        """Whether the rows of a list name only some of the things that there are."""
        return not rows or bool(self._left_out(rows, len({row["item"] for row in rows})))

    def _left_out(self, rows: Sequence[Row], named: int) -> str:
        """A note when the report names only some of a stated number, or some and 等."""
        counts = {r["stated"] for r in rows if r.get("stated")}
        if len(counts) == 1 and float(next(iter(counts))) > named:
            return self.wording.say("partial_counted", count=plain(next(iter(counts))))
        if any(r.get("complete") == "false" for r in rows):
            return self.wording.say("partial")
        return ""

    def _deadline(self, rows: Sequence[Row]) -> Said:
        items = tuple(
            Item(kind="date", label=r["deadline"], iri=r["fact"], reviewed=self.reviewed(r["fact"]))
            for r in _distinct(rows)
        )
        said = [
            self.wording.say("deadline.is", deadline=r["deadline"], quote=r["quote"]) for r in _distinct(rows)
        ]
        things = tuple(replace(self._entity(i), role="support") for i in _items(rows))
        if things:
            said.insert(0, self.wording.say("names.is", items=self.wording.join(t.label for t in things)))
        evidence = _distinct_evidence(self.evidence(rows) + self.evidence(rows, "Other"))
        return Said(self._sentence(said), (*items, *things), evidence, said[-1])

    def _count(self, rows: Sequence[Row]) -> Said:
        names = self._names(rows)
        count = Item(
            kind="quantity", label=names.restated, value=plain(rows[0]["count"]), unit="个", bound="="
        )
        said = self.wording.say(
            "names.count", count=rows[0]["count"], items=self.wording.join(i.label for i in names.items)
        )
        return Said(self._sentence([said]), (count, *names.items), names.evidence, names.restated)

    def _state_verdict(self, form: StateVerdict, rows: Sequence[Row]) -> Said:
        row = rows[0]
        key = f"verdict.{'yes' if form.holds else 'no'}{'_planned' if form.planned else ''}"
        said = self.wording.say(key, quote=row["quote"], year=form.planned or "")
        sentence = self.sentence(row["span"])[0]  # two clauses of it that tell the same are one answer
        truth = Item(kind="boolean", value=form.holds, label=row["quote"], text=sentence, year=form.planned)
        return Said(
            said,
            (truth,),
            self.evidence(rows[:1]),
            self.wording.say("restated.verdict", label=row["quote"][:40]),
        )

    def _passage(self, rows: Sequence[Row]) -> Said:
        chosen: list[Row] = []
        length = 0
        for row in _distinct(rows):
            length += len(row["quote"]) + 1
            if length > _LONGEST_TEXT - 40:
                break
            chosen.append(row)
        title = chosen[0].get("title", "")
        words = "；".join(r["quote"] for r in chosen)
        said = self.wording.say("passage.under", heading=title, words=words) if title else words
        items = tuple(
            Item(kind="text", text=r["quote"], iri=r["fact"], reviewed=self.reviewed(r["fact"]))
            for r in chosen
        )
        return Said(
            said + "。", items, self.evidence(chosen), self.wording.say("restated.passage", heading=title)
        )

    def _source(self, rows: Sequence[Row], form: Source) -> Said:
        stated = rows[0]["quote"]
        row = rows[0] if isinstance(form.of, Observed) else self._with_sentence(rows[0], form.worded)
        key = "source.section" if row.get("heading") else "source.section_only"
        key = key if row.get("title") else "source.untitled"
        said = self.wording.say(
            key, section=row["section"], title=row.get("title", ""), heading=row.get("heading", "")
        )
        said = f"{said}：“{row['quote']}”" if self.wording.language == "zh" else f"{said}: “{row['quote']}”"
        role, quoted = ("support", "answer") if form.worded else ("answer", "support")
        parts = {"section": row.get("title", ""), "heading": row.get("heading", "")}
        asked = form.level if parts.get(form.level) else ""
        items = [
            Item(kind="text", role=role if asked in ("", level) else "support", text=words)
            for level, words in parts.items()
            if words
        ]
        iri = "" if form.worded else row["fact"]  # one wording may state a value and a measure
        items.append(Item(kind="text", role=quoted, text=stated, iri=iri))
        return Said(
            self._sentence([said]),
            tuple(items),
            self.evidence((row,)),
            self.wording.say("restated.source", label=row["quote"][:40]),
        )

    def _with_sentence(self, row: Row, worded: bool) -> Row:
        """A row with its whole sentence where its words are asked for, of which it may be but one clause.

        One that runs on over many doings is quoted only for a clause that leads in (围绕…, 依托…): what is
        done stands in the clauses after it. One that runs on still longer is not quoted.
        """
        if not worded or not row.get("span"):
            return row
        quote, start, end = self.sentence(row["span"])
        leads = row["quote"].startswith(self.leads)
        if len(quote) > (_LONGEST_QUOTE if leads else _LONGEST_OF_ONE_DOING):
            return row
        return {**row, "quote": quote, "start": str(start), "end": str(end)}

    def _attribute(self, rows: Sequence[Row]) -> Said:
        items: dict[tuple[str, str], Item] = {}
        for row in rows:
            iri = row["item"].startswith("http")
            items.setdefault(
                (row["property"], row["item"]),
                Item(kind="entity", label=self._label(row["item"]), iri=row["item"])
                if iri
                else Item(
                    kind="date" if _DATE.fullmatch(row["item"]) else "text",
                    label=row["item"],
                    text=row["item"],
                ),
            )
        said = [
            self.wording.say("attribute.is", property=self._label(p), items=i.label)
            for (p, _), i in items.items()
        ]
        return Said(self._sentence(said), tuple(items.values()), self.evidence(rows), said[0])


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """One row for each fact."""
    return list({r["fact"]: r for r in reversed(rows)}.values())[::-1]


def _items(rows: Sequence[Row]) -> list[str]:
    """The things of rows, each once."""
    return list(dict.fromkeys(r["item"] for r in rows if r.get("item")))


def _shared(values: Iterable[_V], otherwise: _V) -> _V:
    """The one value that all have."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else otherwise


def _bound_of_sum(bounds: set[str]) -> str:
    """The bound of a sum: what its parts leave open in one direction, or about, if they differ in it."""
    for strict, loose in ((">", ">="), ("<", "<=")):
        if bounds <= {"=", strict, loose}:
            return strict if strict in bounds else loose if loose in bounds else "="
    return "≈"


def _scale(row: Row, side: str = "") -> Decimal:
    """How many base units the printed unit of a value holds: 10,000 for 万人."""
    base, value = (row[f"{side}Own"], row[f"{side}Value"]) if side else (row["base"], row["value"])
    return Decimal(base) / Decimal(value) if Decimal(value) else Decimal(1)


def _distinct_evidence(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({e.iri: e for e in evidence}.values())


def _scaled(number: str, unit: str, places: int) -> tuple[str, str]:
    """A number of base units, in hundred millions or ten thousands when it is large, with its unit."""
    base = _SCALED.sub("", unit)
    scale, word = next(((s, w) for s, w in _LARGE if Decimal(number) >= s), (Decimal(1), ""))
    return _rounded(str(Decimal(number) / scale), places), f"{word}{base}"


def _rounded(number: str, places: int) -> str:
    value = Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{value.normalize():f}"
