"""The ranking model: probabilities, what is chosen, what is learnt, and its file."""

import json
from pathlib import Path

import pytest

from kgqa.errors import GraphError
from kgqa.parsing.readings import UNLIKE_UNITS, Reading
from kgqa.query.forms import Lookup, Named, Observed, Passage
from kgqa.ranking.decision import chosen, merged
from kgqa.ranking.model import WITH_ENCODER, WITHOUT_ENCODER, LogLinear, load_models
from kgqa.training.ranking import Example, held_out, learn, outcome, write

MODEL = LogLinear({"covered": 2.0, "nothing:always": 1.0}, answer=0.6, joined=0.5)


def value(name: str, confidence: float, score: float = 0.9, unused: tuple[str, ...] = ()) -> Reading:
    """A reading that looks one value up."""
    return Reading(Lookup((Observed(name),)), score, unused=unused, generator="values", confidence=confidence)


def names(name: str, confidence: float, score: float = 0.9) -> Reading:
    """A reading that lists things."""
    return Reading(Named((name,), "member"), score, generator="names", confidence=confidence)


def test_probabilities_add_up_and_follow_the_weights() -> None:
    """The best covered candidate is the most probable; features without a weight tell nothing."""
    told = MODEL.probabilities([{"covered": 1.0}, {"covered": 0.5, "other": 9.0}, {"nothing:always": 1.0}])
    assert sum(told) == pytest.approx(1.0)
    assert told[0] > told[1] == pytest.approx(told[2])


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        ([value("a", 0.7), value("b", 0.1)], ["a"]),
        ([value("a", 0.5), value("b", 0.4)], ["a", "b"]),
        ([value("a", 0.5), value("b", 0.4, score=0.7)], []),
        ([value("a", 0.5, score=0.5), value("b", 0.4, score=0.5)], []),
        ([names("a", 0.5), names("b", 0.4)], []),
        ([names("a", 0.4), names("b", 0.3, score=1.01)], ["b"]),
        ([names("a", 0.5), names("b", 0.01, score=1.01)], []),
        ([], []),
    ],
    ids=[
        "sure enough",
        "two values that the words do not tell apart are sure together",
        "named less well than the best",
        "neither is named well",
        "lists are not joined",
        "says all that is asked and is not improbable",
        "says all that is asked and is improbable",
        "nothing to choose from",
    ],
)
def test_what_is_chosen(ranked: list[Reading], expected: list[str]) -> None:
    """The best reading if it is sure enough, with values that are as good; or the one that says it all."""
    told = [
        r.form.observed[0].indicator if isinstance(r.form, Lookup) else r.form
        for r in chosen(ranked, MODEL, lambda r: frozenset(), lambda r: frozenset())
    ]
    assert [t if isinstance(t, str) else t.statements[0] for t in told] == expected  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("limit", "expected"), [(0.6, ["area", "other area"]), (0.9, ["area", "plots", "other area"])]
)
def test_values_of_unlike_kinds_are_a_choice_only_in_doubt(limit: float, expected: list[str]) -> None:
    """Whoever asks for an area is not asked back whether a number of plots is meant, if areas are sure."""
    area, other, plots = value("area", 0.5), value("other area", 0.15), value("plots", 0.35)
    kinds = {area.form: frozenset({"area"}), other.form: frozenset[str](), plots.form: frozenset({"count"})}
    told = chosen(
        [area, plots, other], LogLinear({}, limit, 0.2), lambda r: kinds[r.form], lambda r: frozenset()
    )
    assert [r.form.observed[0].indicator for r in told if isinstance(r.form, Lookup)] == expected


def test_readings_with_one_answer_are_one() -> None:
    """Their probabilities add up under the better one."""
    ranked = [value("a", 0.4), names("b", 0.3), names("c", 0.2)]
    told = merged(ranked, lambda r: "same" if r.generator == "names" else "other")
    assert [(r.generator, round(r.confidence, 2)) for r in told] == [("names", 0.5), ("values", 0.4)]


def test_a_reading_may_only_show_why_there_is_no_answer() -> None:
    """Unlike units are no answer."""
    assert Reading(Lookup(()), 1.0, generator=UNLIKE_UNITS).refuses == "incompatible_units"
    assert value("a", 1.0).refuses == ""


def test_the_shipped_models_are_read() -> None:
    """One for search by meaning, one for words alone; both need probabilities between nought and one."""
    models = load_models(Path("ontology"))
    assert set(models) == {WITH_ENCODER, WITHOUT_ENCODER}
    assert all(0 < m.answer < 1 and 0 < m.joined < 1 and m.weights for m in models.values())
    assert any(name.startswith("fact near") for name in models[WITH_ENCODER].weights)
    assert not any(name.startswith("fact near") for name in models[WITHOUT_ENCODER].weights)


@pytest.mark.parametrize("content", ["{}", "[1]", "no json"])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    """With what to do about it."""
    (tmp_path / "ranking.json").write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match="kgqa calibrate"):
        load_models(tmp_path)
    with pytest.raises(GraphError, match="is missing"):
        load_models(tmp_path / "nowhere")


def test_weights_are_learnt_and_written_the_same_each_time(
    golden_examples: list[Example], tmp_path: Path
) -> None:
    """What tells right readings apart gets a weight; a file is judged by weights that have not seen it."""
    weights = learn(golden_examples)
    assert weights["covered"] > 0
    told = outcome(held_out(golden_examples), 0.5, 0.5)
    assert (told.right, told.wrong) == (1.0, 0.0)
    model = LogLinear(weights, 0.5, 0.5)
    for name in ("a", "b"):
        write({WITH_ENCODER: model, WITHOUT_ENCODER: model}, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert json.loads((tmp_path / "a").read_text())[WITH_ENCODER]["answer"] == 0.5


def test_a_passage_around_what_the_best_reading_tells_speaks_for_it() -> None:
    """Together they are sure enough; a passage about something else adds nothing."""
    value = Reading(Lookup((Observed("a"),)), 0.5, confidence=0.5, generator="values")
    passage = Reading(Passage(headings=("h",)), 0.5, confidence=0.3, generator="passages")
    model = LogLinear({}, 0.7, 0.1)
    around = {value.form: frozenset({1}), passage.form: frozenset({1, 2})}
    beside = around | {passage.form: frozenset({2, 3})}
    assert chosen([value, passage], model, lambda _: frozenset(), lambda r: around[r.form]) == [value]
    assert chosen([value, passage], model, lambda _: frozenset(), lambda r: beside[r.form]) == []
