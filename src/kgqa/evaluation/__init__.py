"""Scores of answers against golden questions."""

from kgqa.evaluation.golden import Golden, load_golden
from kgqa.evaluation.judge import Judgement, judge
from kgqa.evaluation.score import Judged, Score, judge_all, scores

__all__ = ["Golden", "Judged", "Judgement", "Score", "judge", "judge_all", "load_golden", "scores"]
