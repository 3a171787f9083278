"""Reports as they come: scanned, paged, copied from a web page, saved by Word. Read, or refused."""

import re
from pathlib import Path

import docx
import pytest

from kgqa.errors import InputError
from kgqa.graph.vocabulary import DP
from kgqa.ingestion import validation
from kgqa.ingestion.build import Build, build
from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.text.cleaning import Furniture, clean
from kgqa.text.normalise import normalise

COVER = """关于青禾县2022年国民经济和社会发展计划执行情况与2023年计划草案的报告

——2023年1月9日在县第九届人民代表大会第二次会议上

各位代表：

现将全县计划执行情况报告如下，请予审议。"""
DONE = """一、2022年计划执行情况

2022年地区生产总值同比增长5.3%，粮食总产量达21.4万吨。

（一）农业基础更加稳固。新建高标准农田3.5万亩，培育家庭农场160余家，清淤河道14条，维修泵站7座。"""
PLANNED = """二、2023年主要任务和措施

（一）突出项目带动，夯实发展基础。力争新签约5亿元以上项目不低于3个，推动18个续建项目完成投资15亿元。"""
REPORT = "\n\n".join((COVER, DONE, PLANNED)) + "\n"
VALUES = {
    ("=5.3%", 2022, "actual"),
    ("=21.4万吨", 2022, "actual"),
    ("=3.5万亩", 2022, "actual"),
    ("=7座", 2022, "actual"),
    (">=3个", 2023, "target"),
    ("=15亿元", 2023, "target"),
}


def read(folder: Path, ontology: Path, text: str) -> Build:
    """The report that a file with this text holds."""
    path = folder / "qinghe-2022.txt"
    path.write_text(text, encoding="utf-8")
    return build(path, ontology, None)


def facts(built: Build) -> set[tuple[str, str, int, str]]:
    """What is measured, the value as printed, year and kind."""
    return {(o.indicator, f"{o.bound}{o.value}{o.unit}", o.year, o.kind) for o in built.reading.observations}


def spaced(text: str) -> str:
    """A blank between all characters of each line."""
    return "\n".join(" ".join(line) for line in text.split("\n"))


def wrapped(text: str, width: int) -> str:
    """Lines cut after so many characters, without regard to words and numbers."""
    lines = (line for line in text.split("\n") if line)
    return "\n".join(line[i : i + width] for line in lines for i in range(0, len(line), width))


def half_width(text: str) -> str:
    """Brackets and marks as an English keyboard types them."""
    return text.translate(str.maketrans("（），。：；！", "(),.:;!"))


def paged(text: str, footer: str, header: str = "") -> str:
    """Page ends in the middle of words: a number below, a header above."""
    pieces = re.split(r"(?<=家庭)|(?<=清)|(?<=不低)", text)
    numbered = [f"{piece}\n\n{footer.format(n)}\n\n{header}\n\n" for n, piece in enumerate(pieces, start=2)]
    return "".join(numbered)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, ontology: Path) -> Build:
    """The report as it should be."""
    return read(tmp_path_factory.mktemp("plain"), ontology, REPORT)


def test_the_plain_report_is_read(plain: Build) -> None:
    """What the others are compared with; it breaks no rule of the ontology."""
    assert {(value, year, kind) for _, value, year, kind in facts(plain)} >= VALUES
    assert plain.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        spaced(REPORT),
        REPORT.replace("\n\n", "\r\n\r\n"),
        REPORT.replace("\n", "\r"),
        REPORT.replace("\n\n", "\f"),
        REPORT.translate(str.maketrans("0123456789%", "０１２３４５６７８９％")).replace("％", "%"),
        REPORT.replace("5.3%", "5. 3 %").replace("21.4", "21 .4"),
        paged(REPORT, "— {} —"),
        paged(REPORT, "- {} -"),
        paged(REPORT, "第 {} 页 共 9 页"),
        paged(REPORT, "{}"),
        paged(REPORT, "—{}—", "青禾县计划报告"),
        paged(REPORT, "", "青禾县计划报告"),
    ],
    ids=[
        "blanks-everywhere",
        "windows-lines",
        "old-mac-lines",
        "form-feeds",
        "full-width-digits",
        "blanks-in-numbers",
        "dashes",
        "hyphens",
        "page-of",
        "bare-page-numbers",
        "header-and-number",
        "header-alone",
    ],
)
def test_scanning_and_paging_leave_no_trace(tmp_path: Path, ontology: Path, plain: Build, text: str) -> None:
    """The normalised text is that of the plain report, character by character."""
    assert read(tmp_path, ontology, text).text.text == plain.text.text


@pytest.mark.parametrize("width", [16, 22, 31])
def test_lines_wrapped_anywhere_are_joined(tmp_path: Path, ontology: Path, plain: Build, width: int) -> None:
    """The facts are the same, also where the break cuts a number or a word."""
    assert facts(read(tmp_path, ontology, wrapped(REPORT, width))) == facts(plain)


def test_half_width_brackets_and_marks_are_understood(tmp_path: Path, ontology: Path, plain: Build) -> None:
    """Sections, sentences and facts are the same; the text is quoted as it is printed."""
    built = read(tmp_path, ontology, half_width(REPORT))
    assert facts(built) == facts(plain)
    assert [s.number for s in built.document.sections] == [s.number for s in plain.document.sections]
    assert len(built.document.sentences) == len(plain.document.sentences)
    assert "(一)农业基础更加稳固.新建" in built.text.text


def test_percentages_in_chinese_numerals_are_facts(tmp_path: Path, ontology: Path, plain: Build) -> None:
    """百分之五点三 is 5.3 %; the graph that says so is valid."""
    text = REPORT.replace("5.3%", "百分之五点三").replace("粮食", "城镇化率达百分之六十，粮食")
    built = read(tmp_path, ontology, text)
    assert ("地区生产总值增速", "=5.3%", 2022, "actual") in facts(built)
    assert [o.value_text for o in built.reading.observations][:2] == ["五点三", "六十"]
    assert validation.validate(built.quads, ontology, [built.text.text]).errors == ()


def test_headings_without_a_full_stop_stand_alone(tmp_path: Path, ontology: Path, plain: Build) -> None:
    """A heading on a line of its own is not joined to the text below it, however long it is."""
    text = REPORT.replace("夯实发展基础。", "夯实县域经济高质量发展基础\n\n")
    built = read(tmp_path, ontology, text)
    assert facts(built) >= facts(plain)
    assert built.document.sections[-1].title == "突出项目带动，夯实县域经济高质量发展基础"


def test_parts_without_numbers_are_known_by_their_titles(
    tmp_path: Path, ontology: Path, plain: Build
) -> None:
    """2022年计划执行情况 and 2023年主要任务 open parts where no heading has a number."""
    built = read(tmp_path, ontology, REPORT.replace("一、2022", "2022").replace("二、2023", "2023"))
    assert facts(built) >= facts(plain)
    assert [s.number for s in built.document.sections] == ["0", "1.0", "1.1", "2.0", "2.1"]


def test_a_heading_that_is_missing_is_told(tmp_path: Path, ontology: Path) -> None:
    """Numbers that leave one out give a warning, since its text now stands in the part before."""
    built = read(tmp_path, ontology, REPORT.replace("二、", "三、"))
    assert [w for w in built.warnings if "heading" in w] == [
        "no heading 2 was found; its text is read as that of the heading before"
    ]


ISSUES = """

在总结成绩的同时，我们也清醒认识到，全县发展仍然面临一些短板和问题，主要表现在：经济下行压力依然存在，传统产业面临转型挑战。民生保障仍有薄弱环节。对此，我们将采取有力措施加以解决。
"""


def test_problems_are_read_without_numbers_of_their_own(tmp_path: Path, ontology: Path) -> None:
    """From the words that announce them to those that promise to mend them."""
    built = read(tmp_path, ontology, REPORT.replace(PLANNED, ISSUES.strip() + "\n\n" + PLANNED))
    issues = [c.span.of(built.document.text) for c in built.reading.clauses if c.role == "Issue"]
    assert issues == [
        "全县发展仍然面临一些短板和问题",
        "主要表现在：经济下行压力依然存在",
        "传统产业面临转型挑战",
        "民生保障仍有薄弱环节",
    ]


GLOSSARY = """

附件：名词解释

1.四好农村路：指建好、管好、护好、运营好的农村公路，国家要求到2035年覆盖率达98%。

2.一村一品：一个村有1个主导产业，产值占比在50%以上。
"""


def test_a_glossary_is_text_and_no_plan(tmp_path: Path, ontology: Path, plain: Build) -> None:
    """It has a section of its own, its sentences can be quoted, none of its numbers is a fact."""
    built = read(tmp_path, ontology, REPORT + GLOSSARY)
    assert facts(built) == facts(plain)
    last = built.document.sections[-1]
    assert (last.number, last.title, last.glossary) == ("3", "附件：名词解释", True)
    fates = {s.of(built.text.text): fate for s, fate in built.coverage.entries if s.start > last.span.start}
    assert fates["98"] == fates["2035"] == fates["50"] == "explanation"
    assert "uncovered" not in built.coverage.counts
    quoted = [str(q.object) for q in built.quads if q.predicate.value == f"{DP}quote"]
    assert any("产值占比在50%以上" in words for words in quoted)
    assert not any(c.span.start > last.span.start for c in built.reading.clauses)
    assert validation.validate(built.quads, ontology, [built.text.text]).errors == ()


ABOVE = """首页 > 政务公开 > 政府工作报告
无障碍阅读 | 登录 | 注册
字体：【大 中 小】　打印　关闭
来源：青禾县人民政府　发布时间：2023年1月20日　浏览次数：1024次

"""
BELOW = """

打印本页　关闭窗口
上一篇：2022年青禾县财政预算执行情况的报告
版权所有：青禾县人民政府　主办单位：县政府办公室　网站标识码：4101040001
联系电话：0371-66223300　建议使用1024×768分辨率浏览。
"""


def test_the_web_page_around_a_report_is_cut(tmp_path: Path, ontology: Path, plain: Build) -> None:
    """Menus, font sizes and the footer go; the text between them is untouched."""
    built = read(tmp_path, ontology, ABOVE + REPORT + BELOW)
    assert built.text.text == plain.text.text
    assert built.metadata.title == plain.metadata.title


def test_words_of_menus_inside_the_report_stay(grammar: ReadingGrammar) -> None:
    """Only what stands before the first sentence and after the last is looked at."""
    furniture = Furniture(
        grammar.words("PageLead"), grammar.words("PageWord"), grammar.words("PageSeparator")
    )
    text = "首页\n全县经济平稳运行。\n来源：税收和非税收入\n打印\n社会大局稳定。\n关闭"
    cleaned = clean(text, furniture)
    assert normalise(cleaned).text == "全县经济平稳运行。\n来源：税收和非税收入\n打印\n社会大局稳定。"


@pytest.mark.parametrize(
    "text", [REPORT, spaced(REPORT), ABOVE + REPORT + BELOW, paged(REPORT, "- {} -", "青禾县计划报告")]
)
def test_cleaning_keeps_every_character_in_its_place(grammar: ReadingGrammar, text: str) -> None:
    """What is kept stands where it stood, so that the map to the source holds."""
    cleaned = clean(text, Furniture(grammar.words("PageLead"), grammar.words("PageWord"), (">", "|")))
    assert len(cleaned) == len(text)
    assert {old for old, new in zip(text, cleaned, strict=True) if new == old} >= set("年增长%。")
    assert all(new in (old, "\u200b") for old, new in zip(text, cleaned, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "项目名称\n\n投资额\n\n12\n\n35\n\n7",
        "（一）稳增长\n\n（二）稳增长\n\n（三）稳增长",
        "重点工作\n\n抓好落实。\n\n重点工作\n\n抓好落实。\n\n重点工作",
    ],
)
def test_what_only_looks_like_paging_stays(text: str) -> None:
    """Figures of a table, headings that come again: nothing is cut."""
    assert clean(text) == text


# ---------- Word ----------


def word(path: Path, numbered: bool) -> Path:
    """The report as a Word document with headings, bold words and a table."""
    document = docx.Document()
    for line in filter(None, COVER.split("\n")):
        document.add_paragraph(line)
    document.add_heading("一、2022年计划执行情况" if numbered else "2022年计划执行情况", 1)
    document.add_paragraph("2022年地区生产总值同比增长5.3%，粮食总产量达21.4万吨。")
    table = document.add_table(rows=2, cols=3)
    for row, words in enumerate((("指标", "单位", "2022年"), ("粮食播种面积", "万亩", "31.5"))):
        for column, cell in enumerate(words):
            table.cell(row, column).text = cell
    document.add_heading("（一）农业基础更加稳固" if numbered else "农业基础更加稳固", 2)
    paragraph = document.add_paragraph()
    paragraph.add_run("农业生产").bold = True
    paragraph.add_run("稳中有进。").bold = True
    paragraph.add_run("新建高标准农田3.5万亩，培育家庭农场160余家，清淤河道14条，维修泵站7座。")
    document.add_heading("二、2023年主要任务和措施" if numbered else "2023年主要任务和措施", 1)
    document.add_heading("（一）突出项目带动，夯实基础" if numbered else "突出项目带动，夯实基础", 2)
    document.add_paragraph("力争新签约5亿元以上项目不低于3个，推动18个续建项目完成投资15亿元。")
    document.save(str(path))
    return path


@pytest.mark.parametrize("numbered", [True, False])
def test_a_word_document_is_read_in_its_order(
    tmp_path: Path, ontology: Path, plain: Build, numbered: bool
) -> None:
    """Paragraphs, headings whether typed or counted by Word, bold words, tables row by row."""
    built = build(word(tmp_path / "qinghe-2022.docx", numbered), ontology, None)
    assert facts(built) >= facts(plain)
    assert [s.number for s in built.document.sections] == ["0", "1.0", "1.1", "2.0", "2.1"]
    assert [h.title for h in built.document.headings] == ["农业生产稳中有进"]
    assert "指标，单位，2022年；\n粮食播种面积，万亩，31.5；\n" in built.text.text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("report.pdf", b"%PDF-1.7 ...", r"is a \.pdf file, which is not read; save it as text"),
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", r"is a \.doc file, which is not read; save it as text"),
        ("report.txt", b"%PDF-1.7 ...", "is a PDF, which is not read; save it as text"),
        ("report.txt", b"\xd0\xcf\x11\xe0" + bytes(99), "is an old Word file, which is not read"),
        ("report.txt", b"{\\rtf1 ...", "is an RTF file, which is not read"),
        ("report.txt", b"<!DOCTYPE html><html>", "is a web page, which is not read; save it as text"),
        ("report.docx", b"", "is no Word document that can be opened"),
        ("report.docx", b"PK\x03\x04 broken", "is no Word document that can be opened"),
        ("report.docx", REPORT.encode(), "is no Word document that can be opened"),
        ("report.docx", None, "cannot read"),
        ("report.txt", ("各位代表：" + "（一）全县经济平稳运行。\n" * 40).encode(), "no heading like 一、"),
    ],
)
def test_what_is_not_read_is_refused_in_one_line(
    tmp_path: Path, ontology: Path, name: str, data: bytes | None, message: str
) -> None:
    """The line names the file and says what to do."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        build(path, ontology, None)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_word_document_is_refused(tmp_path: Path, ontology: Path) -> None:
    """A document without words is as empty as an empty file."""
    path = tmp_path / "report.docx"
    docx.Document().save(str(path))
    with pytest.raises(InputError, match="is empty"):
        build(path, ontology, None)
