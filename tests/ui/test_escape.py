"""Text of others comes out as text: no markup, formula, link or icon."""

import pytest
from markdown_it import MarkdownIt

from kgqa.ui.escape import escape_html, escape_markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**粗** _斜_ ~删~ `码`",
    "# 标题",
    "1. 一",
    "- 一",
    "[点这里](http://example.org)",
    "![图](http://example.org/x.png)",
    ":red[红] :material/home: :smile:",
    "$x^2$ 与 $$y$$",
    "a | b\n--|--\nc | d",
    "&amp; &lt;",
    "\\*",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_text_itself(text: str) -> None:
    """Rendered as Markdown, the escaped text is one paragraph of that very text."""
    rendered = MarkdownIt("commonmark").enable("table").render(escape_markdown(text))
    words = " ".join(text.split())
    assert rendered.replace("\u2060", "") == f"<p>{escape_html(words)}</p>\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_html_has_no_markup(text: str) -> None:
    """No angle bracket and no quote survives in HTML."""
    assert not set('<>"') & set(escape_html(text))


def test_icons_are_broken_up() -> None:
    """A short code of an icon or an emoji is not one any more, whatever escapes are undone first."""
    assert ":smile:" not in escape_markdown(":smile:").replace("\\", "")
