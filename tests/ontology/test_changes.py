"""The changelog of the ontology tells of every term that came or went; the ontology states its version."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kgqa import __version__
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import OWL
from kgqa.resources import ontology_dir

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "ontology_changes.py"
CHANGES = """# Changes

## 0.3.0, not yet released

### Removed

- `dp:Park` — a `dp:Facility` now

## 0.2.0, 2027-01-31

### Added

- classes: `dp:Park`, `dp:Museum`,
  `dp:Road` — asked for with `dp:Place`
- codes: `c:in-work`

### Changed

- `dp:Area` — wider

## 0.1.0, 2026-12-31

### Added

- classes: `dp:Area`
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that holds the changelog against the ontology."""
    spec = importlib.util.spec_from_file_location("ontology_changes", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["ontology_changes"] = module  # where dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_every_term_has_a_line() -> None:
    """A term that was added or removed without one fails here; the script without --check writes it."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_additions_less_removals_are_the_terms_there_are(script: ModuleType) -> None:
    """Terms are named before the dash, also over several lines; what follows it is free."""
    told = script.versions(CHANGES)
    assert [version.number for version in told] == ["0.3.0", "0.2.0", "0.1.0"]
    assert script.replayed(told) == {"dp:Area", "dp:Museum", "dp:Road", "c:in-work"}


def test_missing_lines_are_written_under_the_newest_version(script: ModuleType) -> None:
    """Additions by kind; after that every term has a line, and older versions stand as they were."""
    kinds = {"dp:Lake": "classes", "u:mu": "units"}
    text = script.with_lines(CHANGES, ["dp:Lake", "u:mu"], ["dp:Area"], kinds)
    assert script.replayed(script.versions(text)) == {"dp:Museum", "dp:Road", "c:in-work", *kinds}
    newest, _, older = text.partition("## 0.2.0")
    assert "- classes: `dp:Lake`\n- units: `u:mu`\n" in newest
    assert older == CHANGES.partition("## 0.2.0")[2]


def test_a_term_is_found_in_each_vocabulary_file(script: ModuleType) -> None:
    """Classes and properties, codes, units, indicators."""
    found = script.terms(ontology_dir())
    kinds = {"dp:Goal": "classes", "dp:about": "properties", "c:actual": "codes", "u:percent": "units"}
    kinds |= {"ind:gdp-growth": "indicators"}
    assert {term: found[term] for term in kinds} == kinds


def test_the_ontology_states_the_version_that_the_changelog_is_about(script: ModuleType) -> None:
    """Number and IRI of the newest version, the one before as the prior version, a day of the last change."""
    told = script.versions((ROOT / "docs" / "ontology-changes.md").read_text("utf-8"))
    store = Store.load([ontology_dir() / "plan.ttl"])
    rows = store.select(
        f"SELECT ?o ?info ?iri ?prior ?modified WHERE {{ ?o a <{OWL}Ontology> ; owl:versionInfo ?info ;"
        " owl:versionIRI ?iri ; dct:modified ?modified OPTIONAL { ?o owl:priorVersion ?prior } }"
    )
    (row,) = rows
    assert (row["info"], row["iri"]) == (told[0].number, f"{row['o']}/{told[0].number}")
    before = f"{row['o']}/{told[1].number}" if len(told) > 1 else None
    assert row.get("prior") == before
    assert row["modified"][:2] == "20"
    assert told[0].number.split(".")[0] == __version__.split(".")[0]
