"""GraphML, for yEd, Gephi, Cytoscape and igraph."""

from __future__ import annotations

import io

import networkx as nx

from kgqa.export.extract import Extract
from kgqa.export.placing import size
from kgqa.export.xmlfile import legal


def write(extract: Extract) -> bytes:
    """The network as GraphML; attributes keep their types, ``x``, ``y``, ``size`` and ``color`` draw it."""
    if not extract.network:
        return b""
    graph = extract.network.copy()
    for node, (x, y) in extract.places.items():
        graph.nodes[node].update(x=x, y=y, size=size(graph.degree(node)))
    file = io.BytesIO()
    nx.write_graphml_xml(graph, file, edge_id_from_attribute=None)
    return legal(file.getvalue()) + b"\n"
