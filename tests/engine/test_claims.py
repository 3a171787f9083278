"""Figures that a question has confirmed: each is held against the value that the words beside it name."""

from __future__ import annotations

import pytest

from kgqa.engine import Engine

RIGHT = [
    "新增学位7250个，这个数字对不对？",
    "2023年收储土地939亩、供应土地1412亩，这组数字对吗？",
    "2023年PM2.5下降2.3%，PM10下降3.9%，没写错吧？",
    "去年走访了3393家企业，解决了821条问题，属实吗？",
    "The district signed 97 major projects in 2023, is that figure correct?",
    "PM2.5 fell by 2.3% and PM10 by 3.9% in 2023. Are those figures right?",
    "同事说跨境电商交易额是7.87亿美元，没错吧？",
    "2024年规上工业增加值的目标是增长9.5%以上，对嘛？",
    "2024年计划新建25条道路、续建16条道路，对不对？",
]
WRONG = [
    "新增学位7520个，这个数字对不对？",
    "2023年收储土地1412亩、供应土地939亩，这组数字对吗？",
    "2023年PM2.5下降3.9%，PM10下降2.3%，没写错吧？",
    "去年走访了821家企业，解决了3393条问题，属实吗？",
    "PM2.5 fell by 3.9% and PM10 by 2.3% in 2023. Are those figures right?",
    "同事说跨境电商交易额是7.87亿元人民币，没错吧？",
    "宇通的商用车销量2023年下降了20%，是吗？",
    "The share of real-estate investment rose to 56.5% in 2023, correct?",
    "Were 45 teachers honoured as municipal master or backbone teachers in 2023?",
    "Was the Henan Aimu Hotel upgraded to five-star status in 2023?",
    "塔湾古街有15个合院主体封顶，对吗？",
    "2024年计划新建16条道路、续建25条道路，对不对？",
    "2023 布局加氢站23座 新建充电换电站10座 对不对",
    "Does the 2024 plan aim to repair at most 2,000 manhole covers?",
]
# What the report leaves open, or what cannot be told apart: never a yes.
OPEN = [
    "Is the 2024 target for retail sales growth 7.5% or more?",
    "陇海马路公办物业的经验上过《新闻联播》吧？",
    "金岱科创城有全省首个党政+政务一体化服务单位，对吧？",
]


def _truth(engine: Engine, question: str) -> object:
    answer = engine.ask(question)
    return next((i.value for i in answer.answers if i.kind == "boolean"), answer.status)


@pytest.mark.parametrize("question", RIGHT)
def test_a_right_figure_is_confirmed(engine: Engine, question: str) -> None:
    assert _truth(engine, question) is True


@pytest.mark.parametrize("question", WRONG)
def test_a_wrong_figure_is_not_confirmed(engine: Engine, question: str) -> None:
    assert _truth(engine, question) is False


@pytest.mark.parametrize("question", OPEN)
def test_what_is_left_open_is_not_confirmed(engine: Engine, question: str) -> None:
    assert _truth(engine, question) is not True


def test_each_of_several_figures_is_told_with_its_sentence(engine: Engine) -> None:
    answer = engine.ask("去年走访了821家企业，解决了3393条问题，属实吗？")
    told = [(i.label, i.value) for i in answer.answers if i.kind == "quantity"]
    assert told == [("走访企业数", "3393"), ("梳理解决问题数", "821")]
    assert all(i.role == "support" for i in answer.answers if i.kind == "quantity")
    assert answer.evidence and answer.sparql
