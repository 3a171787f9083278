"""Pictures for programs: shown in a notebook, saved as files, the same as those of ``kgqa export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import kgqa
from kgqa.access.plan import Plan
from kgqa.cli import run
from kgqa.cli.session import Session
from tests.access.conftest import LIBRARY


def test_a_notebook_shows_it(library: Plan) -> None:
    """As SVG that stands by itself; its own description is short."""
    figure = library.draw(focus="汀川市", width=900, height=600)
    drawn = ElementTree.fromstring(figure._repr_svg_())
    assert (drawn.get("width"), drawn.get("height")) == ("900", "600")
    assert repr(figure) == f"Figure(title={figure.title!r}, width=900, height=600)"


@pytest.mark.parametrize("format", ["svg", "png", "html"])
def test_a_saved_picture_is_that_of_the_command(library: Plan, tmp_path: Path, format: str) -> None:
    """To the byte; the ending of the name chooses the format."""
    ours, theirs = tmp_path / f"a.{format}", tmp_path / f"b.{format}"
    assert library.draw(place="Tingchuan", lang="en", dpi=96).save(ours) == ours
    options = ["--place", "Tingchuan", "--lang", "en", "--dpi", "96", "--graph", str(LIBRARY)]
    assert run(["export", format, "-o", str(theirs), *options], Session()) == 0
    assert ours.read_bytes() == theirs.read_bytes()


def test_a_resolution_may_be_chosen_late(library: Plan) -> None:
    """A PNG says its pixels in its head: width and height in bytes 16 to 24."""
    figure = library.draw(width=600, height=400)
    sizes = [int.from_bytes(image[16:20]) for image in (figure.png(), figure.png(dpi=96))]
    assert sizes == [1200, 600]
    with pytest.raises(kgqa.UsageError, match="a resolution of 5 dpi is out of range"):
        figure.png(dpi=5)


def test_the_facts_behind_an_answer(plan: Plan) -> None:
    """In the language of the question, unless another is asked for."""
    figure = plan.draw(question="Which parks opened in 2023?")
    assert figure.title == "Which parks opened in 2023?"
    assert "Zijing Gate Park" in figure.svg()
    assert "紫荆门公园" in plan.draw(question="Which parks opened in 2023?", lang="zh").svg()


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"focus": "金袋科创城"}, kgqa.UsageError, "the nearest names are"),
        ({"class_": "汽车"}, kgqa.UsageError, "no class is named '汽车'"),
        ({"tree": True, "place": "金岱科创城"}, kgqa.UsageError, "give only one of focus, class, place"),
        ({"width": 10}, kgqa.UsageError, "a size of 10x900 gives no picture"),
        ({"lang": "fr"}, kgqa.UsageError, "the language is zh or en, not 'fr'"),
        ({"font": "/nowhere/font.otf"}, kgqa.UsageError, "cannot read /nowhere/font.otf"),
        ({"question": "碧沙岗公园2023年建成了吗？"}, kgqa.GraphError, "no facts to draw"),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_says_why(
    plan: Plan, asked: dict[str, Any], error: type[kgqa.KgqaError], message: str
) -> None:
    """In one line."""
    with pytest.raises(error) as caught:
        plan.draw(**asked)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_written_leaves_nothing(library: Plan, tmp_path: Path) -> None:
    """Neither half a file nor one of an unknown kind."""
    figure = library.draw()
    with pytest.raises(kgqa.UsageError, match=r"end its name in \.svg, \.png, \.html"):
        figure.save(tmp_path / "picture.gif")
    with pytest.raises(kgqa.UsageError, match="cannot write"):
        figure.save(tmp_path / "absent" / "picture.svg")
    assert list(tmp_path.iterdir()) == []
