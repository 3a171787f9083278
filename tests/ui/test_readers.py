"""Several readers at once, each in a session of their own: no error, and nobody sees what another asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.app import Reader, read_together

pytestmark = pytest.mark.browser  # it starts the app as those do

QUESTIONS = (
    "2023年地区生产总值增长多少？",
    "2024年规模以上工业增加值增长目标是多少？",
    "金岱科创城有哪些产业园？",
    "2022年GDP增速是多少？",
    "固定资产投资增长多少？",
)


def test_three_readers_at_once_see_their_own_questions_only(address: str) -> None:
    """Each asks the same five in another order; after every answer the page holds what this reader asked."""
    assert len(read_together(address, QUESTIONS, users=3)) == 15


def test_each_reader_follows_up_their_own_question(address: str) -> None:
    """The same follow-up at the same time means to each what they asked before."""
    firsts = {"2023年地区生产总值增长多少？": "7%以上", "2023年固定资产投资增长多少？": "8%以上"}

    def follow(first: str) -> str:
        with Reader.at(address) as reader:
            reader.ask(first)
            reader.ask("那2024年呢？")
            return reader.said[-1]

    with ThreadPoolExecutor(len(firsts)) as pool:
        for said, value in zip(pool.map(follow, firsts), firsts.values(), strict=True):
            assert value in said


def test_what_a_reader_sees_is_compared_with_what_they_asked(address: str) -> None:
    """A page that shows other questions than those of its reader is found."""
    with Reader.at(address) as reader:
        reader.ask(QUESTIONS[0])
        assert reader.asked == [QUESTIONS[0]]
        assert "6.9%" in reader.said[0]
