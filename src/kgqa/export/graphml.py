"""GraphML, for yEd, Gephi, Cytoscape and igraph."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from networkx.readwrite.graphml import GraphMLWriter

from kgqa.export.extract import Extract
from kgqa.export.placing import size
from kgqa.export.xmlfile import xml_file


class _Writer(GraphMLWriter):
    """The writer of networkx, but truth values are written as XML writes them, and not as Python does."""

    def add_data(
        self, name: str, element_type: type, value: str, scope: str = "all", default: Any = None
    ) -> Element:
        """The element of a value, which comes as text."""
        text = value.lower() if element_type is bool else value
        found: Element = super().add_data(name, element_type, text, scope, default)
        return found


def write(extract: Extract) -> bytes:
    """The network as GraphML; attributes keep their types, ``x``, ``y``, ``size`` and ``color`` draw it."""
    if not extract.network:
        return b""
    graph = extract.network.copy()
    for node, (x, y) in extract.places.items():
        graph.nodes[node].update(x=x, y=y, size=size(graph.degree(node)))
    writer = _Writer()
    writer.add_graph_element(graph)
    return xml_file(writer.xml)
