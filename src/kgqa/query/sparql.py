"""The printer: every logical form as one SPARQL query that Oxigraph, rdflib and Virtuoso all run.

Each query projects what was asked and the evidence (span, quote, offsets, section). Arithmetic, comparison,
counting and ordering happen in the query. ``role`` is ``answer`` for what was asked, ``support`` for what it
was computed from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from kgqa.graph.store import with_prologue
from kgqa.graph.vocabulary import CODE, DP
from kgqa.query.forms import (
    STATEMENTS,
    Attribute,
    Claims,
    Comparison,
    Count,
    Deadline,
    Difference,
    Each,
    Extreme,
    Form,
    Honours,
    Lookup,
    Named,
    Observed,
    Passage,
    Quotient,
    Ranking,
    Ratio,
    Remainder,
    Revised,
    Sections,
    Selected,
    Shared,
    Source,
    StateVerdict,
    Things,
    Total,
    Unnamed,
    Verdict,
)

_SIDE_TOLD = ("indicator", "about", "year", "kind")
_TOLD = (*_SIDE_TOLD, "basis")
_VALUE = "?indicator ?about ?year ?kind ?basis ?bound ?value ?valueText ?unit ?base ?condition"
_EVIDENCE = "?span ?quote ?start ?end ?section"
# In the finer of the two printed scales, which shows the difference of 10418人 and 1万人 exactly: base over
# printed value is 1, 10,000 or 100,000,000.
_LEFT_SCALE, _RIGHT_SCALE = "?leftOwn / ?leftValue", "?rightOwn / ?rightValue"
_DIFFERENCE = (
    f"(ABS(?leftBase - ?rightBase) / IF({_LEFT_SCALE} < {_RIGHT_SCALE}, {_LEFT_SCALE}, {_RIGHT_SCALE}) "
    "AS ?result) ((?leftBase > ?rightBase) AS ?above)"
)
# Where a name stands in a clause that holds it, so that lists come in the report's order.
_PLACE = """  OPTIONAL { ?item skos:prefLabel ?label FILTER(LANG(?label) = "zh") }
  BIND(IF(CONTAINS(STR(?quote), STR(?label)), 0, 1) AS ?elsewhere)
  BIND(STRLEN(STRBEFORE(STR(?quote), STR(?label))) AS ?place)"""
# One OPTIONAL for each property, and after all that is required: Oxigraph joins a nested one, or one before
# the rest, over all observations (23 ms and not 1 ms for a look-up).
_OPTIONAL_VALUE = "  " + " ".join(
    f"OPTIONAL {{ ?fact dp:{name} ?{variable} }}"
    for name, variable in (
        ("value", "value"),
        ("baseValue", "base"),
        ("unitText", "unit"),
        ("valueText", "valueText"),
        ("bound", "bound"),
        ("condition", "condition"),
    )
)


def to_sparql(form: Form) -> str:
    """The query of a form, with the prefixes it uses."""
    return with_prologue(_body(form))


def union(queries: Sequence[str]) -> str:
    """One query with the rows of several, for questions that ask several things at once."""
    if len(queries) == 1:
        return queries[0]
    bodies = ["\n".join(line for line in q.splitlines() if not line.startswith("PREFIX ")) for q in queries]
    return with_prologue(_any_of(bodies))


def _any_of(bodies: Iterable[str]) -> str:
    return "SELECT * WHERE {\n" + "\nUNION\n".join(f"{{ {b} }}" for b in bodies) + "\n}"


def quoting(spans: Iterable[str]) -> str:
    """The query that gives passages of the report word for word."""
    chosen = " ".join(f"<{span}>" for span in spans)
    return with_prologue(
        f"SELECT {_EVIDENCE} WHERE {{\n  VALUES ?span {{ {chosen} }}\n"
        "  ?span dp:quote ?quote ; dp:start ?start ; dp:end ?end ; dp:inSection/dp:number ?section .\n"
        "} ORDER BY ?start"
    )


def _body(form: Form) -> str:
    match form:
        case Lookup():
            return _lookup(form)
        case Difference():
            return _pair(form.left, form.right, _DIFFERENCE)
        case Ratio():
            whole = "" if form.times else " * 100"
            return _pair(form.left, form.right, f"((?leftBase{whole} / ?rightBase) AS ?result)")
        case Revised():
            return _revised(form)
        case Quotient():
            many = f" * {form.many}" if form.many > 1 else ""
            return _pair(form.left, form.right, f"((?leftBase{many} / ?rightBase) AS ?result)")
        case Comparison():
            right = f"?rightBase * {form.times}" if form.times else "?rightBase"
            multiple = " ((?leftBase / ?rightBase) AS ?multiple)" if form.times else ""
            holds = f"((?leftBase {form.relation} {right}) AS ?holds)"
            return _pair(form.left, form.right, f"{holds}{multiple} {_DIFFERENCE}")
        case Total():
            return _total(form.observed, "?sum")
        case Remainder():
            return _total(form.observed, f"(({form.number} - ?sum) AS ?left) ({form.number} AS ?whole)")
        case Unnamed():
            return _unnamed(form)
        case Each():
            return _lookup(form)
        case Extreme():
            return _extreme(form)
        case Selected():
            return _selected(form)
        case Ranking():
            return _ranking(form)
        case Verdict():
            return _verdict(form)
        case Claims():
            return f"{_any_of([_verdict(verdict) for verdict in form.verdicts])} ORDER BY ?start ?fact"
        case Named():
            return _listed(form)
        case Honours():
            return _honours(form)
        case Shared():
            return _shared(form)
        case Deadline():
            return _deadline(form)
        case Things():
            return (
                f"SELECT DISTINCT ?item ?fact {_EVIDENCE} WHERE {{\n{_things(form)}\n{_span('?fact')}\n"
                f"}} ORDER BY ?start ?item ?fact"
            )
        case Sections():
            return (
                f"SELECT DISTINCT ?item ?fact {_EVIDENCE} WHERE {{\n{_sections(form)}\n{_span('?fact')}\n"
                f"}} ORDER BY ?start ?item ?fact"
            )
        case Count():
            return _count(form)
        case StateVerdict():
            return _state_verdict(form)
        case Passage():
            return _passage(form)
        case Source():
            return _source(form)
        case Attribute():
            return _attribute(form)
        case _:
            assert_never(form)


def _iri(iri: str) -> str:
    return f"<{iri}>"


def _values(variable: str, iris: tuple[str, ...]) -> str:
    return f"  VALUES {variable} {{ {' '.join(map(_iri, iris))} }}"


def _span(fact: str, suffix: str = "") -> str:
    names = " ; ".join(f"dp:{n} ?{n}{suffix}" for n in ("quote", "start", "end"))
    return (
        f"  {fact} dp:statedIn ?span{suffix} . ?span{suffix} {names} ; "
        f"dp:inSection/dp:number ?section{suffix} ."
    )


def _found(names: str, body: str) -> str:
    """What a query is about, found by itself before its values and evidence are looked up.

    DISTINCT keeps Virtuoso from planning these joins together with all others, which takes it seconds. There
    is no more in it than what narrows: Oxigraph would else take it for large and join it with everything.
    """
    return f"  {{ SELECT DISTINCT {names} WHERE {{\n{body}\n  }} }}"


def _name(dimension: str, side: str = "") -> str:
    return f"?{side}{dimension.capitalize()}" if side else f"?{dimension}"


def _asked(observed: Observed) -> dict[str, str]:
    """What a set of observations fixes, as terms."""
    condition = (observed.condition or "").replace("\\", "\\\\").replace('"', '\\"')
    terms = {
        "indicator": _iri(observed.indicator),
        "about": _iri(observed.about) if observed.about else "",
        "year": str(observed.year) if observed.year else "",
        "kind": f"<{CODE}{observed.kind}>" if observed.kind else "",
        "basis": f"<{CODE}{observed.basis}>" if observed.basis else "",
        "condition": f'"{condition}"@zh' if observed.condition else "",
    }
    return {name: term for name, term in terms.items() if term}


def _dimensions(observed: tuple[Observed, ...], fact: str, side: str = "", told: Sequence[str] = ()) -> str:
    """The observations of sets, with the dimensions that are told of them.

    There is no UNION of sets: joined with other parts, Virtuoso may stop after the first block of one.
    """
    sets = list({tuple(terms.items()): terms for terms in map(_asked, observed)}.values())
    fixed = [name for name in (*_TOLD, "condition") if any(name in terms for terms in sets)]
    shared = {name: sets[0][name] for name in fixed if len({terms.get(name) for terms in sets}) == 1}
    varied = [name for name in fixed if name not in shared]
    everywhere = [name for name in varied if all(name in terms for terms in sets)]
    lines = [f"  {fact} a dp:Observation ."]
    lines += [
        f"  {fact} dp:{name} {shared.get(name) or _name(name, side)} ." for name in (*shared, *everywhere)
    ]
    if everywhere:
        rows = dict.fromkeys(" ".join(terms[name] for name in everywhere) for terms in sets)
        names = " ".join(_name(name, side) for name in everywhere)
        lines.insert(0, f"  VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }}")
    if len(everywhere) < len(varied):
        others = [name for name in varied if name not in everywhere]
        lines += [f"  OPTIONAL {{ {fact} dp:{name} {_name(name, side)} }}" for name in others]
        lines.append(f"  FILTER({' || '.join(_fits(terms, varied, side) for terms in sets)})")
    binds = " ".join(f"BIND({shared[name]} AS {_name(name, side)})" for name in told if name in shared)
    return "\n".join([*lines, *([f"  {binds}"] if binds else [])])


def _fits(terms: dict[str, str], varied: Sequence[str], side: str) -> str:
    """Whether an observation is of one of several sets, by the dimensions in which they differ."""
    tests = [f"{_name(name, side)} = {terms[name]}" for name in varied if name in terms]
    return f"({' && '.join(tests) or 'true'})"


def _observed(observed: tuple[Observed, ...], fact: str = "?fact", side: str = "") -> str:
    """The observations of sets with their dimensions; what all sets fix is not looked up a second time."""
    told = _SIDE_TOLD if side else _TOLD
    known = [name for name in told if all(name in _asked(one) for one in observed)]
    names = " ".join([fact, *(_name(name, side) for name in known)])
    found = _found(names, _dimensions(observed, fact, side, known))
    return "\n".join([found, *_told(fact, [name for name in told if name not in known], side)])


def _told(fact: str, dimensions: Iterable[str] = _TOLD, side: str = "") -> list[str]:
    return [f"  {fact} dp:{name} {_name(name, side)} ." for name in dimensions]


def _summed(observed: tuple[Observed, ...], fact: str, name: str) -> str:
    """The sum of the values of observations, each counted once."""
    return (
        f"  {{ SELECT (SUM(?{fact}Value) AS ?{name}) WHERE {{ SELECT DISTINCT ?{fact} ?{fact}Value WHERE {{\n"
        f"{_dimensions(observed, f'?{fact}', fact)}\n"
        f"  ?{fact} dp:baseValue ?{fact}Value . }} }} }}"
    )


def _either(blocks: Sequence[str]) -> str:
    return blocks[0] if len(blocks) == 1 else " UNION ".join(f"{{\n{block}\n}}" for block in blocks)


def _lookup(form: Lookup | Each) -> str:
    return _rows_of([_observed(form.observed)], "?year ?start ?indicator")


def _pair(left: Observed | Total, right: Observed | Total, expressions: str) -> str:
    """Two values side by side, each of which is found with its evidence before they are put together."""
    sides, names = [], []
    for side, observed in (("left", left), ("right", right)):
        parts = observed.observed if isinstance(observed, Total) else (observed,)
        told = " ".join(_name(n, side) for n in _SIDE_TOLD)
        base = f"?{side}Base" if isinstance(observed, Total) else f"(?{side}Own AS ?{side}Base)"
        sides.append(
            f"  {{ SELECT ?{side} {told} {_side_values(side)} ?{side}Condition {base} WHERE {{\n"
            f"{_observed(parts, f'?{side}', side)}\n{_side(side)}"
        )
        if isinstance(observed, Total):
            sides.append(_summed(parts, f"{side}Part", f"{side}Base"))
        sides.append(
            f"  OPTIONAL {{ ?{side} dp:unitText ?{side}Unit }} "
            f"OPTIONAL {{ ?{side} dp:condition ?{side}Condition }}\n  }} }}"
        )
        names.append(f"?{side} {told} ?{side}Base {_side_values(side)} ?{side}Condition")
    return (
        f"SELECT DISTINCT {expressions} {' '.join(names)} WHERE {{\n"
        + "\n".join(sides)
        + "\n} ORDER BY ?left ?right ?startLeft ?startRight"
    )


def _side_values(side: str) -> str:
    evidence = " ".join(f"{name}{side.capitalize()}" for name in _EVIDENCE.split())
    return f"?{side}Own ?{side}Value ?{side}Text ?{side}Unit ?{side}Bound {evidence}"


def _side(side: str) -> str:
    """The value of one side of a pair with its evidence."""
    return (
        f"  ?{side} dp:baseValue ?{side}Own ; dp:value ?{side}Value ; dp:valueText ?{side}Text ; "
        f"dp:bound ?{side}Bound .\n{_span(f'?{side}', side.capitalize())}"
    )


def _revised(form: Revised) -> str:
    names = [
        f"?{side} (?indicator AS ?{side}Indicator) (?about AS ?{side}About) ?{side}Year ?{side}Kind "
        f"?{side}Base {_side_values(side)}"
        for side in ("left", "right")
    ]
    return (
        f"SELECT DISTINCT ?indicator {' '.join(names)} WHERE {{\n{_both_years(form)}\n}} "
        "ORDER BY ?startLeft ?startRight ?left ?right"
    )


def _both_years(form: Revised) -> str:
    """The target and the result of each indicator for which they stand in the relation."""
    sides = []
    for side, year, kind in (("left", form.plan_year, "target"), ("right", form.report_year, "actual")):
        shared = "?indicator ?about ?basis ?quantity"
        # What narrows stands in both sides: put after them, Virtuoso at times counts too few.
        asked = f"{_values('?indicator', form.indicators)}\n" if form.indicators else ""
        found = (
            f"{asked}  ?{side} dp:year {year} ; dp:kind <{CODE}{kind}> ; dp:indicator ?indicator .\n"
            f"  FILTER NOT EXISTS {{ ?{side} dp:condition ?{side}Condition }}"
        )
        sides.append(
            f"  {{ SELECT ?{side} {shared} {_side_values(side)} (?{side}Own AS ?{side}Base) "
            f"({year} AS ?{side}Year) (<{CODE}{kind}> AS ?{side}Kind) WHERE {{\n{_found(f'?{side}', found)}\n"
            f"  ?{side} dp:indicator ?indicator ; dp:about ?about ; dp:basis ?basis ; dp:unit ?quantity .\n"
            f"{_side(side)}\n  OPTIONAL {{ ?{side} dp:unitText ?{side}Unit }}\n  }} }}"
        )
    if form.measure:
        sides.append(f"  ?indicator dp:measureType <{CODE}{form.measure}> .")
    if form.headline and not form.indicators:
        sides.append(_HEADLINE.format(fact="?left"))
    return "\n".join([*sides, f"  FILTER(?leftBase {form.relation} ?rightBase)"])


def _total(observed: tuple[Observed, ...], result: str) -> str:
    """The values of observations, with what comes of their sum."""
    return (
        f"SELECT {result} ?fact {_VALUE} {_EVIDENCE} WHERE {{\n"
        f"{_summed(observed, 'part', 'sum')}\n"
        f"{_observed(observed)}\n{_span('?fact')}\n{_OPTIONAL_VALUE}\n"
        f"}} ORDER BY ?start STRLEN(STRBEFORE(STR(?quote), STR(?valueText))) ?fact"
    )


def _unnamed(form: Unnamed) -> str:
    """The number of a counted set without those of it that have a name, and these."""
    members = f"{_values('?fact', (form.statement,))}\n  ?fact dp:member ?item ."
    return (
        f"SELECT ((?base - ?count) AS ?left) ?item ?fact {_VALUE} {_EVIDENCE} WHERE {{\n"
        f"  {{ SELECT (COUNT(DISTINCT ?item) AS ?count) WHERE {{\n{members}\n  }} }}\n"
        f"{members}\n" + "\n".join(_told("?fact")) + f"\n{_span('?fact')}\n{_OPTIONAL_VALUE}\n"
        f"}} ORDER BY ?start ?item"
    )


def _extreme(form: Extreme) -> str:
    """All of the observations in order, so that those that are not first are seen as well."""
    order = "DESC(?base)" if form.descending else "?base"
    return (
        f"SELECT DISTINCT ?gap ?fact {_VALUE} {_EVIDENCE} WHERE {{\n"
        f"  {{ SELECT ((MAX(?part) - MIN(?part)) AS ?gap) WHERE {{\n"
        f"{_dimensions(form.observed, '?any', 'any')}\n"
        f"  ?any dp:baseValue ?part . }} }}\n"
        f"{_observed(form.observed)}\n{_span('?fact')}\n{_OPTIONAL_VALUE}\n"
        f"}} ORDER BY {order} ?start ?fact"
    )


def _selected(form: Selected) -> str:
    return _rows_of([*_picked(form), *_told("?fact", [n for n in _TOLD if n != "indicator"])], "?start")


def _picked(form: Selected) -> list[str]:
    """The observations that a selection keeps, with their indicators."""
    lines = [
        _observations(form.indicators, form.year, form.kind),
        "  ?fact dp:indicator ?indicator .",
    ]
    if form.unit:
        lines.append(f'  ?fact dp:unitText ?unit . FILTER(STRENDS(STR(?unit), "{form.unit}"))')
    if form.relation:
        lines.append(f"  ?fact dp:baseValue ?base . FILTER(?base {form.relation} {form.number})")
    if form.measure:
        fall = f"?fact dp:direction <{CODE}down> ."
        lines.append(f"  ?indicator dp:measureType <{CODE}{form.measure}> .")
        lines.append(f"  {fall}" if form.falling else f"  FILTER NOT EXISTS {{ {fall} }}")
    if form.headline:
        lines.append(_HEADLINE.format(fact="?fact"))
    return lines


def _ranking(form: Ranking) -> str:
    order = "DESC(?base)" if form.descending else "?base"
    limit = f" LIMIT {form.limit}" if (form.limit or 0) > 1 else ""
    lines = [_found("?fact ?base", _ranked(form, "?fact", "?base", "?asked")), *_told("?fact")]
    if form.ends or form.limit == 1:  # several may be first
        first = "?base = ?most" if form.descending else "?base = ?least"
        lines.insert(
            0,
            f"  {{ SELECT (MAX(?part) AS ?most) (MIN(?part) AS ?least) WHERE {{\n"
            f"{_ranked(form, '?any', '?part', '?anyIndicator')}\n  }} }}",
        )
        lines.append(f"  FILTER({'?base = ?most || ?base = ?least' if form.ends else first})")
    return _rows_of(lines, f"{order} ?start") + limit


def _observations(indicators: tuple[str, ...], year: int | None, kind: str | None) -> str:
    """Observations of any of the indicators, of a year and kind; each may be open."""
    lines = ["  ?fact a dp:Observation ."]
    if indicators:
        lines += [_values("?asked", indicators), "  ?fact dp:indicator ?asked ."]
    if year:
        lines.append(f"  ?fact dp:year {year} .")
    if kind:
        lines.append(f"  ?fact dp:kind <{CODE}{kind}> .")
    return _found("?fact", "\n".join(lines))


# What stands under no heading is of the general part.
_HEADLINE = "  FILTER NOT EXISTS {{ {fact} dp:underHeading ?anyHeading }}"


def _rows_of(lines: Sequence[str], order: str) -> str:
    body = "\n".join([*lines, _span("?fact"), _OPTIONAL_VALUE])
    return f"SELECT DISTINCT ?fact {_VALUE} {_EVIDENCE} WHERE {{\n{body}\n}} ORDER BY {order} ?fact"


def _ranked(form: Ranking, fact: str, base: str, indicator: str) -> str:
    """The observations that are put in order."""
    filters = [f"  {fact} a dp:Observation ; dp:baseValue {base} ."]
    if form.indicators:
        filters.append(_values(indicator, form.indicators))
        filters.append(f"  {fact} dp:indicator {indicator} .")
    if form.unit:
        filters.append(f'  {fact} dp:unitText ?ownUnit . FILTER(STR(?ownUnit) = "{form.unit}")')
    if form.counted_in:
        filters.append(f"  {fact} dp:unit {_iri(form.counted_in)} .")
    if form.year:
        filters.append(f"  {fact} dp:year {form.year} .")
    if form.kind:
        filters.append(f"  {fact} dp:kind <{CODE}{form.kind}> .")
    if form.measure:
        filters.append(f"  {fact} dp:indicator/dp:measureType <{CODE}{form.measure}> .")
        filters.append(f"  FILTER NOT EXISTS {{ {fact} dp:direction <{CODE}down> }}")  # declines are none
    if form.headline:
        filters.append(_HEADLINE.format(fact=fact))
    return "\n".join(filters)


# The bound that lies wholly on one side of its number.
_OPEN = {">": "gt", ">=": "gt", "<": "lt", "<=": "lt"}


def _verdict(form: Verdict) -> str:
    return (
        f"SELECT DISTINCT ({_holds(form.relation, form.number)} AS ?holds) ?fact {_VALUE} {_EVIDENCE} "
        f"WHERE {{\n"
        f"{_observed((form.observed,))}\n{_span('?fact')}\n{_OPTIONAL_VALUE}\n"
        f"}} ORDER BY ?start ?fact"
    )


def _holds(relation: str, number: str) -> str:
    """Whether a value surely stands in a relation to a number; more than N is above N itself."""
    if relation not in _OPEN:
        return f"?base {relation} {number}"
    beyond = f"BOUND(?bound) && ?bound = <{CODE}{_OPEN[relation]}>"
    return f"((?base {relation} {number}) || (?base = {number} && {beyond}))"


def _listed(form: Named) -> str:
    stated, counted = "", ""
    if not form.picked:
        stated = " ?stated"
        counted = (
            "  OPTIONAL { ?fact dp:statedCount ?counted } OPTIONAL { ?fact dp:value ?value }\n"
            "  BIND(COALESCE(?counted, ?value) AS ?stated)"
        )
    title, titled = (" ?title", "\n  ?fact dp:honourTitle ?title .") if form.titled else ("", "")
    return (
        f"SELECT ?item{title} ?fact{stated} ?complete {_EVIDENCE} WHERE {{\n"
        f"{_named(form)}{titled}\n{_span('?fact')}\n"
        f"{counted} OPTIONAL {{ ?fact dp:complete ?complete }}\n"
        f"{_PLACE}\n}} ORDER BY ?elsewhere ?start ?place ?item ?fact"
    )


def _named(form: Named) -> str:
    return f"{_values('?fact', form.statements)}\n  ?fact dp:{form.role} ?item .{_without(form.excluded)}"


def _without(excluded: tuple[str, ...]) -> str:
    return f"\n  FILTER(?item NOT IN ({', '.join(map(_iri, excluded))}))" if excluded else ""


def _honours(form: Honours) -> str:
    return (
        f"SELECT DISTINCT ?item ?fact {_EVIDENCE} WHERE {{\n{_titles(form)}\n{_span('?fact')}\n"
        f"}} ORDER BY ?start ?item ?fact"
    )


def _titles(form: Honours) -> str:
    roles = "dp:honourTitle ?title ; dp:recipient ?item" if form.who else "dp:honourTitle ?item"
    title = "?title" if form.who else "?item"
    lines = [f"  ?fact a dp:Honour ; {roles} ."]
    if form.among:
        lines.insert(0, _values("?fact", form.among))
    if form.recipient:
        lines.append(f"  ?fact dp:recipient {_iri(form.recipient)} .")
    if form.kind:
        lines.append(f"  ?fact dp:kind <{CODE}{form.kind}> .")
    if form.year:
        lines.append(f"  ?fact dp:year {form.year} .")
    if form.levels:
        lines.append(f"  VALUES ?level {{ {' '.join(f'<{CODE}{x}>' for x in form.levels)} }}")
        lines.append("  ?fact dp:level ?level .")
    for number, words in enumerate(form.named):
        said = " || ".join(f'CONTAINS(STR(?title{number}), "{word}")' for word in words)
        lines.append(f"  {title} skos:prefLabel|skos:altLabel ?title{number} . FILTER({said})")
    if form.holders:
        blocks = [f"?fact dp:recipient/{path} ?class ." for path in ("a", "a/rdfs:subClassOf+")]
        held = [f"{_values('?class', form.holders)} {block}" for block in blocks]
        lines.append(_found("?fact", _either(held)))
    return "\n".join(lines)


def _shared(form: Shared) -> str:
    first, second = _named(form.left), _named(form.right).replace("?fact", "?other")
    told = ""
    if form.told:
        first, second = (part.replace("?item", "?thing") for part in (first, second))
        told = f"\n  ?other dp:{form.told} ?item ."
    return (
        f"SELECT DISTINCT ?item ?fact {_EVIDENCE} ?other {' '.join(f'{n}Other' for n in _EVIDENCE.split())} "
        f"WHERE {{\n"
        f"{first}\n{second}{told}\n{_span('?fact')}\n{_span('?other', 'Other')}\n"
        f"}} ORDER BY ?start ?item ?fact"
    )


def _deadline(form: Deadline) -> str:
    names, things = "", ""
    if form.of:
        names = f" ?item ?other {' '.join(f'{n}Other' for n in _EVIDENCE.split())}"
        first = _named(form.of).replace("?fact", "?other")
        things = f"\n{first}\n  ?fact dp:member|dp:of ?item .\n{_span('?other', 'Other')}"
    target = (
        _values("?fact", (form.target,))
        if isinstance(form.target, str)
        else _found("?fact", _dimensions((form.target,), "?fact"))
    )
    return (
        f"SELECT DISTINCT ?fact ?deadline {_EVIDENCE}{names} WHERE {{\n"
        f"{target}\n  ?fact dp:deadline ?deadline .\n{_span('?fact')}{things}\n"
        f"}} ORDER BY ?start ?fact"
    )


def _of_class(names: str, categories: tuple[str, ...], holder: str | None) -> str:
    """The things of classes and of those below them, which may be parts of another thing.

    Virtuoso finds too few or too many along a path that may have no length, such as a/rdfs:subClassOf*.
    """
    held = f" ?item dp:partOf+ {_iri(holder)} ." if holder else ""
    blocks = [
        f"{_values('?class', categories)} ?item {path} ?class .{held}" for path in ("a", "a/rdfs:subClassOf+")
    ]
    return _found(names, _either(blocks))


def _things(form: Things) -> str:
    names = "?item" if form.states else "?item (?item AS ?fact)"
    lines = [_of_class(names, form.categories, form.holder)]
    if form.among:
        lines.append(_values("?fact", form.among))
    if form.named:
        said = " || ".join(f'CONTAINS(STR(?name), "{word}")' for word in form.named)
        lines.append(f"  ?item skos:prefLabel|skos:altLabel ?name . FILTER({said})")
    for number, state in enumerate(form.states):
        fact = "?fact" if number == 0 else f"?state{number}"
        lines.append(f"  {fact} a dp:State ; dp:of ?item ; dp:status ?status{number} .")
        if state.statuses:
            lines.append(f"  VALUES ?status{number} {{ {' '.join(f'<{CODE}{s}>' for s in state.statuses)} }}")
        if state.year:
            lines.append(f"  {fact} dp:year {state.year} .")
        if state.kind:
            lines.append(f"  {fact} dp:kind <{CODE}{state.kind}> .")
    return "\n".join(lines) + _without(form.excluded)


def _count(form: Count) -> str:
    match form.of:
        case Named():
            inner = _named(form.of)
        case Things():
            inner = _things(form.of)
        case Honours():
            inner = _titles(form.of)
        case Sections():
            inner = _sections(form.of)
        case Selected():
            inner = "\n".join([*_picked(form.of), "  BIND(?indicator AS ?item)"])
        case Revised():
            inner = f"{_both_years(form.of)}\n  BIND(?indicator AS ?item) BIND(?left AS ?fact)"
        case _:
            assert_never(form.of)
    return (
        f"SELECT ?count ?item ?fact {_EVIDENCE} WHERE {{\n"
        f"  {{ SELECT (COUNT(DISTINCT ?item) AS ?count) WHERE {{\n{inner}\n  }} }}\n"
        f"{inner}\n{_span('?fact')}\n}} ORDER BY ?start ?item ?fact"
    )


def _sections(form: Sections) -> str:
    part = _iri(form.part)
    blocks = [
        f"?item dct:isPartOf {part} ; a dp:Section ; dct:title ?title .",
        f"?item dp:inSection {part} ; a dp:Heading ; dct:title ?title .",
    ]
    if form.named:
        blocks.append(f"?item a dp:Section ; dct:title ?title . FILTER(?item = {part})")
    return f"{_either(blocks)} BIND(?item AS ?fact)"


def _state_verdict(form: StateVerdict) -> str:
    return (
        f"SELECT ?fact ?item ?phrase ?status ?year ?kind {_EVIDENCE} WHERE {{\n"
        f"{_values('?fact', form.statements)}\n"
        f"  ?fact dp:year ?year ; dp:kind ?kind .\n"
        f"  OPTIONAL {{ ?fact dp:of ?item }} OPTIONAL {{ ?fact dp:status ?status }} "
        f"OPTIONAL {{ ?fact dp:phrase ?phrase }}\n"
        f"{_span('?fact')}\n}} ORDER BY ?start ?fact"
    )


def _passage(form: Passage) -> str:
    blocks = []
    if form.headings:
        blocks.append(f"{{\n{_values('?heading', form.headings)}\n  ?fact dp:underHeading ?heading .\n}}")
    if form.statements:
        blocks.append(f"{{\n{_values('?fact', form.statements)}\n}}")
    classes = f"VALUES ?class {{ {' '.join(f'<{DP}{c}>' for c in STATEMENTS)} }}"
    return (
        f"SELECT DISTINCT ?fact ?class ?title {_EVIDENCE} WHERE {{\n{' UNION '.join(blocks)}\n"
        f"  {classes} ?fact a ?class .\n"
        f'  OPTIONAL {{ ?fact dp:underHeading/dct:title ?title FILTER(LANG(?title) = "zh") }}\n'
        f"{_span('?fact')}\n}} ORDER BY ?start ?fact"
    )


def _source(form: Source) -> str:
    selection = (
        _found("?fact", _dimensions((form.of,), "?fact"))
        if isinstance(form.of, Observed)
        else _values("?fact", (form.of,))
    )
    return (
        f"SELECT DISTINCT ?fact ?heading ?title {_EVIDENCE} WHERE {{\n{selection}\n{_span('?fact')}\n"
        f'  OPTIONAL {{ ?fact dp:underHeading/dct:title ?heading FILTER(LANG(?heading) = "zh") }}\n'
        f'  OPTIONAL {{ ?fact dp:inSection/dct:title ?title FILTER(LANG(?title) = "zh") }}\n'
        f"}} ORDER BY ?start ?fact"
    )


def _attribute(form: Attribute) -> str:
    return (
        f"SELECT DISTINCT ?property ?item {_EVIDENCE} WHERE {{\n{_values('?property', form.properties)}\n"
        f"  {_iri(form.subject)} ?property ?item .\n  OPTIONAL {{\n{_span(_iri(form.subject))}\n  }}\n"
        f'  FILTER(!isLiteral(?item) || LANG(?item) != "en")\n}} ORDER BY ?property ?item ?start'
    )
