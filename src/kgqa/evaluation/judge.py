"""The verdict on one answer: correct, wrong or abstained.

Correct is an answer whose whole set is right and holds nothing else. Wrong is also an answer that states a
number which neither the question nor its own answers and evidence state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kgqa.evaluation.figures import EXACT, ROUNDED, Figure, figure, numbers
from kgqa.evaluation.golden import Golden
from kgqa.evaluation.names import fold, names_one, pair, stands_in

Verdict = Literal["correct", "wrong", "abstained"]
Answer = Mapping[str, Any]
_LONGEST_TEXT = 1200
_LONGEST_POOL = 1500
_MOST_FIGURES = 40
_ENOUGH_POINTS = 0.6
_ALWAYS_KNOWN = ("2023 2024",)
_SMALL = 12
_NAMED = ("entity", "text", "date")
_COMPUTED = ("aggregate", "compare")
_QUOTE_LENGTHS = range(6, 301)
_NOT_OPPOSITE = re.compile("不低于|不少于")  # the 不 of a bound denies nothing
_NOT_OPPOSITE_NAMES = re.compile("不低于|不少于|不高于|不超过")


@dataclass(frozen=True)
class Judgement:
    """A verdict and what it rests on."""

    verdict: Verdict
    why: str = ""


@dataclass(frozen=True)
class _Told:
    """What an answer states: figures (None for one that is no number), names, truths."""

    figures: tuple[Figure | None, ...]
    names: tuple[str, ...]
    truths: tuple[Any, ...]


def judge(golden: Golden, answer: Answer) -> Judgement:
    """Judge an answer object of the contract."""
    status = answer.get("status")
    if status in ("answered", "refused", "clarify") and (fault := _fault(golden, answer)):
        return Judgement("wrong", fault)
    if golden.unanswerable:
        return _judge_refusal(golden, status)
    if golden.ambiguous:
        return _judge_ambiguous(golden, answer, status)
    if status != "answered":
        return Judgement("abstained", str(answer.get("reason") or status))
    said = re.sub(r"\s", "", str(answer.get("text") or ""))
    if any(re.sub(r"\s", "", name) in _NOT_OPPOSITE.sub("", said) for name in golden.not_items):
        return Judgement("wrong", "says the opposite")
    if golden.truth is not None:
        truths = _told(answer, "answer").truths
        right = bool(truths) and truths[0] is golden.truth
        return Judgement("correct") if right else Judgement("wrong", "another truth value")
    if golden.keypoints:
        return _judge_keypoints(golden, answer)
    return _judge_set(golden, answer, fold(_NOT_OPPOSITE_NAMES.sub("", said)))


def evidence_share(golden: Golden, answer: Answer) -> float | None:
    """Share of the golden evidence that a quote covers or lies in; None when there is none."""
    quotes = [fold(e.get("quote")) for e in answer.get("evidence") or ()]
    quotes = [quote for quote in quotes if len(quote) in _QUOTE_LENGTHS]
    wanted = [fold(words) for words in golden.evidence]
    if not wanted:
        return None
    return sum(any(words in quote or quote in words for quote in quotes) for words in wanted) / len(wanted)


def _fault(golden: Golden, answer: Answer) -> str:
    """What makes an answer wrong whatever was asked."""
    text = str(answer.get("text") or "")
    if len(text) > _LONGEST_TEXT:
        return f"a text of more than {_LONGEST_TEXT} characters"
    rows = answer.get("answers") or ()
    sources: list[Any] = [golden.question, *golden.context, *_ALWAYS_KNOWN]
    for evidence in answer.get("evidence") or ():
        sources += [evidence.get("quote"), evidence.get("section")]
    for row in rows:
        sources.append(f"{row.get('value')}{row.get('unit') or ''}")
        sources += [row.get("label"), row.get("text"), row.get("year")]
    sources += [json.dumps(reading, ensure_ascii=False) for reading in answer.get("readings") or ()]
    known = {form for forms in numbers(sources) for form in forms}
    known |= set(map(str, range(1 + max(_SMALL, len(rows)))))
    strays = sorted(forms[0] for forms in numbers([answer.get("text")]) if known.isdisjoint(forms))
    return f"numbers without a source: {', '.join(strays)}" if strays else ""


def _judge_refusal(golden: Golden, status: Any) -> Judgement:
    if status == "refused" or (status == "clarify" and golden.ask_back):
        return Judgement("correct")
    return (
        Judgement("abstained", "asked back")
        if status == "clarify"
        else Judgement("wrong", "should be refused")
    )


def _judge_ambiguous(golden: Golden, answer: Answer, status: Any) -> Judgement:
    """Two of the fitting values at least, and no other, as readings or side by side."""
    if status == "clarify":
        readings = [r for r in answer.get("readings") or () if isinstance(r, dict)]
        told = [f for reading in readings for f in _told(reading).figures]
    elif status == "answered":
        told = list(_told(answer, "answer").figures)
    else:
        return Judgement("abstained", "refused")
    fitting = {f for f in told if _is_any(f, golden.values, EXACT)}
    if len(fitting) >= 2 and all(f in fitting for f in told):
        return Judgement("correct")
    return Judgement(
        "wrong", f"{len(fitting)} fitting values among {len(told)}, wants two or more and no other"
    )


def _judge_keypoints(golden: Golden, answer: Answer) -> Judgement:
    pool = fold(" ".join([str(answer.get("text") or ""), *_told(answer).names]))[:_LONGEST_POOL]
    found = sum(any(stands_in(fold(name), pool) for name in point) for point in golden.keypoints)
    enough = found / len(golden.keypoints) >= _ENOUGH_POINTS
    return Judgement("correct" if enough else "wrong", f"{found} of {len(golden.keypoints)} key points")


def _judge_set(golden: Golden, answer: Answer, text: str) -> Judgement:
    """Figures and names: all that are wanted, none beside them."""
    own, whole = _told(answer, "answer"), _told(answer)
    computed = golden.type in _COMPUTED
    counts: list[tuple[int, int, int]] = []
    if golden.values and not (golden.type == "list" and golden.items):
        tolerance = ROUNDED if computed else EXACT
        pool = whole.figures[:_MOST_FIGURES] if computed else own.figures
        found = sum(any(_is_any(f, [value], tolerance) for f in pool) for value in golden.values)
        extra = sum(not _is_any(f, golden.values, tolerance) for f in own.figures)
        counts.append((found, len(golden.values), extra))
    if golden.items:
        count = _listed if golden.type == "list" else _mentioned
        counts.append(count(golden.items, own.names, text))
    if not counts:
        return Judgement("wrong", "no answer of the kind asked")
    found, wanted, extra = (sum(column) for column in zip(*counts, strict=True))
    right = found == wanted and not extra
    return Judgement("correct" if right else "wrong", f"{found} of {wanted}, {extra} too many")


def _listed(items: Sequence[Sequence[str]], names: Sequence[str], text: str) -> tuple[int, int, int]:
    found, extra = pair(items, names)
    return found, len(items), extra


def _mentioned(items: Sequence[Sequence[str]], names: Sequence[str], text: str) -> tuple[int, int, int]:
    found = sum(
        any(names_one(aliases, name) for name in names) or any(stands_in(fold(a), text) for a in aliases)
        for aliases in items
    )
    return found, len(items), sum(not any(names_one(aliases, name) for aliases in items) for name in names)


def _told(holder: Answer, role: str | None = None) -> _Told:
    rows = [r for r in holder.get("answers") or () if role in (None, r.get("role", "answer"))]
    return _Told(
        tuple(figure(r.get("value"), r.get("unit")) for r in rows if r.get("kind") == "quantity"),
        tuple(str(r.get("label") or r.get("text") or "") for r in rows if r.get("kind") in _NAMED),
        tuple(r.get("value") for r in rows if r.get("kind") == "boolean"),
    )


def _is_any(told: Figure | None, values: Sequence[Mapping[str, Any]], tolerance: float) -> bool:
    """Whether a figure is one of the golden values, which may carry other forms of themselves."""
    if told is None:
        return False
    for value in values:
        other = value.get("alt") or []
        forms = [value, *(f for f in (other if isinstance(other, list) else [other]) if isinstance(f, dict))]
        allowed = tolerance if value.get("op") == "≈" else EXACT
        figures = [figure(form["value"], form.get("unit")) for form in forms]
        if any(f is not None and f.equals(told, allowed) for f in figures):
            return True
    return False
