"""Quantities as the report prints them: bound, number, scale, unit."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ingestion.grammar import load_grammar
from kgqa.text.numerals import chinese_number
from kgqa.text.quantities import Quantity
from kgqa.text.segmentation import Span

GRAMMAR = load_grammar(Path(__file__).resolve().parents[2] / "ontology").quantities


def printed(quantity: Quantity) -> str:
    """A quantity as ``bound value unit``."""
    return f"{quantity.bound}{quantity.value}{quantity.unit}"


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("2023年地区生产总值同比增长6.9%", "=6.9%"),
        ("规模以上工业增加值增长9.5%以上", ">=9.5%"),
        ("高质量项目不低于2个", ">=2个"),
        ("新增“上云上平台”企业不少于500家", ">=500家"),
        ("力争达到20家", ">=20家"),
        ("总量突破18万户", ">18万户"),
        ("力争营收超360亿元", ">360亿元"),
        ("经营主体超过4000户", ">4000户"),
        ("系列活动100余场", ">100场"),
        ("成功调解各类案件2万余件", ">2万件"),
        ("典型做法100多项", ">100项"),
        ("城镇调查失业率控制在5.5%以内", "<=5.5%"),
        ("不超过30天", "<=30天"),
        ("3岁以下婴幼儿", "<=3岁"),
        ("不足5家", "<5家"),
        ("带动消费近85亿元", "≈85亿元"),
        ("总投资约436亿元", "≈436亿元"),
        ("生产总值增长6%左右", "≈6%"),
        ("企业项目签约额达66亿元", "=66亿元"),
        ("成功签约97个重大项目", "=97个"),
        ("新签约16个", "=16个"),
        ("全年签约66亿元", "=66亿元"),
        ("节约100万元", "=100万元"),
        ("我区附近5公里", "=5公里"),
        ("就近10个", "=10个"),
    ],
)
def test_the_printed_bound_is_kept(words: str, quantity: str) -> None:
    """Bound words stand before or after; 签约 and 附近 only end like one."""
    assert [printed(q) for q in GRAMMAR.find(words)][-1] == quantity


@pytest.mark.parametrize(
    ("words", "value", "unit", "base", "base_unit"),
    [
        ("新增城镇就业2.7万人", "2.7", "万人", "27000", "人"),
        ("引进省外资金119.7亿元", "119.7", "亿元", "11970000000", "元"),
        ("跨境电子商务交易额7.87亿美元", "7.87", "亿美元", "787000000", "美元"),
        ("全年生产总值6.36万亿元", "6.36", "万亿元", "6360000000000", "元"),
        ("总装机容量1.47万千瓦", "1.47", "万千瓦", "14700", "千瓦"),
        ("20.41万平方米", "20.41", "万平方米", "204100", "平方米"),
        ("总投资65.82亿的项目", "65.82", "亿", "6582000000", ""),
        ("公共信用信息83.8万条", "83.8", "万条", "838000", "条"),
        ("规划面积为1807.07公顷", "1807.07", "公顷", "1807.07", "公顷"),
        ("面积1,807.07公顷", "1807.07", "公顷", "1807.07", "公顷"),
        ("企业数量增长0.5个百分点", "0.5", "个百分点", "0.5", "个百分点"),
        ("达4.61件/万人", "4.61", "件/万人", "4.61", "件/万人"),
    ],
)
def test_scale_and_unit_give_the_base_value(
    words: str, value: str, unit: str, base: str, base_unit: str
) -> None:
    """万 and 亿 belong to the unit as printed and are multiplied into the base value."""
    (quantity,) = GRAMMAR.find(words)
    assert (str(quantity.value), quantity.unit) == (value, unit)
    assert (quantity.base, quantity.base_unit) == (Decimal(base), base_unit)


@pytest.mark.parametrize(
    ("words", "quantities"),
    [
        ("东城垣博物馆等十大公建项目", ["=10大"]),
        ("六大文旅片区", ["=6大"]),
        ("增长百分之六点九", ["=6.9%"]),
        ("建设两个中心", ["=2个"]),
        ("十二个项目", ["=12个"]),
        ("一百二十五家企业", ["=125家"]),
        ("着力统一思想", []),
        ("三年行动", []),
    ],
)
def test_chinese_numerals_count_only_before_a_measure_word(words: str, quantities: list[str]) -> None:
    """三 and 一 stand in many words that count nothing."""
    assert [printed(q) for q in GRAMMAR.find(words)] == quantities


@pytest.mark.parametrize(
    ("words", "quantities"),
    [
        ("完成土地收储939亩、供应1412亩", ["=939亩", "=1412亩"]),
        ("整改拆除施工围挡415处20.41万平方米", ["=415处", "=20.41万平方米"]),
        ("启动更新48处2780亩", ["=48处", "=2780亩"]),
        ("实现3个100%", ["=3个", "=100%"]),
        ("产值分别突破70和50亿元", [">70亿元", "=50亿元"]),
        ("由45、38、35个工作日", ["=45个工作日", "=38个工作日", "=35个工作日"]),
        ("数字化工厂1—2家", [">=1家", "<=2家"]),
        ("100至120场", [">=100场", "<=120场"]),
        ("4条道路和5", ["=4条", "=5"]),
        ("PM2.5、PM10", []),
        ("1+6+6+N", ["=1"]),
    ],
)
def test_several_numbers_of_one_clause(words: str, quantities: list[str]) -> None:
    """Numbers are read in order; one without a unit takes that of the next, a range gives two bounds."""
    assert [printed(q) for q in GRAMMAR.find(words)] == quantities


def test_spans_hold_bound_and_unit_and_the_number_alone() -> None:
    """``span`` is all the words of the quantity, ``number`` the digits."""
    words = "新签约50亿元以上高质量项目不低于2个"
    found = GRAMMAR.find(words)
    assert [q.span.of(words) for q in found] == ["50亿元以上", "不低于2个"]
    assert [q.number.of(words) for q in found] == ["50", "2"]


def test_a_span_limits_where_numbers_are_sought() -> None:
    """Offsets stay those of the whole text."""
    words = "建成65家，新增7家。"
    (quantity,) = GRAMMAR.find(words, Span(6, len(words)))
    assert (quantity.number, quantity.number.of(words)) == (Span(8, 9), "7")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十", "10"),
        ("两", "2"),
        ("三十五", "35"),
        ("一百零五", "105"),
        ("二千三百", "2300"),
        ("六点九", "6.9"),
        ("〇", "0"),
        ("一二", None),
        ("点五", None),
        ("六点", None),
        ("大", None),
        ("", None),
    ],
)
def test_chinese_numbers(words: str, value: str | None) -> None:
    """Numerals below ten thousand; what is none gives None."""
    assert chinese_number(words) == (Decimal(value) if value else None)


@given(
    st.sampled_from(["", "约", "近", "突破", "超", "不低于", "不少于", "不超过"]),
    st.decimals(min_value=0, max_value=99999, places=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["元", "人", "平方米", "%", "家"]),
)
def test_what_is_printed_is_read_back(bound: str, value: Decimal, scale: str, unit: str) -> None:
    """Any number with a bound, a scale and a unit is read as one quantity that covers all its words."""
    words = f"{bound}{value}{scale}{unit}"
    (quantity,) = GRAMMAR.find(f"目标{words}。")
    assert quantity.span == Span(2, 2 + len(words))
    assert (quantity.value, quantity.unit) == (value, f"{scale}{unit}")
    assert quantity.bound == (GRAMMAR.before[bound] if bound else "=")
