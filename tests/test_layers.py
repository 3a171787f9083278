"""Imports under src/kgqa form layers, and modules do not import each other in a circle."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "kgqa"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE

BASE = frozenset({"errors", "resources"})
UNDERSTANDING = frozenset({"text", "graph", "linking", "query", "parsing"})
STAGES = frozenset({"text", "graph", "ingestion", "linking", "query", "retrieval", "parsing", "answering"})
FRONT = frozenset({"engine", "export", "graph", "retrieval"})
BEHIND = frozenset({"server", "packs", "feedback"})

# Part of the package -> the other parts it may import, lowest layer first; "" is the package itself, which is
# the interface for programs.
LAYERS: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "resources": frozenset({"errors"}),
    "csvfile": frozenset(),
    "text": BASE,
    "graph": BASE | {"text"},
    "ingestion": BASE | {"graph", "text"},
    "linking": BASE | {"graph", "text"},
    "query": BASE | {"graph"},
    "retrieval": BASE | {"graph", "text"},
    "parsing": BASE | (UNDERSTANDING - {"parsing"}),
    "answering": BASE | {"query", "graph", "text", "parsing"},
    "search": BASE | {"graph", "linking", "retrieval"},
    "meaning": BASE | STAGES | {"search"},
    "ranking": BASE | UNDERSTANDING | {"search"},
    "engine": BASE | STAGES | {"meaning", "ranking", "search"},
    "export": BASE | {"csvfile", "graph"},
    "evaluation": BASE | {"engine", "text", "graph", "linking", "query", "answering"},
    "training": BASE | {"engine", "evaluation", "graph", "linking", "parsing", "ranking", "answering"},
    "server": BASE | FRONT,
    "access": BASE | FRONT | {"answering", "linking", "parsing", "search", "server"},
    "": frozenset({"access", "answering", "errors"}),
    "packs": BASE | {"graph", "export", "server"},
    "feedback": BASE | {"csvfile", "graph", "ingestion", "linking"},
    "ui": BASE | FRONT | BEHIND | {"csvfile", "ingestion"},
    "cli": BASE | STAGES | FRONT | BEHIND | {"access", "evaluation", "ranking", "search", "training", "ui"},
    "__main__": frozenset({"cli"}),
}

# Each takes from a tenth of a second to several seconds to import; one question needs none of them.
HEAVY = ("torch", "sentence_transformers", "streamlit", "pyshacl")


def module_name(path: Path) -> str:
    """``src/kgqa/text/numerals.py`` -> ``kgqa.text.numerals``; ``__init__`` bears its package's name."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}


def absolute(node: ast.ImportFrom, module: str) -> str:
    """Return the absolute name that ``from … import`` starts from."""
    if not node.level:
        return node.module or ""
    is_package = MODULES[module].name == "__init__.py"
    parts = module.split(".")
    base = parts[: len(parts) - node.level + is_package]
    return ".".join([*base, *([node.module] if node.module else [])])


def imported_modules(module: str) -> Iterator[str]:
    """Yield the modules of the package that ``module`` imports, anywhere in it, also for types only."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = absolute(node, module)
            inner = [f"{start}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else start for name in inner]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == PACKAGE)


def part(module: str) -> str:
    """``kgqa.text.numerals`` -> ``text``; empty for the package itself."""
    _, _, rest = module.partition(".")
    return rest.split(".")[0]


@cache
def imports() -> Mapping[str, list[str]]:
    """What each module of the package imports of it."""
    return {module: sorted(set(imported_modules(module))) for module in MODULES}


def test_every_part_has_a_row_in_the_table() -> None:
    """A new part of the package is put into a layer when it is added."""
    assert {part(module) for module in MODULES} <= LAYERS.keys()


def test_the_table_itself_is_layered() -> None:
    """Each row names only parts of rows above it."""
    above: set[str] = set()
    for name, allowed in LAYERS.items():
        assert allowed <= above, name
        above.add(name)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_its_own_part_and_parts_below(module: str) -> None:
    """Imports point down the layers."""
    own = part(module)
    allowed = {own, ""} | LAYERS[own]
    assert [name for name in imports()[module] if part(name) not in allowed] == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    """The graph of imports has an order; a CycleError names the circle."""
    TopologicalSorter(imports()).prepare()


@pytest.mark.parametrize("module", ["kgqa.cli", "kgqa.engine"])
def test_importing_it_loads_nothing_heavy(module: str) -> None:
    """One question on the command line does not wait for torch or the app."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    code = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr, done.returncode) == ([], "", 0)
