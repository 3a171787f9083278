"""HTML made of elements; whatever is no element already is escaped, so that no text becomes markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

_VOID = frozenset({"br", "hr", "input", "link", "meta"})


class Markup(str):
    """Text that is HTML."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Any text as HTML; what is HTML stays as it is.

    >>> escaped('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return text if isinstance(text, Markup) else Markup(html.escape(text, quote=True))


def joined(parts: Iterable[str]) -> Markup:
    """Parts one after another."""
    return Markup("".join(map(escaped, parts)))


def tag(name: str, /, *children: str, **attributes: str) -> Markup:
    """An element; an underscore at the end of an attribute's name is left out, and one inside is a hyphen.

    >>> tag("a", "R&D", href="/x", class_="y")
    '<a href="/x" class="y">R&amp;D</a>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"' for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")
