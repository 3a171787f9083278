"""Where the ontology, the graph and the encoder lie.

Looked for in this order: the folder named by ``KGQA_ONTOLOGY`` or ``KGQA_GRAPH``, the checkout that this
module was imported from, the data inside the installed package. What people leave lies in a folder of the
user, named by ``KGQA_STATE``.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

from kgqa.errors import GraphError

VOCABULARY_FILES = ("plan.ttl", "codes.ttl", "units.ttl", "indicators.ttl")

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """Return the folder with the ontology's Turtle files; GraphError when there is none."""
    return _find("ontology", "KGQA_ONTOLOGY")


def graph_dir() -> Path:
    """Return the folder with the built graph and its sources; GraphError when there is none."""
    return _find("graph", "KGQA_GRAPH")


def encoder_dir() -> Path:
    """Return the folder with the shipped encoder; GraphError when there is none."""
    return _find("encoder", "KGQA_ENCODER")


def state_dir() -> Path:
    """Return the folder for what people leave, such as feedback; nothing says that it is there yet.

    It is ``KGQA_STATE``, or ``kgqa`` below ``XDG_STATE_HOME`` or ``~/.local/state``.
    """
    if named := os.environ.get("KGQA_STATE"):
        return Path(named)
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "kgqa"


def local_lexicon() -> Path:
    """Return the place of the words that people of this installation accepted, there or not."""
    return state_dir() / "lexicon.ttl"


def app_script() -> Path:
    """Return the script of the app; GraphError when there is none."""
    candidates = [_PACKAGE / "data" / "app.py"]
    if _PACKAGE.parent.name == "src":
        candidates.insert(0, _PACKAGE.parent.parent / "app.py")
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise GraphError("no app.py in the checkout or the package; install kgqa again")


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file of the ontology folder; GraphError when it is missing or not valid."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; the ontology folder is not complete") from error
    except tomllib.TOMLDecodeError as error:
        raise GraphError(f"{path} is not valid TOML: {error}") from error


def _find(name: str, variable: str) -> Path:
    override = os.environ.get(variable)
    if override:
        return _existing([Path(override)], f"{variable} names no folder: {override}")
    candidates = [_PACKAGE / "data" / name]
    if _PACKAGE.parent.name == "src":
        candidates.insert(0, _PACKAGE.parent.parent / name)
    return _existing(candidates, f"no folder {name}/ in the checkout or the package; set {variable} to one")


def _existing(candidates: list[Path], message: str) -> Path:
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise GraphError(message)
