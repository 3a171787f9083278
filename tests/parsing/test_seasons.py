"""The part of a year that words speak of."""

import pytest

from kgqa.parsing.seasons import Season, season_in


@pytest.mark.parametrize(
    ("words", "season"),
    [
        ("确保一季度完成", Season(1, 3)),
        ("前三季度", Season(1, 9)),
        ("下半年开工", Season(7, 12)),
        ("力争9月底前交付", Season(1, 9, until=True)),
        ("3-5月", Season(3, 5)),
        ("年底前全部完工", Season(1, 12, until=True)),
        ("2024年年底才交付", Season(12, 12)),
        ("秋季投入使用", Season(9, 11)),
        ("by the end of April 2023", Season(1, 4, until=True)),
        ("in the fourth quarter", Season(10, 12)),
        ("the first six months", Season(1, 6)),
        ("before the end of the year", Season(1, 12, until=True)),
    ],
    ids=ascii,
)
def test_a_part_of_a_year_is_read_as_its_months(words: str, season: Season) -> None:
    assert season_in(words) == season


@pytest.mark.parametrize("words", ["三个月内", "2023年新增13个停车场", "they may be built"])
def test_other_words_name_no_part_of_a_year(words: str) -> None:
    assert season_in(words) is None


def test_what_is_told_until_a_month_may_be_within_another_part() -> None:
    told = Season(1, 9, until=True)
    assert Season(7, 12).holds(told)
    assert Season(1, 6).holds(told) is False
    assert Season(9, 9).holds(Season(9, 11)) is None
    assert Season(1, 6).holds(Season(1, 3))
    assert Season(12, 12).is_end and not Season(7, 12).is_end
