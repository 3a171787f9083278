"""The ontology and the graph are found in the checkout, or where the environment says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kgqa.errors import GraphError
from kgqa.resources import app_script, graph_dir, ontology_dir

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDERS = [("ontology", "KGQA_ONTOLOGY", ontology_dir), ("graph", "KGQA_GRAPH", graph_dir)]

folders = pytest.mark.parametrize(("name", "variable", "find"), FOLDERS, ids=["ontology", "graph"])


@folders
def test_a_checkout_is_its_own_source(
    name: str, variable: str, find: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an override, the folder beside src/ is taken."""
    monkeypatch.delenv(variable, raising=False)
    assert find() == CHECKOUT / name


@folders
def test_the_environment_overrides(
    name: str, variable: str, find: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The folder that the variable names is taken."""
    monkeypatch.setenv(variable, str(tmp_path))
    assert find() == tmp_path


@folders
def test_an_override_without_a_folder_is_an_error(
    name: str, variable: str, find: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A wrong override is said, not silently passed over."""
    monkeypatch.setenv(variable, str(tmp_path / "absent"))
    with pytest.raises(GraphError, match=f"{variable} names no folder"):
        find()


def test_the_script_of_the_app_is_found() -> None:
    """In the checkout it is the one at its root."""
    assert app_script() == CHECKOUT / "app.py"
