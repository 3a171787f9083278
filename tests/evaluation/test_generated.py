"""Questions made from the graph: none raises, few are answered with another fact, each is the same again."""

from collections import Counter

import pytest

from kgqa.engine import Engine
from kgqa.evaluation.generated import CAUSES, WEIGHTS, Asker, Outcome, generate, tallies
from kgqa.evaluation.generated.speaking import load_frames
from kgqa.resources import ontology_dir
from tests.engine import engines

NUMBER = 50  # benchmarks/generated.py asks 5,000
LEAST_RIGHT, MOST_OTHER = 0.75, 0.06


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine over the report of the project."""
    return engines.shipped()


@pytest.fixture(scope="module")
def outcomes(engine: Engine) -> list[Outcome]:
    """What becomes of a seeded sample."""
    asker = Asker(engine)
    return [asker.outcome(spoken) for spoken in generate(engine, NUMBER, seed=11)]


def test_no_question_raises_and_few_are_linked_wrongly(outcomes: list[Outcome]) -> None:
    """A question that the grammar makes finds its way back to its form, or is refused."""
    told = tallies(outcomes)["all"]
    assert [o.said for o in outcomes if o.cause == "raised"] == []
    assert told.questions == NUMBER
    assert told.share("right") >= LEAST_RIGHT
    assert told.share("other") <= MOST_OTHER, [o.as_dict() for o in outcomes if o.verdict == "other"]


def test_every_wrong_answer_has_a_cause(outcomes: list[Outcome]) -> None:
    """Each is listed with one of the causes that are explained."""
    wrong = [o for o in outcomes if o.verdict == "other"]
    assert all(o.cause in CAUSES and o.as_dict()["explanation"] for o in wrong)


def test_the_same_seed_makes_the_same_questions(engine: Engine) -> None:
    """Another seed makes others."""
    first, again, other = ([s.question for s in generate(engine, 30, seed)] for seed in (1, 1, 2))
    assert first == again != other


def test_questions_are_of_all_kinds_asked_for_and_distinct(engine: Engine) -> None:
    """In both languages, each kind that is wanted and no other."""
    kinds = ("value", "sum", "verdict", "source", "most")
    found = list(generate(engine, 60, 3, kinds))
    assert set(Counter(s.draft.kind for s in found)) == set(kinds)
    assert {s.language for s in found} == {"zh", "en"}
    assert len({s.question for s in found}) == len(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_frames(language: str) -> None:
    """A kind that is drawn can be said."""
    frames = load_frames(ontology_dir() / "frames.toml")[language]["frames"]
    assert set(frames) == set(WEIGHTS)


def test_the_form_of_a_question_has_an_answer(engine: Engine) -> None:
    """What is drawn is attested: its own query finds something."""
    drafts = [s.draft for s in generate(engine, 40, seed=9)]
    assert all(engine.saying(draft.form, "zh") for draft in drafts)
