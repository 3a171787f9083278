"""Who read what: the machine alone, the machine and a reader alike, or a reader otherwise."""

from dataclasses import replace

from kgqa.graph.vocabulary import CODE, DP
from kgqa.ingestion.build import Build
from kgqa.ingestion.model import Entity, Reading
from kgqa.ingestion.origins import compare, strongest


def test_the_same_reading_is_confirmed(machine: Build) -> None:
    """Whatever the kind of fact."""
    same = compare(machine.reading, machine.reading)
    facts = (*same.observations, *same.entities, *same.states, *same.honours, *same.clauses, *same.pursuits)
    assert {f.origin for f in facts} == {"confirmed"}
    assert all(f.reviewed for f in facts)


def test_another_reading_of_the_same_number_is_a_correction(machine: Build) -> None:
    """Its value, its bound or its name: what differs is for the reader to have mended."""
    first, *_ = machine.reading.observations
    for changed in (replace(first, bound=">="), replace(first, indicator="x"), replace(first, year=1999)):
        (told,) = compare(machine.reading, Reading(observations=(changed,))).observations
        assert told.origin == "corrected"


def test_what_the_machine_did_not_read_is_added(machine: Build) -> None:
    """A name that no sign shows."""
    first, *_ = machine.reading.entities
    unseen = Entity("未见之名", "Project", first.span, origin="added")
    (told,) = compare(machine.reading, Reading(entities=(unseen,))).entities
    assert told.origin == "added"


def test_of_several_readings_the_confirmed_one_is_told() -> None:
    """A thing that stands in ten places was read by the machine when it was read in one."""
    assert strongest(["added", "confirmed", "corrected"]) == "confirmed"
    assert strongest(["machine"]) == "machine"


def test_every_fact_and_name_of_the_graph_has_one_origin(machine: Build) -> None:
    """In the graph of the machine alone it is always the machine, and nothing counts as reviewed."""
    told = {str(q.subject): str(q.object) for q in machine.quads if q.predicate.value == f"{DP}origin"}
    marked = {str(q.subject): str(q.object) for q in machine.quads if q.predicate.value == f"{DP}reviewed"}
    assert told.keys() == marked.keys()
    assert set(told.values()) == {f"<{CODE}machine>"}
    assert {truth.partition("^")[0] for truth in marked.values()} == {'"false"'}
