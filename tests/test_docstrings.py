"""What the examples in docstrings show is what the functions do."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import kgqa

PACKAGE = Path(kgqa.__file__).parent


def named(path: Path) -> str:
    """The module that a file holds."""
    return ".".join(("kgqa", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = [named(p) for p in sorted(PACKAGE.rglob("*.py")) if ">>>" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold(module: str) -> None:
    """Every example of a module prints what stands below it."""
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed
