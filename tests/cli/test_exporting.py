"""``kgqa export`` of pictures and data: each way to choose a part, and what is wrong use."""

import codecs
import csv
import io
from pathlib import Path

import pytest

from kgqa.cli import run
from kgqa.cli.session import Session
from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ((), "管城回族区：联系最多的事物"),
        (("--focus", "金岱科创城", "--depth", "1"), "金岱科创城的周边"),
        (("--place", "金岱科创城", "--lang", "en"), "Jindai Science and Innovation City: what it holds"),
        (("--class", "医院"), "医院"),
        (("--tree", "--size", "2400x1600"), "目标、举措、项目与量化指标"),
        (("--question", "2023年GDP增长多少？"), "2023年GDP增长多少？"),
        (("--question", "Which parks opened in 2023?"), "Which parks opened in 2023?"),
        (("--class", "医院", "--title", "全区医院", "--most", "5"), "全区医院"),
    ],
    ids=str,
)
def test_each_part_of_the_graph_can_be_drawn(
    options: tuple[str, ...], title: str, kgqa: Command, tmp_path: Path
) -> None:
    """The picture says in its title what it shows."""
    file = tmp_path / "picture.svg"
    done = kgqa("export", "svg", "-o", str(file), *options)
    assert (done.status, done.out, done.err) == (0, "", f"wrote {file}\n")
    assert f'<title id="title">{title}' in file.read_text("utf-8")


@pytest.mark.parametrize(
    "options", [("2023年GDP增长多少？", "--lang", "en"), ("How fast did GDP grow in 2023?",)], ids=str
)
def test_the_answer_stands_below_its_question_in_the_language_of_the_labels(
    options: tuple[str, ...], kgqa: Command, tmp_path: Path
) -> None:
    """That of the question, or the one asked for."""
    file = tmp_path / "picture.html"
    done = kgqa("export", "html", "-o", str(file), "--question", *options)
    assert done.status == 0, done.err
    text = file.read_text("utf-8")
    assert "GDP growth (Guancheng Hui District): 6.9%" in text
    assert "Guancheng Hui District GDP" in text


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--question", "碧沙岗公园2023年建成了吗？"), 1, "no facts to draw: 报告没有提到“碧沙岗公园”"),
        (("--focus", "金袋科创城"), 2, "the nearest names are"),
        (("--class", "汽车"), 2, "no class is named '汽车'"),
        (("--focus", "金岱科创城", "--class", "项目"), 2, "give only one of focus, class, place"),
        (("--size", "wide"), 2, "--size wide is no size; write it as 1600x900"),
        (("--size", "10x10"), 2, "a size of 10x10 gives no picture"),
        (("--dpi", "5"), 2, "a resolution of 5 dpi is out of range"),
        (("--lang", "fr"), 2, "the language is zh or en"),
        (("--lang", "fr", "--question", "2023年GDP增长多少？"), 2, "the language is zh or en"),
        (("--font", "/nowhere/font.otf"), 2, "cannot read /nowhere/font.otf"),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_one_line_and_no_file(
    options: tuple[str, ...], status: int, message: str, kgqa: Command, tmp_path: Path
) -> None:
    """The line says what to do instead."""
    done = kgqa("export", "svg", "-o", str(tmp_path / "picture.svg"), *options)
    assert (done.status, done.err.count("\n"), list(tmp_path.iterdir())) == (status, 1, [])
    assert message in done.err


def table(file: Path) -> list[dict[str, str]]:
    """Rows of a CSV file that starts with a byte order mark."""
    content = file.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("options", "inside", "classes"),
    [
        (("--class", "医院"), {"管城总医院"}, {"Hospital"}),
        (("--place", "金岱科创城"), {"金岱科创城"}, {"IndustrialPark", "Area", "Observation", "State"}),
        (("--tree", "--focus", "商都历史文化区"), {"国香茶城"}, {"Goal", "Measure"}),
        (("--question", "2023年GDP增长多少？"), {"地区生产总值增速", "管城回族区"}, {"Observation"}),
    ],
    ids=lambda value: None if isinstance(value, set) else str(value),
)
def test_the_parts_of_pictures_are_parts_of_data_too(
    options: tuple[str, ...], inside: set[str], classes: set[str], kgqa: Command, tmp_path: Path
) -> None:
    """The table of nodes holds what a picture of the part chooses from; edges run between them only."""
    for format in ("nodes", "edges", "turtle"):
        done = kgqa("export", format, "-o", str(tmp_path / format), *options)
        assert (done.status, done.err) == (0, f"wrote {tmp_path / format}\n")
    nodes = table(tmp_path / "nodes")
    ends = {row[end] for row in table(tmp_path / "edges") for end in ("Source", "Target")}
    ids = {row["Id"] for row in nodes}
    assert len(nodes) < 500
    assert inside & {row["Label"] for row in nodes}
    assert classes & {row["Class"] for row in nodes}
    assert ends <= ids


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("edges", "--class", "水库"), 2, "no class is named '水库'"),
        (("nodes", "--focus", "金袋科创城"), 2, "the nearest names are"),
        (("nodes", "--place", "金袋科创城"), 2, "the nearest names are"),
        (("nodes", "--focus", "金岱科创城", "--class", "项目"), 2, "give only one of focus, class, place"),
        (("observations", "--class", "村"), 1, "nothing to export as observations in this part"),
        (
            ("nodes", "--tree", "--focus", "金岱科创城"),
            1,
            "lies within 1 step of '金岱科创城'; try a greater depth",
        ),
        (("observations", "--focus", "南水北调"), 1, "within 1 step of '南水北调'; try a greater depth"),
        (("nodes", "--place", "金岱科创城", "--depth", "2"), 2, "name it with --focus"),
        (
            ("nodes", "--tree", "--focus", "金岱科创城", "--depth", "-1"),
            2,
            "a depth of -1 is no number of steps",
        ),
        (("nodes", "--focus", "金岱科创城", "--lang", "fr"), 2, "the language is zh or en, not 'fr'"),
        (("turtle", "--question", "碧沙岗公园2023年建成了吗？"), 1, "no facts"),
        (("excel", "--tree"), 2, "no export format 'excel'; use one of turtle, "),
    ],
    ids=str,
)
def test_a_part_that_leaves_nothing_is_said_and_no_file_is_written(
    options: tuple[str, ...], status: int, message: str, kgqa: Command, tmp_path: Path
) -> None:
    """One line, which says what to do instead."""
    done = kgqa("export", options[0], "-o", str(tmp_path / "file"), *options[1:])
    assert (done.status, done.err.count("\n"), list(tmp_path.iterdir())) == (status, 1, [])
    assert message in done.err


@pytest.mark.parametrize("format", ["nodes", "png", "svg"])
def test_a_dash_stands_for_standard_output(
    format: str,
    session: Session,
    capsysbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same bytes as in a file, for the next program; no file is made, and no word is said between."""
    monkeypatch.chdir(tmp_path)
    for target in ("file", "-"):
        assert run(["export", format, "-o", target, "--focus", "南水北调"], session) == 0
    content = Path("file").read_bytes()
    assert capsysbinary.readouterr() == (content, b"wrote file\n")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
