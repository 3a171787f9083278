"""Generators: each proposes readings of one kind for a context; none knows of the others' readings."""

from __future__ import annotations

from collections.abc import Callable

from kgqa.parsing.context import Context
from kgqa.parsing.generators.aggregates import means, totals
from kgqa.parsing.generators.attributes import attributes
from kgqa.parsing.generators.comparisons import comparisons
from kgqa.parsing.generators.counts import counts
from kgqa.parsing.generators.deadlines import deadlines
from kgqa.parsing.generators.honours import honours
from kgqa.parsing.generators.lists import names
from kgqa.parsing.generators.passages import doings, passages
from kgqa.parsing.generators.prospects import prospects
from kgqa.parsing.generators.rankings import rankings, selections, targets
from kgqa.parsing.generators.recounts import recounts
from kgqa.parsing.generators.sections import sections
from kgqa.parsing.generators.sets import sets
from kgqa.parsing.generators.several import several
from kgqa.parsing.generators.shared import shared
from kgqa.parsing.generators.sources import sources
from kgqa.parsing.generators.things import things
from kgqa.parsing.generators.topics import targets_on
from kgqa.parsing.generators.values import values
from kgqa.parsing.generators.verdicts import verdicts
from kgqa.parsing.readings import Reading

Generator = Callable[[Context], list[Reading]]
GENERATORS: tuple[Generator, ...] = (
    values,
    names,
    things,
    honours,
    comparisons,
    sets,
    totals,
    targets,
    targets_on,
    selections,
    means,
    rankings,
    verdicts,
    passages,
    sources,
    doings,
    prospects,
    counts,
    recounts,
    deadlines,
    shared,
    several,
    attributes,
    sections,
)
