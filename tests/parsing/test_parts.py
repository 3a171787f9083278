"""Which sentences and clauses of a text ask, and what the parts of it have in common."""

import pytest

from kgqa.parsing.analysis import Analyser


def asking(text: str, analyser: Analyser) -> list[str]:
    """The clauses that ask, of each question of a text."""
    return ["".join(c.text for c in q.clauses if c.asks).strip() for q in analyser.analyse(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("孩子们都盼着呢。今年新建公园几个？", ["今年新建公园几个?"]),
        ("村里有好几千个老人。2023年新增养老床位多少张？", ["2023年新增养老床位多少张?"]),
        ("我前几年搬来的。新增停车泊位多少个？", ["新增停车泊位多少个?"]),
        ("我跟几个邻居商量过，今年新增停车泊位多少个？", ["今年新增停车泊位多少个?"]),
        ("稿子里写了几个项目。今年重点项目有多少个？", ["今年重点项目有多少个?"]),
        ("能不能帮我查一下，今年重点项目有多少个？", ["今年重点项目有多少个?"]),
        ("不知道真假，今年重点项目有多少个？", ["今年重点项目有多少个?"]),
        ("The old mill was torn down, so tell me: how many parks opened?", ["how many parks opened?"]),
    ],
)
def test_what_only_tells_asks_nothing(text: str, clauses: list[str], analyser: Analyser) -> None:
    """Sentences without a question mark beside one with it, 几 for some, manners of speaking."""
    assert asking(text, analyser) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "新建的公园、改造的公园，再加上提升的游园，拢共几个？",
            ["新建的公园、改造的公园,再加上提升的游园,拢共几个?"],
        ),
        ("今年开工的医院，加上要建的学校，一共多少所？", ["今年开工的医院,加上要建的学校,一共多少所?"]),
        (
            "Adding the parks built and the schools opened in 2023, how many are there in total?",
            ["adding the parks built and the schools opened in 2023, how many are there in total?"],
        ),
        ("听说去年学校一共建了不少，平均每所新增多少个学位？", ["平均每所新增多少个学位?"]),
    ],
)
def test_all_that_is_added_up_is_asked_for(text: str, clauses: list[str], analyser: Analyser) -> None:
    """In whichever clause it stands; what is only told in total is not."""
    assert asking(text, analyser) == clauses


def test_what_one_year_is_set_against_is_told_before(analyser: Analyser) -> None:
    """A question that names only the one year and the sentence before it are one."""
    (question,) = analyser.analyse(
        "The parks planned for 2024 are few. How far short is that of what was built in 2023?"
    )
    assert question.years == (2024, 2023)


@pytest.mark.parametrize(
    "text",
    [
        "今年的目标比去年高？",
        "工业投资增速比服务业还快？",
        "是不是还有几个小区没改造？",
        "有几个项目没开工吗？",
        "Could you tell me if the library was opened?",
        "Did the number of parks grow in 2023?",
    ],
)
def test_yes_or_no_is_asked(text: str, analyser: Analyser) -> None:
    """With or without 吗; 几 then means some."""
    (question,) = analyser.analyse(text)
    assert question.asked == {"truth"}


@pytest.mark.parametrize(
    ("text", "parts", "relative", "years"),
    [
        (
            "去年新建了多少所学校、改造多少个小区？",
            ["去年新建了多少所学校、", "改造多少个小区?"],
            {"lastYear"},
            (),
        ),
        (
            "2024年要完成多少个地块、多少万平方米的绿化？",
            ["2024年要完成多少个地块 的绿化?", "2024年要完成多少万平方米的绿化?"],
            set(),
            (2024,),
        ),
        (
            "How many parks and how many museums are to be opened in 2024?",
            ["how many parks  are to be opened in 2024?", "how many museums are to be opened in 2024?"],
            set(),
            (2024,),
        ),
        (
            "去年帮多少家企业拿到了贷款？总共放了多少钱？",
            ["去年帮多少家企业拿到了贷款?", "总共放了多少钱?"],
            {"lastYear"},
            (),
        ),
    ],
)
def test_parts_share_year_and_words(
    text: str, parts: list[str], relative: set[str], years: tuple[int, ...], analyser: Analyser
) -> None:
    """What stands before the first number and after the last is said of each."""
    questions = analyser.analyse(text)
    assert asking(text, analyser) == parts
    assert [q.relative for q in questions] == [relative] * len(parts)
    assert [q.years for q in questions] == [years] * len(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "体育馆什么时候竣工，新医院又要在什么时候前开工？",
            ["体育馆什么时候竣工,", "新医院又要在什么时候前开工?"],
        ),
        ("When is the library due, and by when must the hospital open?", ["when is the library due,"]),
        ("2023年体育馆到了什么阶段，2024年和2023年相比要到哪一步？", ["2023年体育馆到了什么阶段,2024年"]),
    ],
)
def test_two_dates_are_two_questions(text: str, parts: list[str], analyser: Analyser) -> None:
    """And years that are set against each other stay in one."""
    assert all(a.startswith(b) for a, b in zip(asking(text, analyser), parts, strict=False))


def test_how_far_two_values_are_apart(analyser: Analyser) -> None:
    """多几个 asks for a difference, 超过多少 for the number that was passed."""
    (apart,) = analyser.analyse("新建的公园比改造的多几个？")
    (passed,) = analyser.analyse("去年入园的企业超过多少家？")
    assert "difference" in apart.cues and "difference" not in passed.cues


def test_what_is_added_is_asked_for(analyser: Analyser) -> None:
    """再加上 does not stand beside the question."""
    assert asking("公园有几个，再加上博物馆，一共多少个？", analyser)[-1].endswith("再加上博物馆,一共多少个?")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "体育馆去年摆了多少张球台，图书馆的建设进展如何？",
            ["体育馆去年摆了多少张球台,", "图书馆的建设进展如何?"],
        ),
        ("体育馆去年摆了多少张球台，效果如何？", ["体育馆去年摆了多少张球台,效果如何?"]),
    ],
)
def test_how_a_thing_goes_is_a_question_beside_a_number(
    text: str, parts: list[str], analyser: Analyser
) -> None:
    """Of the thing that it names; what names nothing is said of the first."""
    assert asking(text, analyser) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("新城按照什么理念、坚持哪些策略来建？", ["新城按照什么理念、", "坚持哪些策略来建?"]),
        ("围绕哪些产业、哪些领域招商？", ["围绕哪些产业、哪些领域招商?"]),
        ("围绕哪些产业和哪些领域招商？", ["围绕哪些产业和哪些领域招商?"]),
    ],
)
def test_rows_with_verbs_of_their_own_are_two_questions(
    text: str, parts: list[str], analyser: Analyser
) -> None:
    """Two kinds of one row are asked for together."""
    assert asking(text, analyser) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How long, counted in km, are the new roads?", 1),
        ("How many roads were built, and for how much money in yuan?", 2),
        ("去年公园增长多少？占比到了多少？", 2),
        ("去年公园占比多少，占比提高了多少？", 1),
    ],
)
def test_a_unit_that_is_put_in_is_no_question(text: str, parts: int, analyser: Analyser) -> None:
    """Unlike another quantity, or a share, that is asked for after a comma."""
    assert len(asking(text, analyser)) == parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("去年办了几次演练，多少人参加？", 2),
        ("签约了几个项目，总投资多少？", 2),
        ("新增床位多少张，托位呢？", 2),
        ("新增床位多少张，今年呢？", 1),
        ("新增市场主体多少户，总量多少？", 1),
    ],
)
def test_another_number_is_asked_for_by_itself(text: str, count: int, analyser: Analyser) -> None:
    """By another counter, by a noun for a quantity, or of something else that is named."""
    assert len(analyser.analyse(text)) == count
