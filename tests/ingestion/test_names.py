"""Names, states, honours and lists that the machine reads."""

import pytest

from kgqa.ingestion.build import Build


def test_names_of_the_report_are_found_with_their_class(machine: Build) -> None:
    """A name shows by its ending, by the list it stands in, or by quotation marks before 活动."""
    classes = {e.name: e.category for e in machine.reading.entities}
    expected = {
        "长江东路": "Road",
        "梦想路": "Road",
        "智能建筑产业园": "IndustrialPark",
        "紫荆门公园": "Park",
        "张华楼村": "Village",
        "管城中西医结合医院": "Hospital",
        "郑州一中管城校区": "School",
        "塔湾古街": "Area",
        "重庆医药集团河南有限公司": "Company",
        "三标": "Programme",
    }
    assert {name: classes.get(name) for name in expected} == expected


@pytest.mark.parametrize("words", ["开工", "达效率", "一是", "提升", "医院", "全力", "产业园"])
def test_words_that_name_nothing_are_no_names(machine: Build, words: str) -> None:
    """Rates, verbs and bare nouns are not entities."""
    assert words not in {e.name for e in machine.reading.entities}


def test_near_names_stay_apart(machine: Build) -> None:
    """A park, a road and a quarter that share 紫荆 are three things."""
    names = {e.name for e in machine.reading.entities}
    assert {"紫荆门公园", "紫荆山南路"} <= names
    assert "紫荆山" not in names


@pytest.mark.parametrize(
    ("name", "phrase", "status", "year", "kind"),
    [
        ("管城中西医结合医院", "主体封顶", "toppedOut", 2023, "actual"),
        ("塔湾古街", "主体封顶", "toppedOut", 2024, "target"),
        ("郑州市大肠肛门病医院", "基本建成", "nearlyComplete", 2023, "actual"),
        ("南台路小学", "开班", "open", 2023, "actual"),
        ("阜民里城市发布中心", "正式开馆投用", "open", 2023, "actual"),
    ],
)
def test_a_thing_is_in_the_state_that_its_clause_states(
    machine: Build, name: str, phrase: str, status: str, year: int, kind: str
) -> None:
    """The longest words of a state decide, part and year come from the section."""
    states = {(s.of, s.phrase, s.status, s.year, s.kind) for s in machine.reading.states}
    assert (name, phrase, status, year, kind) in states


@pytest.mark.parametrize(
    ("recipient", "title", "kind"),
    [
        ("张华楼村", "市级美丽乡村示范村", "actual"),
        ("大湖村", "市级美丽乡村示范村", "actual"),
        ("代书胡同", "省级老年友好型社区", "actual"),
        ("", "全国信访工作示范区", "target"),
        ("", "省级食品安全示范区", "target"),
    ],
)
def test_an_honour_is_won_or_sought(machine: Build, recipient: str, title: str, kind: str) -> None:
    """获评 and 被评为 tell of an honour, 争创 and 申报 of a hope."""
    assert (recipient, title, kind) in {(h.recipient, h.title, h.kind) for h in machine.reading.honours}


def test_a_hope_is_never_read_as_won(machine: Build) -> None:
    """No title that is only sought stands as won."""
    won = {h.title for h in machine.reading.honours if h.kind == "actual"}
    sought = {h.title for h in machine.reading.honours if h.kind == "target"}
    assert won & sought == set()


def test_every_fact_is_stated_by_its_span(machine: Build) -> None:
    """Names, states and titles stand in the words that state them."""
    text, reading = machine.document.text, machine.reading
    assert [e.name for e in reading.entities if e.name not in e.span.of(text)] == []
    assert [s for s in reading.states if s.phrase not in s.span.of(text)] == []
    assert [h for h in reading.honours if h.title.strip("“”") not in h.span.of(text)] == []
    assert [m for e in reading.enumerations for m in e.members if m not in e.span.of(text)] == []


def test_a_name_under_the_heading_of_a_place_is_in_that_place(machine: Build) -> None:
    """Containment comes from the heading of the paragraph."""
    part_of = {e.name: e.part_of for e in machine.reading.entities}
    assert part_of["南台路小学"] == ("金岱科创城",)
    assert part_of["长江东路"] == ()
