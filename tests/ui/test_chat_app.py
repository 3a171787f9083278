"""The chat page without a browser: it asks, refuses, offers what has answers, survives a failing engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kgqa.ui.conversation import Asked
from kgqa.ui.frame import shared_texts, shared_workspace

CHECKOUT = Path(__file__).resolve().parents[2]
SUGGESTIONS = [s for texts in shared_texts().values() for s in texts.suggestions]


def shown(app: AppTest) -> str:
    """All HTML, Markdown and code of the page."""
    elements = [*app.get("html"), *app.markdown, *app.code, *app.warning, *app.error]
    return "\n".join(str(getattr(e, "value", "") or getattr(e.proto, "body", "")) for e in elements)


def app_of(script: Callable[[], None]) -> AppTest:
    """An app of one function, with time to open the engine."""
    return AppTest.from_function(script, default_timeout=90)


@pytest.fixture
def app() -> AppTest:
    """The app as ``streamlit run app.py`` opens it."""
    opened = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=90).run()
    assert not opened.exception
    return opened


def ask(app: AppTest, question: str) -> str:
    """What the page shows after a question, with everything unfolded."""
    app.chat_input[0].set_value(question).run()
    for part in ("related", "facts", "sparql", "hand-on"):
        app.session_state[f"{part}-{len(app.session_state['conversation'].turns) - 1}"] = True
    app.run()
    assert not app.exception
    return shown(app)


def test_the_empty_page_says_what_it_is_and_proposes_questions(app: AppTest) -> None:
    """One input, one sentence, and a button for each question of the list."""
    assert len(app.chat_input) == 1
    assert shared_texts()["zh"].say("welcome_text") in shown(app)
    labels = "".join(button.label for button in app.button).replace("\\", "")
    assert [s.question for s in shared_texts()["zh"].suggestions if s.question not in labels] == []


@pytest.mark.parametrize("suggestion", SUGGESTIONS, ids=lambda s: s.question)
def test_a_proposed_question_gets_what_it_promises(suggestion: object) -> None:
    """The questions of the empty page are answered or refused as the list says."""
    answer = shared_workspace().ask(getattr(suggestion, "question"), ())  # noqa: B009
    assert answer["status"] == getattr(suggestion, "expects")  # noqa: B009
    assert answer["evidence"]


def test_a_value_comes_with_its_sentence_and_place(app: AppTest) -> None:
    """The sentence, the marked quote in its paragraph, the section and the query are there."""
    page = ask(app, "2023年地区生产总值增长多少？")
    assert "6.9%" in page
    assert "<mark>2023年地区生产总值同比增长6.9%</mark>" in page
    assert "第1.0节" in page
    assert "SELECT" in page
    assert 'href="query?query=PREFIX' in page
    assert 'href="report?span=545-564"' in page


def test_a_button_of_the_empty_page_asks_its_question(app: AppTest) -> None:
    """A click is as good as typing."""
    app.button(key="suggestion-1").click().run()
    assert "9.5%以上" in shown(app)


def test_a_refusal_says_why_and_shows_what_is_near(app: AppTest) -> None:
    """A year outside the report is no error; the facts of the other years stand below."""
    page = ask(app, "2022年GDP增速是多少？")
    assert shared_texts()["zh"].say("reason.outside_period") in page
    assert shared_texts()["zh"].say("near") in page


def test_related_passages_are_open_below_a_refusal_and_folded_below_an_answer(app: AppTest) -> None:
    """Who is refused sees at once what the report says on the matter."""
    app.chat_input[0].set_value("2024年住房目标是什么？").run()
    assert "1500套区级人才公寓" in shown(app)
    app.chat_input[0].set_value("2023年地区生产总值增长多少？").run()
    assert app.session_state["sparql-1"] is False


def test_what_is_offered_next_has_an_answer(app: AppTest) -> None:
    """Every follow-up is a question that the engine answers."""
    ask(app, "2023年地区生产总值增长多少？")
    offered = [b.label.replace("\\", "") for b in app.button if str(b.key).startswith("next-")]
    assert offered
    assert [q for q in offered if shared_workspace().ask(q, ())["status"] != "answered"] == []


def test_a_follow_up_is_asked_in_the_context_of_the_conversation(app: AppTest) -> None:
    """那2024年呢 keeps the indicator, and the page says what it kept."""
    ask(app, "2023年地区生产总值增长多少？")
    page = ask(app, "那2024年呢？")
    assert "7%以上" in page
    assert shared_texts()["zh"].say("carried") in page


def test_an_open_question_shows_every_reading(app: AppTest) -> None:
    """A question with several readings shows each with its value and a button; the button asks it."""
    page = ask(app, "固定资产投资增长多少？")
    assert "4.1%" in page
    assert "8%以上" in page
    app.button(key="reading-0-0").click().run()
    assert len(app.session_state["conversation"].turns) == 2


def test_an_earlier_answer_is_short_until_it_is_unfolded(app: AppTest) -> None:
    """The figure, its marks and its sentence stay; what else belongs to it comes back with a click."""
    for question in ("2023年地区生产总值增长多少？", "那2024年呢？", "2023年新增城镇就业多少人？"):
        app.chat_input[0].set_value(question).run()
    keys = {str(button.key) for button in app.button}
    assert {"unfold-0", "open-words-1", "open-words-2"} <= keys
    assert not {"open-words-0", "unfold-1", "unfold-2"} & keys
    assert "<mark>2023年地区生产总值同比增长6.9%</mark>" in shown(app)
    app.button(key="unfold-0").click().run()
    keys = {str(button.key) for button in app.button}
    assert "open-words-0" in keys
    assert "unfold-0" not in keys
    assert len(app.session_state["conversation"].turns) == 3


def test_another_conversation_begins_with_nothing_unfolded(app: AppTest) -> None:
    """What was unfolded was an answer of the one before."""
    questions = ["2023年地区生产总值增长多少？", "2024年人才公寓有多少套？", "2023年新增城镇就业多少人？"]
    for first in (questions, [questions[1], questions[0], questions[2]]):
        for question in first:
            app.chat_input[0].set_value(question).run()
        app.button(key="unfold-0").click().run()
        app.button(key="clear").click().run()
    assert shared_texts()["zh"].say("welcome") in shown(app)


def test_clearing_brings_the_empty_page_back(app: AppTest) -> None:
    """The clear button forgets the conversation."""
    ask(app, "2023年地区生产总值增长多少？")
    app.button(key="clear").click().run()
    assert shared_texts()["zh"].say("welcome") in shown(app)
    assert "6.9%" not in shown(app)


def test_english_is_a_switch(app: AppTest) -> None:
    """The words of the interface change, and the conversation stays."""
    ask(app, "2023年地区生产总值增长多少？")
    app.segmented_control(key="language").set_value("en").run()
    page = shown(app)
    assert shared_texts()["en"].say("evidence") in page
    assert "6.9%" in page


def test_a_question_is_shown_as_text(app: AppTest) -> None:
    """Markup that someone types stays letters."""
    page = ask(app, "<img src=x onerror=alert(1)>2023年地区生产总值增长多少？")
    for code in app.code:
        page = page.replace(code.value, "")
    assert "<img" not in page
    assert "&lt;img" in page


def opened_at(**parameters: str | list[str]) -> AppTest:
    """The app as an address with these parameters opens it."""
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=90)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def link_of(app: AppTest) -> dict[str, list[str]]:
    """The parameters of the link that the last answer offers."""
    links = [code.value for code in app.code if "?q=" in code.value]
    return parse_qs(urlsplit(links[-1]).query)


def test_the_link_of_an_answer_opens_it_in_its_language(app: AppTest) -> None:
    """Somebody else gets the same answer, with the words of the interface in the language of the sender."""
    app.segmented_control(key="language").set_value("en").run()
    ask(app, "GDP growth in 2023")
    link = link_of(app)
    assert link == {"q": ["GDP growth in 2023"], "lang": ["en"]}
    other = opened_at(**link)
    assert "6.9%" in shown(other)
    assert shared_texts()["en"].say("evidence") in shown(other)


def test_the_link_of_a_follow_up_holds_the_question_that_it_leans_on(app: AppTest) -> None:
    """那2024年呢 means nothing alone; its link brings the question before, which is not shown."""
    ask(app, "2023年地区生产总值增长多少？")
    ask(app, "那2024年呢？")
    link = link_of(app)
    assert link["after"] == ["2023年地区生产总值增长多少？"]
    other = opened_at(**link)
    assert "7%以上" in shown(other)
    assert [turn.question for turn in other.session_state["conversation"].turns] == ["那2024年呢？"]


@pytest.mark.parametrize(
    "parameters", [{"q": ""}, {"q": "长" * 501}, {"q": "那2024年呢？", "after": ["问"] * 12}], ids=str
)
def test_a_broken_link_leads_home_with_a_notice(parameters: dict[str, str]) -> None:
    """The empty page is there to ask, and one line says why."""
    app = opened_at(**parameters)
    assert [w.value for w in app.warning] == [shared_texts()["zh"].say("broken_link")]
    assert shared_texts()["zh"].say("welcome") in shown(app)


def test_what_a_browser_kept_is_answered_again() -> None:
    """Kept questions come back in their order with their context; one that waited follows those before it."""

    def script() -> None:
        import streamlit as st

        from kgqa.ui.chat import chat_page
        from kgqa.ui.conversation import restore
        from kgqa.ui.frame import shared_texts, shared_workspace

        if "begun" not in st.session_state:
            st.session_state["begun"] = True
            first = "2023年地区生产总值增长多少？"
            kept = [{"question": first, "before": []}, {"question": "那2024年呢？", "before": [first]}]
            waited = {"question": "那2023年呢？", "before": None}
            restore([*kept, waited, {"question": 7}, {"question": "x" * 501}, "junk", None])
            restore(kept)  # once
        chat_page(shared_texts()["zh"], shared_workspace)

    app = app_of(script).run()
    assert not app.exception
    assert [t.answer["text"].count("7%以上") for t in app.session_state["conversation"].turns] == [0, 1, 0]
    assert "6.9%" in app.session_state["conversation"].turns[-1].answer["text"]


def test_two_readers_see_their_own_conversation_only(app: AppTest) -> None:
    """Sessions share the engine and nothing else."""
    other = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=90).run()
    ask(app, "2023年地区生产总值增长多少？")
    ask(other, "2024年规模以上工业增加值增长目标是多少？")
    assert "6.9%" not in shown(other.run())
    assert "9.5%以上" not in shown(app.run())


def test_no_question_is_lost_when_a_run_is_broken_off(app: AppTest) -> None:
    """What waits when the next run begins is answered in it, in its order and once."""
    app.session_state["conversation"].waiting = [Asked("2023年地区生产总值增长多少？")]
    app.segmented_control(key="language").set_value("en").run()
    app.session_state["conversation"].waiting = [Asked("那2024年呢？"), Asked("2024年怎样改善营商环境？")]
    app.run()
    assert [t.question for t in app.session_state["conversation"].turns] == [
        "2023年地区生产总值增长多少？",
        "那2024年呢？",
        "2024年怎样改善营商环境？",
    ]
    assert app.session_state["conversation"].waiting == []


def test_an_engine_that_fails_costs_one_line() -> None:
    """A failure on one question is said in one line without its details; the next question is answered."""

    def script() -> None:
        from collections.abc import Sequence
        from dataclasses import replace

        from kgqa.ui.chat import chat_page
        from kgqa.ui.contract import Answer
        from kgqa.ui.frame import shared_texts, shared_workspace
        from kgqa.ui.workspace import Workspace

        def failing() -> Workspace:
            sound = shared_workspace()

            def ask(question: str, context: Sequence[str]) -> Answer:
                if "坏" in question:
                    raise RuntimeError("secret detail")
                return sound.ask(question, context)

            return replace(sound, ask=ask)

        chat_page(shared_texts()["zh"], failing)

    app = app_of(script).run()
    page = ask(app, "坏问题")
    assert [w.value for w in app.warning] == [shared_texts()["zh"].say("failed")]
    assert "secret detail" not in page
    assert "6.9%" in ask(app, "2023年地区生产总值增长多少？")


def test_a_graph_that_cannot_be_opened_is_said_in_one_line() -> None:
    """Without a graph the page says what to do."""

    def script() -> None:
        from kgqa.errors import GraphError
        from kgqa.ui.chat import chat_page
        from kgqa.ui.frame import shared_texts
        from kgqa.ui.workspace import Workspace

        def none() -> Workspace:
            raise GraphError("no graph; build one")

        chat_page(shared_texts()["zh"], none)

    app = app_of(script).run()
    assert not app.exception
    assert ["no graph; build one" in e.value.replace("\\", "") for e in app.error] == [True]
