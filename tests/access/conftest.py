"""The report of the project and that of the made-up libraries, opened for programs."""

from pathlib import Path

import pytest

import kgqa
from kgqa.access.plan import Plan
from tests.engine.engines import shipped

LIBRARY = Path(__file__).parent.parent / "data" / "library.trig"


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The report of the project, over the engine that other tests ask too."""
    opened = Plan(shipped().store)
    vars(opened)["_engine"] = shipped()  # a cached property, filled before it is first read
    return opened


@pytest.fixture(scope="session")
def library() -> Plan:
    """A small graph, opened from its file."""
    return kgqa.open(LIBRARY)
