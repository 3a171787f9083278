"""The algebra of meanings: what a question can be turned into.

Forms are frozen and nest. A new form fails the type check wherever it is not yet handled (``assert_never``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

STATEMENTS = ("Measure", "Outcome", "Goal", "Issue", "Requirement")  # classes told in the report's words


@dataclass(frozen=True)
class Observed:
    """A set of observations by their dimensions; None leaves a dimension open.

    ``indicator`` and ``about`` are IRIs, ``kind`` and ``basis`` local names of codes.
    """

    indicator: str
    about: str | None = None
    year: int | None = None
    kind: str | None = None
    basis: str | None = None
    condition: str | None = None


@dataclass(frozen=True)
class Lookup:
    """The values of one or more sets of observations."""

    observed: tuple[Observed, ...]


@dataclass(frozen=True)
class Total:
    """The sum of observations of like unit."""

    observed: tuple[Observed, ...]


@dataclass(frozen=True)
class Remainder:
    """What is left of a number, in base units, without some values: the rest to 100 per cent."""

    observed: tuple[Observed, ...]
    number: str


@dataclass(frozen=True)
class Unnamed:
    """How many of the things that an observation counts the report does not name."""

    statement: str


@dataclass(frozen=True)
class Each:
    """The values of several sets of observations, all of which are asked for."""

    observed: tuple[Observed, ...]


@dataclass(frozen=True)
class Extreme:
    """The first ``limit`` of given observations in order of value; with ``gap`` how far apart they are.

    ``every`` says that the values of all are asked for, and not only that of the first; ``place`` that it is
    not the first that is asked for, but the second or third.
    """

    observed: tuple[Observed, ...]
    descending: bool
    limit: int = 1
    gap: bool = False
    every: bool = False
    place: int = 1


@dataclass(frozen=True)
class Difference:
    """How much the left value is above the right one, in the finer of their two scales.

    Either side may be a sum. ``each`` says that the two values are asked for and not how far apart they are.
    """

    left: Observed | Total
    right: Observed | Total
    each: bool = False


@dataclass(frozen=True)
class Ratio:
    """The left value as a share of the right one, in per cent or as ``times`` it; either may be a sum."""

    left: Observed | Total
    right: Observed | Total
    times: bool = False


@dataclass(frozen=True)
class Revised:
    """Indicators whose target for a year stands in a relation to the result of the year before.

    Of the given ``indicators``, or of all; ``headline`` keeps to those of the general part, which stand under
    no heading.
    """

    plan_year: int
    report_year: int
    relation: str
    measure: str | None
    indicators: tuple[str, ...] = ()
    headline: bool = False


@dataclass(frozen=True)
class Quotient:
    """The left value for each unit of the right one: how many homes a project, how much a firm.

    ``many`` are the units for which it is told: problems per 100 firms.
    """

    left: Observed
    right: Observed
    many: int = 1


@dataclass(frozen=True)
class Selected:
    """Observations whose value stands in a relation to a number given in base units, if one is given.

    They are of a unit, a year and kind, a type of measure, or of given indicators; empty takes all. Of rates
    of change, ``falling`` keeps the declines and leaves them out otherwise; ``headline`` is as for rankings.
    """

    relation: str = ""
    number: str = ""
    unit: str = ""
    indicators: tuple[str, ...] = ()
    year: int | None = None
    kind: str | None = None
    measure: str | None = None
    falling: bool = False
    headline: bool = False


@dataclass(frozen=True)
class Ranking:
    """Observations in order of value: of a unit, a measure type, a year and kind, or of given indicators.

    With a ``limit`` of one, all that are as large as the first one; declines are no rates of growth.

    ``headline`` keeps to those of the general part, which stand under no heading. ``counted_in`` is the
    unit of all values, whatever their scale, and ``ends`` keeps the first and the last.
    """

    indicators: tuple[str, ...]
    unit: str | None
    year: int | None
    kind: str | None
    descending: bool
    limit: int | None
    measure: str | None = None
    headline: bool = False
    counted_in: str | None = None
    ends: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether a value stands in a relation (``= > >= < <=``) to a number given in base units."""

    observed: Observed
    relation: str
    number: str


@dataclass(frozen=True)
class Claims:
    """Whether each of several values is as it is told."""

    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Comparison:
    """Whether the left value is above the right one, or above so many ``times`` it; either may be a sum."""

    left: Observed | Total
    right: Observed | Total
    relation: str
    times: str = ""


@dataclass(frozen=True)
class Named:
    """The things in a role of given statements: members, recipients, subjects; without those excluded.

    ``picked`` says that they are some of a row, so that the number that it states is not theirs. With
    ``titled`` the titles that the statements give to the things are asked for as well.
    """

    statements: tuple[str, ...]
    role: str
    excluded: tuple[str, ...] = ()
    picked: bool = False
    titled: bool = False


@dataclass(frozen=True)
class Honours:
    """Titles won or sought, of a recipient, kind (``actual``, ``target``), year, level; each may be open.

    ``levels`` are those wanted, one of which is enough; ``named`` are groups of words, of each of which the
    name of the title must hold one. ``among`` are the statements on the topic asked about; empty takes all.
    ``holders`` are classes of recipients, one of which is enough; with ``who`` they are asked for.
    """

    recipient: str | None
    kind: str | None
    year: int | None
    levels: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    named: tuple[tuple[str, ...], ...] = ()
    holders: tuple[str, ...] = ()
    who: bool = False


@dataclass(frozen=True)
class Shared:
    """The things that two sets of statements have in common, or what the right ones tell of them."""

    left: Named
    right: Named
    told: str | None = None


@dataclass(frozen=True)
class Deadline:
    """By when a target is due, or was met: that of a value, or the IRI of the state that a thing is to reach.

    ``of`` are the things of which the target must speak: that which was basically completed the year before.
    """

    target: Observed | str
    of: Named | None = None


@dataclass(frozen=True)
class Things:
    """Named things of any of the classes, narrowed by state, honour, place; each filter may be open.

    ``states`` are sets of status codes with a year and kind, all of which must hold. ``among`` are the
    statements of states on the topic asked about; empty takes all. ``excluded`` are things that are left out.
    ``named`` are words of which the name of a thing must hold one: those of a narrower kind than the class.
    """

    categories: tuple[str, ...]
    states: tuple[StateFilter, ...] = ()
    holder: str | None = None
    among: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class StateFilter:
    """A state that a thing must have: any of the statuses, in a year if given."""

    statuses: tuple[str, ...]
    year: int | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Sections:
    """What a report or one of its parts is divided into, by IRI: titled sections, or else run-in headings.

    With ``named`` the part itself is asked for as well: which task deals with it, and into what it falls.
    """

    part: str
    named: bool = False


@dataclass(frozen=True)
class Count:
    """How many things, or indicators, a form yields."""

    of: Named | Things | Honours | Sections | Selected | Revised


@dataclass(frozen=True)
class StateVerdict:
    """Whether a thing has reached one of the statuses; the statements are those that tell.

    ``planned`` is the year for which they only plan it, None when they tell what is.
    """

    statements: tuple[str, ...]
    holds: bool
    planned: int | None = None


@dataclass(frozen=True)
class Passage:
    """The statements under headings, or given ones, in the order of the text."""

    headings: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a value is stated: its section and heading, or the one of them that ``level`` says.

    With ``worded`` in which words.
    """

    of: Observed | str
    worded: bool = False
    level: Literal["", "section", "heading"] = ""


@dataclass(frozen=True)
class Attribute:
    """Values of a property of a thing."""

    subject: str
    properties: tuple[str, ...]


Form = (
    Lookup
    | Difference
    | Ratio
    | Quotient
    | Revised
    | Total
    | Remainder
    | Unnamed
    | Each
    | Extreme
    | Selected
    | Ranking
    | Verdict
    | Claims
    | Comparison
    | Named
    | Shared
    | Honours
    | Deadline
    | Things
    | Sections
    | Count
    | StateVerdict
    | Passage
    | Source
    | Attribute
)


def kind_of(form: Form) -> str:
    """The kind of answer that a form gives: ``value``, ``names``, ``truth`` …"""
    match form:
        case Lookup() | Each() | Selected():
            return "value"
        case Difference() | Ratio() | Quotient() | Total() | Remainder() | Unnamed():
            return "computed"
        case Ranking() | Revised() | Extreme():
            return "ranking"
        case Verdict() | Claims() | Comparison() | StateVerdict():
            return "truth"
        case Named() | Things() | Shared() | Honours() | Sections():
            return "names"
        case Count():
            return "count"
        case Deadline():
            return "date"
        case Passage():
            return "text"
        case Source():
            return "source"
        case Attribute():
            return "attribute"
        case _:
            assert_never(form)
