"""Corrections: accepted, they are a record of the review layer and a graph built anew; before, nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from kgqa.engine import open_engine
from kgqa.errors import GraphError, StateError, UsageError
from kgqa.feedback.corrections import CONFIRMED, Correctable, correctable, correction, records_of
from kgqa.feedback.decisions import Desk, accept, reject
from kgqa.feedback.storage import Storage
from kgqa.feedback.suggestions import put_state, suggest, suggestion
from kgqa.graph.store import Store
from kgqa.ingestion.build import build, write
from kgqa.resources import VOCABULARY_FILES, graph_dir, ontology_dir
from tests.engine.engines import DATA, shipped

LAND = "2022年新建高标准农田多少亩？"
FACT = 'SELECT ?o WHERE {{ ?o a dp:Observation ; dp:valueText "{value}" ; dp:year {year} }}'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder with a small report that only the machine has read."""
    folder = tmp_path_factory.mktemp("graph")
    (folder / "sources").mkdir()
    source = shutil.copy(DATA / "linhe-2023.txt", folder / "sources")
    write(build(Path(source), ontology_dir(), None), folder, "")
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """Where decisions are made, over a copy of that folder."""
    graph = tmp_path / "graph"
    shutil.copytree(built, graph)
    return Desk(Storage(tmp_path / "state"), lambda _: False, tmp_path / "none.ttl", graph, ontology_dir())


def store(desk: Desk) -> Store:
    """The graph as it is now."""
    return Store.load([*(ontology_dir() / n for n in VOCABULARY_FILES), desk.graph / "linhe-2023.trig"])


def fact(desk: Desk, value: str, year: int = 2022) -> Correctable:
    """The fact with a printed value."""
    graph = store(desk)
    (row,) = graph.select(FACT.format(value=value, year=year))
    found = correctable(row["o"], graph)
    assert found
    return found


def propose(desk: Desk, value: str, field: str, new: str) -> int:
    """Suggest another value for a field of the fact with a printed value."""
    return suggest(desk.storage, "correction", correction(fact(desk, value), field, new), LAND, "").id


def files(desk: Desk) -> dict[str, bytes]:
    """Every file of the graph folder."""
    return {str(p.relative_to(desk.graph)): p.read_bytes() for p in desk.graph.rglob("*") if p.is_file()}


def test_an_accepted_correction_is_in_the_review_layer_and_the_graph_and_the_answer(desk: Desk) -> None:
    """The fact, which only the machine had read, counts as confirmed by a person."""
    before = files(desk)
    number = propose(desk, "4.5", "bound", ">=")
    assert files(desk) == before
    path = accept(desk, number)
    assert path == desk.graph / "review" / "linhe-2023" / "corrections.jsonl"
    record = json.loads(path.read_text(encoding="utf-8"))
    assert (record["quote"], record["bound"]) == ("新建高标准农田4.5万亩", ">=")
    answer = open_engine([desk.graph / "linhe-2023.trig"]).ask(LAND)
    assert (answer.text, answer.answers[0].reviewed) == ("2022年，临河县高标准农田面积为4.5万亩以上。", True)
    assert suggestion(desk.storage, number).state == "accepted"


def test_a_second_correction_changes_the_same_record(desk: Desk) -> None:
    """Lines of other records stay as they are, and the record keeps its other keys."""
    accept(desk, propose(desk, "4.5", "bound", ">="))
    path = desk.graph / "review" / "linhe-2023" / "corrections.jsonl"
    other = '{"record":"entity","section":"1.1","quote":"柳湾村","name":"柳湾村","class":"Village"}'
    path.write_text(f"{other}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    accept(desk, propose(desk, "4.5", "indicator", "建成高标准农田面积"))
    first, second = path.read_text(encoding="utf-8").splitlines()
    assert first == other
    record = json.loads(second)
    assert (record["indicator"], record["bound"]) == ("建成高标准农田面积", ">=")
    assert fact(desk, "4.5").values["indicator"] == "建成高标准农田面积"


def test_a_correction_can_come_again_after_it_was_changed_back(desk: Desk) -> None:
    """It waits for a decision like a new one."""
    first = propose(desk, "4.5", "bound", ">=")
    assert propose(desk, "4.5", "bound", ">=") == first
    with desk.storage.writing() as connection:
        put_state(connection, desk.storage, first, "accepted")
    assert propose(desk, "4.5", "bound", ">=") == first
    assert suggestion(desk.storage, first).state == "open"


def test_what_the_machine_read_rightly_is_confirmed(desk: Desk) -> None:
    """Its values stay, it counts as read by a person, and it cannot be confirmed again."""
    before = fact(desk, "4.5")
    assert not before.is_reviewed
    accept(desk, propose(desk, "4.5", CONFIRMED, ""))
    after = fact(desk, "4.5")
    assert (after.values, after.is_reviewed) == (before.values, True)
    with pytest.raises(UsageError, match="cannot be corrected"):
        correction(after, CONFIRMED, "")


def test_a_name_in_english_and_a_class_can_be_corrected(desk: Desk) -> None:
    """The record of the thing has both."""
    graph = store(desk)
    (row,) = graph.select('SELECT ?t WHERE { ?t skos:prefLabel "柳湾村"@zh ; dp:statedIn ?span }')
    thing = correctable(row["t"], graph)
    assert thing and thing.record == "entity"
    number = suggest(desk.storage, "correction", correction(thing, "en", "Willow Bend"), "", "").id
    record = json.loads(accept(desk, number).read_text(encoding="utf-8"))
    assert (record["name"], record["en"]) == ("柳湾村", ["Willow Bend"])
    again = correctable(row["t"], store(desk))
    assert again and again.values["en"] == "Willow Bend"


def test_a_correction_that_makes_the_graph_invalid_changes_nothing(desk: Desk) -> None:
    """A unit that the words do not have is an error of validation; the suggestion stays open."""
    before = files(desk)
    number = propose(desk, "4.5", "unit", "吨")
    with pytest.raises(GraphError, match=r"would not be valid: .*; nothing was changed"):
        accept(desk, number)
    assert files(desk) == before
    assert suggestion(desk.storage, number).state == "open"


@pytest.mark.parametrize(
    ("field", "value", "why"), [("kind", "wishful", "unknown kind"), ("bound", "!", "unknown")]
)
def test_a_code_that_there_is_not_changes_nothing(desk: Desk, field: str, value: str, why: str) -> None:
    """The review layer says which there are."""
    number = propose(desk, "4.5", field, value)
    with pytest.raises(GraphError, match=why):
        accept(desk, number)
    assert not (desk.graph / "review").exists()


def test_a_rejected_correction_changes_nothing(desk: Desk) -> None:
    """And an accepted one is taken back only by another correction."""
    before = files(desk)
    number = propose(desk, "4.5", "bound", ">=")
    reject(desk, number)
    assert files(desk) == before
    accept(desk, number)
    with pytest.raises(UsageError, match="is in the review layer; correct the fact again"):
        reject(desk, number)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("number", "5.4", "does not stand in the sentence"),
        ("number", "4.5", "what the graph says already"),
        ("number", "", "1 to 100 characters"),
        ("indicator", "长" * 101, "1 to 100 characters"),
        ("year", "近年", "no year"),
        ("quote", "别的", "cannot be corrected"),
    ],
)
def test_a_value_that_cannot_be_is_refused_when_it_is_proposed(
    desk: Desk, field: str, value: str, why: str
) -> None:
    """A number must stand in the words that state the fact."""
    with pytest.raises(UsageError, match=why):
        correction(fact(desk, "4.5"), field, value)


def test_what_is_no_value_and_no_thing_cannot_be_corrected() -> None:
    """Nor what is no IRI at all."""
    graph = shipped().copy
    for iri in ("", "urn:none", "urn:x> ?p ?o } #", shipped().profile.documents[0].iri):
        assert correctable(iri, graph) is None


def test_facts_of_the_shipped_report_find_their_own_record() -> None:
    """Every tenth value has exactly one, every tenth named thing at least one."""
    graph, layer = shipped().copy, graph_dir() / "review"
    for pattern, most in (("dp:Observation ; dp:value ?v", 1), ("dp:Park ; dp:statedIn ?s", 9)):
        rows = graph.select(f"SELECT DISTINCT ?o WHERE {{ ?o a {pattern} }} ORDER BY ?o")
        for row in list(rows)[::10]:
            found = correctable(row["o"], graph)
            assert found
            assert 1 <= len(records_of(found, layer / found.document)) <= most, found.values


def test_a_report_whose_text_is_gone_is_named(desk: Desk) -> None:
    """The graph is built from it."""
    number = propose(desk, "4.5", "bound", ">=")
    (desk.graph / "sources" / "linhe-2023.txt").unlink()
    with pytest.raises(GraphError, match="the text of linhe-2023 is not in"):
        accept(desk, number)


def test_two_corrections_at_once_are_refused(desk: Desk) -> None:
    """The second waits for a person to try again."""
    number = propose(desk, "4.5", "bound", ">=")
    refused = pytest.raises(StateError, match="another correction is being applied")
    with FileLock(desk.storage.folder / "correcting.lock"), refused:
        accept(desk, number)
