"""Whatever the graph names has exactly one preferred name in Chinese and one in English."""

from functools import cache

import pytest

from kgqa.graph.store import Store
from kgqa.resources import graph_dir, ontology_dir

THING = "?class rdfs:subClassOf* dp:NamedThing . ?thing a ?class ."
INDICATOR = "?thing a dp:Indicator ."
NAMES = """SELECT DISTINCT ?thing ?label (LANG(?label) AS ?language) WHERE {{
  {what} OPTIONAL {{ ?thing skos:prefLabel ?label }} }}"""
FEWEST = {THING: 500, INDICATOR: 200}


@cache
def store() -> Store:
    """The graph of the report with classes and the catalogue of indicators."""
    ontology = ontology_dir()
    return Store.load(
        [ontology / "plan.ttl", ontology / "indicators.ttl", graph_dir() / "guancheng-2024.trig"]
    )


@cache
def names(what: str) -> dict[str, dict[str, list[str]]]:
    """Preferred names of things by language."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in store().select(NAMES.format(what=what)):
        by_language = found.setdefault(row["thing"], {})
        by_language.setdefault(row.get("language", ""), []).append(row.get("label", ""))
    return found


@pytest.mark.parametrize("what", [THING, INDICATOR], ids=["things", "indicators"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_named_has_one_name_in_each_language(what: str, language: str) -> None:
    """No thing is left without a name to show, and none has two to choose from."""
    things = names(what)
    assert len(things) >= FEWEST[what]
    assert sorted((iri, by.get("zh")) for iri, by in things.items() if len(by.get(language, [])) != 1) == []


@pytest.mark.parametrize("what", [THING, INDICATOR], ids=["things", "indicators"])
def test_english_names_are_written_in_latin_letters(what: str) -> None:
    """An English name holds no Chinese character, and a Chinese name is no blank."""
    english = [label for by in names(what).values() for label in by.get("en", [])]
    assert [label for label in english if any("\u4e00" <= c <= "\u9fff" for c in label)] == []
    assert all(label.strip() for by in names(what).values() for labels in by.values() for label in labels)
