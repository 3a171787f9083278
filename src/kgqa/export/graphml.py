"""GraphML, for yEd, Gephi, Cytoscape and igraph."""

from __future__ import annotations

import io

import networkx as nx

from kgqa.export.extract import Extract


def write(extract: Extract) -> bytes:
    """The network as GraphML; attributes keep their types."""
    if not extract.network:
        return b""
    file = io.BytesIO()
    nx.write_graphml_xml(extract.network, file, edge_id_from_attribute=None)
    return file.getvalue() + b"\n"
