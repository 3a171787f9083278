"""GEXF, for Gephi: nodes are coloured on opening."""

from __future__ import annotations

import io
import re

import networkx as nx

from kgqa.export.extract import Extract
from kgqa.export.xmlfile import legal

# networkx writes the day of the run, which would make every day's file another one.
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')


def write(extract: Extract) -> bytes:
    """The network as GEXF 1.2."""
    if not extract.network:
        return b""
    graph = extract.network.copy()
    for node, attributes in graph.nodes(data=True):
        attributes["viz"] = {"color": _rgb(attributes["color"])}
        if node in extract.positions:
            x, y = extract.positions[node]
            attributes["viz"]["position"] = {"x": x, "y": -y, "z": 0.0}  # Gephi counts upwards
    file = io.BytesIO()
    nx.write_gexf(graph, file)
    return legal(_DAY.sub(b"", file.getvalue(), count=1)) + b"\n"


def _rgb(colour: str) -> dict[str, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
