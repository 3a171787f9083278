"""From a name to its neighbourhood."""

from pathlib import Path

import networkx as nx
import pytest

from kgqa.errors import UsageError
from kgqa.export import export
from kgqa.graph.store import Store


def around(store: Store, folder: Path, focus: str, depth: int) -> set[str]:
    """Local names of the nodes within some steps."""
    export(store, "graphml", folder / "file", focus=focus, depth=depth)
    return {node.rsplit("/", 1)[1] for node in nx.read_graphml(folder / "file", force_multigraph=True)}


@pytest.mark.parametrize("focus", ["甲区", "District A", "district a", "全区"])
def test_a_label_in_either_language_or_another_name_is_found(
    focus: str, small: Store, tmp_path: Path
) -> None:
    """Case does not matter."""
    assert around(small, tmp_path, focus, 0) == {"a"}


@pytest.mark.parametrize("focus", ["“光之谷”产业园", "光之谷产业园", '"光之谷"产业园'])
def test_quotation_marks_do_not_matter(focus: str, small: Store, tmp_path: Path) -> None:
    """Nobody types the curly ones."""
    assert around(small, tmp_path, focus, 0) == {"park"}


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (0, {"road"}),
        (1, {"road", "o2", "a", "roads"}),
        (2, {"road", "o2", "a", "roads", "h1"}),
    ],
)
def test_the_depth_counts_steps_and_statements_come_with_their_ends(
    depth: int, expected: set[str], small: Store, tmp_path: Path
) -> None:
    """At one step the observation is there, so is what it is about and its indicator."""
    assert around(small, tmp_path, "商通路", depth) == expected


def test_an_unknown_name_is_wrong_use_that_names_the_nearest(small: Store, tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(UsageError, match="nothing is named '商同路'; the nearest names are 商通路"):
        export(small, "dot", tmp_path / "file", focus="商同路")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("focus", ["", "  ", "“”"])
def test_an_empty_name_is_no_name(focus: str, small: Store, tmp_path: Path) -> None:
    """It matches nothing."""
    with pytest.raises(UsageError, match="nothing is named"):
        export(small, "dot", tmp_path / "file", focus=focus)


def test_a_place_of_the_report_brings_its_observations(shipped: Store, tmp_path: Path) -> None:
    """The neighbourhood of a part of the district is small and holds its numbers with their indicators."""
    export(shipped, "graphml", tmp_path / "file", focus="金岱科创城")
    read = nx.read_graphml(tmp_path / "file", force_multigraph=True)
    labels = {data["label"] for _, data in read.nodes(data=True)}
    assert "金岱科创城 土地收储面积 86.63亩（2023年，实际）" in labels
    assert 20 < len(read) < 200
