"""GraphML, for yEd, Gephi, Cytoscape and igraph."""

from __future__ import annotations

import io

import networkx as nx

from kgqa.export.extract import Extract
from kgqa.export.xmlfile import legal


def write(extract: Extract) -> bytes:
    """The network as GraphML; attributes keep their types."""
    if not extract.network:
        return b""
    graph = extract.network.copy()
    for node, (x, y) in extract.positions.items():
        graph.nodes[node].update(x=x, y=y)
    file = io.BytesIO()
    nx.write_graphml_xml(graph, file, edge_id_from_attribute=None)
    return legal(file.getvalue()) + b"\n"
