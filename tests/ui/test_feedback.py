"""Below an answer and on the page of feedback: what is left is kept, shown as text, counts once accepted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Feedback

from kgqa.feedback import ledger, opinions
from kgqa.feedback.storage import open_storage
from kgqa.feedback.suggestions import suggest, suggestions
from kgqa.ingestion.build import build, write
from kgqa.packs.pack import read_pack
from kgqa.resources import ontology_dir
from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.origins import told_facts
from kgqa.ui.reactions import shared_names
from tests.ui.pages import WAITS, opened, shown

CHECKOUT = Path(__file__).resolve().parents[2]
REPORT = CHECKOUT / "tests" / "data" / "linhe-2023.txt"
TEXTS = shared_texts()["zh"]
LAND = "2022年新建高标准农田多少亩？"
UNKNOWN, GROWTH, PARKS = (
    "2023年全区挖潜地有多少亩？",
    "2023年地区生产总值增长多少？",
    "2023年哪些公园开放了？",
)
HOSTILE = "<img src=x onerror=alert(1)> **粗** [x](javascript:alert(1)) $a$"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of this test's own."""
    monkeypatch.setenv("KGQA_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def asked(*questions: str) -> AppTest:
    """The app after questions."""
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=WAITS).run()
    for question in questions:
        app.chat_input[0].set_value(question).run()
        assert not app.exception
    return app


def land() -> str:
    """The indicator that the unknown words mean."""
    (row,) = shared_workspace().store.select('SELECT ?i WHERE { ?i skos:prefLabel "土地收储面积"@zh }')
    return row["i"]


def teach(app: AppTest, words: str, meaning: str | None, note: str = "") -> AppTest:
    """Suggest words below the first answer."""
    app.button(key="open-words-0").click().run()
    app.text_input(key="word-0").set_value(words)
    app.selectbox(key="meaning-0").set_value(meaning)
    app.text_input(key="why-0").set_value(note)
    app.button(key="suggest-word-0").click().run()
    assert not app.exception
    return app


def thumbs(app: AppTest) -> Feedback:
    """The thumbs below the first answer."""
    found = app.get("feedback")[0]
    assert isinstance(found, Feedback)
    return found


# ---------- the ledger ----------


def test_a_refused_question_is_in_the_ledger_and_an_answered_one_is_not() -> None:
    """With the questions that it refers to."""
    asked(GROWTH, UNKNOWN)
    (row,) = ledger.unanswered(open_storage())
    assert (row.question, row.reason, row.context) == (UNKNOWN, "not_stated", (GROWTH,))


def test_a_ledger_that_is_off_keeps_nothing_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the app decides."""
    monkeypatch.setenv(ledger.VARIABLE, "off")
    asked(UNKNOWN)
    assert ledger.unanswered(open_storage()) == []
    assert TEXTS.say("feedback.ledger_off") in shown(opened("feedback_page"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_that_the_ledger_is_of_the_installation(language: str) -> None:
    """And shows no conversation: another session sees the questions and not who asked."""
    asked(GROWTH, UNKNOWN)
    app = opened("feedback_page", language)
    page = shown(app)
    assert shared_texts()[language].say("feedback.about") in page
    assert UNKNOWN in page
    assert "conversation" not in app.session_state


def test_one_question_is_deleted_or_all() -> None:
    """The others stay; all go after a second click."""
    for question in ("甲？", "乙？", "丙？"):
        ledger.record(
            open_storage(), {"question": question, "lang": "zh", "status": "refused", "reason": None}, ()
        )
    app = opened("feedback_page")
    app.button(key="questions-delete-2").click().run()
    assert [row.question for row in ledger.unanswered(open_storage())] == ["丙？", "甲？"]
    app.button(key="questions-delete").click().run()
    assert ledger.unanswered(open_storage()) == []
    assert TEXTS.say("feedback.none.questions") in shown(app)


def test_a_long_ledger_has_pages() -> None:
    """Twenty questions on each."""
    for number in range(45):
        ledger.record(
            open_storage(),
            {"question": f"第{number}问？", "lang": "zh", "status": "refused", "reason": None},
            (),
        )
    app = opened("feedback_page")
    assert ("第44问" in shown(app), "第0问" in shown(app)) == (True, False)
    app.number_input(key="questions-page").set_value(3).run()
    assert ("第44问" in shown(app), "第0问" in shown(app)) == (False, True)


# ---------- thumbs and packs ----------


def test_a_thumb_with_a_note_is_kept_and_shown_as_text() -> None:
    """Markup in a note stays letters."""
    app = asked(GROWTH)
    thumbs(app).set_value(0).run()
    app.text_input(key="note-0").set_value(HOSTILE)
    app.button(key="note-send-0").click().run()
    assert TEXTS.say("reactions.noted") in "".join(s.value.replace("\\", "") for s in app.success)
    (one,) = opinions.opinions(open_storage())
    assert (one.verdict, one.note, one.question) == ("down", HOSTILE, GROWTH)
    thumbs(app).set_value(1).run()
    assert [o.verdict for o in opinions.opinions(open_storage())] == ["up"]
    page = shown(opened("feedback_page"))
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_a_cleared_conversation_leaves_nothing_open() -> None:
    """The next answer in the same place is judged on its own."""
    app = asked(GROWTH)
    thumbs(app).set_value(0).run()
    app.button(key="open-words-0").click().run()
    app.button(key="clear").click().run()
    app.chat_input[0].set_value(PARKS).run()
    assert [one.key for one in app.text_input] == []
    thumbs(app).set_value(1).run()
    assert [(o.question, o.verdict) for o in opinions.opinions(open_storage())] == [
        (PARKS, "up"),
        (GROWTH, "down"),
    ]


def test_the_pack_of_an_answer_is_one_that_verifies() -> None:
    """The button gives what the command gives."""
    workspace = shared_workspace()
    pack = read_pack(workspace.pack(workspace.ask("那2024年呢？", [GROWTH]), [GROWTH]))
    assert (pack.is_whole, pack.context, pack.answer["answers"][0]["value"]) == (True, (GROWTH,), "7")
    labels = [button.proto.label for button in asked(GROWTH).get("download_button")]
    assert TEXTS.say("reactions.pack") in labels


# ---------- words ----------


def test_words_that_are_suggested_accepted_and_then_understood() -> None:
    """The question is refused before and answered after."""
    app = teach(asked(UNKNOWN), "挖潜地", land(), "大家都这样说")
    assert TEXTS.say("reactions.stored.open") in app.success[0].value.replace("\\", "")
    (one,) = suggestions(open_storage(), "open")
    assert (one.content["words"], one.question, one.note) == ("挖潜地", UNKNOWN, "大家都这样说")
    assert shared_workspace().ask(UNKNOWN, ())["status"] == "refused"
    page = opened("feedback_page")
    assert "“挖潜地”指“土地收储面积”" in shown(page)
    page.button(key=f"accept-{one.id}").click().run()
    assert [s.value.replace("\\", "") for s in page.success] == [TEXTS.say("feedback.accepted")]
    answer = shared_workspace().ask(UNKNOWN, ())
    assert (answer["status"], answer["answers"][0]["value"]) == ("answered", "939")


def test_a_correction_that_is_accepted_and_then_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fact was read by the machine; after the correction it counts as checked by a person."""
    (tmp_path / "graph" / "sources").mkdir(parents=True)
    source = Path(shutil.copy(REPORT, tmp_path / "graph" / "sources"))
    write(build(source, ontology_dir(), None), tmp_path / "graph", "")
    monkeypatch.setenv("KGQA_GRAPH", str(tmp_path / "graph"))
    app = asked(LAND)
    assert TEXTS.say("reactions.facts_head", count=1, reviewed=0) in shown(app)
    app.button(key="open-facts-0").click().run()
    app.selectbox(key="field-0-0").set_value("bound").run()
    app.selectbox(key="value-0").set_value(">=")
    app.button(key="suggest-fact-0").click().run()
    page = opened("feedback_page")
    page.button(key="accept-1").click().run()
    assert [s.value.replace("\\", "") for s in page.success] == [TEXTS.say("feedback.accepted")]
    after = shown(asked(LAND))
    assert "4.5万亩以上" in after
    assert TEXTS.say("reactions.facts_head", count=1, reviewed=1) in after


@pytest.mark.parametrize(
    ("words", "meant", "reason"),
    [
        ("", True, {"length": {"least": 3, "most": 24}}),
        ("2023年挖潜", True, {"word": {}}),
        ("增长", True, {"known": {"words": "增长"}}),
        ("挖潜地", False, {"thing": {}}),
    ],
)
def test_words_that_cannot_be_learnt_are_refused_in_the_reader_s_language(
    words: str, meant: bool, reason: dict[str, dict[str, object]]
) -> None:
    """The panel stays open, and nothing is stored."""
    app = teach(asked(UNKNOWN), words, land() if meant else None)
    ((name, values),) = reason.items()
    assert [w.value.replace("\\", "") for w in app.warning] == [
        TEXTS.say(f"reactions.unfit.{name}", **values)
    ]
    assert app.text_input(key="word-0")
    assert suggestions(open_storage()) == []


def test_the_word_that_was_not_understood_is_proposed_at_once() -> None:
    """A reader only says what it means."""
    app = asked("2023年花销增速是多少？")
    app.button(key="open-words-0").click().run()
    assert app.text_input(key="word-0").value == "花销"


def test_every_indicator_and_thing_can_be_meant_in_both_languages() -> None:
    """A thing without an English name is there by its Chinese one."""
    names = shared_names(shared_workspace().store)
    assert names["zh"].keys() <= names["en"].keys()
    assert "土地收储面积" in names["zh"].values()
    assert any(name.endswith("(土地收储面积)") for name in names["en"].values())


# ---------- facts ----------


def test_each_fact_says_who_read_it() -> None:
    """In the words of the code list."""
    page = shown(asked(GROWTH))
    assert TEXTS.say("reactions.facts_head", count=1, reviewed=1) in page
    assert '<span class="kg-chip">经人确认</span> 2023年地区生产总值同比增长6.9%' in page
    answer = shared_workspace().ask(PARKS, ())
    told = told_facts(answer, shared_workspace(), shared_texts()["en"])
    assert [one.words for one in told][:3] == ["体育公园三期", "时代城公园", "紫荆门公园"]
    assert {one.origin for one in told} <= {"confirmed", "corrected", "added", "read by machine"}


def test_a_correction_waits_for_a_person() -> None:
    """It is shown with the sentence, and rejected changes nothing."""
    app = asked(GROWTH)
    app.button(key="open-facts-0").click().run()
    app.selectbox(key="field-0-0").set_value("bound").run()
    app.selectbox(key="value-0").set_value(">=")
    app.text_input(key="why-0").set_value(HOSTILE)
    app.button(key="suggest-fact-0").click().run()
    (one,) = suggestions(open_storage(), "open")
    assert (one.content["field"], one.content["was"], one.content["value"]) == ("bound", "=", ">=")
    page = opened("feedback_page")
    assert "界限：“6.9”应为“6.9以上”" in shown(page)
    assert "2023年地区生产总值同比增长6.9%" in shown(page)
    assert "<img" not in shown(page)
    page.button(key=f"reject-{one.id}").click().run()
    assert suggestions(open_storage(), "open") == []
    assert shared_workspace().ask(GROWTH, ())["answers"][0]["bound"] == "="


def test_a_number_that_the_sentence_does_not_have_is_refused() -> None:
    """A value is one that the report prints."""
    app = asked(GROWTH)
    app.button(key="open-facts-0").click().run()
    app.text_input(key="value-0").set_value("9.6")
    app.button(key="suggest-fact-0").click().run()
    words = TEXTS.say("reactions.unfit.number", value="9.6")
    assert [w.value.replace("\\", "") for w in app.warning] == [words]


# ---------- what goes wrong ----------


def test_a_folder_that_cannot_be_written_costs_one_notice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The refusal is shown, and the next question is answered."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KGQA_STATE", str(tmp_path / "file" / "state"))
    app = asked(UNKNOWN)
    assert ["KGQA" in w.value for w in app.warning] == [True]
    app.chat_input[0].set_value(GROWTH).run()
    assert not app.exception
    assert "6.9%" in shown(app)
    assert len(app.warning) == 1
    assert not opened("feedback_page").exception


def test_a_database_that_is_broken_costs_one_notice(state: Path) -> None:
    """On the page of feedback as well."""
    state.mkdir()
    (state / "feedback.db").write_bytes(b"no database" * 500)
    app = asked(UNKNOWN)
    assert len(app.warning) == 1
    page = opened("feedback_page")
    assert len(page.warning) == 1
    assert TEXTS.say("feedback.title") in shown(page)


def test_an_app_that_leaves_decisions_to_the_command_has_no_buttons_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where strangers read along, neither words nor deletions are theirs to decide."""
    content = {"words": "挖潜地", "iri": "urn:x", "names": {"zh": "土地收储面积"}}
    suggest(open_storage(), "synonym", content, UNKNOWN, "")
    ledger.record(open_storage(), {"question": "甲？", "lang": "zh", "status": "refused", "reason": None}, ())
    monkeypatch.setenv("KGQA_REVIEW", "off")
    app = opened("feedback_page")
    assert TEXTS.say("feedback.review_off") in shown(app)
    assert [button.key for button in app.button] == []


def test_a_decision_that_fails_is_said_in_one_line() -> None:
    """Here the report of the fact is not there."""
    content = {
        "document": "none-2024",
        "record": "observation",
        "field": "bound",
        "value": ">=",
        "was": "=",
        "quotes": ["甲"],
        "found_by": {},
    }
    one = suggest(open_storage(), "correction", content, "", "")
    app = opened("feedback_page")
    app.button(key=f"accept-{one.id}").click().run()
    assert not app.exception
    assert ["none-2024" in w.value.replace("\\", "") for w in app.warning] == [True]
    assert [s.state for s in suggestions(open_storage())] == ["open"]
