"""The export formats by name, and the one function that writes a file in any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kgqa.errors import GraphError, UsageError
from kgqa.export import csvw, cytoscape, dot, gexf, graphml, observations, rdf, stratml, tables, workbook
from kgqa.export.extract import Extract, extract
from kgqa.export.focus import steps_from
from kgqa.export.writing import replace_file
from kgqa.graph.store import Store

Writer = Callable[[Extract], bytes]

FORMATS: Mapping[str, Writer] = {
    "turtle": rdf.turtle,
    "trig": rdf.trig,
    "nquads": rdf.nquads,
    "jsonld": rdf.jsonld,
    "graphml": graphml.write,
    "gexf": gexf.write,
    "cytoscape": cytoscape.write,
    "dot": dot.write,
    "nodes": tables.nodes,
    "edges": tables.edges,
    "observations": observations.write,
    "csvw": csvw.write,
    "xlsx": workbook.write,
    "stratml": stratml.write,
}


def export(store: Store, format: str, path: Path, focus: str | None = None, depth: int = 1) -> None:
    """Write the graph to a file, whole or not at all; the same graph gives the same bytes.

    Args:
        store: the graph; its named graphs are exported, the ontology beside them only lends labels.
        format: a key of ``FORMATS``.
        path: the file; one that is there is replaced.
        focus: a label, in Chinese or English, or another name; only its neighbourhood is written.
        depth: the number of steps from the focus.

    Raises:
        UsageError: the format or the focus is unknown, or the path cannot be written.
        GraphError: nothing is left to write.
    """
    check_format(format)
    reach = "; build the graph first"
    if focus is not None:
        reach = f" {steps_from(focus, depth)}; try a greater depth"
    write(extract(store, focus, depth), format, path, reach)


def check_format(format: str) -> None:
    """Raise UsageError, which names those there are, for a word that is no format of data."""
    if format not in FORMATS:
        from kgqa.export.picture import PICTURES  # fonts and renderers, which data does without

        known = ", ".join((*FORMATS, *PICTURES))
        raise UsageError(f"no export format {format!r}; use one of {known}")


def write(part: Extract, format: str, path: Path, where: str = " in this part; ask for another one") -> None:
    """Write a part of a graph in one of ``FORMATS``; ``where`` ends the message when it leaves nothing.

    Raises:
        UsageError: the path cannot be written.
        GraphError: nothing is left to write.
    """
    content = FORMATS[format](part)
    if not content:
        raise GraphError(f"nothing to export as {format}{where}")
    replace_file(path, content)
