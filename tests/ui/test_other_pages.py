"""Downloads, the list of things, queries and the page about the app."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest

from kgqa import __version__
from kgqa.export import FORMATS, export
from kgqa.export.extract import Extract
from kgqa.export.picture import PICTURES, Style, export_picture
from kgqa.export.picture import Part as ShownPart
from kgqa.ui.downloads import FORMS, Part, build, count, draw, take
from kgqa.ui.frame import shared_texts, shared_workspace
from tests.ui.pages import opened, shown

STORE = shared_workspace().store
GENERATED = [name for name in FORMATS if name in ("trig", "observations", "dot")]


@cache
def taken(part: Part) -> Extract:
    """The data of a part; taken once."""
    return take(STORE, part)


# ---------- downloads ----------


def test_every_format_of_the_export_is_offered_in_both_languages() -> None:
    """A new format of ``kgqa export`` needs a name, a use and an ending before it is offered."""
    assert {*FORMATS, *PICTURES} == FORMS.keys()
    for texts in shared_texts().values():
        assert FORMS.keys() <= texts.words["downloads"]["format"].keys()
    page = opened("downloads_page")
    assert [b.key for b in page.button] == [f"build-{name}" for name in (*PICTURES, *FORMATS)]


@pytest.mark.parametrize("name", GENERATED)
def test_a_file_is_the_one_that_the_command_writes(name: str, tmp_path: Path) -> None:
    """``kgqa export`` and the page give the same bytes, for a part as well."""
    part = Part("金岱科创城", 1)
    export(STORE, name, tmp_path / "file", part.focus, part.depth)
    assert build(taken(part), part, name, "report").content == (tmp_path / "file").read_bytes()


@pytest.mark.parametrize("name", ["svg", "html"])
def test_a_picture_is_the_one_that_the_command_draws(name: str, tmp_path: Path) -> None:
    """``kgqa export`` and the page draw the same part alike."""
    export_picture(STORE, name, tmp_path / "file", ShownPart(focus="金岱科创城"), Style())
    drawn = draw(STORE, Part("金岱科创城", 1), name, "zh", "report")
    assert drawn.content == (tmp_path / "file").read_bytes()


def test_the_hash_is_that_of_the_sorted_lines_of_nquads(tmp_path: Path) -> None:
    """Anyone who has the file can check it."""
    export(STORE, "nquads", tmp_path / "graph.nq")
    content = (tmp_path / "graph.nq").read_bytes()
    counts = count(taken(Part()))
    assert counts.digest == hashlib.sha256(content).hexdigest()
    assert content == b"".join(sorted(content.splitlines(keepends=True)))


def test_counts_are_those_of_the_graph() -> None:
    """Facts, entities and triples as SPARQL counts them."""
    queries = {
        "facts": """?s a/rdfs:subClassOf* dp:Statement FILTER EXISTS { GRAPH ?g { ?s a ?class } }""",
        "entities": """{ ?s a/rdfs:subClassOf* dp:NamedThing } UNION { ?s a dp:Indicator }
            FILTER EXISTS { GRAPH ?g { ?s a ?class } }""",
    }
    counts = count(taken(Part()))
    for key, pattern in queries.items():
        (row,) = STORE.select(f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {pattern} }}")
        assert getattr(counts, key) == int(row["n"])
    (row,) = STORE.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert counts.triples == int(row["n"])


def test_nothing_is_built_before_it_is_asked_for() -> None:
    """A button builds its file; then its size stands on the button that saves it."""
    page = opened("downloads_page")
    assert page.get("download_button") == []
    page.button(key="build-observations").click().run()
    assert not page.exception
    (saved,) = page.get("download_button")
    assert "kB" in saved.proto.label
    assert len([b for b in page.button if str(b.key).startswith("build-")]) == len(FORMS) - 1


def test_a_part_is_taken_by_name_and_an_unknown_name_is_one_line() -> None:
    """Without a name nothing is counted; a wrong one names what comes near."""
    page = opened("downloads_page")
    page.segmented_control(key="download-scope").set_value("part").run()
    assert shared_texts()["zh"].say("downloads.focus_missing") in shown(page)
    page.text_input(key="download-focus").set_value("金岱科创").run()
    assert len(page.warning) == 1
    assert "金岱科创城" in page.warning[0].value
    page.text_input(key="download-focus").set_value("金岱科创城").run()
    assert not page.exception and not page.warning
    assert "build-turtle" in [b.key for b in page.button]


# ---------- about ----------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_about_the_app_tells_versions_reasons_and_hashes(language: str) -> None:
    """What is told is that of this installation and this graph."""
    page = shown(opened("about_page", language))
    document = shared_workspace().profile.documents[0]
    texts = shared_texts()[language]
    for words in (__version__, document.digest, shared_workspace().reports.title(document.id, language)):
        assert words in page
    assert [reason for reason in texts.words["reason"].values() if reason not in page] == []
