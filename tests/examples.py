"""Runs the Python examples of documents, as doctests: what stands below a line of code is what it prints.

python tests/examples.py docs/python.md README.md

It needs nothing but the standard library and the package that is installed where it runs.
"""

from __future__ import annotations

import doctest
import re
import sys
from pathlib import Path

_FENCES = re.compile(r"^```(\w*)$")


def code_of(text: str) -> str:
    """The ``pycon`` blocks of a document; all other lines are empty, so that the numbers of lines stay."""
    kept, language = [], ""
    for line in text.split("\n"):
        fence = _FENCES.match(line)
        if fence:
            language = "" if language else fence[1] or "text"
        kept.append(line if language == "pycon" and not fence else "")
    return "\n".join(kept)


def failed(document: Path) -> int:
    """How many examples of a document fail; what differs is printed."""
    code = code_of(document.read_text(encoding="utf-8"))
    test = doctest.DocTestParser().get_doctest(code, {}, document.name, str(document), 0)
    found = doctest.DocTestRunner().run(test)
    print(f"{document.name}: {found.attempted} examples, {found.failed} failed")
    return found.failed if found.attempted else 1


if __name__ == "__main__":
    sys.exit(min(1, sum(failed(Path(name)) for name in sys.argv[1:])))
