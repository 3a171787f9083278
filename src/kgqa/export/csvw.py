"""CSV on the Web: what the columns of the tables mean, as W3C's metadata vocabulary for tabular data puts it.

One JSON file describes the tables of :mod:`kgqa.export.tables` and :mod:`kgqa.export.observations` that lie
beside it under the names of ``FILES``: properties of our vocabulary, datatypes, titles in two languages,
keys, and which column refers to which table. A converter makes RDF of the tables again: an observation about
its place, an edge with its own property. A table that would be empty is left out.

Source: Pollock, Tennison, Kellogg and Herman (2015), Metadata Vocabulary for Tabular Data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgqa.export import observations, tables
from kgqa.export.extract import Extract
from kgqa.graph.vocabulary import BOUND_CODES, CODE, DP, RDF, RDFS, SKOS
from kgqa.resources import ontology_dir, read_toml

FILES = {"nodes": "nodes.csv", "edges": "edges.csv", "observations": "observations.csv"}
"""Names of the tables, by their formats."""
METADATA = "csv-metadata.json"
"""Name under which a reader of a table looks for the metadata in its folder."""

_CONTEXT = "http://www.w3.org/ns/csvw"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TITLES = "tables.toml"
_SEPARATOR = "；"
_KINDS = ("actual", "target", "context")
_BASES = ("period", "end", "cumulative")
_BOUNDS = tuple(sign for sign in BOUND_CODES if sign != "inStepWith")
_COLOUR = {"base": "string", "format": "^#[0-9a-f]{6}$"}
_NATURAL = {"base": "integer", "minimum": "0"}

Json = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """What the cells of a column are.

    ``about``, ``property`` and ``value`` are templates of IRIs that name other columns of the row: what a
    cell is said of (by default what the row is about), by which property, and what it stands for if it is no
    literal.
    A cell with a ``separator`` holds several values. A ``silent`` column only serves these templates.
    """

    name: str
    datatype: str | Json = "string"
    property: str = ""
    about: str = ""
    value: str = ""
    language: str = ""
    separator: str = ""
    required: bool = False
    silent: bool = False


def base(column: Column) -> str:
    """The name of a column's datatype."""
    return column.datatype if isinstance(column.datatype, str) else str(column.datatype["base"])


@dataclass(frozen=True)
class Table:
    """A table: its columns, its key, what a row is about, and the columns that hold ids of nodes."""

    columns: tuple[Column, ...]
    key: str
    about: str = ""
    nodes: tuple[str, ...] = ()


def _iri(name: str, property: str) -> Column:
    """A column of IRIs, typed as text: a reader that makes objects of ``anyURI`` cannot fill templates."""
    return Column(name, property=property, value=f"{{+{name}}}")


def _one_of(words: Sequence[str]) -> Json:
    return {"base": "string", "format": f"^({'|'.join(words)})$"}


def _span(name: str, datatype: str | Json, language: str = "") -> Column:
    """A column that says something of the span of the row."""
    return Column(name, datatype, f"{DP}{name}", "{+span_iri}", language=language)


def _label(name: str, property: str, about: str, language: str) -> Column:
    return Column(name, property=property, about=about, language=language)


_CLASS = f"{DP}{{Class}}"
TABLES: Mapping[str, Table] = {
    "nodes": Table(
        (
            Column("Id", required=True, silent=True),
            Column("Label", property=f"{RDFS}label", language="zh", required=True),
            Column("LabelEn", required=True),
            Column("Class", property=f"{RDF}type", value=_CLASS, required=True),
            _label("ClassZh", f"{RDFS}label", _CLASS, "zh"),
            _label("ClassEn", f"{RDFS}label", _CLASS, "en"),
            Column("Section"),
            Column("Year", "integer", f"{DP}year"),
            Column("Kind", _one_of(_KINDS), f"{DP}kind", value=f"{CODE}{{Kind}}"),
            Column("Value", property=f"{DP}valueText"),
            Column("Unit", property=f"{DP}unitText"),
            Column("Description"),
            Column("OtherNames", separator=_SEPARATOR),
            Column("Quote"),
            Column("Start", _NATURAL),
            Column("End", _NATURAL),
            Column("Document"),
            Column("Reviewed", "boolean", f"{DP}reviewed"),
            Column("Color", _COLOUR),
        ),
        "Id",
        "{+Id}",
    ),
    "edges": Table(
        (
            Column("Source", required=True, silent=True),
            Column("Target", property="{+Property}", about="{+Source}", value="{+Target}", required=True),
            Column("Type", _one_of(("Directed",))),
            Column("Id", required=True),
            _label("Label", f"{RDFS}label", "{+Property}", "zh"),
            _label("LabelEn", f"{RDFS}label", "{+Property}", "en"),
            Column("Property", required=True, silent=True),
            Column("Weight", _NATURAL),
            Column("Quote"),
        ),
        "Id",
        nodes=("Source", "Target"),
    ),
    "observations": Table(
        (
            Column("iri", required=True, silent=True),
            _label("indicator", f"{SKOS}prefLabel", "{+indicator_iri}", "zh"),
            _label("about", f"{SKOS}prefLabel", "{+about_iri}", "zh"),
            Column("year", "integer", f"{DP}year"),
            Column("kind", _one_of(_KINDS), f"{DP}kind", value=f"{CODE}{{kind}}"),
            Column("basis", _one_of(_BASES)),
            Column("bound", _one_of(_BOUNDS)),
            Column("value", {"base": "decimal", "format": {"groupChar": ","}}, f"{DP}value"),
            Column("unit", property=f"{DP}unitText"),
            Column("base_value", "decimal", f"{DP}baseValue"),
            Column("condition"),
            Column("section"),
            _span("start", _NATURAL),
            _span("end", _NATURAL),
            _span("quote", "string", "zh"),
            Column("document"),
            Column("direction", property=f"{DP}direction", value=f"{CODE}{{direction}}"),
            Column("provisional", "boolean"),
            Column("deadline", property=f"{DP}deadline", language="zh"),
            Column("reviewed", "boolean", f"{DP}reviewed"),
            Column("members", separator=_SEPARATOR),
            _iri("indicator_iri", f"{DP}indicator"),
            _iri("about_iri", f"{DP}about"),
            _iri("span_iri", f"{DP}statedIn"),
        ),
        "iri",
        "{+iri}",
        ("iri", "indicator_iri", "about_iri"),
    ),
}
ROWS = {"nodes": tables.node_rows, "edges": tables.edge_rows, "observations": observations.rows}
"""What makes the rows of a table, by its format."""


def write(extract: Extract) -> bytes:
    """The metadata of the tables that the extract fills, in the order of ``FILES``."""
    filled = [name for name in FILES if ROWS[name](extract)]
    if not filled:
        return b""
    titles = load_titles()
    described = {
        "@context": [_CONTEXT, {"@language": "zh"}],
        "dc:title": _reports(extract),
        "dc:license": {"@id": LICENCE},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tables": [_table(name, titles[name]) for name in filled],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def load_titles() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By table and column, the titles in each language; that of the table itself stands under ``title``."""
    return read_toml(ontology_dir() / _TITLES)


def _reports(extract: Extract) -> list[Json]:
    """Titles of the reports that the graph was read from, in each of their languages."""
    reports = sorted(t for t, category in extract.terms.classes.items() if category == f"{DP}PlanDocument")
    return [
        {"@value": words, "@language": language}
        for report in reports
        for language, words in sorted(extract.terms.labels.get(report, {}).items())
    ]


def _table(name: str, titles: Mapping[str, Mapping[str, str]]) -> Json:
    table = TABLES[name]
    schema: Json = {
        "columns": [_column(column, titles[column.name]) for column in table.columns],
        "primaryKey": table.key,
        "rowTitles": table.key,
    }
    if table.about:
        schema["aboutUrl"] = table.about
    if table.nodes:
        schema["foreignKeys"] = [
            {"columnReference": column, "reference": {"resource": FILES["nodes"], "columnReference": "Id"}}
            for column in table.nodes
        ]
    return {"url": FILES[name], "dc:title": _in_both(titles["title"]), "tableSchema": schema}


def _in_both(words: Mapping[str, str]) -> list[Json]:
    return [{"@value": words[language], "@language": language} for language in ("zh", "en")]


def _column(column: Column, titles: Mapping[str, str]) -> Json:
    """A column as JSON; its heading comes first among the English titles, as the file has it."""
    english = list(dict.fromkeys((column.name, titles["en"])))
    found: Json = {
        "name": column.name,
        "titles": {"en": english if len(english) > 1 else english[0], "zh": titles["zh"]},
        "datatype": column.datatype,
        "aboutUrl": column.about,
        "propertyUrl": column.property,
        "valueUrl": column.value,
        "lang": column.language,
        "separator": column.separator,
        "required": column.required,
        "suppressOutput": column.silent,
    }
    return {key: value for key, value in found.items() if value}
