"""Every number of the shipped report that no fact states, judged by rules that ingestion does not use."""

import re
from collections.abc import Callable

import pytest

from kgqa.ingestion.build import Build
from kgqa.ingestion.coverage import REASONS
from kgqa.text.segmentation import Span

DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NUMERAL = "[一二两三四五六七八九十百千]"
UNIT = (
    r"(?:[余多]|万|亿)*(?:元|亩|%|％|个|家|人|名|户|公里|米|平方|吨|项|套|处|座|条|所|栋"
    r"|辆|张|件|天|起|宗|台|倍|千瓦|公顷)"
)
COUNTED = re.compile(
    rf"(?:百分之)?{NUMERAL}+(?:万|亿)?(?:个|条|家|所|座|项|名|处|件|栋|亩|户|倍|套|成(?!效)|大)"
)
SAID_OF_ONE = re.compile(rf"{NUMERAL}+(?:大精神|大和|大以来|件事)|一条心|一个时期|一项项|一家人")

Judge = Callable[[str, str, str], bool]


def in_quotes(before: str) -> bool:
    """Whether a quotation mark or title mark is open."""
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def is_date(before: str, number: str, after: str) -> bool:
    """A year, month, day or quarter; or, in the name of an event, a year or a day such as “7.20”."""
    event = in_quotes(before) and re.fullmatch(r"20\d\d|\d{1,2}\.\d{1,2}", number)
    return bool(event or re.match(r"年|月(?!底?前)|日|季度|世纪", after))


def is_ordinal(before: str, number: str, after: str) -> bool:
    """Behind 第, a stage of works, the number of a congress or of a meeting."""
    return before.endswith("第") or bool(re.match(r"期|届|次会议|大精神|中全会", after))


def is_part_of_name(before: str, number: str, after: str) -> bool:
    """In quotation marks, joined to Latin letters or a formula, a stage in a name, or a congress."""
    latin = re.search(r"[A-Za-z+]$", before) or re.match(r"[A-Za-z+]", after)
    return in_quotes(before) or bool(latin) or bool(re.match(r"期|大精神", after))


def is_grade(before: str, number: str, after: str) -> bool:
    """Before A, 级 or 星."""
    return bool(re.match(r"A|级|星级", after))


def is_deadline(before: str, number: str, after: str) -> bool:
    """Before 月前 or 月底前."""
    return bool(re.match(r"月底?前", after))


JUDGES: dict[str, Judge] = {
    "date": is_date,
    "ordinal": is_ordinal,
    "namePart": is_part_of_name,
    "grade": is_grade,
    "deadline": is_deadline,
}


def around(built: Build, span: Span) -> tuple[str, str, str]:
    """The line before a number, the number, the line after it."""
    text = built.document.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return text[start : span.start], span.of(text), text[span.end : end if end >= 0 else len(text)]


def exempt(built: Build) -> list[tuple[Span, str]]:
    """Numbers that are listed with a reason."""
    return [(span, fate) for span, fate in built.coverage.entries if fate in REASONS]


def test_every_reason_of_the_report_has_a_judge(reviewed: Build) -> None:
    """And numbers are exempt, so that the judges have work; the report has no glossary."""
    assert {reason for _, reason in exempt(reviewed)} == set(JUDGES) == set(REASONS) - {"explanation"}
    assert len(exempt(reviewed)) > 40


@pytest.mark.parametrize("which", ["reviewed", "machine"])
def test_the_words_around_each_exempt_number_bear_out_its_reason(
    request: pytest.FixtureRequest, which: str
) -> None:
    """With review and without it."""
    built: Build = request.getfixturevalue(which)
    wrong = [
        (reason, before[-8:], number, after[:8])
        for span, reason in exempt(built)
        for before, number, after in [around(built, span)]
        if not JUDGES[reason](before, number, after)
    ]
    assert wrong == []


@pytest.mark.parametrize("which", ["reviewed", "machine"])
def test_no_exempt_number_is_a_quantity(request: pytest.FixtureRequest, which: str) -> None:
    """None stands before a unit, but behind 第 and inside the quotation marks of a name."""
    built: Build = request.getfixturevalue(which)
    quantities = [
        (reason, before[-8:], number, after[:8])
        for span, reason in exempt(built)
        for before, number, after in [around(built, span)]
        if re.match(UNIT, after) and not before.endswith("第") and not in_quotes(before)
    ]
    assert quantities == []


def test_no_digit_string_is_uncovered(reviewed: Build) -> None:
    """Each digit string of the text is listed once, as covered or with a reason."""
    digits = [Span(*m.span()) for m in DIGITS.finditer(reviewed.document.text)]
    fates = dict(reviewed.coverage.entries)
    assert len(digits) > 250
    assert [s.of(reviewed.document.text) for s in digits if fates.get(s, "uncovered") == "uncovered"] == []


def test_no_quantity_in_chinese_characters_is_uncovered(reviewed: Build) -> None:
    """A numeral before a measure word is stated or listed, unless it is behind 第, a slogan or an idiom."""
    text = reviewed.document.text
    listed = {span.start for span, fate in reviewed.coverage.entries if fate != "uncovered"}
    found = [m for m in COUNTED.finditer(text) if m.start() in listed]
    missing = [
        text[max(0, m.start() - 6) : m.end() + 4]
        for m in COUNTED.finditer(text)
        if m.start() not in listed
        and not SAID_OF_ONE.match(text, m.start())
        and text[m.start() - 1] not in "第十"
        and not in_quotes(text[text.rfind("\n", 0, m.start()) + 1 : m.start()])
    ]
    assert len(found) > 5
    assert missing == []


@pytest.mark.parametrize(
    ("reason", "before", "number", "after", "right"),
    [
        ("date", "到", "2025", "年覆盖率达98%", True),
        ("date", "新建道路", "20", "条", False),
        ("ordinal", "打造第", "一", "条乡村旅游路线", True),
        ("ordinal", "打造", "一", "条乡村旅游路线", False),
        ("namePart", "深入推进“", "十", "大战略”行动", True),
        ("namePart", "“三标”活动引进", "十", "大项目", False),
        ("grade", "争创", "4", "A级景区", True),
        ("grade", "争创", "4", "个景区", False),
        ("deadline", "事项", "4", "月底前完成", True),
        ("deadline", "事项", "4", "月开工", False),
    ],
)
def test_the_judges_tell_right_from_wrong(
    reason: str, before: str, number: str, after: str, right: bool
) -> None:
    """Each accepts what is exempt and rejects a quantity in its place."""
    assert JUDGES[reason](before, number, after) is right
