"""How a plan hangs together: which measures serve which goals, by the order of the clauses in a sentence.

A Chinese plan report puts the means before the end, or the end before the means, within one sentence:
推进保障性住房建设，做好存量房回购，确保…交付任务; 持续推动…能力提升，续建…道路，新建…道路. Nothing is
linked across sentences: that two stand under one heading does not say that one serves the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kgqa.ingestion.model import Clause, Pursuit
from kgqa.text.segmentation import Document

MEASURE, GOAL = "Measure", "Goal"


def pursuits(clauses: Iterable[Clause], document: Document) -> Iterator[Pursuit]:
    """Measures with the goals that they serve, in text order.

    A run of measures serves the run of goals that follows it. Measures that no goal follows serve the goals
    that open their sentence.
    """
    plan = sorted((c for c in clauses if c.role in (MEASURE, GOAL)), key=lambda clause: clause.span.start)
    for sentence in document.body:
        own = [clause for clause in plan if sentence.span.covers(clause.span)]
        runs = [(role, list(run)) for role, run in groupby(own, key=lambda clause: clause.role)]
        for index, (role, measures) in enumerate(runs):
            if role != MEASURE:
                continue
            goals = runs[index + 1][1] if index + 1 < len(runs) else runs[0][1] if index == 1 else []
            for measure in measures:
                yield from (Pursuit(measure.span, goal.span, sentence.span) for goal in goals)
