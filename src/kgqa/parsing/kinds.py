"""Kinds of quantity, and the cues that ask how one changed, which several checks look at."""

from __future__ import annotations

PHYSICAL = frozenset({"money", "area", "length", "mass", "volume", "power", "energy"})
RELATIVE = frozenset({"share", "ratio"})  # parts or multiples of something; they count nothing
COUNTED = frozenset({"count", "person", "person-time"})
CHANGE = frozenset({"growth", "decline"})
OF_LEVELS = frozenset({"higher", "lower", "less"})  # by which rates are compared, not what has grown
OF_SEVERAL_YEARS = frozenset({"compare", "greater", "difference", "ratio", "sum", "both", "each"}) | OF_LEVELS
ANY_COUNTER = frozenset({"", "个"})  # counters that stand for any other one
