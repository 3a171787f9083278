"""Suggested synonyms: nothing changes before a person accepts one, and then the engine uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgqa.engine import open_engine, sources_stamp
from kgqa.errors import StateError, UsageError
from kgqa.feedback import suggestions as kept
from kgqa.feedback.decisions import Desk, accept, reject
from kgqa.feedback.storage import Storage
from kgqa.feedback.suggestions import Suggestion, suggest, suggestion, suggestions
from kgqa.feedback.synonyms import synonym
from kgqa.linking.lexicon import fold, load_lexicon
from kgqa.resources import graph_dir, local_lexicon, ontology_dir
from tests.engine import engines
from tests.engine.engines import DATA

INDICATOR = "https://example.org/library/indicator/"
CHINESE, ENGLISH = "2030年串门数是多少？", "What was the page flux in 2030?"


def knows(words: str) -> bool:
    """Whether the engine over the libraries has the words."""
    return engines.library().knows(words)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Where decisions are made, in a state folder of the test's own."""
    monkeypatch.setenv("KGQA_STATE", str(tmp_path / "state"))
    return Desk(Storage(tmp_path / "state"), knows, local_lexicon(), graph_dir(), ontology_dir())


def proposed(desk: Desk, words: str, indicator: str) -> Suggestion:
    """The suggestion that words mean an indicator of the libraries."""
    content = synonym(words, INDICATOR + indicator, engines.library().copy, knows)
    return suggest(desk.storage, "synonym", content, "", "")


def told(*questions: str) -> list[tuple[str, str]]:
    """What an engine that is opened now answers: the reason of a refusal, or the first value."""
    local = [local_lexicon()] if local_lexicon().is_file() else []
    lexicons = [ontology_dir() / "lexicon.ttl", DATA / "library-lexicon.ttl", *local]
    engine = open_engine([DATA / "library.trig"], lexicons=lexicons)
    answers = [engine.ask(question) for question in questions]
    return [(a.status, a.reason or str(a.answers[0].value)) for a in answers]


def test_a_refused_question_is_answered_once_its_words_are_accepted_and_not_before(desk: Desk) -> None:
    """In both languages; taken back, it is refused again."""
    before = [("refused", "not_modelled"), ("refused", "out_of_scope")]
    ours, theirs = proposed(desk, "串门数", "visitors"), proposed(desk, "page flux", "loans")
    assert told(CHINESE, ENGLISH) == before
    assert accept(desk, ours.id) == accept(desk, theirs.id) == local_lexicon()
    assert told(CHINESE, ENGLISH) == [("answered", "153"), ("answered", "86.4")]
    reject(desk, ours.id)
    assert told(CHINESE, ENGLISH) == [before[0], ("answered", "86.4")]
    reject(desk, theirs.id)
    assert not local_lexicon().exists()


def test_a_rejected_one_never_counts(desk: Desk) -> None:
    """Also when another is accepted, or the same is proposed again."""
    turned_down = proposed(desk, "串门数", "visitors")
    reject(desk, turned_down.id)
    accept(desk, proposed(desk, "page flux", "loans").id)
    assert proposed(desk, "串门数", "visitors") == suggestion(desk.storage, turned_down.id)
    assert suggestion(desk.storage, turned_down.id).state == "rejected"
    assert told(CHINESE) == [("refused", "not_modelled")]


def test_the_project_s_engine_reads_the_accepted_words(desk: Desk) -> None:
    """They lie where it looks, and it is opened anew when they change."""
    before = sources_stamp()
    accept(desk, proposed(desk, "串门数", "visitors").id)
    assert sources_stamp() != before
    (entry,) = load_lexicon([local_lexicon()]).entries
    assert (entry.kind, entry.zh, entry.en) == ("OtherName", ("串门数",), ())
    assert entry.meaning == f"{INDICATOR}visitors"


def test_the_file_of_words_is_the_same_for_the_same_decisions(desk: Desk) -> None:
    """In whatever order they were made."""
    first, second = proposed(desk, "串门数", "visitors"), proposed(desk, "page flux", "loans")
    accept(desk, second.id)
    accept(desk, first.id)
    content = local_lexicon().read_bytes()
    reject(desk, first.id)
    accept(desk, first.id)
    assert local_lexicon().read_bytes() == content


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "too short"),
        ("串", "too short"),
        ("ab", "too short"),
        ("串" * 30, "too long"),
        ("123456", "no word"),
        ("2030年串门", "no word"),
        ("串门\x07数", "no word"),
        ("借阅", "known already"),
        ("枫桥分馆", "known already"),
        ("多少", "known already"),
        ("the", "known already"),
        ("visitors", "known already"),
    ],
)
def test_words_that_cannot_be_learnt_are_refused_with_the_reason(words: str, why: str) -> None:
    """A word with a meaning keeps it: what was answered rightly stays so."""
    with pytest.raises(UsageError, match=why):
        synonym(words, f"{INDICATOR}visitors", engines.library().copy, knows)


@pytest.mark.parametrize("iri", ["", "urn:none", "urn:x> ?p ?o } #", f"{INDICATOR}none"])
def test_a_thing_that_the_graph_lacks_is_no_meaning(iri: str) -> None:
    """Nothing of what is given gets into a query."""
    with pytest.raises(UsageError):
        synonym("串门数", iri, engines.library().copy, knows)


def test_markup_in_words_stays_text_in_the_file(desk: Desk) -> None:
    """A quotation mark or a full stop of Turtle does not end the form."""
    words = 'a" . <urn:x> a kq:cue'
    accept(desk, proposed(desk, words, "visitors").id)
    (entry,) = load_lexicon([local_lexicon()]).entries
    assert fold(words) in entry.en


def test_words_that_got_a_meaning_meanwhile_are_not_accepted(desk: Desk) -> None:
    """The decision is checked against the engine of the day."""
    one = proposed(desk, "串门数", "visitors")
    later = Desk(desk.storage, lambda _: True, desk.lexicon, desk.graph, desk.ontology)
    with pytest.raises(UsageError, match="known already"):
        accept(later, one.id)
    assert suggestion(desk.storage, one.id).state == "open"


def test_a_decision_that_cannot_be_written_is_none(desk: Desk) -> None:
    """The file of words and the state change together or not at all."""
    one = proposed(desk, "串门数", "visitors")
    desk.lexicon.mkdir()
    with pytest.raises(StateError, match="cannot write"):
        accept(desk, one.id)
    assert suggestion(desk.storage, one.id).state == "open"


def test_unknown_and_repeated_decisions_are_said(desk: Desk) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match="there is no suggestion 7"):
        accept(desk, 7)
    one = proposed(desk, "串门数", "visitors")
    accept(desk, one.id)
    with pytest.raises(UsageError, match="accepted already"):
        accept(desk, one.id)


def test_too_many_open_suggestions_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has to decide about them first."""
    monkeypatch.setattr(kept, "MOST_OPEN", 1)
    proposed(desk, "串门数", "visitors")
    with pytest.raises(UsageError, match="1 suggestions wait"):
        proposed(desk, "page flux", "loans")
    assert len(suggestions(desk.storage, "open")) == 1
