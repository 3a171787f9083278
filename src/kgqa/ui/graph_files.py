"""Network files of what is seen of the graph, with the layout that it has on the screen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st

from kgqa.export.formats import FORMATS
from kgqa.ui.graph_view import Walkable

_MIMES = {"graphml": "application/xml", "gexf": "application/xml", "cytoscape": "application/json"}
_ENDINGS = {"graphml": "graphml", "gexf": "gexf", "cytoscape": "cyjs"}


def network_file(graph: Walkable, told: object) -> dict[str, str] | None:
    """A network file of the nodes that the component told, each at its place; None for what is no request."""
    if not isinstance(told, Mapping) or told.get("format") not in _MIMES:
        return None
    kind = str(told["format"])
    places: dict[str, tuple[float, float]] = {
        str(node): (round(float(x), 2), round(float(y), 2)) for node, x, y in told.get("places") or ()
    }
    text = FORMATS[kind](graph.extract.seen(places)).decode()
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    count = st.session_state["graph-files"] = st.session_state.get("graph-files", 0) + 1
    name = f"kgqa-graph.{_ENDINGS[kind]}"
    return {"token": f"{count}-{digest}", "name": name, "mime": _MIMES[kind], "text": text}
