"""Files that are saved have names that Windows takes, too."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.export.formats import FORMATS
from kgqa.export.picture import PICTURES
from kgqa.ui.adding import safe_name
from kgqa.ui.downloads import FORMS, Part, build, take
from kgqa.ui.filenames import file_stem
from kgqa.ui.frame import shared_workspace

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def is_good(name: str) -> bool:
    """As Microsoft's rules for names of files say; no longer than 255 bytes, which Linux asks for."""
    return not (FORBIDDEN.search(name) or DEVICES.fullmatch(name) or len(name.encode()) > 255) and bool(name)


@given(st.text(max_size=400))
def test_any_words_give_a_name_that_every_system_takes(words: str) -> None:
    """What is asked about may hold anything."""
    assert is_good(f"{file_stem(words)}.graphml")


@pytest.mark.parametrize("words", ["con", "NUL.2024", "Com1", "lpt9.a.b", "aux"])
def test_names_of_devices_are_none_of_files(words: str) -> None:
    """Neither as they are nor with an ending; also for a report that is uploaded."""
    assert is_good(f"{file_stem(words)}.ttl")
    assert is_good(safe_name(f"{words}.docx"))


@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("nodes", "edges", "stratml")])
def test_a_part_is_saved_under_a_good_name(format: str) -> None:
    """With the name of its focus, whatever marks are in it; tables that refer to each other keep theirs."""
    asked = Part("金岱科创城", 1)
    file = build(take(shared_workspace().store, asked), Part('“金岱”：/科创城?*"|', 1), format, "a:b")
    assert is_good(file.name)
    assert file.name in (FORMS[format].name, f"a_b-_金岱_科创城_-1.{FORMS[format].ending}")


def test_endings_are_plain() -> None:
    """Of every format."""
    assert all(re.fullmatch(r"[a-z]{2,8}", FORMS[name].ending) for name in (*FORMATS, *PICTURES))
