"""Engines and texts for the tests of the whole pipeline."""

import pytest

from kgqa.engine import Engine
from tests.engine import engines


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine over the report of the project."""
    return engines.shipped()


@pytest.fixture(scope="session")
def library() -> Engine:
    """The engine over another domain."""
    return engines.library()


@pytest.fixture(scope="session")
def text() -> str:
    """The normalised report."""
    return engines.shipped_text()
