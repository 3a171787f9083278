"""What a report is, told by its first lines or by the file beside it."""

from datetime import date
from pathlib import Path

import pytest

from kgqa.errors import InputError
from kgqa.ingestion.build import Build
from kgqa.ingestion.metadata import Metadata, read_metadata
from kgqa.text.normalise import normalise
from kgqa.text.segmentation import Document, segment


def document(head: str) -> Document:
    """A report that begins with these lines."""
    return segment(normalise(head + "\n\n各位代表：\n\n一、工作回顾\n\n一年来，投资增长4.1%。"))


@pytest.mark.parametrize(
    ("head", "place", "years", "delivered", "draft"),
    [
        (
            "关于郑州市管城回族区 2023 年国民经济和社会发展规划 执行情况与 2024 年国民经济和社会发展规划"
            " 草案的报告\n\n——2024 年 2 月 22 日在区第十七届人民代表大会第四次会议上",
            "管城回族区",
            (2023, 2024),
            date(2024, 2, 22),
            True,
        ),
        (
            "政 府 工 作 报 告\n—2031年1月23日在安泽县十八届人民代表大会第四次会议上",
            "安泽县",
            (2030, 2031),
            date(2031, 1, 23),
            False,
        ),
        (
            "2031年河东省政府工作报告\n2031年1月18日在河东省第十四届人民代表大会第三次会议上",
            "河东省",
            (2030, 2031),
            date(2031, 1, 18),
            False,
        ),
        ("临江市柳河区2030年计划执行情况的报告", "柳河区", (2029, 2030), None, False),
    ],
)
def test_the_first_lines_tell_place_years_and_date(
    head: str, place: str, years: tuple[int, int], delivered: date | None, draft: bool
) -> None:
    """The title names the place and the years, the line below it the day."""
    told = read_metadata(Path("report.txt"), document(head))
    assert (told.id, told.place, told.delivered, told.draft) == ("report", place, delivered, draft)
    assert (told.reports_on, told.plans_for) == years


WHOLE = """安泽县 2030 年国民经济和社会发展计划执行情况与 2031 年计划草案的报告

——2031年1月23日在安泽县第十八届人民代表大会第四次会议上

安泽县发展和改革局

各位代表：

受县人民政府的委托，现将计划草案提请大会审查，并请政协委员提出意见。

一、2030年计划执行情况

一年来，投资增长4.1%。

{imprint}"""


@pytest.mark.parametrize(
    ("imprint", "printed_by", "printed"),
    [
        ("县人大四次会议秘书处\n\n2031年1月20日印", "县人大四次会议秘书处", date(2031, 1, 20)),
        ("安泽县人民政府办公室 2031 年 2 月 3 日印发", "安泽县人民政府办公室", date(2031, 2, 3)),
        ("让我们努力奋斗！", "", None),
    ],
)
def test_address_and_imprint_tell_who_asks_what_and_who_printed_it(
    imprint: str, printed_by: str, printed: date | None
) -> None:
    """Author and meeting stand above the address, the request in it, the imprint below the text."""
    told = read_metadata(Path("report.txt"), segment(normalise(WHOLE.format(imprint=imprint))))
    assert (told.author, told.delivered_at) == ("安泽县发展和改革局", "安泽县第十八届人民代表大会第四次会议")
    assert (told.on_behalf_of, told.request) == ("县人民政府", "提请大会审查，并请政协委员提出意见")
    assert (told.printed_by, told.printed) == (printed_by, printed)


def test_the_title_is_one_line_of_the_text(elsewhere: Build) -> None:
    """Not the line of the session, not the greeting."""
    assert elsewhere.metadata == Metadata(
        id="linhe-2023",
        title="关于临河县2022年国民经济和社会发展计划执行情况与2023年计划草案的报告",
        place="临河县",
        reports_on=2022,
        plans_for=2023,
        delivered=date(2023, 1, 12),
        draft=True,
        author="临河县发展和改革局",
        delivered_at="县第十六届人民代表大会第三次会议",
        on_behalf_of="县人民政府",
        request="请予审议",
    )


def test_the_file_beside_the_report_wins(machine: Build) -> None:
    """Title, author and meeting of the shipped report come from its .toml."""
    told = machine.metadata
    assert told.author == "郑州市管城回族区发展和改革委员会"
    assert told.delivered_at == "区第十七届人民代表大会第四次会议"
    assert (told.place, told.reports_on, told.plans_for, told.draft) == ("管城回族区", 2023, 2024, True)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("place = ", "is not valid TOML"),
        ("id = '../x'", "must be of letters, digits and hyphens"),
        ("id = '一 二'", "must be of letters, digits and hyphens"),
        ("colour = 'red'", "unknown key 'colour'"),
        ("reports_on = '2022'", "reports_on"),
        ("delivered = 'yesterday'", "delivered"),
    ],
)
def test_a_broken_file_beside_the_report_is_refused(tmp_path: Path, toml: str, message: str) -> None:
    """One line names the file and the key."""
    path = tmp_path / "report.txt"
    path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_metadata(path, document("2031年河东省政府工作报告"))
    assert "report.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_report_that_names_no_year_asks_for_it(tmp_path: Path) -> None:
    """The error says which file to write, and writing it helps."""
    path = tmp_path / "report.txt"
    text = document("柳河区计划执行情况的报告")
    with pytest.raises(InputError, match=r"names no year .* write report\.toml"):
        read_metadata(path, text)
    path.with_suffix(".toml").write_text("reports_on = 2029\nplans_for = 2030\n", encoding="utf-8")
    assert read_metadata(path, text).plans_for == 2030
