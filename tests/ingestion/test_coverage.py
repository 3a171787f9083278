"""The account of every number of a text."""

import re
from dataclasses import replace

from kgqa.ingestion.build import Build
from kgqa.ingestion.coverage import REASONS, Coverage, measure, report
from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.text.segmentation import Span


def test_every_digit_string_of_the_report_has_one_fate(machine: Build) -> None:
    """Covered, exempt for one of the closed reasons, or uncovered; no number is left out or told twice."""
    text = machine.document.text
    numbers = [Span(m.start(), m.end()) for m in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]
    entries = [span for span, _ in machine.coverage.entries]
    assert set(numbers) <= set(entries)
    assert len(entries) == len(set(entries))
    assert {fate for _, fate in machine.coverage.entries} <= {"covered", "uncovered", *REASONS}


def test_the_machine_accounts_for_all_numbers_of_the_report(machine: Build) -> None:
    """Without review no number is left open, and most are read as quantities."""
    assert machine.coverage.counts["uncovered"] == 0
    assert machine.coverage.counts["covered"] > 250


def test_the_counts_of_a_short_report(elsewhere: Build) -> None:
    """25 quantities; the dates of the cover, titles and sentences; PM2.5 and PM10; one deadline."""
    assert elsewhere.coverage.counts == {"covered": 25, "date": 10, "namePart": 2, "deadline": 1}
    assert elsewhere.coverage.share == 1.0


def test_a_number_that_nothing_states_is_uncovered(elsewhere: Build, grammar: ReadingGrammar) -> None:
    """Taking one observation away leaves its number open."""
    reading = elsewhere.reading
    without = replace(reading, observations=tuple(o for o in reading.observations if o.value_text != "46"))
    coverage = measure(elsewhere.document, grammar, without)
    assert [s.of(elsewhere.document.text) for s, fate in coverage.entries if fate == "uncovered"] == ["46"]
    assert round(coverage.share, 3) == round(1 - 1 / 38, 3)


def test_the_report_lists_what_is_not_covered_in_its_words(elsewhere: Build) -> None:
    """Counts by fate, then every number that no observation states, with its place and words."""
    lines = report(elsewhere.document, elsewhere.coverage).splitlines()
    assert "| covered | 25 |" in lines
    assert "| uncovered | 0 |" in lines
    assert "| all | 38 |" in lines
    assert "Covered or exempt: 100.0%" in lines
    assert "## uncovered" not in lines
    start = elsewhere.document.text.index("6月底前")
    assert any(line.startswith(f"| {start} | 6 | ") and "确保6月底前县人民医院" in line for line in lines)


def test_a_text_without_numbers_is_covered() -> None:
    """Nothing to account for is no fault."""
    assert Coverage(()).share == 1.0
