"""The observations as a table (CSV, UTF-8 with a byte order mark, for spreadsheets): one row for each.

``value`` is as printed, but a number in words (六大片区) is given in digits. A target without a number
has no ``value``; the words that state it stand under ``condition``.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping

from kgqa.export.extract import Extract
from kgqa.export.terms import Terms, name
from kgqa.export.wording import Description
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import BOUND_CODES, CODE, DCT, DP, OA, SDMX_ATTRIBUTE, SDMX_CODE

COLUMNS = (
    *("iri", "indicator", "about", "year", "kind", "basis", "bound", "value", "unit", "base_value"),
    *("condition", "section", "start", "end", "quote"),
    *("document", "direction", "provisional", "deadline", "reviewed", "members"),
)
_BASES = {"inPeriod": "period", "atEnd": "end"}
_BOUNDS = {code: sign for sign, code in BOUND_CODES.items() if sign != code}
_TRUTH = ("false", "true")


def write(extract: Extract) -> bytes:
    """The table, in the order of the text; of several spans the first."""
    described: dict[str, Description] = defaultdict(lambda: defaultdict(list))
    for quad in extract.whole:
        described[name(quad.subject)][quad.predicate.value].append(quad.object)
    found = [
        iri
        for iri in described
        if extract.terms.classes.get(iri) == f"{DP}Observation" and extract.holds(iri)
    ]
    rows = [_row(iri, described, extract.terms) for iri in found]
    if not rows:
        return b""
    rows.sort(key=lambda row: (row["document"], int(row["start"] or 0), int(row["end"] or 0), row["iri"]))
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, COLUMNS)
    table.writeheader()
    table.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def _row(iri: str, described: Mapping[str, Description], terms: Terms) -> dict[str, str]:
    own = described[iri]
    span = _first_span(own, described)
    section, source = (described.get(_one(span, p), {}) for p in (f"{DP}inSection", f"{OA}hasSource"))
    basis, bound = (_code(own, p) for p in ("basis", "bound"))
    printed, number = (_one(own, f"{DP}{p}") for p in ("valueText", "value"))
    return {
        "iri": iri,
        "indicator": terms.zh(_one(own, f"{DP}indicator")),
        "about": terms.zh(_one(own, f"{DP}about")),
        "year": _one(own, f"{DP}year"),
        "kind": _code(own, "kind"),
        "basis": _BASES.get(basis, basis),
        "bound": _BOUNDS.get(bound, ""),
        "value": printed if printed[:1].isdecimal() else number,
        "unit": _one(own, f"{DP}unitText"),
        "base_value": _one(own, f"{DP}baseValue"),
        "condition": _one(own, f"{DP}condition") or ("" if number else printed),
        "section": _one(section, f"{DP}number"),
        "start": _one(span, f"{DP}start"),
        "end": _one(span, f"{DP}end"),
        "quote": _one(span, f"{DP}quote"),
        "document": _one(source, f"{DCT}identifier"),
        "direction": _code(own, "direction"),
        "provisional": _TRUTH[_one(own, f"{SDMX_ATTRIBUTE}obsStatus") == f"{SDMX_CODE}obsStatus-P"],
        "deadline": _one(own, f"{DP}deadline"),
        "reviewed": _TRUTH[_one(own, f"{DP}reviewed") == "true"],
        "members": "；".join(sorted(terms.zh(name(m)) for m in own.get(f"{DP}member", ()))),
    }


def _first_span(own: Description, described: Mapping[str, Description]) -> Description:
    spans = [described[name(s)] for s in own.get(f"{DP}statedIn", ()) if name(s) in described]
    return min(spans, key=lambda s: int(_one(s, f"{DP}start") or 0), default={})


def _one(own: Description, predicate: str) -> str:
    objects = own.get(predicate)
    return name(objects[0]) if objects else ""


def _code(own: Description, property_name: str) -> str:
    return local_name(_one(own, f"{DP}{property_name}").removeprefix(CODE))
