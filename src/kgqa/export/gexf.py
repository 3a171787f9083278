"""GEXF, for Gephi: nodes have colours, sizes and places on opening, edges the ids of the other formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from networkx.readwrite.gexf import GEXFWriter

from kgqa.export.extract import Extract
from kgqa.export.network import Network
from kgqa.export.placing import size
from kgqa.export.xmlfile import xml_file

_CREATOR = "kgqa"


class _Writer(GEXFWriter):
    """The writer of networkx without what GEXF 1.2 has no place for, and without the day of the run."""

    def __init__(self, graph: Network) -> None:
        super().__init__(graph)
        (meta,), (drawn,) = (self.xml.findall(tag) for tag in ("meta", "graph"))
        meta.attrib.clear()
        meta[0].text = _CREATOR
        del drawn.attrib["name"]

    def add_attributes(
        self, node_or_edge: str, xml_obj: Element, data: Mapping[str, Any], default: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The values of a node or edge; the key of an edge is its id already."""
        kept = {name: value for name, value in data.items() if name != "key"}
        writer: Any = super()  # of networkx, which gives no types here
        writer.add_attributes(node_or_edge, xml_obj, kept, default)
        return kept


def write(extract: Extract) -> bytes:
    """The network as GEXF 1.2."""
    if not extract.network:
        return b""
    graph = extract.network.copy()
    for node, attributes in graph.nodes(data=True):
        x, y = extract.places[node]
        attributes["viz"] = {
            "color": _rgb(attributes["color"]),
            "size": size(graph.degree(node)),
            "position": {"x": x, "y": -y, "z": 0.0},  # Gephi counts upwards
        }
    for *_, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
    return xml_file(_Writer(graph).xml)


def _rgb(colour: str) -> dict[str, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
