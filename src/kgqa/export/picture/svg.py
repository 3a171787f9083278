"""SVG: the measured pieces of a picture as one document that asks for nothing outside itself."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from kgqa.export.picture.fonts import Typeface
from kgqa.export.picture.layout import Box
from kgqa.export.picture.scene import Card, Key, Line, Scene, Stroke, Text

_GROUND = "#ffffff"
_RIM = 4


def document(scene: Scene, face: Typeface, embedded: bool = True) -> str:
    """The picture; with ``embedded`` its font is in it, otherwise only named."""
    style = f"<style>{font_face(scene, face)}</style>" if embedded else ""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{scene.width}" height="{scene.height}" '
            f'viewBox="0 0 {scene.width} {scene.height}" lang="{scene.language}" role="img" '
            f'aria-labelledby="title described" font-family="{_family(face)}">',
            f'<title id="title">{_words(scene.title)}</title>',
            f'<desc id="described">{_words(scene.described)}</desc>',
            style,
            f'<rect width="{scene.width}" height="{scene.height}" fill="{_GROUND}"/>',
            f'<clipPath id="frame">{_frame(scene)}</clipPath>',
            '<g clip-path="url(#frame)"><g id="body">',
            *(_line(line) for line in scene.lines),
            *(_line_label(line, line.label) for line in scene.lines if line.label),
            *(_card(card) for card in scene.cards),
            "</g></g>",
            *(_key(key) for key in scene.keys),
            *(_text(text) for text in scene.texts),
            "</svg>\n",
        )
    )


def font_face(scene: Scene, face: Typeface) -> str:
    """The style rule that carries the glyphs of the picture."""
    data = base64.b64encode(face.subset([*(t.words for t in scene.written())])).decode()
    return f"@font-face{{font-family:'{face.family}';src:url(data:font/otf;base64,{data})}}"


def _family(face: Typeface) -> str:
    return escape(f"'{face.family}',sans-serif")


def _card(card: Card) -> str:
    box, rx = card.box, min(card.band, 6.0)
    dash = ' stroke-dasharray="4 3"' if card.summary else ""
    place = f'x="{box.x:.1f}" y="{box.y:.1f}" height="{box.height:.1f}"'
    return "".join(
        (
            f'<g class="card" data-id="{_words(card.id)}" data-family="{card.family}">',
            f"<title>{_words(card.tooltip)}</title>",
            f'<rect {place} width="{box.width:.1f}" rx="{rx:.1f}" fill="{card.tint}" '
            f'stroke="{card.rim}"{dash}/>',
            f'<path d="{_band(box, card.band, rx)}" fill="{card.rim}"/>',
            *(_text(text) for text in card.texts),
            "</g>",
        )
    )


def _band(box: Box, width: float, r: float) -> str:
    """The left edge of a card, as data of a path: round where the card is."""
    curve = f"a{r:.1f} {r:.1f} 0 0 1"
    return (
        f"M{box.x + r:.1f} {box.y:.1f}h{width - r:.1f}v{box.height:.1f}h{r - width:.1f}"
        f"{curve} {-r:.1f} {-r:.1f}v{2 * r - box.height:.1f}{curve} {r:.1f} {-r:.1f}z"
    )


def _line(line: Line) -> str:
    tip = f'<path d="{line.tip}" fill="{line.stroke.colour}"/>' if line.tip else ""
    return (
        f'<g class="link" data-source="{_words(line.source)}" data-target="{_words(line.target)}">'
        f"<title>{_words(line.tooltip)}</title>"
        f'<path d="{line.path}" fill="none" {_stroke(line.stroke)}/>{tip}</g>'
    )


def _stroke(stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    return f'stroke="{stroke.colour}" stroke-width="{stroke.width:.2f}"{dash}'


def _line_label(line: Line, text: Text) -> str:
    ends = f'class="name" data-source="{_words(line.source)}" data-target="{_words(line.target)}"'
    halo = f'stroke="{_GROUND}" stroke-width="{text.size / 3:.1f}" paint-order="stroke"'
    return _text(text, f" {ends} {halo}")


def _frame(scene: Scene) -> str:
    """What is seen of the body when a page moves it."""
    top, high = scene.body.y - _RIM, scene.body.height + 2 * _RIM
    return f'<rect x="0" y="{top:.1f}" width="{scene.width}" height="{high:.1f}"/>'


def _key(key: Key) -> str:
    return "".join((f'<g class="key" data-family="{key.family}">', *_sample(key), _text(key.text), "</g>"))


def _sample(key: Key) -> Iterator[str]:
    box = key.box
    if key.stroke:
        y = box.y + box.height / 2
        yield f'<path d="M{box.x:.1f} {y:.1f}H{box.x + box.width:.1f}" fill="none" {_stroke(key.stroke)}/>'
        return
    place = f'x="{box.x:.1f}" y="{box.y:.1f}" height="{box.height:.1f}"'
    yield f'<rect {place} width="{box.width:.1f}" rx="3" fill="{key.tint}" stroke="{key.rim}"/>'
    yield f'<path d="{_band(box, box.width / 4, 3.0)}" fill="{key.rim}"/>'


def _text(text: Text, more: str = "") -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    strong = f' stroke="{text.colour}" stroke-width="{text.size / 40:.2f}"' if text.strong else ""
    place = f'x="{text.x:.1f}" y="{text.y:.1f}" font-size="{text.size:.2f}" fill="{text.colour}"'
    return f"<text {place}{anchor}{strong}{more}>{_words(text.words)}</text>"


def _words(words: str) -> str:
    return escape(words, quote=True)
