"""Places of cards: no overlap, no link behind a card, the palette apart for colour-blind readers."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.export.colours import FAMILIES
from kgqa.export.picture.layout import Box, columns, grid, spread
from kgqa.export.picture.ways import around, between_columns

SIZES = st.tuples(st.floats(20, 300), st.floats(15, 90))
DICHROMATS = {
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
"""Linear RGB as these readers see it (Machado, Oliveira and Fernandes 2009)."""


def graphs() -> st.SearchStrategy[tuple[list[tuple[float, float]], list[tuple[int, int]]]]:
    """Sizes of some cards, and links between them."""
    return st.lists(SIZES, min_size=1, max_size=14).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(st.tuples(*[st.integers(0, len(sizes) - 1)] * 2), max_size=24),
        )
    )


def apart(boxes: list[Box]) -> bool:
    """Whether no two rectangles share an area."""
    return not any(a.meets(b) for a, b in combinations(boxes, 2))


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_cards_of_a_map_never_overlap(
    graph: tuple[list[tuple[float, float]], list[tuple[int, int]]],
) -> None:
    """Whatever is linked with what."""
    sizes = {str(i): size for i, size in enumerate(graph[0])}
    links = [(str(a), str(b)) for a, b in graph[1]]
    placed = spread(sizes, links, 16 / 9)
    assert {n: (b.width, b.height) for n, b in placed.items()} == sizes
    assert apart(list(placed.values()))


@settings(deadline=None, max_examples=40)
@given(graphs(), st.integers(1, 4))
def test_cards_in_columns_never_overlap_and_no_link_crosses_one(
    graph: tuple[list[tuple[float, float]], list[tuple[int, int]]], many: int
) -> None:
    """A link over several columns finds a gap in each."""
    sizes = {str(i): size for i, size in enumerate(graph[0])}
    levels = {n: int(n) % many for n in sizes}
    links = [(str(a), str(b)) for a, b in graph[1]]
    placed = columns(sizes, levels, links, 16 / 9, 60.0)
    assert apart(list(placed.boxes.values()))
    for route in placed.routes.values():
        for left, right, y in route:
            assert not any(b.meets(Box(left, y, right - left, 0.1)) for b in placed.boxes.values())


def test_a_chain_of_columns_runs_from_left_to_right() -> None:
    """In the order of the levels, however these are numbered."""
    sizes = dict.fromkeys("abc", (100.0, 30.0))
    placed = columns(sizes, {"a": 0, "b": 4, "c": 9}, [("a", "b"), ("b", "c")], 1.0, 60.0).boxes
    assert all(left.x + left.width < right.x for left, right in pairwise(placed[n] for n in "abc"))
    assert len({placed[n].y for n in "abc"}) == 1


def test_a_line_bends_around_a_card_in_its_way() -> None:
    """It is straight where nothing is."""
    source, target, between = Box(0, 0, 40, 20), Box(400, 0, 40, 20), Box(200, -5, 40, 30)
    assert {y for _, y in around(source, target, []).points} == {10.0}
    assert len({y for _, y in around(source, target, [between]).points}) > 1


def test_a_line_between_columns_ends_at_the_sides_that_face_each_other() -> None:
    """Also from right to left."""
    left, right = Box(0, 0, 40, 20), Box(100, 50, 40, 20)
    assert between_columns(left, right, ()).points[::3] == ((40, 10), (100, 60))
    assert between_columns(right, left, ()).points[::3] == ((100, 60), (40, 10))


def test_a_line_inside_a_column_bows_to_the_side_that_is_asked_for() -> None:
    """And no further than half of its height."""
    upper, lower = Box(10, 0, 40, 20), Box(10, 50, 40, 20)
    assert {x for x, _ in between_columns(upper, lower, (), 60.0).points} == {50, 75}
    assert {x for x, _ in between_columns(upper, lower, (), -20.0).points} == {10, -10}


@settings(deadline=None, max_examples=40)
@given(st.lists(SIZES, min_size=1, max_size=14))
def test_cards_of_a_grid_never_overlap_and_stand_in_their_order(sizes: list[tuple[float, float]]) -> None:
    """From the top down, column by column."""
    placed = list(grid({str(n): size for n, size in enumerate(sizes)}, 16 / 9).values())
    assert apart(placed)
    assert [(box.x, box.y) for box in placed] == sorted((box.x, box.y) for box in placed)
    assert [box.height for box in placed] == [high for _, high in sizes]


def test_far_cards_do_not_make_the_others_small() -> None:
    """A star with a tail fills half of the width with its star."""
    star = dict.fromkeys(("middle", *(f"ray {n}" for n in range(12)), "near", "far", "last"), (100.0, 30.0))
    links = [("middle", n) for n in star if n.startswith(("ray", "near"))]
    placed = spread(star, [*links, ("near", "far"), ("far", "last")], 16 / 9)
    rays = [box for name, box in placed.items() if not name.startswith(("far", "last"))]
    width = max(b.x + b.width for b in placed.values()) - min(b.x for b in placed.values())
    assert max(b.x + b.width for b in rays) - min(b.x for b in rays) > width / 2


def lightness_and_hue(colour: str, matrix: list[list[float]]) -> np.ndarray:
    """CIE L*a*b* of a colour as a reader with that matrix sees it."""
    values = np.array(list(bytes.fromhex(colour.removeprefix("#")))) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.array(to_xyz) @ seen / (0.9505, 1.0, 1.089))
    found: np.ndarray = np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
    return found


@pytest.mark.parametrize("reader", DICHROMATS)
def test_colour_blind_readers_tell_the_families_apart(reader: str) -> None:
    """Any two colours differ by more than what a glance needs (ten units of CIE76)."""
    seen = {f.name: lightness_and_hue(f.rim, DICHROMATS[reader]) for f in FAMILIES}
    close = [(a, b) for a, b in combinations(seen, 2) if np.linalg.norm(seen[a] - seen[b]) < 10]
    assert close == []


def test_words_are_dark_enough_on_every_tint() -> None:
    """Contrast of at least seven to one (WCAG AAA)."""

    def luminance(colour: str) -> float:
        values = np.array(list(bytes.fromhex(colour.removeprefix("#")))) / 255
        linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    ratios = [(luminance(f.tint) + 0.05) / (luminance("#1b1f24") + 0.05) for f in FAMILIES]
    assert min(ratios) > 7
