"""Nodes and edges of the network as two tables, for spreadsheets and for Gephi's import.

``Id``, ``Label``, ``Source``, ``Target``, ``Type`` and ``Weight`` are the headings that Gephi looks for.
Kinds are given as codes (actual, target, context), values as printed, sections by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgqa.csvfile import csv_file
from kgqa.export.extract import Extract
from kgqa.export.terms import name
from kgqa.export.wording import Description, first, first_span
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import CODE, DCT, DP, OA, RDFS, SKOS

NODE_COLUMNS = (
    *("Id", "Label", "LabelEn", "Class", "ClassZh", "ClassEn", "Section", "Year", "Kind", "Value", "Unit"),
    *("Description", "OtherNames", "Quote", "Start", "End", "Document", "Reviewed", "Color"),
)
EDGE_COLUMNS = ("Source", "Target", "Type", "Id", "Label", "LabelEn", "Property", "Weight", "Quote")
_EXPLANATIONS = (
    *(f"{SKOS}definition", f"{RDFS}comment", f"{DCT}description", f"{DP}phrase"),
    *(f"{DP}comparisonNote", f"{DP}condition"),
)


def nodes(extract: Extract) -> bytes:
    """The table of nodes as CSV."""
    rows = node_rows(extract)
    return csv_file(NODE_COLUMNS, rows) if rows else b""


def edges(extract: Extract) -> bytes:
    """The table of edges as CSV."""
    rows = edge_rows(extract)
    return csv_file(EDGE_COLUMNS, rows) if rows else b""


def node_rows(extract: Extract) -> list[dict[str, str]]:
    """One row for each node, in the order of their IRIs."""
    return [_node(node, data, extract) for node, data in extract.network.nodes(data=True)]


def edge_rows(extract: Extract) -> list[dict[str, str]]:
    """One row for each edge, in the order of the network; ``Quote`` are the words that state a plain edge."""
    return [
        {
            "Source": source,
            "Target": target,
            "Type": "Directed",
            "Id": key,
            "Label": data["label"],
            "LabelEn": data["label_en"],
            "Property": data["property"],
            "Weight": "1",
            "Quote": data.get("quote", ""),
        }
        for source, target, key, data in extract.network.edges(keys=True, data=True)
    ]


def _node(node: str, data: Mapping[str, Any], extract: Extract) -> dict[str, str]:
    described, terms = extract.described, extract.terms
    own = described.get(node, {})
    span = described.get(first_span(own, described), {})
    section = first(own, f"{DP}inSection") or first(span, f"{DP}inSection")
    source = described.get(first(span, f"{OA}hasSource"), own)
    return {
        "Id": node,
        "Label": data["label"],
        "LabelEn": data["label_en"],
        "Class": data["class"],
        "ClassZh": data["class_label"],
        "ClassEn": terms.en(terms.classes[node]),
        "Section": first(described.get(section, {}), f"{DP}number") or first(own, f"{DP}number"),
        "Year": first(own, f"{DP}year"),
        "Kind": local_name(first(own, f"{DP}kind").removeprefix(CODE)),
        "Value": first(own, f"{DP}valueText"),
        "Unit": first(own, f"{DP}unitText"),
        "Description": _explanation(own),
        "OtherNames": "；".join(sorted(name(o) for o in own.get(f"{SKOS}altLabel", ()))),
        "Quote": data.get("quote", ""),
        "Start": str(data.get("quote_start", "")),
        "End": str(data.get("quote_end", "")),
        "Document": first(source, f"{DCT}identifier"),
        "Reviewed": first(own, f"{DP}reviewed"),
        "Color": data["color"],
    }


def _explanation(own: Description) -> str:
    """What says more of a node than its name: a definition, the words of a statement, a note on its scope."""
    return next((words for p in _EXPLANATIONS if (words := first(own, p))), "")
