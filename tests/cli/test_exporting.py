"""``kgqa export`` of pictures: each way to choose a part, and what is wrong use."""

from pathlib import Path

import pytest

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
    assert "gross domestic product growth (Guancheng Hui District): 6.9%" in text
    assert "Guancheng Hui District gross domestic product" in text


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


def test_parts_of_pictures_are_not_for_data(kgqa: Command, tmp_path: Path) -> None:
    """A filter that would be ignored is refused."""
    done = kgqa("export", "turtle", "-o", str(tmp_path / "file.ttl"), "--class", "项目")
    assert (done.status, list(tmp_path.iterdir())) == (2, [])
    assert "--class, --place, --tree and --question are for pictures: svg, png or html" in done.err
