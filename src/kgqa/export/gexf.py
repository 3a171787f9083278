"""GEXF, for Gephi: nodes have colours, sizes and places on opening."""

from __future__ import annotations

import io
import re

import networkx as nx

from kgqa.export.extract import Extract
from kgqa.export.placing import size
from kgqa.export.xmlfile import legal

# networkx writes the day of the run, which would make every day's file another one.
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')


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
    file = io.BytesIO()
    nx.write_gexf(graph, file)
    return legal(_DAY.sub(b"", file.getvalue(), count=1)) + b"\n"


def _rgb(colour: str) -> dict[str, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
