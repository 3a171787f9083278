"""PNG: the SVG drawn by resvg with the picture's own font; no other font of the machine has a say."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import resvg_py
from PIL import Image

from kgqa.export.picture import svg
from kgqa.export.picture.fonts import Typeface
from kgqa.export.picture.scene import Scene

INCH = 96
"""Pixels of a picture's size to the inch."""


def image(scene: Scene, face: Typeface, dpi: int) -> bytes:
    """The picture with ``dpi`` pixels to the inch, which the file says too."""
    with tempfile.TemporaryDirectory() as folder:
        font = Path(folder) / "font.otf"
        font.write_bytes(face.subset(t.words for t in scene.written()))
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg.document(scene, face, embedded=False),
            width=round(scene.width * dpi / INCH),
            height=round(scene.height * dpi / INCH),
            skip_system_fonts=True,
            font_files=[str(font)],
            font_family=face.family,
            sans_serif_family=face.family,
        )
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as pixels:
        pixels.convert("RGB").save(out, "PNG", dpi=(dpi, dpi), optimize=False)
    return out.getvalue()
