"""What is typed, brought into the one form that is read: width, script, control characters, length."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from kgqa.linking.lexicon import fold

LONGEST_QUESTION = 600
_PARTING = re.compile(r"\s+[·•|]\s+|(?<=[·•|])\s+[·•|](?=\s)")  # marks between words that are set apart
_MINUS = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?:减|[-−–])\s+(?=[\u4e00-\u9fff\d])"
)  # 目标 减 实际, in keywords
# Of more new ones or more old ones, the second "more" would open a number: 8 or more.
_OR_MORE = re.compile(r"\b(more|fewer|less)\b([^,;?]+?\bor) \1\b(?= [a-z])")
_OR_OVER = re.compile(
    r"(?<=\d)[- ]plus\b(?! \d)"
)  # the 100-plus events are 100 or more, and nothing is added
# A year in Chinese digits: 二〇二四年, 二零二三年度.
_YEAR_IN_WORDS = re.compile(
    r"(?<![零〇○一二三四五六七八九十])([一二])([零〇○九])([零〇○一二三四五六七八九]{2})(?=年)"
)
_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")


def clean(question: str) -> str:
    """The question folded: NFKC, simplified characters, no control characters, limited length."""
    whole = question.encode("utf-8", "ignore").decode("utf-8")  # a lone half of a character pair is nothing
    text = _CONTROL.sub(" ", unicodedata.normalize("NFKC", whole[:LONGEST_QUESTION]))
    text = _MINUS.sub("减去", text)
    text = _YEAR_IN_WORDS.sub(lambda m: m[0].translate(_DIGITS), text)
    text = fold(_simplifier().convert(_PARTING.sub(" ", text)))
    text = _OR_OVER.sub("+", _OR_MORE.sub(r"\1\2", text))
    telling = _SOME.sub("数", text)
    return telling if _ASKS_ANYTHING.search(telling) else _WHICH_MISSPELT.sub("哪", text)


# 那些 for 哪些, where nothing else in the text asks.
_ASKS_ANYTHING = re.compile(
    r"[哪多几谁吗呢何怎啥咋]|什么|是否|([\u4e00-\u9fff])[没不]\1|(?:吧|没有?|不)[啊呀哇嘛]*[?？。]*$|了[?？]+$|[a-z]"
)
_WHICH_MISSPELT = re.compile(r"那(?=[些几个条家位种所座项])")
# 几 that means some and asks nothing (好几千, 前几年, 那几个, 其余几个怎么样, 几年前) is written 数.
_SOME = re.compile(
    r"(?<=[好十这那跟们])几|(?<=其余|其他|另外)几(?=[个家条所处项片座].{0,8}(?:进展|情况|怎|咋|如何|呢|都|分别))|(?<=[前近头])几(?=[年天个])|几(?=(?:[年天]|个月)[前来])"
)


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
