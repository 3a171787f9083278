"""What sort of figure an indicator is, by its unit and its name."""

from pathlib import Path

import pytest

from kgqa.ingestion.grammar import ReadingGrammar
from kgqa.ingestion.measure_types import load_measure_types


@pytest.mark.parametrize(
    ("label", "unit", "expected"),
    [
        ("民间投资增速", "%", "growth"),
        ("能耗强度降幅", "%", "growth"),
        ("绿化覆盖率", "%", "rate"),
        ("服务业增加值占比", "%", "share"),
        ("新建道路", "条", "count"),
        ("新增就业", "人", "count"),
        ("签约额", "元", "amount"),
        ("装机容量", "瓦", "amount"),
        ("新增绿地", "平方米", "area"),
        ("管网改造", "公里", "length"),
        ("孵化器", "一种没有列出的量词", "count"),
        ("没有单位的指标", "", ""),
    ],
)
def test_unit_and_ending_tell_the_sort(
    ontology: Path, grammar: ReadingGrammar, label: str, unit: str, expected: str
) -> None:
    """A share of a whole, a rate of growth and a rate of coverage share the unit and differ in the name."""
    assert load_measure_types(ontology, grammar.unit_kinds).of(label, unit) == expected
