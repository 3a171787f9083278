"""The analyser of the shipped lexicon and graph."""

import pytest

from kgqa.parsing.analysis import Analyser
from tests.engine import engines


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """As the engine uses it."""
    return engines.shipped().analyser
