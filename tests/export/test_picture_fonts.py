"""Fonts of the machine: which is taken, what is refused, and lines that fit."""

from pathlib import Path

import pytest

from kgqa.errors import UsageError
from kgqa.export.picture.fonts import find, typeface
from kgqa.export.picture.text import plain, wrap


def test_the_first_known_font_of_the_folders_is_taken(tmp_path: Path) -> None:
    """Whatever folder it lies in; fonts that are not known to be Chinese are passed over."""
    for name in ("a/Arial.ttf", "b/wqy-microhei.ttc", "c/deep/NotoSansSC-Regular.otf"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    assert find([tmp_path / "missing", tmp_path]) == tmp_path / "c/deep/NotoSansSC-Regular.otf"
    assert find([tmp_path / "a"]) is None


def test_a_machine_without_a_chinese_font_is_told_what_to_install(tmp_path: Path) -> None:
    """A picture whose words nobody measured would be a guess."""
    with pytest.raises(UsageError, match=r"no Chinese font found; install Noto Sans CJK .*fonts-noto-cjk"):
        typeface(folders=[tmp_path])


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    """As is one that is not there."""
    (tmp_path / "font.ttf").write_text("no font")
    with pytest.raises(UsageError, match="is no font with Chinese characters; name another with --font FILE"):
        typeface(tmp_path / "font.ttf")
    with pytest.raises(UsageError, match=r"cannot read .*missing\.ttf: No such file"):
        typeface(tmp_path / "missing.ttf")


def test_a_font_that_forbids_to_be_embedded_is_refused(tmp_path: Path) -> None:
    """Its own flags say so (OS/2 table, fsType)."""
    data = bytearray(typeface().subset(["图例abc"]))
    at = data.index(b"OS/2")
    table = int.from_bytes(data[at + 8 : at + 12])
    data[table + 8 : table + 10] = (0x0002).to_bytes(2)
    (tmp_path / "closed.otf").write_bytes(bytes(data))
    with pytest.raises(UsageError, match="forbids to be embedded"):
        typeface(tmp_path / "closed.otf")


def test_a_subset_measures_as_the_font_it_was_cut_from(tmp_path: Path) -> None:
    """So that what is measured is what is drawn."""
    words = "图例：2024年7.5%以上"
    (tmp_path / "part.otf").write_bytes(typeface().subset([words]))
    assert typeface(tmp_path / "part.otf").width(words, 15) == pytest.approx(typeface().width(words, 15))


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("道路", 100, ("道路",)),
        ("新建道路二十五条", 60, ("新建道路", "二十五条")),
        ("完成投资12.5亿元", 75, ("完成投资", "12.5亿元")),
        ("工业投资增速 ≥20%", 110, ("工业投资增速", "≥20%")),
        ("中心的5G基站", 60, ("中心的", "5G基站")),
        ("续建道路的条数6个", 120, ("续建道路的条数", "6个")),
        ("甲区道路（2024年，目标）", 130, ("甲区道路", "（2024年，目标）")),
        ("建成，开放", 30, ("建", "成，", "开放")),
        ("Sports Park Phase III", 90, ("Sports Park", "Phase III")),
        ("abcdefghij", 30, ("abc", "def", "ghij")),
        ("一二三四五六七八九十", 30, ("一二", "三四", "五…")),
        ("", 30, ("",)),
    ],
)
def test_lines_fit_and_break_where_a_reader_would(words: str, width: float, lines: tuple[str, ...]) -> None:
    """Numbers and words stay whole, no line begins with a comma, and what is too long ends with dots."""
    face = typeface()
    found = wrap(words, width, 15, face, 3)
    assert found == lines
    assert all(face.width(line, 15) <= width for line in found)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("甲区 新建道路数 三条", ("甲区 新建道路", "数 三条")),
        (
            "甲区 本年度新签约的高质量工业和其他项目投资总额 >420亿元（2024年）",
            ("甲区 本年度新", "签约的高质…", "其他项目投资", "总额 >420亿元", "（2024年）"),
        ),
        (
            "甲区 本年度新签约的高质量工业项目投资总额 >42,000,000,000元（2024年，目标）",
            ("甲区 本年度新", "签约的高质量", "工业项目投…", "（2024年，目", "标）"),
        ),
        ("甲区" * 40, ("甲区甲区甲区", "甲区甲区甲…", *["甲区甲区甲区"] * 3)),
    ],
)
def test_the_end_of_a_label_stays_when_its_middle_gives_way(words: str, lines: tuple[str, ...]) -> None:
    """Its value and year are there; no line is wider than the others may be."""
    face = typeface()
    found = wrap(words, 100, 15, face, 5, end=True)
    assert found == lines
    assert all(face.width(line, 15) <= 100 for line in found)


def test_characters_that_xml_cannot_hold_become_blanks() -> None:
    """Control characters and halves of characters; the rest stays."""
    assert plain("甲\x00乙\ud800丙\t\n丁🌳 ") == "甲 乙 丙 丁🌳"
