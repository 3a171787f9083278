"""The changelog of the ontology's terms, docs/ontology-changes.md, held against the ontology.

python scripts/ontology_changes.py            writes terms that no line tells of under the newest version
python scripts/ontology_changes.py --check    changes nothing; exit status 1 when a term has no line

Terms are classes, properties, codes, units and indicators. A bullet under "Added" or "Removed" names them
before its dash; what follows the dash says why. All additions less all removals, oldest version first, are
the terms that the ontology has.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgqa.graph.vocabulary import CODE, DP, INDICATOR, OWL, RDF, UNIT
from kgqa.ingestion.grammar import Stated, parse_turtle
from kgqa.resources import VOCABULARY_FILES

ROOT = Path(__file__).resolve().parents[1]
CHANGES = ROOT / "docs" / "ontology-changes.md"
_PREFIXES = {"dp": DP, "c": CODE, "u": UNIT, "ind": INDICATOR}
_KINDS = ("classes", "properties", "codes", "units", "indicators")
_ADDED, _REMOVED = "Added", "Removed"
_WIDTH = 130
_VERSION = re.compile(r"^## (?P<number>\d+\.\d+\.\d+)\b.*$", re.MULTILINE)
_PART = re.compile(r"^### (?P<name>\w+)$", re.MULTILINE)
_BULLET = re.compile(r"^- (.*(?:\n  .*)*)", re.MULTILINE)
_TERM = re.compile(r"`((?:dp|c|u|ind):[\w-]+)`")


@dataclass(frozen=True)
class Version:
    """A version of the ontology: its number and the terms that its lines name, by the kind of change."""

    number: str
    terms: Mapping[str, frozenset[str]]


def main() -> int:
    """Write or check the changelog; the exit status."""
    parser = argparse.ArgumentParser(description="Hold docs/ontology-changes.md against the ontology.")
    parser.add_argument("--check", action="store_true", help="only say what has no line")
    checks = parser.parse_args().check
    text = CHANGES.read_text(encoding="utf-8")
    now, told = terms(ROOT / "ontology"), replayed(versions(text))
    new, gone = sorted(now.keys() - told), sorted(told - now.keys())
    if checks:
        for term in new:
            print(f"{CHANGES.name}: no line says that {term} was added")
        for term in gone:
            print(f"{CHANGES.name}: no line says that {term} was removed")
        return int(bool(new or gone))
    if new or gone:
        CHANGES.write_text(with_lines(text, new, gone, now), "utf-8")
    return 0


def terms(ontology: Path) -> dict[str, str]:
    """The terms of the ontology in short form, and the kind of each."""
    stated = [s for file in VOCABULARY_FILES for s in parse_turtle(ontology / file)]
    types = [s for s in stated if s.predicate == f"{RDF}type"]
    return {short: _kind(s) for s in types for short in [_short(s.subject)] if short}


def _short(iri: str) -> str:
    found = ((p, base) for p, base in _PREFIXES.items() if iri.startswith(base))
    return next((f"{prefix}:{iri.removeprefix(base)}" for prefix, base in found), "")


def _kind(stated: Stated) -> str:
    if stated.subject.startswith(DP):
        return "classes" if stated.value == f"{OWL}Class" else "properties"
    return {CODE: "codes", UNIT: "units", INDICATOR: "indicators"}[
        next(base for base in (CODE, UNIT, INDICATOR) if stated.subject.startswith(base))
    ]


def versions(text: str) -> list[Version]:
    """The versions that the changelog tells of, newest first as they stand there."""
    return [Version(head["number"], _named(section)) for head, section in _sections(_VERSION, text)]


def _named(section: str) -> dict[str, frozenset[str]]:
    return {
        part["name"]: frozenset(t for b in _BULLET.findall(body) for t in _TERM.findall(b.split(" — ")[0]))
        for part, body in _sections(_PART, section)
    }


def _sections(head: re.Pattern[str], text: str) -> list[tuple[re.Match[str], str]]:
    """Headings of a kind, each with the text below it."""
    heads = list(head.finditer(text))
    ends = [*(h.start() for h in heads), len(text)][1:]
    return [(h, text[h.end() : end]) for h, end in zip(heads, ends, strict=False)]


def replayed(told: Iterable[Version]) -> set[str]:
    """The terms there are after all additions and removals."""
    found: set[str] = set()
    for version in reversed(list(told)):
        found |= version.terms.get(_ADDED, frozenset())
        found -= version.terms.get(_REMOVED, frozenset())
    return found


def _bullets(new: Iterable[str], kinds: Mapping[str, str]) -> list[str]:
    listed = {kind: [f"`{term}`" for term in new if kinds[term] == kind] for kind in _KINDS}
    return [_wrapped(f"- {kind}: {', '.join(names)}") for kind, names in listed.items() if names]


def _wrapped(bullet: str) -> str:
    return textwrap.fill(bullet, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def with_lines(text: str, new: Iterable[str], gone: Iterable[str], kinds: Mapping[str, str]) -> str:
    """The changelog with lines for new and removed terms under its newest version; ``kinds`` by term."""
    added, removed = _bullets(new, kinds), [f"- `{term}`" for term in gone]
    head = _VERSION.search(text)
    if head is None:
        raise SystemExit(f"{CHANGES.name} names no version; write one as: ## 0.1.0")
    following = _VERSION.search(text, head.end())
    end = following.start() if following else len(text)
    section = text[head.end() : end]
    for name, lines in ((_ADDED, added), (_REMOVED, removed)):
        if lines and f"### {name}\n" in section:
            section = section.replace(f"### {name}\n", f"### {name}\n\n" + "\n".join(lines), 1)
        elif lines:
            section = section.rstrip("\n") + f"\n\n### {name}\n\n" + "\n".join(lines) + "\n\n"
    return text[: head.end()] + section + text[end:]


if __name__ == "__main__":
    sys.exit(main())
