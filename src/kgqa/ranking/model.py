"""A log-linear model over the candidates of one question.

The probability of a candidate is the share of its exponentiated score, a weighted sum of features, among
those of all candidates; to answer nothing is one of them. This is the model of semantic parsers that learn
from answers (Liang, Jordan and Klein 2011; Berant and others 2013). Weights are data, learnt from golden
questions by ``kgqa calibrate``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import GraphError

Features = Mapping[str, float]
FILE = "ranking.json"
WITH_ENCODER, WITHOUT_ENCODER = "with encoder", "without encoder"


@dataclass(frozen=True)
class LogLinear:
    """Weights of features, and two limits.

    ``answer`` is the probability from which a candidate is an answer; ``joined`` the share of the best one's
    probability from which another value that the words name as well is as good, so that the question is asked
    back.
    """

    weights: Mapping[str, float]
    answer: float
    joined: float

    def probabilities(self, candidates: Sequence[Features]) -> list[float]:
        """The probability of each candidate; they add up to one."""
        scores = [sum(self.weights.get(k, 0.0) * v for k, v in f.items()) for f in candidates]
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        whole = sum(shares)
        return [share / whole for share in shares]


def load_models(folder: Path) -> Mapping[str, LogLinear]:
    """The models of an ontology folder: one for search by meaning, one for words alone.

    Raises:
        GraphError: the file is missing or is no such file.
    """
    path = folder / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: LogLinear(told[name]["weights"], told[name]["answer"], told[name]["joined"])
            for name in (WITH_ENCODER, WITHOUT_ENCODER)
        }
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; the ontology folder is not complete") from error
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{path} holds no ranking model; make one with: kgqa calibrate") from error
