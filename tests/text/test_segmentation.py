"""Structure of the report: sections, run-in headings, sentences and clauses."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.text.normalise import normalise
from kgqa.text.segmentation import Span, clauses, segment

SOURCE = Path(__file__).resolve().parents[2] / "graph" / "sources" / "guancheng-2024.txt"
REPORT = segment(normalise(SOURCE.read_text(encoding="utf-8")))

HEADINGS = {
    "1.1": ["有效投资持续扩大", "消费市场加速回暖", "灾后重建扎实推进", "招商引资量质齐升"],
    "1.2": ["创新动能不断集聚", "创新主体不断壮大", "科技人才引育不断加快", "科技创新生态不断优化"],
    "1.3": ["先进制造业活力增强", "现代服务业逐步回暖", "文旅文化融合发展加快升级"],
    "1.4": ["商都历史文化区亮点纷呈", "金岱科创城动能澎湃", "郑州南站枢纽产业新城加速蝶变"],
    "1.5": ["营商环境不断优化", "“放管服”改革纵深推进", "国企改革卓有成效", "开发区改革持续深化"],
    "1.6": ["交通路网逐步完善", "城市有机更新步伐加快", "城乡发展协调融合", "精细化管理持续加强"],
    "1.7": ["大气环境质量持续改善", "水污染治理有力有效", "土壤环境质量巩固提升", "绿色低碳发展深入推进"],
    "1.8": [
        "就业形势总体稳定",
        "社会保障服务不断强化",
        "教育事业发展优质均衡",
        "医疗服务水平提档升级",
        "大力推进保交楼和安置房建设",
        "社会大局和谐稳定",
    ],
    "3.1": ["推进创新平台建设", "强化创新主体地位", "增强人才集聚效应", "做强做优数字经济"],
    "3.2": ["深入推进先进制造业发展", "大力推进现代服务业发展", "加快推进文旅融合发展"],
    "3.3": ["强化有效投资拉动", "激发消费活力", "加大招商引资力度"],
    "3.4": ["加快建设商都历史文化区", "增强金岱科创城发展活力", "提速郑州南站枢纽产业新城建设"],
    "3.5": ["优化营商环境", "推进“放管服”改革", "推动国企改革", "深化开发区改革"],
    "3.6": ["推动“三大工程”建设", "提速交通路网建设", "完善城市功能", "注重城乡融合发展"],
    "3.7": ["深化大气污染治理", "加强水资源保护", "强化土壤污染管理", "稳妥推进双碳工作"],
    "3.8": [
        "积极稳定就业",
        "健全社会保障体系",
        "强化教育教学水平",
        "提高人民群众健康水平",
        "筑牢安全稳定防线",
    ],
}


def test_the_sections_are_those_of_the_contract() -> None:
    """0 is the cover, 1.0 and 3.0 open their parts, 1.9 and 3.9 close them, part two has no sections."""
    parts = [f"{part}.{section}" for part in (1, 3) for section in range(10)]
    assert [s.number for s in REPORT.sections] == ["0", *parts[:10], "2", *parts[10:]]


@pytest.mark.parametrize(
    ("number", "title", "opening"),
    [
        ("0", "", "区十七届人大四次会议材料"),
        ("1.0", "2023年国民经济和社会发展规划执行情况", "一、2023年"),
        ("1.1", "着力精准施策，经济发展持续巩固", "（一）着力精准施策"),
        ("1.9", "", "过去一年，面对前所未有的困难挑战"),
        ("2", "2024年经济社会发展的总体要求和主要预期目标", "二、2024年"),
        ("3.0", "2024年国民经济和社会发展主要任务和措施", "三、2024年"),
        ("3.2", "突出产业促升级，强化现代产业体系支撑作用", "(二)突出产业促升级"),
        ("3.9", "", "往昔已展千重锦"),
    ],
)
def test_a_section_has_its_title_and_begins_with_its_words(number: str, title: str, opening: str) -> None:
    """Full-width and half-width brackets number a section alike; openings and endings have no title."""
    section = next(s for s in REPORT.sections if s.number == number)
    assert section.title == title
    assert section.span.of(REPORT.text).startswith(opening)
    assert section.title_span is None or title in section.title_span.of(REPORT.text)


def test_sections_follow_each_other_without_gap() -> None:
    """Every offset lies in exactly one section."""
    assert REPORT.sections[0].span.start == 0
    assert REPORT.sections[-1].span.end == len(REPORT.text)
    ends = [s.span.end for s in REPORT.sections[:-1]]
    assert ends == [s.span.start for s in REPORT.sections[1:]]
    assert [REPORT.section_at(s.span.start) for s in REPORT.sections] == list(REPORT.sections)


def test_all_run_in_headings_are_found_bold_or_not() -> None:
    """Headings stand in bold, half in bold or plain; 一是 and quoted sentences are none."""
    found: dict[str, list[str]] = {}
    for heading in REPORT.headings:
        found.setdefault(heading.section, []).append(heading.title)
    assert found == HEADINGS


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("332个省市重点重点项目完成年度计划投资105%", "有效投资持续扩大"),
        ("完成土地收储86.63亩、供应213.76亩", "金岱科创城动能澎湃"),
        ("337个事项“免证办”", "“放管服”改革纵深推进"),
        ("塔湾古街主体封顶", "加快建设商都历史文化区"),
        ("立足区位优势", None),
        ("2023年地区生产总值同比增长6.9%", None),
        ("往昔已展千重锦", None),
    ],
)
def test_a_sentence_knows_the_heading_above_it(words: str, heading: str | None) -> None:
    """A heading governs the sentences up to the next heading or section."""
    offset = REPORT.text.index(words)
    sentence = next(s for s in REPORT.sentences if s.span.start <= offset < s.span.end)
    assert (sentence.heading.title if sentence.heading else None) == heading


def test_a_heading_covers_its_sentences() -> None:
    """The scope runs from the heading to the end of the last sentence that it governs."""
    for heading in REPORT.headings:
        own = [s.span for s in REPORT.sentences if s.heading == heading]
        assert own
        assert heading.scope == Span(heading.span.start, own[-1].end)
        assert all(heading.scope.covers(span) for span in own)


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        (
            "宇通企业集团年销售各类商用车45378辆，同比增长20%，实现营收362.3亿元",
            ["宇通企业集团年销售各类商用车45378辆", "同比增长20%", "实现营收362.3亿元"],
        ),
        (
            "2024年预期奋斗目标是：地区生产总值增长7%以上；固定资产投资增长8%以上",
            ["2024年预期奋斗目标是", "地区生产总值增长7%以上", "固定资产投资增长8%以上"],
        ),
        ("开展“整合、扩区，调规、改制”工作，推进", ["开展“整合、扩区，调规、改制”工作", "推进"]),
        ("创建率（村，社区）为95%", ["创建率（村，社区）为95%"]),
        ("增长6%;投资增长26%", ["增长6%", "投资增长26%"]),
        ("规划面积1,807.07公顷,同比持平", ["规划面积1,807.07公顷", "同比持平"]),
        ("三次产业结构比为22.7：30.3：47", ["三次产业结构比为22.7：30.3：47"]),
        ("坚持city walk, music活动", ["坚持city walk, music活动"]),
    ],
)
def test_clauses_end_at_marks_outside_quotes_brackets_and_numbers(sentence: str, pieces: list[str]) -> None:
    """Full-width marks part clauses, half-width ones only beside Chinese text."""
    assert [c.of(sentence) for c in clauses(sentence, Span(0, len(sentence)))] == pieces


def test_parts_may_be_called_so() -> None:
    """第一部分 numbers a part as 一、 does."""
    document = segment(
        normalise(
            "第一部分 2023年工作回顾\n\n一年来，我们做了很多。\n\n第二部分 2024年工作安排\n\n做好工作。"
        )
    )
    assert [(s.number, s.title) for s in document.sections] == [
        ("1", "2023年工作回顾"),
        ("2", "2024年工作安排"),
    ]


@given(st.text(alphabet="一二、（）()。，；！\n**增长有效投资持续扩大第部分是“”6%", max_size=120))
def test_structure_of_any_text_stays_within_it(source: str) -> None:
    """No text breaks the reader; sentences are in order, not empty, and lie in the section they name."""
    document = segment(normalise(source))
    spans = [s.span for s in document.sentences]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(document.text) for s in spans)
    numbers = {s.number for s in document.sections}
    assert {s.section for s in document.sentences} <= numbers
