"""Adding a report: read as ``kgqa build`` reads it, looked at by a person, and put beside the other graphs.

Nothing is written before it is accepted, and a graph that is not valid or cannot be opened changes nothing.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import GraphError, InputError, KgqaError
from kgqa.graph.opening import store_name
from kgqa.graph.store import Store
from kgqa.ingestion import validation
from kgqa.ingestion.build import Build, build, write
from kgqa.ingestion.doubts import Doubt, find_doubts
from kgqa.resources import VOCABULARY_FILES, graph_dir, ontology_dir
from kgqa.ui.filenames import unreserved
from kgqa.ui.statements import Statement, Statements

ENDINGS = ("txt", "docx")
MOST_BYTES = 5_000_000
_VARIABLE = "KGQA_ADDING"
_UNSAFE = re.compile(r"[^A-Za-z0-9\u4e00-\u9fff._-]+")
_LONGEST_NAME = 60
_MOST_TOLD = 3
_ACCEPTING = threading.Lock()
Told = Mapping[str, str | int]


@dataclass(frozen=True)
class Upload:
    """A file that somebody wants to add; ``told`` is what they say of it, by the keys of its ``.toml``."""

    name: str
    content: bytes
    told: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class Part:
    """A section of an upload with the facts that were read in it, in the order of the text."""

    number: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Read:
    """What the machine read in an upload, and what it is unsure of, for a reader of a language."""

    upload: Upload
    language: str
    built: Build
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...]

    def quote(self, statement: Statement) -> str:
        """The words of the report that state a fact."""
        return self.built.text.text[statement.start : statement.end]


def refusal() -> str:
    """Why no report can be added here: ``off`` or ``elsewhere``; empty when one can."""
    if os.environ.get(_VARIABLE, "") == "off":
        return "off"
    return "elsewhere" if store_name() or not os.access(graph_dir(), os.W_OK) else ""


def read(upload: Upload, language: str) -> Read:
    """Read an upload without writing anything that stays.

    Raises:
        InputError: it is no report that can be read.
    """
    if len(upload.content) > MOST_BYTES:
        raise InputError(f"{upload.name} has more than {MOST_BYTES:,} bytes")
    ontology = ontology_dir()
    with _written(upload) as path:
        try:
            built = build(path, ontology, graph_dir() / "review")
        except InputError as error:
            raise InputError(str(error).replace(str(path), upload.name)) from error
    return Read(
        upload, language, built, tuple(_parts(built, ontology, language)), find_doubts(built, ontology)
    )


def accept(found: Read, reopen: Callable[[], object]) -> None:
    """Put the graph, the text and the source of an upload into the graph folder, and open the graph anew.

    Raises:
        GraphError: the graph is not valid, cannot be written, or cannot be opened; all is as before.
    """
    folder, name = graph_dir(), found.built.metadata.id
    with _ACCEPTING:
        checked = validation.validate(found.built.quads, ontology_dir(), [found.built.text.text])
        if not checked.conforms:
            told = [e.zh if found.language == "zh" else e.en for e in checked.errors[:_MOST_TOLD]]
            raise GraphError("; ".join(told))
        before = {path: path.read_bytes() for path in _files(folder, name)}
        try:
            _keep_source(found, folder / "sources")
            write(found.built, folder, validation.report(checked))
            reopen()
        except (KgqaError, OSError) as error:
            for path in _files(folder, name):
                path.unlink()
            for path, content in before.items():
                _replace(path, content)
            raise GraphError(str(error)) from error


def is_known(name: str) -> bool:
    """Whether the graph folder holds a report of this id."""
    return (graph_dir() / f"{name}.trig").is_file()


@contextmanager
def _written(upload: Upload) -> Iterator[Path]:
    """The upload as a file for as long as it is read, with what is told of it beside."""
    with tempfile.TemporaryDirectory(prefix="kgqa-") as folder:
        path = Path(folder) / safe_name(upload.name)
        path.write_bytes(upload.content)
        if upload.told:
            path.with_suffix(".toml").write_text(_toml(dict(upload.told)), encoding="utf-8", newline="\n")
        yield path


def safe_name(name: str) -> str:
    """A file name for the name of an upload; its stem is the id of the report where nobody gives another.

    >>> safe_name("../2024 年报告（定稿）.docx")
    '2024-年报告-定稿.docx'
    """
    stem, ending = os.path.splitext(name.replace("\\", "/").rsplit("/", 1)[-1])
    cleaned = _UNSAFE.sub("-", stem).strip("-._")[:_LONGEST_NAME]
    return f"{unreserved(cleaned) or 'report'}{ending.lower()}"


def _toml(told: Told) -> str:
    """What is told of a report as the file beside it, without what a TOML string cannot hold."""
    lines = []
    for key, value in told.items():
        if isinstance(value, str):
            kept = "".join(c for c in value if c.isprintable())
            quoted = kept.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'{key} = "{quoted}"')
        else:
            lines.append(f"{key} = {value}")
    return "\n".join(lines) + "\n"


def _parts(built: Build, ontology: Path, language: str) -> Iterator[Part]:
    vocabulary = Store.load([ontology / name for name in VOCABULARY_FILES])
    statements = Statements(Store([*vocabulary.quads(), *built.quads])).placed(built.metadata.id, language)
    for section in built.document.sections:
        span = section.span
        inside = tuple(s for s in statements if span.start <= s.start < span.end)
        if inside:
            yield Part(section.number, section.title, inside)


def _files(folder: Path, name: str) -> list[Path]:
    """Everything that belongs to a report, its review apart."""
    endings = (".trig", ".txt", ".map.json", ".contents.md", ".coverage.md", ".validation.md")
    sources = [folder / "sources" / f"{name}{ending}" for ending in (".txt", ".docx", ".toml")]
    return [p for p in (*(folder / f"{name}{ending}" for ending in endings), *sources) if p.is_file()]


def _keep_source(found: Read, folder: Path) -> None:
    name, ending = found.built.metadata.id, Path(safe_name(found.upload.name)).suffix
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / f"{name}{ending}", found.upload.content)
    if found.upload.told:
        _replace(folder / f"{name}.toml", _toml(dict(found.upload.told)).encode("utf-8"))


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    os.replace(beside, path)


def by_reason(doubts: Sequence[Doubt]) -> dict[str, list[Doubt]]:
    """Doubts by their gravest reason, in their order."""
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        found.setdefault(doubt.reason, []).append(doubt)
    return found
