"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json

from kgqa.export.extract import Extract
from kgqa.export.placing import size
from kgqa.graph.vocabulary import DP


def write(extract: Extract) -> bytes:
    """The network as ``{"data": {"name": …}, "elements": {"nodes": […], "edges": […]}}``.

    Attributes stand under ``data``, also of the network, which Cytoscape names by the reports it comes from.
    """
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
    written = {
        "data": {"name": "；".join(_reports(extract))},
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def _reports(extract: Extract) -> list[str]:
    """Titles of the reports that the graph was read from."""
    terms = extract.terms
    return [terms.zh(iri) for iri in sorted(terms.classes) if terms.classes[iri] == f"{DP}PlanDocument"]
