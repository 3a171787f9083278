"""Normalisation: what is dropped, what is joined, and the way back to the source."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.text.normalise import NormalisedText, chinese_share, normalise, read_source

SOURCE = Path(__file__).resolve().parents[2] / "graph" / "sources" / "guancheng-2024.txt"
REPORT = normalise(SOURCE.read_text(encoding="utf-8"))
PIECES = [*"管城区增长，。：一、（）—%.73 A“”\t\n\u3000", "**", "e\u0301"]
WRITING = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def astray(normalised: NormalisedText, source: str) -> list[int]:
    """Places whose character is not the one of the source that the map points to; a blank may be any."""
    return [
        index
        for index, (char, offset) in enumerate(zip(normalised.text, normalised.source_offsets, strict=True))
        if char != "\n"
        and not (char == " " and source[offset].isspace())
        and char not in unicodedata.normalize("NFC", source[offset : offset + 2])
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("2023 年 地区生产总值 增长 6.9%", "2023年地区生产总值增长6.9%"),
        ("联华通信(郑州)5G 通信基站", "联华通信(郑州)5G通信基站"),
        ("管城 Citywalk 最郑州", "管城Citywalk最郑州"),
        ("read the report", "read the report"),
        ("PM2.5　和 PM10", "PM2.5和PM10"),
        ("总投资 65.82 亿的 128 个灾后恢复重建", "总投资65.82亿的128个灾后恢复重建"),
        ("\ufeff　　各位代表：", "各位代表："),
    ],
)
def test_blanks_beside_chinese_go_and_others_stay(source: str, text: str) -> None:
    """A blank between two Latin words is kept, every other one is dropped."""
    assert normalise(source).text == text


@pytest.mark.parametrize(
    ("source", "text", "bold"),
    [
        ("**有效投资持续扩大。**投资", "有效投资持续扩大。投资", ["有效投资持续扩大。"]),
        ("加快\n**建设商都历史文化区**。坚持", "加快建设商都历史文化区。坚持", ["建设商都历史文化区"]),
        ("困难：**一是**经济。**二是**产业。", "困难：一是经济。二是产业。", ["一是", "二是"]),
        ("没有粗体。", "没有粗体。", []),
        ("**开而不合", "开而不合", ["开而不合"]),
    ],
)
def test_bold_marks_go_and_their_range_is_kept(source: str, text: str, bold: list[str]) -> None:
    """``**`` is no part of the text; the words between two of them are known to be bold."""
    normalised = normalise(source)
    assert normalised.text == text
    assert [text[a:b] for a, b in normalised.bold] == bold


@pytest.mark.parametrize(
    "words",
    [
        "教育事业发展优质均衡",
        "全区黑臭水体实现动态清零",
        "新签约项目投资总额突破420亿元",
        "紧紧围绕汽车制造、装备制造等5条重点产业链",
        "加快建设商都历史文化区",
        "区十七届人大四次会议材料",
        "新建天福路等23条道路",
    ],
)
def test_words_cut_by_the_end_of_a_page_are_whole(words: str) -> None:
    """Breaks of the source inside a paragraph are gone, whatever word they cut."""
    assert words in REPORT.text.replace("\n", "|")


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("水环境质量持续改善，全区黑臭水\n\n体实现动态清零。", 2),
        ("十七里河等4条河流水质年均值完成市定目标，全区黑臭水\n\n体实现动态清零。", 1),
        ("实现动态清零。\n\n体育公园三期建成开放。", 2),
        ("推进投资结构持续优化，全面清零黑臭水体治理\n\n（二）着力科技赋能，创新能力持续强化。", 2),
        ("推进投资结构持续优化，全面清零黑臭水体治理\n\n三、主要任务和措施", 2),
        ("三、主要任务和措施\n\n突出创新", 2),
        ("政府工作报告\n——2022年1月27日在第二次会议上", 2),
        ("政府工作报告\n—2024年1月23日在第四次会议上", 2),
        ("2025年政府工作报告\n2025年1月18日在第三次会议上", 2),
    ],
)
def test_a_paragraph_goes_on_unless_a_sentence_ended_or_a_heading_begins(
    source: str, paragraphs: int
) -> None:
    """A line is joined to the one before it only when that one stops in the middle of a sentence."""
    assert len(normalise(source).text.split("\n")) == paragraphs


def test_every_character_of_the_report_leads_back_to_the_source() -> None:
    """Each character is the source's character at its mapped offset, and the map only goes forward."""
    source = SOURCE.read_text(encoding="utf-8")
    assert astray(REPORT, source) == []
    assert list(REPORT.source_offsets) == sorted(REPORT.source_offsets)


@given(WRITING)
def test_every_character_of_any_text_leads_back_to_the_source(source: str) -> None:
    """The same holds for any text; the result is in NFC and has no ``**`` and no empty paragraph."""
    normalised = normalise(source)
    assert astray(normalised, source) == []
    assert normalised.text == unicodedata.normalize("NFC", normalised.text)
    assert "**" not in normalised.text
    assert all(p.strip() for p in normalised.text.split("\n")) or not normalised.text


def test_a_letter_with_a_combining_accent_is_one_character_at_the_place_of_the_letter() -> None:
    """NFC may shorten the text; the map points to where the composed letter begins."""
    normalised = normalise("Cafe\u0301 house")
    assert (normalised.text, normalised.source_offsets[3:5]) == ("Café house", (3, 5))


def test_the_digest_is_that_of_the_text_and_stands_for_this_report() -> None:
    """A change of the rules that moves offsets is seen here before the review layer breaks."""
    assert hashlib.sha256(REPORT.text.encode()).hexdigest() == REPORT.digest
    built = SOURCE.parents[1] / "guancheng-2024.txt"
    assert built.read_text(encoding="utf-8") == REPORT.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_utf8_and_gb18030_are_read(tmp_path: Path, encoding: str) -> None:
    """The encodings in which such reports are handed around."""
    path = tmp_path / "report.txt"
    path.write_bytes("增长6.9%，“三标”活动".encode(encoding))
    assert read_source(path) == "增长6.9%，“三标”活动"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("增长6.9%。".encode("utf-16"), "neither UTF-8 nor GB18030"),
        (b"\x7fELF\x00\x01\x02", "neither UTF-8 nor GB18030"),
        (b"\xff\xfe\xfa\xff\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    """Empty, binary, and unknown encodings name the file and the fault."""
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read_source(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    """The system's own words say why."""
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError, match=f"cannot read {path}"):
            read_source(path)


@pytest.mark.parametrize(("text", "share"), [("增长", 1.0), ("增长ab", 0.5), ("ab", 0.0), ("", 0.0)])
def test_the_share_of_chinese_counts_what_is_visible(text: str, share: float) -> None:
    """Blanks count for nothing."""
    assert chinese_share(text) == share
