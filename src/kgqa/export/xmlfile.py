"""XML files: indented, with a declaration, and without the characters that XML 1.0 has no place for."""

from __future__ import annotations

import re
from xml.etree import ElementTree

# As bytes of UTF-8: control characters but tab and line ends, and the two noncharacters U+FFFE and U+FFFF.
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def legal(document: bytes) -> bytes:
    """A document in UTF-8 without characters that no XML reader takes."""
    return _ILLEGAL.sub(b"", document)


def xml_file(root: ElementTree.Element) -> bytes:
    """A document from its root."""
    ElementTree.indent(root, " ")
    return legal(ElementTree.tostring(root, "utf-8", xml_declaration=True)) + b"\n"
