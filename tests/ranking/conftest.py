"""Golden examples with features that tell the right reading apart."""

import pytest

from kgqa.evaluation import Golden
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Lookup, Observed
from kgqa.training.ranking import Example


def _golden(number: int, unanswerable: bool) -> Golden:
    return Golden(
        id=str(number),
        lang="zh",
        style="",
        type="value",
        question="",
        answer="",
        context=(),
        evidence=(),
        values=(),
        items=(),
        not_items=(),
        keypoints=(),
        truth=None,
        unanswerable=unanswerable,
        ambiguous=False,
        ask_back=False,
    )


@pytest.fixture
def golden_examples() -> list[Example]:
    """Two files of questions; the reading that covers the question is right, in four of five questions."""
    readings = tuple(Reading(Lookup((Observed(n),)), 0.5, generator="values") for n in "ab")
    return [
        Example(
            file,
            _golden(number, number % 5 == 0),
            readings,
            (False, False),
            ({"covered": 0.2 if number % 5 == 0 else 1.0}, {"covered": 0.1}, {"nothing:always": 1.0}),
            (number % 5 != 0, False, number % 5 == 0),
            ("a", "b"),
            (False, False),
            (frozenset(), frozenset()),
            (frozenset(), frozenset()),
        )
        for file in ("one", "two")
        for number in range(50)
    ]
