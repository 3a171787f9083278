"""The risk–coverage curve, its area and its picture."""

import xml.etree.ElementTree as ElementTree

import pytest

from kgqa.evaluation.coverage import Sure, curve, picture

# The surest right, the next wrong, then right, then an answer to what has none; a fifth is never answered.
ANSWERS = [
    Sure(0.9, False),
    Sure(0.8, True),
    Sure(0.7, False),
    Sure(0.2, True, false=True, given=False),
]


def test_risk_is_the_share_of_wrong_answers_so_far() -> None:
    """Surest first, whatever the order in which they come."""
    found = curve("all", reversed(ANSWERS), 5)
    assert [(p.coverage, round(p.risk, 3)) for p in found.points] == [
        (0.2, 0.0),
        (0.4, 0.5),
        (0.6, 0.333),
        (0.8, 0.5),
    ]
    assert found.points[-1].false == 0.25
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_the_best_area_is_that_of_right_before_wrong() -> None:
    """Two right and two wrong: no risk at first, then a third, then a half."""
    assert curve("all", ANSWERS, 5).best_area == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)


def test_the_engine_stops_where_it_refuses() -> None:
    """What it would have said lies beyond its own point."""
    own = curve("all", ANSWERS, 5).own
    assert own is not None
    assert (own.threshold, own.coverage, round(own.risk, 3)) == (0.7, 0.6, 0.333)


def test_the_table_goes_as_far_as_the_answers() -> None:
    """In steps of five per cent; beyond the last answer there is nothing to tell."""
    rows = curve("all", ANSWERS, 5).table()[2:]
    assert [row.split(" | ")[0] for row in (rows[0], rows[-1])] == ["| 0.05", "| 0.80"]


def test_nothing_answered_is_an_empty_curve() -> None:
    """No point, no area."""
    found = curve("none", [], 3)
    assert (found.points, found.area, found.own, found.at(0.1)) == ((), 0.0, None, None)


def test_the_picture_is_svg_with_a_line_for_each_curve() -> None:
    """Names are escaped."""
    drawn = ElementTree.fromstring(picture([curve("a & b", ANSWERS, 5), curve("c", ANSWERS[:2], 2)]))
    assert len([e for e in drawn.iter() if e.tag.endswith("polyline")]) == 2
    assert "a & b" in [e.text for e in drawn.iter()]
