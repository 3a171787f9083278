"""The conversation of a session: questions that wait, their answers in order, and what opens them again.

A question waits in the session until its answer stands there, so that no click is lost when a run is broken
off by the next one. The older run goes on beside the newer one until its next access to the session: so one
object holds both lists, and a question moves from one to the other right after such an access.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from kgqa.errors import KgqaError
from kgqa.ui.contract import Answer
from kgqa.ui.followups import follow_ups
from kgqa.ui.frame import shared_texts
from kgqa.ui.leaving import keep_unanswered
from kgqa.ui.links import answer_address
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

MOST_CHARACTERS = 500
MOST_KEPT = 50
_CONTEXT = 6
_LONGEST_CONTEXT = 2 * _CONTEXT - 1
_LOG = logging.getLogger(__name__)
_CONVERSATION = "conversation"


@dataclass(frozen=True)
class Asked:
    """A question that waits; ``before`` are the questions it follows, None for those of the conversation."""

    question: str
    before: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Turn:
    """A question with its answer, or with the line that says why there is none.

    ``before`` are the questions that it was asked after, oldest first; ``follow_ups`` is None until they are
    sought.
    """

    question: str
    before: tuple[str, ...]
    answer: Answer | None
    failure: str = ""
    follow_ups: tuple[str, ...] | None = None

    def address(self, language: str) -> str:
        """The address that opens this answer again, with the questions before when it leans on them."""
        leans = self.answer is None or bool(self.answer["carried"])
        return answer_address(self.question, self.before if leans else (), language)


@dataclass
class Conversation:
    """What was answered and the questions that have no answer yet, both oldest first.

    ``restored`` says that it goes on from what the browser kept, or no longer wants it.
    """

    turns: list[Turn] = field(default_factory=list)
    waiting: list[Asked] = field(default_factory=list)
    restored: bool = False


def conversation() -> Conversation:
    """The conversation of this session."""
    found: Conversation = st.session_state.setdefault(_CONVERSATION, Conversation())
    return found


def put(question: str, before: tuple[str, ...] | None = None) -> None:
    """Let a question wait for its answer; a second click on the same thing asks nothing more."""
    asked, waiting = Asked(question.strip(), before), conversation().waiting
    if asked.question and asked not in waiting:
        waiting.append(asked)


def clear() -> None:
    """Forget the conversation, and what the browser kept of one before."""
    st.session_state[_CONVERSATION] = Conversation(restored=True)


def answer_next(texts: Texts, workspace: Workspace) -> Turn:
    """Answer the question that waits longest; whatever goes wrong in the engine becomes one line."""
    told = conversation()
    asked = told.waiting[0]
    before = asked.before
    if before is None:
        before = _lately(told.turns)
    turn = _turn(asked.question, before, texts, workspace)
    told = conversation()  # a run that was broken off ends here: the newer one answers the question
    told.turns.append(turn)
    told.waiting.remove(asked)
    if asked.before is None and turn.answer is not None:  # not one that is answered again after a reload
        keep_unanswered(turn.answer, before)
    return turn


def _lately(turns: Iterable[Turn]) -> tuple[str, ...]:
    """The questions that the next one may lean on, the latest six to eleven.

    They begin at every sixth question, since the engine goes on from what it knows of the same beginning.
    """
    answered = [t.question for t in turns if t.answer]
    return tuple(answered[max(0, len(answered) - len(answered) % _CONTEXT - _CONTEXT) :])


def _turn(question: str, before: tuple[str, ...], texts: Texts, workspace: Workspace) -> Turn:
    try:
        return Turn(question, before, workspace.ask(question, before))
    except KgqaError as error:
        failure = texts.say("failed_known", error=str(error))
    except Exception:
        _LOG.exception("no answer to %r", question)
        failure = texts.say("failed")
    return Turn(question, before, None, failure, follow_ups=())


def with_follow_ups(workspace: Workspace) -> Turn:
    """The last turn with the questions to go on with, which are sought once."""
    turns = conversation().turns
    last = turns[-1]
    if last.follow_ups is None and last.answer is not None:
        found: Sequence[str] = ()
        try:
            language, facts = last.answer["lang"], workspace.facts
            stated, known = facts.stated(last.answer, language), facts.figures(language)
            asked, words = [t.question for t in turns], shared_texts()[language]
            found = follow_ups(last.answer, stated, known, asked, words, lambda q: workspace.ask(q, ()))
        except Exception:
            _LOG.exception("no questions after %r", last.question)
        last = replace(last, follow_ups=tuple(found))
        conversation().turns[-1] = last  # a newer run ends this one here, and may have gone on by then
    return last


# ---------- what opens a conversation again ----------


def adopt_address() -> bool:
    """Let the question of the address wait, and take it out of the address; False when it is none."""
    if "q" not in st.query_params:
        return True
    question, before = st.query_params["q"].strip(), st.query_params.get_all("after")
    del st.query_params["q"]
    st.query_params.pop("after", None)
    if not _is_question(question) or len(before) > _LONGEST_CONTEXT or not all(map(_is_question, before)):
        return False
    put(question, tuple(before))
    return True


def kept() -> list[dict[str, object]]:
    """The questions of this session for the reader's own browser, the latest ``MOST_KEPT``."""
    now = conversation()
    told: list[Turn | Asked] = [*now.turns, *now.waiting]
    return [
        {"question": t.question, "before": None if t.before is None else list(t.before)}
        for t in told[-MOST_KEPT:]
    ]


def restore(told: object) -> None:
    """Let the questions that a browser kept wait, before those asked since; what is none is left out.

    Once in a session: later ones change nothing.
    """
    now = conversation()
    if not now.restored:
        found = list(_asked(told if isinstance(told, list) else []))[-MOST_KEPT:]
        since = [Asked(t.question, t.before) for t in now.turns]
        st.session_state[_CONVERSATION] = Conversation([], [*found, *since, *now.waiting], restored=True)


def _asked(told: Iterable[object]) -> Iterable[Asked]:
    for one in told:
        if isinstance(one, Mapping):
            question, before = one.get("question"), one.get("before")
            listed = before if isinstance(before, list) else []
            if _is_question(question) and all(map(_is_question, listed)):
                waited = before is None  # had no answer yet, so it follows those restored before it
                yield Asked(str(question), None if waited else tuple(map(str, listed[-_LONGEST_CONTEXT:])))


def _is_question(words: object) -> bool:
    return isinstance(words, str) and 0 < len(words.strip()) <= MOST_CHARACTERS
