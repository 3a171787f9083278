"""A drawn picture: seen in a notebook, and saved as a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from pathlib import Path

from kgqa.access.arguments import number
from kgqa.errors import UsageError
from kgqa.export.picture import PICTURES, Atlas, Style
from kgqa.export.picture.drawing import Picture
from kgqa.export.writing import replace_file


@dataclass(frozen=True)
class Figure:
    """A picture of a part of the graph, with title, legend and source. Jupyter shows it as SVG.

    ``width`` and ``height`` are in pixels of 1/96 inch.
    """

    title: str
    width: int
    height: int
    _picture: Picture = field(repr=False)
    _atlas: Atlas = field(repr=False)
    _style: Style = field(repr=False)

    def svg(self) -> str:
        """The picture for print and for editing, its font embedded."""
        return self._written("svg").decode()

    def html(self) -> str:
        """One page that zooms, finds and filters, and tells what stands behind each card; offline too."""
        return self._written("html").decode()

    def png(self, dpi: int | None = None) -> bytes:
        """The picture for slides, with ``dpi`` pixels to the inch, by default those it was drawn with.

        Raises:
            UsageError: the resolution is no whole number or out of range.
        """
        if dpi is None:
            return self._written("png")
        style = replace(self._style, dpi=number(dpi, "dpi"))
        style.check()
        return replace(self, _style=style)._written("png")

    def save(self, path: str | PathLike[str]) -> Path:
        """Write a file, whole or not at all; its ending says the format: ``.svg``, ``.png`` or ``.html``.

        A file that is there is replaced. The same graph, part, style and font give the same bytes.

        Raises:
            UsageError: the ending is none of these, or the path cannot be written.
        """
        file = Path(fspath(path))
        format = file.suffix.lower().removeprefix(".")
        if format not in PICTURES:
            raise UsageError(f"{file} is no picture file; end its name in .{', .'.join(PICTURES)}")
        replace_file(file, self._written(format))
        return file

    def _repr_svg_(self) -> str:
        """What Jupyter shows."""
        return self.svg()

    def _written(self, format: str) -> bytes:
        return PICTURES[format](self._picture, self._atlas, self._style)
