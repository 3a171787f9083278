"""Writing files: every format, whole or not at all, the same bytes twice, one line for each error."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa.errors import GraphError, KgqaError, UsageError
from kgqa.export import FORMATS, export
from kgqa.export.extract import extract
from kgqa.graph.store import Store


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(format: str, small: Store, tmp_path: Path) -> None:
    """Also when its quads were loaded in another order."""
    other = Store(sorted(small.quads(), key=lambda q: str(q)[::-1]))
    export(small, format, tmp_path / "one")
    export(other, format, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "xlsx"])
def test_text_is_utf_8_with_the_same_line_ends_on_every_system(format: str, small: Store) -> None:
    """CSV as RFC 4180 has them, with a byte order mark for Excel; all else a line feed and no mark."""
    text = FORMATS[format](extract(small)).decode("utf-8")
    is_table = format in ("nodes", "edges", "observations")
    assert text.startswith("\ufeff") == is_table
    assert re.findall(r"\r(?!\n)", text) == []
    assert text.count("\r\n") == (text.count("\n") if is_table else 0)


@pytest.mark.parametrize("format", ["jsonld", "gexf"])
def test_the_shipped_graph_replaces_a_file(format: str, shipped: Store, tmp_path: Path) -> None:
    """Nothing else is left in the folder."""
    path = tmp_path / "graph"
    path.write_text("old")
    export(shipped, format, path)
    assert (path.stat().st_size > 10_000, list(tmp_path.iterdir())) == (True, [path])


def test_the_ontology_beside_the_data_is_not_exported(small: Store, tmp_path: Path) -> None:
    """Only named graphs are."""
    term = ox.NamedNode("https://example.org/term")
    both = Store([*small.quads(), ox.Quad(term, term, term)])
    export(small, "nquads", tmp_path / "one")
    export(both, "nquads", tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_unknown_format_is_refused_with_the_ones_there_are(small: Store, tmp_path: Path) -> None:
    """The message lists them."""
    with pytest.raises(UsageError, match=r"no export format 'xls'; use one of turtle, .*, observations"):
        export(small, "xls", tmp_path / "file")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_graph_is_an_error_and_no_file(format: str, tmp_path: Path) -> None:
    """What was there stays."""
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(GraphError, match=f"nothing to export as {format}; build the graph first"):
        export(Store([]), format, path)
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])


def test_a_focus_without_observations_says_so(small: Store, tmp_path: Path) -> None:
    """The table would have no row."""
    with pytest.raises(GraphError, match="nothing to export as observations within 0 steps of '商通路'"):
        export(small, "observations", tmp_path / "file", focus="商通路", depth=0)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["missing/file.ttl", "folder", "file/below", ".", "x" * 300])
def test_a_path_that_cannot_be_written_is_one_line(place: str, small: Store, tmp_path: Path) -> None:
    """A missing folder, a folder in the file's place, a file in the folder's place."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    with pytest.raises(UsageError, match=r"cannot write .*; name another file") as caught:
        export(small, "turtle", tmp_path / place)
    assert "\n" not in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_the_longest_name_that_a_file_may_have_can_be_written(small: Store, tmp_path: Path) -> None:
    """The draft beside it needs no longer one; nothing else stays."""
    path = tmp_path / ("甲" * 84 + ".nq")  # 255 bytes
    export(small, "nquads", path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_negative_depth_is_wrong_use(small: Store, tmp_path: Path) -> None:
    """There are no negative steps."""
    with pytest.raises(KgqaError, match="a depth of -1 is no number of steps"):
        export(small, "dot", tmp_path / "file", focus="甲区", depth=-1)
