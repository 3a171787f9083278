"""Names of files that every system takes: Windows forbids some characters, ends, and whole names."""

from __future__ import annotations

import re

LONGEST = 80  # of Chinese, which a file system counts by bytes
_ALLOWED = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE | re.DOTALL)
_EDGES = "-._ "


def file_stem(words: str) -> str:
    """Some words as the name of a file, without its ending.

    >>> file_stem('2024: "年报"/草案?'), file_stem("con"), file_stem("…")
    ('2024_年报_草案', 'kgqa-con', 'kgqa')
    """
    return unreserved(_ALLOWED.sub("_", words)[:LONGEST].strip(_EDGES)) or "kgqa"


def unreserved(stem: str) -> str:
    """A name that is none of a device."""
    return f"kgqa-{stem}" if _RESERVED.fullmatch(stem) else stem
