"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json

from kgqa.export.extract import Extract
from kgqa.export.placing import size


def write(extract: Extract) -> bytes:
    """The network as ``{"elements": {"nodes": […], "edges": […]}}``, the attributes under ``data``."""
    graph = extract.network
    if not graph:
        return b""
    nodes = [
        {
            "data": {"id": node, "name": data["label"], **data, "size": size(graph.degree(node))},
            "position": dict(zip("xy", extract.places[node], strict=True)),
        }
        for node, data in graph.nodes(data=True)
    ]
    edges = [
        {"data": {"id": key, "source": source, "target": target, "interaction": data["label"], **data}}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    elements = {"directed": True, "multigraph": True, "elements": {"nodes": nodes, "edges": edges}}
    return (json.dumps(elements, ensure_ascii=False, indent=1) + "\n").encode()
