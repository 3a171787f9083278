"""Text of the report, of a question or of the graph, made harmless before it is shown."""

from __future__ import annotations

import html
import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SHORTCODE = re.compile(r":(?=[\w+-]+:)")
_BLANKS = re.compile(r"\s+")
_WORD_JOINER = "\u2060"


def escape_html(text: str) -> str:
    """The text for HTML, inside an element or a quoted attribute.

    >>> escape_html('<b title="x">R&D</b>')
    '&lt;b title=&quot;x&quot;&gt;R&amp;D&lt;/b&gt;'
    """
    return html.escape(text, quote=True)


def escape_markdown(text: str) -> str:
    r"""The text for Streamlit's Markdown, on one line; no emphasis, link, formula or icon comes of it.

    >>> print(escape_markdown("2*3 $x$ [a](b)"))
    2\*3 \$x\$ \[a\]\(b\)
    """
    joined = _SHORTCODE.sub(f":{_WORD_JOINER}", _BLANKS.sub(" ", text).strip())
    return _PUNCTUATION.sub(r"\\\1", joined)
