"""The observations as a table (CSV, UTF-8 with a byte order mark, for spreadsheets): one row for each.

``value`` is as printed, but a number in words (六大片区) is given in digits. A target without a number
has no ``value``; the words that state it stand under ``condition``.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgqa.csvfile import csv_file
from kgqa.export.extract import Extract
from kgqa.export.terms import Terms, name
from kgqa.export.wording import Description, first, first_span
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import BOUND_CODES, CODE, DCT, DP, OA, SDMX_ATTRIBUTE, SDMX_CODE

COLUMNS = (
    *("iri", "indicator", "about", "year", "kind", "basis", "bound", "value", "unit", "base_value"),
    *("condition", "section", "start", "end", "quote"),
    *("document", "direction", "provisional", "deadline", "reviewed", "members"),
    *("indicator_iri", "about_iri", "span_iri"),
)
_BASES = {"inPeriod": "period", "atEnd": "end"}
_BOUNDS = {code: sign for sign, code in BOUND_CODES.items() if sign != code}
_TRUTH = ("false", "true")


def write(extract: Extract) -> bytes:
    """The table as CSV."""
    found = rows(extract)
    return csv_file(COLUMNS, found) if found else b""


def rows(extract: Extract) -> list[dict[str, str]]:
    """The table, in the order of the text; of several spans the first."""
    described = extract.described
    found = [
        iri
        for iri in described
        if extract.terms.classes.get(iri) == f"{DP}Observation" and extract.holds(iri)
    ]
    return sorted(
        (_row(iri, described, extract.terms) for iri in found),
        key=lambda row: (row["document"], int(row["start"] or 0), int(row["end"] or 0), row["iri"]),
    )


def _row(iri: str, described: Mapping[str, Description], terms: Terms) -> dict[str, str]:
    own = described[iri]
    span_iri = first_span(own, described)
    span = described.get(span_iri, {})
    section, source = (described.get(first(span, p), {}) for p in (f"{DP}inSection", f"{OA}hasSource"))
    basis, bound = (_code(own, p) for p in ("basis", "bound"))
    printed, number = (first(own, f"{DP}{p}") for p in ("valueText", "value"))
    return {
        "iri": iri,
        "indicator": terms.zh(first(own, f"{DP}indicator")),
        "about": terms.zh(first(own, f"{DP}about")),
        "year": first(own, f"{DP}year"),
        "kind": _code(own, "kind"),
        "basis": _BASES.get(basis, basis),
        "bound": _BOUNDS.get(bound, ""),
        "value": printed if printed[:1].isdecimal() else number,
        "unit": first(own, f"{DP}unitText"),
        "base_value": first(own, f"{DP}baseValue"),
        "condition": first(own, f"{DP}condition") or ("" if number else printed),
        "section": first(section, f"{DP}number"),
        "start": first(span, f"{DP}start"),
        "end": first(span, f"{DP}end"),
        "quote": first(span, f"{DP}quote"),
        "document": first(source, f"{DCT}identifier"),
        "direction": _code(own, "direction"),
        "provisional": _TRUTH[first(own, f"{SDMX_ATTRIBUTE}obsStatus") == f"{SDMX_CODE}obsStatus-P"],
        "deadline": first(own, f"{DP}deadline"),
        "reviewed": _TRUTH[first(own, f"{DP}reviewed") == "true"],
        "members": "；".join(sorted(terms.zh(name(m)) for m in own.get(f"{DP}member", ()))),
        "indicator_iri": first(own, f"{DP}indicator"),
        "about_iri": first(own, f"{DP}about"),
        "span_iri": span_iri,
    }


def _code(own: Description, property_name: str) -> str:
    return local_name(first(own, f"{DP}{property_name}").removeprefix(CODE))
