"""The metadata of the tables, read with the tables by an independent reader of CSV on the Web."""

import json
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import csvw
import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

from kgqa.errors import GraphError
from kgqa.export import FORMATS, export
from kgqa.export.csvw import FILES, METADATA
from kgqa.export.extract import extract
from kgqa.export.observations import COLUMNS
from kgqa.export.tables import EDGE_COLUMNS, NODE_COLUMNS
from kgqa.export.terms import name
from kgqa.graph.store import Store, Term
from kgqa.graph.vocabulary import CODE, DP, INDICATOR, RDF, RDFS, SKOS, XSD
from tests.export.conftest import BASE

# The shape that W3C's metadata vocabulary gives a group of tables, as far as we use it.
NAMED = {"type": "object", "required": ["@value", "@language"], "additionalProperties": False}
NAMED |= {"properties": {"@value": {"type": "string"}, "@language": {"enum": ["zh", "en"]}}}
TITLES = {"type": "object", "required": ["zh", "en"], "additionalProperties": {"type": ["string", "array"]}}
COLUMN = {
    "type": "object",
    "required": ["name", "titles", "datatype"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_]*$"},
        "titles": TITLES,
        "datatype": {"type": ["string", "object"]},
        **{key: {"type": "string", "minLength": 1} for key in ("aboutUrl", "propertyUrl", "valueUrl")},
        **{key: {"type": "string", "minLength": 1} for key in ("lang", "separator")},
        **{key: {"const": True} for key in ("required", "suppressOutput")},
    },
}
TABLE = {
    "type": "object",
    "required": ["url", "dc:title", "tableSchema"],
    "properties": {
        "url": {"enum": list(FILES.values())},
        "dc:title": {"type": "array", "items": NAMED, "minItems": 2},
        "tableSchema": {
            "type": "object",
            "required": ["columns", "primaryKey"],
            "properties": {"columns": {"type": "array", "items": COLUMN, "minItems": 1}},
        },
    },
}
GROUP = {
    "type": "object",
    "required": ["@context", "tables", "dc:title", "dc:license", "dialect"],
    "properties": {
        "@context": {"const": ["http://www.w3.org/ns/csvw", {"@language": "zh"}]},
        "tables": {"type": "array", "items": TABLE, "minItems": 1},
    },
}


def written(store: Store, folder: Path, focus: str | None = None) -> dict[str, Any]:
    """The tables of a graph with their metadata in a folder; the metadata as JSON."""
    whole = extract(store, focus, depth=2)
    (folder / METADATA).write_bytes(FORMATS["csvw"](whole))
    described: dict[str, Any] = json.loads((folder / METADATA).read_text("utf-8"))
    for table in described["tables"]:
        name = next(n for n, file in FILES.items() if file == table["url"])
        (folder / table["url"]).write_bytes(FORMATS[name](whole))
    return described


@pytest.fixture(scope="module")
def report(shipped: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the tables of a part of the report, whose observations name things around it."""
    folder = tmp_path_factory.mktemp("report")
    written(shipped, folder, "郑州南站枢纽产业新城")
    return folder


def read(folder: Path) -> csvw.CSVW:
    """The tables as the reader takes them; each warning of its is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return csvw.CSVW(str(folder / METADATA), validate=True)


def test_the_metadata_have_the_shape_that_the_standard_asks_for(small: Store, tmp_path: Path) -> None:
    """Checked against a JSON schema of ours; every column of every table is there, in its order."""
    described = written(small, tmp_path)
    assert list(Draft202012Validator(GROUP).iter_errors(described)) == []
    columns = {t["url"]: tuple(c["name"] for c in t["tableSchema"]["columns"]) for t in described["tables"]}
    assert columns == {"nodes.csv": NODE_COLUMNS, "edges.csv": EDGE_COLUMNS, "observations.csv": COLUMNS}
    assert described["dc:title"] == [
        {"@value": "Report of District A", "@language": "en"},
        {"@value": "甲区报告", "@language": "zh"},
    ]


def test_the_tables_are_what_their_metadata_say(report: Path) -> None:
    """Headings, datatypes, required cells and keys hold, and every reference finds its node."""
    tables = read(report)
    assert tables.is_valid
    assert tables.tablegroup.check_referential_integrity(strict=True)
    references = {
        str(table.url): [key.columnReference for key in table.tableSchema.foreignKeys]
        for table in tables.tables
    }
    assert references == {
        "nodes.csv": [],
        "edges.csv": [["Source"], ["Target"]],
        "observations.csv": [["iri"], ["indicator_iri"], ["about_iri"]],
    }


def spoilt(folder: Path, name: str, old: str, new: str) -> csvw.CSVW:
    """The tables after one cell was changed."""
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    return read(folder)


def test_a_kind_that_is_no_code_is_found(small: Store, tmp_path: Path) -> None:
    """The reader holds cells against their datatypes."""
    written(small, tmp_path)
    tables = spoilt(tmp_path, "observations.csv", ",actual,", ",wish,").tables
    with pytest.raises(ValueError, match="kind: invalid lexical value for string: wish"):
        [row for table in tables for row in table.iterdicts()]


def test_an_edge_to_nowhere_is_found(small: Store, tmp_path: Path) -> None:
    """The reader looks references up."""
    written(small, tmp_path)
    tables = spoilt(tmp_path, "edges.csv", "/id/park,", "/id/lost,").tablegroup
    with pytest.raises(ValueError, match="lost"):
        tables.check_referential_integrity(strict=True)


def statements(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """What the cells state, by the templates as the reader fills them: subject, property, value."""
    for table in read(folder).tables:
        schema = table.tableSchema
        for number, row in enumerate(table.iterdicts(), start=1):
            for column in schema.columns:
                value, about = row[column.name], column.aboutUrl or schema.aboutUrl
                if column.suppressOutput or not column.propertyUrl or not about or value in (None, []):
                    continue
                filled = [table.expand(t, row, number) for t in (about, column.propertyUrl)]
                stated = table.expand(column.valueUrl, row, number) if column.valueUrl else value
                yield (*filled, stated)


def test_rows_speak_our_vocabulary(small: Store, tmp_path: Path) -> None:
    """An observation about a place, an edge by its own property, a span with its words."""
    written(small, tmp_path)
    expected = {
        (f"{BASE}r/o1", f"{DP}indicator", f"{INDICATOR}gdp-growth"),
        (f"{BASE}r/o1", f"{DP}about", f"{BASE}a"),
        (f"{BASE}r/o1", f"{DP}kind", f"{CODE}actual"),
        (f"{BASE}r/o1", f"{DP}year", 2023),
        (f"{BASE}r/o1", f"{DP}value", Decimal("6.9")),
        (f"{BASE}r/o1", f"{DP}reviewed", True),
        (f"{BASE}r/p1", f"{DP}quote", '增长6.90%，"初步"'),
        (f"{BASE}park", f"{DP}partOf", f"{BASE}a"),
        (f"{BASE}park", f"{RDF}type", f"{DP}IndustrialPark"),
        (f"{BASE}park", f"{RDFS}label", "“光之谷”产业园"),
        (f"{BASE}a", f"{SKOS}prefLabel", "甲区"),
    }
    assert expected <= set(statements(tmp_path))


def test_what_the_tables_state_stands_in_the_graph(shipped: Store, report: Path) -> None:
    """Every statement with a property of ours, made again from the cells, is one of the graph."""
    held = {(name(q.subject), q.predicate.value, _plain(q.object)) for q in shipped.quads()}
    made = {s for s in statements(report) if s[1].startswith(DP)}
    assert len(made) > 500
    assert made - held == set()


def _plain(term: Term) -> object:
    """A literal as the reader types it."""
    if isinstance(term, ox.Literal):
        kinds: dict[str, Callable[[str], object]]
        kinds = {"integer": int, "decimal": Decimal, "boolean": "true".__eq__}
        return kinds.get(term.datatype.value.removeprefix(XSD), str)(term.value)
    return name(term)


def test_a_table_without_rows_is_not_described(small: Store, tmp_path: Path) -> None:
    """Nor is anything of an empty graph."""
    export(small, "csvw", tmp_path / METADATA, focus="商通路", depth=0)
    described = json.loads((tmp_path / METADATA).read_text("utf-8"))
    assert [table["url"] for table in described["tables"]] == ["nodes.csv"]
    with pytest.raises(GraphError, match="nothing to export as csvw"):
        export(Store([]), "csvw", tmp_path / METADATA)
