"""DOT, for Graphviz: labels in both languages, classes by colour; what is not drawn is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kgqa.export.extract import Extract
from kgqa.export.network import Network

_WIDTH = 18
_PIECE = re.compile(r"[（“《【]?(?:[A-Za-z0-9.,%+-]+|.)", re.DOTALL)
_NO_START = "）】》”，。；、"
_HEAD = (
    '  graph [charset="UTF-8", rankdir=LR, overlap=false, splines=true];',
    '  node [shape=box, style="rounded,filled", fontname="Noto Sans CJK SC", fontcolor="white"];',
    '  edge [fontname="Noto Sans CJK SC", fontsize=10, color="#78909c"];',
)
_DARK = "#212121"
_MIDDLE = 140


def write(extract: Extract) -> bytes:
    """The network as a directed graph in DOT."""
    if not extract.network:
        return b""
    return ("\n".join(("digraph kgqa {", *_HEAD, *_lines(extract.network), "}")) + "\n").encode()


def _lines(graph: Network) -> Iterator[str]:
    for node, data in graph.nodes(data=True):
        zh, en = data["label"], data["label_en"]
        drawn = {
            "label": "\n".join(_wrap(zh) + ([en] if en != zh else [])),
            "fillcolor": data["color"],
            "fontcolor": "white" if _is_dark(data["color"]) else _DARK,
            "class": data["class"],
            "tooltip": data.get("quote", zh),
        }
        yield f"  {_quoted(node)} [{_listed(drawn)}];"
    for source, target, data in graph.edges(data=True):
        drawn = {"label": data["label"], "tooltip": data["label_en"]}
        yield f"  {_quoted(source)} -> {_quoted(target)} [{_listed(drawn)}];"


def _wrap(words: str) -> list[str]:
    """Lines of about the same width; numbers and Latin words stay whole."""
    lines = [""]
    for piece in _PIECE.findall(words):
        if lines[-1] and len(lines[-1]) + len(piece) > _WIDTH and piece not in _NO_START:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _is_dark(colour: str) -> bool:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return (299 * red + 587 * green + 114 * blue) / 1000 < _MIDDLE


def _listed(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={_quoted(value)}" for key, value in attributes.items())


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
