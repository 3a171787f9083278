"""Learns the weights of the ranking model from golden questions, and what they are worth on others.

Each question is a choice among its candidate readings and no answer; right are the readings whose answer the
judge calls correct. The weights make right choices probable (conditional log-likelihood with a penalty on
their squares, by L-BFGS within bounds: what a reading leaves out never speaks for it). Limits are chosen, and
figures told, on questions that had no part in the weights: each file is held out once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.answering.answer import signature
from kgqa.engine import Engine
from kgqa.evaluation import Golden, judge
from kgqa.parsing.readings import Reading
from kgqa.ranking.decision import chosen, merged
from kgqa.ranking.model import Features, LogLinear

Progress = Callable[[str], None]
_PENALTY = 1.0
_LEAST_SEEN = 8  # a feature of fewer candidates tells nothing that carries over
_STEPS = 300
_DIGITS = 4
_ANSWERS = tuple(round(0.3 + 0.02 * n, 2) for n in range(24))
_JOINS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7)
_COST_OF_WRONG, _COST_OF_FALSE = 1.6, 0.8  # right answers that a wrong, and a false, one outweigh

# What can only speak against a reading, and what only for it, whatever a few thousand questions suggest.
_AGAINST = (
    *("words left", "any word left", "words unused", "weight left", "left ", "word nobody knows"),
    *("misfit", "worst misfit"),
)
_FOR = (
    *("covered", "near in words", "score", "least near of words left", "named", "fact near", "passage near"),
    *("unit as asked", "year as asked"),
)


@dataclass(frozen=True)
class Example:
    """A golden question with its candidates: ``right`` says which of them answer it.

    The last of the features are those of no answer, which is right when no reading is. ``refusing`` readings
    show why there is none; those asking ``back`` have several values; ``measured`` are kinds of quantity,
    ``resting`` the facts that they rest on.
    """

    file: str
    golden: Golden
    readings: tuple[Reading, ...]
    refusing: tuple[bool, ...]
    features: tuple[Features, ...]
    right: tuple[bool, ...]
    answers: tuple[Hashable, ...]
    back: tuple[bool, ...]
    measured: tuple[frozenset[str], ...]
    resting: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Outcome:
    """Shares of questions: of those with an answer right and wrong, of those without one answered."""

    right: float
    wrong: float
    false: float


def collect(engine: Engine, file: str, questions: Iterable[Golden]) -> list[Example]:
    """Examples of the questions that are asked alone and not refused before anything is ranked."""
    found = []
    for golden in questions:
        candidates = engine.candidates(golden.question, golden.context)
        if candidates is None:
            continue
        right = []
        answers: list[Hashable] = []
        back = []
        for reading, refuses in zip(candidates.readings, candidates.refusing, strict=True):
            answer = engine.answer_of(golden.question, golden.context, reading)
            told = answer.as_dict() if answer else None
            answers.append(signature(answer.answers) if answer else None)
            back.append(answer is not None and answer.status == "clarify")
            right.append(golden.unanswerable if refuses else _is_right(golden, told))
        found.append(
            Example(
                file,
                golden,
                candidates.readings,
                candidates.refusing,
                candidates.features,
                (*right, not any(right)),
                tuple(answers),
                tuple(back),
                candidates.measured,
                candidates.resting,
            )
        )
    return found


def _is_right(golden: Golden, answer: Mapping[str, Any] | None) -> bool:
    if answer is None or golden.unanswerable:
        return False
    asked = replace(golden, ambiguous=False) if golden.ambiguous else golden
    if golden.ambiguous and answer.get("status") == "answered":
        return any(judge(replace(asked, values=(v,)), answer).verdict == "correct" for v in golden.values)
    return judge(golden, answer).verdict == "correct"


# ---------- weights ----------


def learn(examples: Sequence[Example]) -> Mapping[str, float]:
    """Weights that make the right candidates of the examples probable."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    seen = Counter(name for e in examples for own in e.features for name in own)
    place = {name: at for at, name in enumerate(sorted(n for n, c in seen.items() if c >= _LEAST_SEEN))}
    rows = [own for e in examples for own in e.features]
    cells = [(r, place[n], v) for r, own in enumerate(rows) for n, v in sorted(own.items()) if n in place]
    at, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (at, columns)), shape=(len(rows), len(place)))
    sizes = np.array([len(e.features) for e in examples])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(examples)), sizes)
    right = np.concatenate([np.array(e.right, dtype=float) for e in examples])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        whole, good = np.add.reduceat(shares, starts), np.add.reduceat(shares * right, starts)
        slope = matrix.T @ (shares / whole[owner] - shares * right / good[owner])
        return (
            float(np.log(whole / good).sum() + _PENALTY / 2 * weights @ weights),
            slope + _PENALTY * weights,
        )

    best = minimize(
        loss,
        np.zeros(len(place)),
        jac=True,
        method="L-BFGS-B",
        bounds=list(map(_bounds, place)),
        options={"maxiter": _STEPS},
    )
    return {n: round(float(best.x[at]), _DIGITS) for n, at in place.items() if round(best.x[at], _DIGITS)}


def _bounds(feature: str) -> tuple[float | None, float | None]:
    """Where the weight of a feature may lie."""
    if feature.startswith(_AGAINST):
        return None, 0.0
    return (0.0, None) if feature.startswith(_FOR) else (None, None)


# ---------- limits and figures ----------


def calibrate(examples: Sequence[Example], progress: Progress = lambda _: None) -> LogLinear:
    """A model with the weights of all examples and the limits that do best where a file is held out."""
    held = held_out(examples, progress)
    limits = max(product(_ANSWERS, _JOINS), key=lambda pair: (_worth(outcome(held, *pair)), pair))
    told = outcome(held, *limits)
    progress(f"held out: right {told.right:.3f}, wrong {told.wrong:.3f}, false answers {told.false:.3f}")
    return LogLinear(learn(examples), *limits)


def held_out(
    examples: Sequence[Example], progress: Progress = lambda _: None
) -> list[tuple[Example, list[float]]]:
    """The probabilities of each example's candidates, from weights that its file had no part in."""
    found = []
    for file in dict.fromkeys(e.file for e in examples):
        progress(f"without {file}")
        model = LogLinear(learn([e for e in examples if e.file != file]), 0.0, 1.0)
        found += [(e, model.probabilities(e.features)) for e in examples if e.file == file]
    return found


def outcome(held: Sequence[tuple[Example, list[float]]], answer: float, joined: float) -> Outcome:
    """What the limits give."""
    model = LogLinear({}, answer, joined)
    counts: Counter[str] = Counter()
    for example, sure in held:
        counts[_verdict(example, sure, model)] += 1
    answerable = counts["right"] + counts["wrong"] + counts["none"] or 1
    refused = counts["false"] + counts["refused"] or 1
    return Outcome(counts["right"] / answerable, counts["wrong"] / answerable, counts["false"] / refused)


def _verdict(example: Example, sure: Sequence[float], model: LogLinear) -> str:
    told = zip(example.readings, example.right, example.refusing, example.answers, example.back, strict=False)
    known = {r.form: (good, shows, said, back) for r, good, shows, said, back in told}
    ranked = [replace(r, confidence=p) for r, p in zip(example.readings, sure, strict=False)]
    ranked.sort(key=lambda r: -r.confidence)
    measured = dict(zip((r.form for r in example.readings), example.measured, strict=True))
    resting = dict(zip((r.form for r in example.readings), example.resting, strict=True))
    best_first = merged(ranked, lambda r: known[r.form][2])
    taken = chosen(best_first, model, lambda r: measured[r.form], lambda r: resting[r.form])
    refuses = not taken or known[taken[0].form][1]
    if example.golden.unanswerable:
        return "refused" if refuses or len(taken) > 1 else "false"
    if refuses:
        return "none"
    good = [known[r.form][0] for r in taken]
    asks_back = len(taken) > 1 or known[taken[0].form][3]
    if example.golden.ambiguous:
        return "right" if asks_back and all(good) else "wrong"
    if asks_back:
        return "none"
    return "right" if good[0] else "wrong"


def _worth(told: Outcome) -> float:
    return told.right - _COST_OF_WRONG * told.wrong - _COST_OF_FALSE * told.false


def write(models: Mapping[str, LogLinear], path: Path) -> None:
    """Write models as the engine reads them, the same bytes for the same models."""
    told = {
        name: {"answer": m.answer, "joined": m.joined, "weights": dict(sorted(m.weights.items()))}
        for name, m in models.items()
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
