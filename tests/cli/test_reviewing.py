"""``kgqa review``: a list to read, JSON for programs, records to edit."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

OTHER = Path(__file__).resolve().parents[1] / "data" / "linhe-2023.txt"


def test_the_shipped_report_has_little_in_doubt(kgqa: Command) -> None:
    """Without a name every report of the graph folder is listed."""
    done = kgqa("review")
    assert done.status == 0, done.err
    assert done.out.startswith("guancheng-2024: ")
    assert len(done.out.splitlines()) < 40


def test_another_report_is_listed_by_reason_with_counts(kgqa: Command) -> None:
    """Each with its section, offsets, words, and the record below it."""
    done = kgqa("review", str(OTHER))
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].startswith("linhe-2023: ")
    assert any(line.startswith("facts that only the machine read (") for line in lines)
    assert any(line.startswith("  §1.1 ") and line.endswith("清淤河道12条46公里") for line in lines)
    records = [json.loads(line) for line in lines if line.startswith("    {")]
    assert {"observation", "entity", "state", "honour", "clause"} <= {r["record"] for r in records}


def test_json_holds_counts_and_doubts(kgqa: Command) -> None:
    """One object for a report."""
    told = json.loads(kgqa("review", str(OTHER), "--json").out)
    assert told["document"] == "linhe-2023"
    assert sum(told["counts"].values()) >= len(told["doubts"])
    assert set(told["doubts"][0]) == {
        *("reason", "reasons", "section", "start", "end", "quote", "detail", "record")
    }


def test_edited_records_shorten_the_list(kgqa: Command, tmp_path: Path) -> None:
    """What --records writes, put into the review of a folder, leaves nothing in doubt."""
    records = kgqa("review", str(OTHER), "--records").out
    folder = tmp_path / "review" / "linhe-2023"
    folder.mkdir(parents=True)
    (folder / "10-read.jsonl").write_text(records, encoding="utf-8")
    assert kgqa("review", str(OTHER), "-o", str(tmp_path)).out == "linhe-2023: nothing is in doubt\n"
    again = kgqa("review", str(OTHER), "-o", str(tmp_path), "--no-review", "--records").out
    assert again == records


@pytest.mark.parametrize(
    ("arguments", "status"), [(["/nowhere.txt"], 1), (["--accept", "x"], 2), ([str(OTHER), "more"], 2)]
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str], status: int) -> None:
    """On standard error."""
    done = kgqa("review", *arguments)
    assert (done.status, done.out) == (status, "")
    assert done.err.splitlines()[-1].startswith("error: ")


def test_a_graph_folder_without_reports_is_named(
    kgqa: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The error says what to do."""
    monkeypatch.setenv("KGQA_GRAPH", str(tmp_path))
    done = kgqa("review")
    assert (done.status, done.err.splitlines()[-1]) == (
        1,
        f"error: no report in {tmp_path / 'sources'}; name one: kgqa review REPORT.txt",
    )
