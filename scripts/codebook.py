"""The codebook in graph/README.md: classes, properties and codes, as tables made from the ontology.

python scripts/codebook.py            writes the tables between the marks of graph/README.md
python scripts/codebook.py --check    changes nothing; exit status 1 when the tables are not up to date
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kgqa.graph.vocabulary import CODE, DP, RDF, RDFS, SKOS
from kgqa.ingestion.grammar import Stated, parse_turtle

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "graph" / "README.md"
START, END = "<!-- codebook -->", "<!-- end of the codebook -->"
_PROPERTY_TYPES = ("ObjectProperty", "DatatypeProperty")


def main() -> int:
    """Write or check the tables; the exit status."""
    parser = argparse.ArgumentParser(description="Write the codebook in graph/README.md.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    checks = parser.parse_args().check
    words = README.read_text(encoding="utf-8")
    before, _, rest = words.partition(START)
    _, _, after = rest.partition(END)
    fresh = f"{before}{START}\n\n{tables(ROOT / 'ontology')}\n{END}{after}"
    if checks:
        if fresh != words:
            print("graph/README.md: the codebook is not that of the ontology; run scripts/codebook.py")
        return int(fresh != words)
    README.write_text(fresh, encoding="utf-8")
    return 0


def tables(ontology: Path) -> str:
    """Classes, properties and codes as Markdown, in the order of the ontology's files."""
    plan, codes = parse_turtle(ontology / "plan.ttl"), parse_turtle(ontology / "codes.ttl")
    lines = ["### Classes", "", "| class | 名称 | label | what it is |", "|---|---|---|---|"]
    lines += _rows(plan, lambda kind: kind.endswith("#Class"))
    lines += ["", "### Properties", "", "| property | 名称 | label | what it says |", "|---|---|---|---|"]
    lines += _rows(plan, lambda kind: kind.endswith(_PROPERTY_TYPES))
    lines += ["", "### Codes", "", "| code | 名称 | label | what it means |", "|---|---|---|---|"]
    return "\n".join([*lines, *_codes(codes), ""])


def _rows(stated: list[Stated], wanted: Callable[[str], bool]) -> Iterator[str]:
    subjects = dict.fromkeys(
        s.subject
        for s in stated
        if s.predicate == f"{RDF}type" and s.subject.startswith(DP) and wanted(s.value)
    )
    for subject in subjects:
        cells = (_one(stated, subject, f"{RDFS}label", "zh"), _one(stated, subject, f"{RDFS}label", "en"))
        comment = _one(stated, subject, f"{RDFS}comment", "en")
        yield f"| `dp:{subject.removeprefix(DP)}` | {cells[0]} | {cells[1]} | {comment} |"


def _codes(stated: list[Stated]) -> Iterator[str]:
    schemes = [s.subject for s in stated if s.value == f"{SKOS}ConceptScheme"]
    for scheme in schemes:
        zh, en = (
            _one(stated, scheme, f"{SKOS}prefLabel", "zh"),
            _one(stated, scheme, f"{SKOS}prefLabel", "en"),
        )
        yield f"| **`c:{scheme.removeprefix(CODE)}`** | {zh} | {en} | |"
        for code in (s.subject for s in stated if s.predicate == f"{SKOS}inScheme" and s.value == scheme):
            names = (_one(stated, code, f"{SKOS}prefLabel", language) for language in ("zh", "en"))
            meaning = _one(stated, code, f"{SKOS}definition", "en")
            yield f"| `c:{code.removeprefix(CODE)}` | {' | '.join(names)} | {meaning} |"


def _one(stated: list[Stated], subject: str, predicate: str, language: str) -> str:
    found = (
        s.value for s in stated if (s.subject, s.predicate, s.language) == (subject, predicate, language)
    )
    return next(found, "")


if __name__ == "__main__":
    sys.exit(main())
