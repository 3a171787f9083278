"""The ontology, the report read without review, and a reader of single sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kgqa.ingestion.build import Build, build
from kgqa.ingestion.grammar import ReadingGrammar, load_grammar
from kgqa.ingestion.model import Exemption, Observation
from kgqa.ingestion.observations import ObservationReader
from kgqa.text.normalise import normalise
from kgqa.text.segmentation import Document, segment

ROOT = Path(__file__).resolve().parents[2]
Read = Callable[..., tuple[list[Observation], list[Exemption], Document]]


@pytest.fixture(scope="session")
def ontology() -> Path:
    """Folder of the vocabulary."""
    return ROOT / "ontology"


@pytest.fixture(scope="session")
def source() -> Path:
    """The report that the project ships."""
    return ROOT / "graph" / "sources" / "guancheng-2024.txt"


@pytest.fixture(scope="session")
def other() -> Path:
    """A short report of an invented county, without metadata and without review."""
    return ROOT / "tests" / "data" / "linhe-2023.txt"


@pytest.fixture(scope="session")
def grammar(ontology: Path) -> ReadingGrammar:
    """The vocabulary of reading."""
    return load_grammar(ontology)


@pytest.fixture(scope="session")
def machine(source: Path, ontology: Path) -> Build:
    """The report as the machine alone reads it."""
    return build(source, ontology, None)


@pytest.fixture(scope="session")
def reviewed(source: Path, ontology: Path) -> Build:
    """The report with its review layer, as the project ships it."""
    return build(source, ontology, source.parents[1] / "review")


@pytest.fixture(scope="session")
def elsewhere(other: Path, ontology: Path) -> Build:
    """The report of the other place."""
    return build(other, ontology, None)


@pytest.fixture(scope="session")
def read(grammar: ReadingGrammar) -> Read:
    """Reads sentences as part one (done in 2023) and part two (planned for 2024) of a report."""

    def reader(done: str = "", planned: str = "") -> tuple[list[Observation], list[Exemption], Document]:
        text = f"一、2023年计划执行情况\n\n{done}\n\n二、2024年主要任务\n\n{planned}"
        document = segment(normalise(text))
        found, exempt = ObservationReader(grammar, document, "管城回族区", (2023, 2024)).read({})
        return found, exempt, document

    return reader
