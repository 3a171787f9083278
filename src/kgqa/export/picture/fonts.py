"""A Chinese font of the machine: how wide its words are, and the part of it that a picture carries.

No font travels with the package. A picture embeds the glyphs it uses, which the licences of the fonts looked
for allow; a font whose own flags forbid it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from kgqa.errors import UsageError

_FILES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "SourceHanSans.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "PingFang.ttc",
    "msyh.ttc",
)
FOLDERS = (
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
    Path("/usr/local/share/fonts"),
    Path("/usr/share/fonts"),
    Path("~/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"vhea", b"vmtx", b"VORG", b"BASE")
_SAMPLE = "图例"
_RESTRICTED, _NO_SUBSET = 0x0002, 0x0100
_FAMILY_NAME = 1


@dataclass(frozen=True)
class Typeface:
    """One face of a font file; ``family`` is its name, ``upem`` its units to the height of a line."""

    family: str
    upem: int
    face: hb.Face
    font: hb.Font
    advances: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    """Widths that were asked for before, by character; a label is measured many times while it is wrapped."""

    def width(self, words: str, size: float) -> float:
        """Width of words in one line; a character that the font lacks takes a full square."""
        known = self.advances
        for character in set(words).difference(known):
            known[character] = self._advance(character)
        return sum(map(known.__getitem__, words)) * size / self.upem

    def _advance(self, character: str) -> int:
        glyph = self.font.get_nominal_glyph(ord(character))
        return self.upem if glyph is None else int(self.font.get_glyph_h_advance(glyph))

    def subset(self, words: Iterable[str]) -> bytes:
        """An OpenType font with the characters of some words; without kerning, so that widths hold."""
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(sorted({ord(c) for text in words for c in text}))
        wanted.layout_feature_tag_set.clear()
        wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in _DROPPED)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        return bytes(hb.subset(self.face, wanted).blob.data)


def typeface(path: Path | None = None, folders: Iterable[Path] = FOLDERS) -> Typeface:
    """The font of a file, or the first known Chinese font of some folders.

    Raises:
        UsageError: there is none, or the file is no font, not a Chinese one, or may not be embedded.
    """
    found = path or find(folders)
    if found is None:
        raise UsageError(
            "no Chinese font found; install Noto Sans CJK (Debian, Ubuntu: fonts-noto-cjk) "
            "or name a font with --font FILE"
        )
    return _open(found)


def find(folders: Iterable[Path]) -> Path | None:
    """The first of the known font files that lies in one of some folders or below."""
    there: dict[str, Path] = {}
    for path in _files(folders):
        there.setdefault(path.name, path)
    return next((there[name] for name in _FILES if name in there), None)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(p for p in folder.expanduser().rglob("*.[to]t[cf]") if p.is_file())


@lru_cache(maxsize=4)
def _open(path: Path) -> Typeface:
    try:
        blob = hb.Blob(path.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}; name a font with --font FILE") from error
    faces = [hb.Face(blob, index) for index in range(hb.Face(blob).count)]
    chinese = [f for f in faces if all(hb.Font(f).get_nominal_glyph(ord(c)) for c in _SAMPLE)]
    if not chinese:
        raise UsageError(f"{path} is no font with Chinese characters; name another with --font FILE")
    face = min(chinese, key=lambda f: "SC" not in f.get_name(_FAMILY_NAME).split())
    flags = int.from_bytes(bytes(face.reference_table("OS/2").data[8:10]))
    if flags & _NO_SUBSET or flags & 0xF == _RESTRICTED:
        raise UsageError(f"the font {path} forbids to be embedded; name another with --font FILE")
    return Typeface(face.get_name(_FAMILY_NAME), int(face.upem), face, hb.Font(face))
