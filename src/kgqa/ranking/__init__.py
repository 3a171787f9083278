"""Which reading a question means: a log-linear model over the candidate readings and the refusal."""

from kgqa.ranking.decision import Candidates, Decision, Ranker
from kgqa.ranking.model import LogLinear, load_models

__all__ = ["Candidates", "Decision", "LogLinear", "Ranker", "load_models"]
