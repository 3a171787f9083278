"""Whether a graph is what the ontology says it must be: shapes, constraints, and quotes against the text.

A finding is an error or a warning; a graph conforms when it has no error. A report that contradicts itself
gives a warning, because the graph states both sides truly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kgqa.errors import GraphError
from kgqa.graph.vocabulary import DP, OA, XSD
from kgqa.resources import VOCABULARY_FILES

if TYPE_CHECKING:
    import rdflib

Severity = Literal["error", "warning"]
Source = Path | Sequence[Path] | Iterable[ox.Quad]

_SHACL = "http://www.w3.org/ns/shacl#"
_LONGEST = 120
_DOCUMENTS = f"SELECT ?document ?digest WHERE {{ ?document <{DP}textDigest> ?digest }}"
_SPANS = f"""SELECT ?span ?document ?quote ?start ?end ?prefix ?suffix WHERE {{
  ?span <{OA}hasSource> ?document ; <{DP}quote> ?quote ; <{DP}start> ?start ; <{DP}end> ?end .
  OPTIONAL {{ ?span <{OA}hasSelector>/<{OA}prefix> ?prefix }}
  OPTIONAL {{ ?span <{OA}hasSelector>/<{OA}suffix> ?suffix }} }}"""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong or odd.

    ``rule`` is ``Shape.path`` of a SHACL shape, ``Shape`` where the shape speaks of the whole node, or the
    name of a constraint file without its ending. ``focus`` is the node's IRI, ``value`` what stands there.
    """

    severity: Severity
    rule: str
    focus: str
    value: str
    zh: str
    en: str


@dataclass(frozen=True)
class ValidationReport:
    """All findings, errors first, in an order that does not change from run to run."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that make the graph wrong."""
        return tuple(f for f in self.findings if f.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that a person should look at."""
        return tuple(f for f in self.findings if f.severity == "warning")


def validate(graph: Source, ontology: Path, texts: Iterable[str] = ()) -> ValidationReport:
    """Check a graph of one or more reports, merged with the vocabulary.

    Args:
        graph: a file of RDF, several of them, or quads.
        ontology: folder of the vocabulary with ``shapes.ttl`` and ``constraints/*.rq``.
        texts: normalised texts of the documents; when there are any, every document must have its own, known
            by its digest, and every quote must stand there at its offsets.

    Raises:
        GraphError: a file is missing or cannot be read.
    """
    store = ox.Store()
    for name in VOCABULARY_FILES:
        _load(store, ontology / name)
    _fill(store, graph)
    findings = {*_shapes(store, ontology / "shapes.ttl"), *_constraints(store, ontology / "constraints")}
    known = {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}
    if known:
        findings.update(_quotes(store, known))
    return ValidationReport(tuple(sorted(findings)))


def report(validation: ValidationReport) -> str:
    """The findings as Markdown: the verdict, then a table of errors and one of warnings."""
    errors, warnings = validation.errors, validation.warnings
    verdict = "conforms" if validation.conforms else "does not conform"
    lines = ["# Validation", "", f"The graph {verdict}: {len(errors)} errors, {len(warnings)} warnings.", ""]
    for title, findings in (("Errors", errors), ("Warnings", warnings)):
        if findings:
            lines += [
                f"## {title}",
                "",
                "| rule | node | value | 说明 | what is wrong |",
                "|---|---|---|---|---|",
            ]
            lines += [
                f"| {' | '.join(map(_cell, (f.rule, f'<{f.focus}>', f.value, f.zh, f.en)))} |"
                for f in findings
            ]
            lines.append("")
    return "\n".join(lines)


def _cell(words: str) -> str:
    plain = words.replace("\n", " ").replace("|", "\\|")
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


# ---------- reading ----------


def _fill(store: ox.Store, graph: Source) -> None:
    for item in [graph] if isinstance(graph, Path) else graph:
        if isinstance(item, Path):
            _load(store, item)
        else:
            store.add(item)


def _load(store: ox.Store, path: Path) -> None:
    kind = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        raise GraphError(f"{path}: unknown kind of file; give .trig, .ttl, .nq, .nt or .jsonld")
    try:
        store.bulk_load(path=str(path), format=kind)
    except OSError as error:
        raise GraphError(f"cannot read {path}: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path} is not valid RDF: {error}") from error


# ---------- constraints ----------


def _constraints(store: ox.Store, folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        zh, en, severity = _header(path, query)
        try:
            solutions = store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise GraphError(f"{path} is not valid SPARQL: {error}") from error
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            told = [
                f"{name} {_plain(row[name])}" for name in names if name != "this" and row[name] is not None
            ]
            yield Finding(severity, path.stem, _plain(row["this"]), ", ".join(told), zh, en)


def _header(path: Path, query: str) -> tuple[str, str, Severity]:
    parts = [part.strip() for part in query.split("\n", 1)[0].removeprefix("#").split("|")]
    match parts:
        case [zh, en, "error"]:
            return zh, en, "error"
        case [zh, en, "warning"]:
            return zh, en, "warning"
        case _:
            raise GraphError(f"{path}: the first line must be '# zh | en | error' or '# zh | en | warning'")


def _plain(term: Any) -> str:
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


# ---------- shapes ----------


def _shapes(store: ox.Store, path: Path) -> Iterator[Finding]:
    import pyshacl
    import rdflib

    rules = ox.Store()
    _load(rules, path)
    shapes = _as_rdflib(rules)
    _, results, _ = pyshacl.validate(_as_rdflib(store), shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(results, rdflib.Graph)
    sh = rdflib.Namespace(_SHACL)
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        where, messages = results.value(result, sh.resultPath), results.objects(result, sh.resultMessage)
        words = {m.language: str(m) for m in messages if isinstance(m, rdflib.Literal)}
        value = results.value(result, sh.value)
        violation = results.value(result, sh.resultSeverity) == sh.Violation
        yield Finding(
            severity="error" if violation else "warning",
            rule=_rule(shapes, results.value(result, sh.sourceShape), where),
            focus=str(results.value(result, sh.focusNode)),
            value="" if value is None else str(value),
            zh=words.get("zh", ""),
            en=words.get("en", ""),
        )


def _rule(shapes: rdflib.Graph, shape: Any, path: Any) -> str:
    """Name of the node shape that holds a property shape, and the path if it is a plain one."""
    import rdflib

    named = shape
    while isinstance(named, rdflib.BNode):
        named = shapes.value(None, rdflib.URIRef(f"{_SHACL}property"), named)
    names = [
        str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        for term in (named, path)
        if isinstance(term, rdflib.URIRef)
    ]
    return ".".join(names)


def _as_rdflib(store: ox.Store) -> rdflib.Graph:
    import rdflib

    def node(term: Any) -> rdflib.term.Node:
        match term:
            case ox.NamedNode():
                return rdflib.URIRef(term.value)
            case ox.BlankNode():
                return rdflib.BNode(term.value)
            case ox.Literal(language=str(language)):
                return rdflib.Literal(term.value, lang=language)
            case ox.Literal() if term.datatype.value == f"{XSD}string":
                return rdflib.Literal(term.value)
            case _:
                return rdflib.Literal(
                    term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False
                )

    graph = rdflib.Graph()
    for quad in store:
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


# ---------- quotes against the text ----------


def _quotes(store: ox.Store, texts: dict[str, str]) -> Iterator[Finding]:
    own: dict[str, str] = {}
    for row in _select(store, _DOCUMENTS):
        document, digest = _plain(row["document"]), _plain(row["digest"])
        if digest in texts:
            own[document] = texts[digest]
        else:
            zh, en = "没有与摘要值相符的正文", "No text has the digest of the document"
            yield Finding("error", "text-of-document", document, digest, zh, en)
    for row in _select(store, _SPANS):
        text = own.get(_plain(row["document"]))
        if text is None:
            continue
        start, end = int(_plain(row["start"])), int(_plain(row["end"]))
        if text[start:end] != _plain(row["quote"]):
            zh, en = "引文与正文该处的文字不符", "The quote is not what the text says there"
            yield Finding("error", "quote-in-text", _plain(row["span"]), text[start:end], zh, en)
        before, after = (_plain(row[name] or ox.Literal("")) for name in ("prefix", "suffix"))
        if not text[:start].endswith(before) or not text[end:].startswith(after):
            zh, en = "引文前后的文字与正文不符", "The words beside the quote are not those of the text"
            yield Finding("error", "context-in-text", _plain(row["span"]), f"{before}…{after}", zh, en)


def _select(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    yield from solutions
