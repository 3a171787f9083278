"""A report is read, looked at and accepted; what is none, or makes no sound graph, changes nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from kgqa.engine import open_engine
from kgqa.errors import GraphError, InputError
from kgqa.ingestion.doubts import REASONS
from kgqa.resources import graph_dir
from kgqa.ui.add_page import part_html
from kgqa.ui.adding import Read, Upload, accept, is_known, read, refusal
from kgqa.ui.frame import shared_texts

REPORT = Path(__file__).parents[1] / "data" / "linhe-2023.txt"
WORDS = REPORT.read_text(encoding="utf-8")
HOSTILE = "<img src=x onerror=alert(1)> **粗体** <script>alert(2)</script>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph folder of its own that holds the shipped graph."""
    own = tmp_path / "graph"
    own.mkdir()
    for file in graph_dir().glob("guancheng-2024.*"):
        shutil.copy(file, own)
    monkeypatch.setenv("KGQA_GRAPH", str(own))
    return own


def upload(text: str = WORDS, **told: str | int) -> Upload:
    """A text as somebody gives it, with what they say of it."""
    return Upload("linhe-2023.txt", text.encode(), tuple(told.items()))


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def observed(found: Read) -> set[str]:
    """The values that were read, in words."""
    return {s.words for part in found.parts for s in part.statements if s.category == "Observation"}


def opens() -> None:
    """An engine that opens, at no cost."""


def fails() -> None:
    """An engine that does not open."""
    raise GraphError("no engine")


def test_what_was_read_is_shown_by_section_with_its_words(folder: Path) -> None:
    """Every fact stands in its section and quotes the report; what is unsure is told; nothing is written."""
    before = held(folder)
    found = read(upload(), "zh")
    assert {"1.0", "1.1", "2", "3.1"} <= {part.number for part in found.parts}
    told = [s for part in found.parts for s in part.statements if s.category == "Observation"]
    growth = [s for s in told if "5.2%" in s.words]
    assert {found.quote(s) for s in growth} == {"2022年地区生产总值同比增长5.2%"}
    assert "unconfirmed" in {d.reason for d in found.doubts}
    assert found.built.metadata.place == "临河县"
    assert held(folder) == before


def test_what_is_told_of_a_report_wins_over_its_text(folder: Path) -> None:
    """Quotes, backslashes and line ends in it do no harm."""
    found = read(upload(place='柳"湾\\县\n', place_en="Liuwan", reports_on=2021, plans_for=2022), "en")
    told = found.built.metadata
    assert (told.place, told.place_en, told.reports_on) == ('柳"湾\\县', "Liuwan", 2021)


def test_a_word_document_is_read_like_its_text(folder: Path, tmp_path: Path) -> None:
    """The same values come of both."""
    document = docx.Document()
    for line in filter(None, WORDS.splitlines()):
        document.add_paragraph(line.replace("**", ""))
    document.save(str(tmp_path / "r.docx"))
    word = read(Upload("linhe-2023.docx", (tmp_path / "r.docx").read_bytes()), "zh")
    assert observed(word) == observed(read(upload(WORDS.replace("**", "")), "zh"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("menu.txt", b"Soup of the day\n" * 40),
        ("empty.txt", b""),
        ("short.txt", "一、很短".encode()),
        ("photo.docx", b"\x89PNG\r\n\x1a\n" + bytes(400)),
        ("old.txt", b"%PDF-1.7 ..."),
        ("page.txt", b"<!doctype html><html><body>...</body></html>"),
        ("noise.txt", bytes(range(256)) * 10),
        ("large.txt", b"a" * 5_000_001),
    ],
)
def test_what_is_no_report_gets_one_sentence(name: str, content: bytes, folder: Path) -> None:
    """It names the file and no folder of this machine, and nothing is written."""
    before = held(folder)
    with pytest.raises(InputError) as refused:
        read(Upload(name, content), "zh")
    said = str(refused.value)
    assert (name in said, "/tmp" in said, len(said.splitlines())) == (True, False, 1)
    assert held(folder) == before


def test_an_accepted_report_answers_beside_the_old_one(folder: Path) -> None:
    """Graph, text and source are kept; both reports are asked from then on."""
    found = read(upload(place_en="Linhe"), "zh")
    engines = []
    accept(found, lambda: engines.append(open_engine(encoder=lambda: None)))
    assert is_known("linhe-2023")
    assert (folder / "sources" / "linhe-2023.txt").read_bytes() == REPORT.read_bytes()
    assert 'place_en = "Linhe"' in (folder / "sources" / "linhe-2023.toml").read_text(encoding="utf-8")
    assert "5.2%" in engines[0].ask("临河县2022年地区生产总值增长多少？").text
    assert "6.9%" in engines[0].ask("管城回族区2023年地区生产总值增长多少？").text


def test_what_cannot_be_opened_changes_nothing(folder: Path) -> None:
    """Files that were there come back byte by byte, and new ones go."""
    (folder / "linhe-2023.trig").write_bytes(b"# the graph before")
    before = held(folder)
    with pytest.raises(GraphError, match="no engine"):
        accept(read(upload(place_en="Linhe"), "zh"), fails)
    assert held(folder) == before


def test_a_graph_that_is_not_valid_is_not_accepted(folder: Path) -> None:
    """Statements that the shapes forbid stay out."""
    before, found = held(folder), read(upload(), "zh")
    lacking = tuple(q for q in found.built.quads if "statedIn" not in q.predicate.value)
    with pytest.raises(GraphError):
        accept(replace(found, built=replace(found.built, quads=lacking)), opens)
    assert held(folder) == before


def test_markup_in_a_report_is_shown_as_text(folder: Path) -> None:
    """Tags of a heading or a sentence stay letters on the page."""
    found = read(upload(WORDS.replace("新建高标准农田", f"{HOSTILE}新建高标准农田")), "zh")
    html = "".join(part_html(part, found) for part in found.parts)
    assert ("<img" in html, "<script" in html) == (False, False)
    assert "&lt;img" in html


def test_adding_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment; a store elsewhere takes no report either."""
    assert refusal() == ""
    monkeypatch.setenv("KGQA_STORE", "http://127.0.0.1:1/sparql")
    assert refusal() == "elsewhere"
    monkeypatch.setenv("KGQA_ADDING", "off")
    assert refusal() == "off"


def test_every_reason_of_doubt_has_its_words() -> None:
    """In both languages."""
    for texts in shared_texts().values():
        assert set(texts.words["add"]["reason"]) == set(REASONS)
