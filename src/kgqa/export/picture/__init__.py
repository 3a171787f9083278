"""The graph, or a part of it, as a picture that can be handed on: SVG, PNG or one HTML file.

A :class:`~kgqa.export.picture.views.View` says what belongs into the picture, best first;
:func:`~kgqa.export.picture.reduction.reduce` keeps a readable number of it and sums up the rest;
:func:`~kgqa.export.picture.composition.arrange` measures, wraps and places,
:func:`~kgqa.export.picture.composition.compose` draws the lines between; the writers only write.
"""

from kgqa.export.picture.drawing import PICTURES, Atlas, Style, export_picture, picture
from kgqa.export.picture.views import Answered, Part

__all__ = ["PICTURES", "Answered", "Atlas", "Part", "Style", "export_picture", "picture"]
