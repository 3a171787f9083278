"""Pictures: what they show and say, whether it can be read, and that the same graph gives the same bytes."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from PIL import Image

from kgqa.errors import GraphError, UsageError
from kgqa.export import export
from kgqa.export.colours import FAMILIES
from kgqa.export.picture import PICTURES, Answered, Atlas, Part, Style, export_picture, picture
from kgqa.export.picture.composition import SMALLEST
from kgqa.export.picture.drawing import Picture
from kgqa.export.picture.layout import Box
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import PREFIXES
from kgqa.resources import ontology_dir, read_toml

SVG = "{http://www.w3.org/2000/svg}"
RESOURCE = "https://w3id.org/district-plan/id/"
PLAIN = Style()
LONG = "特别长的名称" * 34
ODD = f"""
x:g {{
  x:a a dp:Place ; skos:prefLabel "“光之谷”<b>&'甲'\\"乙\\""@zh .
  x:b a dp:Place ; skos:prefLabel "公园🌳🏞️"@zh ; dp:partOf x:a .
  x:c a dp:Place ; skos:prefLabel "{LONG}"@zh ; dp:partOf x:a .
  x:d a dp:Place ; skos:prefLabel "Innovation-and-Entrepreneurship-Demonstration-Base-{"x" * 80}"@zh ;
    dp:partOf x:a .
  x:e a dp:Place ; skos:prefLabel "断\\u0008行\\n符"@zh ; dp:partOf x:a .
}}
"""
PARTS = {
    "whole": Part(),
    "class": Part(category="项目"),
    "small class": Part(category="Museum"),
    "place": Part(place="商都历史文化区"),
    "district": Part(place="管城回族区"),
    "focus": Part(focus="金岱科创城"),
    "wide focus": Part(focus="体育公园三期", depth=2),
    "one thing": Part(focus="体育公园三期", depth=0),
    "tree": Part(tree=True),
    "tree around a name": Part(tree=True, focus="重大产业项目"),
}


def read(text: str) -> Store:
    """A store of some TriG, with our prefixes and those of the tests."""
    prologue = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    base = f"@prefix x: <{RESOURCE}> .\n"
    return Store(ox.parse((prologue + base + text).encode(), format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def atlas(shipped: Store) -> Atlas:
    """The graph of the report, opened for drawing."""
    return Atlas(shipped)


@pytest.fixture(scope="module")
def odd() -> Atlas:
    """Names that are hard to write."""
    return Atlas(read(ODD))


def words(drawn: Picture) -> list[str]:
    """Every line of words in a picture."""
    return [text.words for text in drawn.scene.written()]


def boxes(drawn: Picture) -> list[Box]:
    """The rectangles of all words, a hair smaller than measured, as the size is written with two digits."""
    found = [text.box(drawn.face) for text in drawn.scene.written()]
    return [Box(b.x + 0.05, b.y + 0.05, b.width - 0.1, b.height - 0.1) for b in found]


def overlapping(found: Sequence[Box]) -> list[tuple[int, int]]:
    """Pairs of rectangles that share an area."""
    return [(a, b) for a, b in combinations(range(len(found)), 2) if found[a].meets(found[b])]


@pytest.mark.parametrize(
    ("language", "size"), [("zh", (1600, 900)), ("zh", (900, 1400)), ("en", (640, 480))], ids=str
)
@pytest.mark.parametrize("name", PARTS)
def test_no_words_overlap_and_none_leave_the_picture(
    name: str, language: str, size: tuple[int, int], atlas: Atlas
) -> None:
    """Measured with the font that is embedded; cards do not overlap either, and words lie in their card."""
    drawn = picture(atlas, PARTS[name], Style(language, *size))
    found, whole = boxes(drawn), Box(0, 0, *size)
    assert [words(drawn)[i] for pair in overlapping(found) for i in pair] == []
    assert [words(drawn)[i] for i, box in enumerate(found) if not box.within(whole)] == []
    assert overlapping([card.box for card in drawn.scene.cards]) == []
    assert all(
        text.box(drawn.face).x + text.box(drawn.face).width <= card.box.x + card.box.width
        for card in drawn.scene.cards
        for text in card.texts
    )


@pytest.mark.parametrize("name", PARTS)
def test_no_label_covers_the_head_of_an_arrow(name: str, atlas: Atlas) -> None:
    """Between two cards that lie close it is left out; the legend and the tip of the line tell it."""
    drawn = picture(atlas, PARTS[name], PLAIN)
    labels = [line.label.box(drawn.face) for line in drawn.scene.lines if line.label]
    heads = []
    for line in (line for line in drawn.scene.lines if line.tip):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", line.tip)]
        xs, ys = numbers[::2], numbers[1::2]
        heads.append(Box(min(xs) + 0.1, min(ys) + 0.1, max(xs) - min(xs) - 0.2, max(ys) - min(ys) - 0.2))
    assert [label for label in labels if any(label.meets(head) for head in heads)] == []


@pytest.mark.parametrize("size", [(1600, 900), (1000, 1400), (800, 600)], ids=str)
@pytest.mark.parametrize("name", PARTS)
def test_words_on_cards_can_be_read(name: str, size: tuple[int, int], atlas: Atlas) -> None:
    """No label is lower than nine pixels at the size of the picture; no more cards than asked for."""
    drawn = picture(atlas, PARTS[name], replace(PLAIN, most=50, width=size[0], height=size[1]))
    assert min(card.texts[0].size for card in drawn.scene.cards) >= 15 * SMALLEST
    assert len(drawn.scene.cards) <= 50


@pytest.mark.parametrize("format", PICTURES)
def test_the_same_graph_gives_the_same_bytes(format: str, small: Store, tmp_path: Path) -> None:
    """Also when its quads were loaded in another order."""
    other = Store(sorted(small.quads(), key=lambda q: str(q)[::-1]))
    for store, name in ((small, "one"), (other, "two")):
        export_picture(store, format, tmp_path / name, Part(focus="甲区"), PLAIN)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", PARTS)
def test_two_drawings_of_the_report_are_equal(name: str, atlas: Atlas) -> None:
    """Layouts begin at fixed places, and ties are broken by name."""
    assert picture(atlas, PARTS[name], PLAIN).scene == picture(atlas, PARTS[name], PLAIN).scene


def test_the_source_names_report_date_and_digest(atlas: Atlas, shipped: Store, tmp_path: Path) -> None:
    """The digest is that of the N-Quads export, so that anyone can compute it."""
    export(shipped, "nquads", tmp_path / "graph.nq")
    digest = hashlib.sha256((tmp_path / "graph.nq").read_bytes()).hexdigest()
    said = " ".join(words(picture(atlas, PARTS["focus"], PLAIN)))
    assert f"图谱 SHA-256 {digest[:12]}" in said
    assert "来源：《关于郑州市管城回族区2023年" in said
    assert ("草案" in said, "2024-02-21印发" in said) == (True, True)
    english = " ".join(words(picture(atlas, PARTS["focus"], Style("en"))))
    assert ("Source: Report on" in english, "printed 2024-02-21" in english) == (True, True)


def test_a_picture_counts_what_it_leaves_out(atlas: Atlas) -> None:
    """Drawn, summed up on cards and counted in the note together make all nodes."""
    drawn = picture(atlas, PARTS["district"], PLAIN)
    cards = [card for card in drawn.scene.cards if not card.summary]
    summed = [int(re.findall(r"\d+", c.texts[0].words)[0]) for c in drawn.scene.cards if c.summary]
    noted = [int(n) for note in drawn.drawing.notes for n in re.findall(r"(\d+)个", note)]
    total = int(re.findall(r"共([\d,]+)个节点", drawn.drawing.subtitle)[0].replace(",", ""))
    assert summed
    assert len(cards) + sum(summed) + sum(noted) == total


def test_the_whole_graph_says_how_large_it_is(atlas: Atlas) -> None:
    """With every node either drawn or counted by its class."""
    drawn = picture(atlas, Part(), PLAIN)
    nodes, links = len(atlas.whole.network), atlas.whole.network.number_of_edges()
    assert f"全图共{nodes:,}个节点、{links:,}条联系" in drawn.drawing.subtitle
    counted = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+)个", drawn.drawing.notes[0])]
    assert len(drawn.scene.cards) + sum(counted) == nodes


def test_every_family_and_relation_that_is_drawn_stands_in_the_legend(atlas: Atlas) -> None:
    """Families by their colour, relations by their line."""
    drawn = picture(atlas, PARTS["tree"], PLAIN)
    families = {key.family for key in drawn.scene.keys if key.family}
    assert {card.family for card in drawn.scene.cards} == families
    labels = {key.text.words for key in drawn.scene.keys if key.stroke}
    assert labels == {"服务目标", "落实举措", "量化为"}


def test_the_tree_leads_from_goals_to_figures(atlas: Atlas) -> None:
    """Goals on the left, then measures, what implements them, and figures; a figure hangs on its measure."""
    drawn = picture(atlas, PARTS["tree around a name"], PLAIN)
    classes = {item.id: (item.level, item.note) for item in drawn.drawing.items}
    assert {note for level, note in classes.values() if level == 0} == {"目标"}
    assert {note for level, note in classes.values() if level == 1} == {"举措"}
    assert {note for level, note in classes.values() if level == 3} == {"指标值"}
    assert drawn.scene.title == "重大产业项目：目标、举措、项目与量化指标"
    english = picture(atlas, PARTS["tree around a name"], Style("en"))
    assert english.scene.title == "Major industrial projects: Goals, measures, projects and figures"
    assert "重大产业项目" in {item.label for item in drawn.drawing.items if item.level == 2}


def test_a_place_holds_its_parts_and_what_is_said_of_them(small: Store) -> None:
    """Parts stand one column further right than what they are part of."""
    drawn = picture(Atlas(small), Part(place="甲区"), PLAIN)
    levels = {item.label: item.level for item in drawn.drawing.items}
    assert levels == {
        "甲区": 0,
        "“光之谷”产业园": 1,
        "甲区 地区生产总值增速 6.90%（2023年，实际）": 1,
        "甲区 新建道路数 ≥三条（2024年，目标）": 1,
        "“光之谷”产业园 新建道路数 走在前列（2024年，目标）": 2,
        "“光之谷”产业园：建成开放（2023年，实际）": 2,
    }


def test_the_facts_behind_an_answer_stand_with_their_words(small: Store) -> None:
    """The statement in the middle, whom it is about on the left, its indicator on the right."""
    asked = Answered(
        "甲区2023年GDP增速？",
        "6.90%。",
        frozenset({f"{RESOURCE}r/p1"}),
        frozenset({f"{RESOURCE}r/o1"}),
        "",
    )
    drawn = picture(Atlas(small), Part(answered=asked), PLAIN)
    levels = {item.label: item.level for item in drawn.drawing.items}
    assert levels == {
        "甲区": 0,
        "甲区 地区生产总值增速 6.90%（2023年，实际）": 1,
        "地区生产总值增速": 2,
    }
    notes = {item.level: item.note for item in drawn.drawing.items}
    assert notes[1] == '指标值：“增长6.90%，"初步"”'
    assert (drawn.scene.title, drawn.drawing.subtitle) == ("甲区2023年GDP增速？", "6.90%。")
    assert "第1.1节" in " ".join(words(drawn))


PROBLEMS = "x:g {\n" + "".join(
    f'  x:i{n} a dp:Issue ; dp:phrase "第{n}个问题是道路不够宽"@zh ; dp:statedIn x:p{n} .\n'
    f'  x:p{n} a dp:TextSpan ; dp:quote "第{n}个问题是道路不够宽"@zh ; dp:start {n}0 ; dp:end {n}5 .\n'
    for n in range(1, 10)
)


def test_facts_that_nothing_links_are_read_column_by_column() -> None:
    """In the order of the text, large, and their words are not said twice."""
    spans, items = (frozenset(f"{RESOURCE}{kind}{n}" for n in range(1, 10)) for kind in "pi")
    drawn = picture(Atlas(read(PROBLEMS + "}")), Part(answered=Answered("？", "。", spans, items, "")), PLAIN)
    cards = drawn.scene.cards
    assert [card.texts[0].words[:2] for card in cards] == [f"第{n}" for n in range(1, 10)]
    assert [(card.box.x, card.box.y) for card in cards] == sorted((c.box.x, c.box.y) for c in cards)
    assert len({card.box.x for card in cards}) > 1
    assert {item.note for item in drawn.drawing.items} == {"问题"}


PARKS = """
x:g {
  x:a a dp:Park ; skos:prefLabel "东园"@zh ; dp:partOf x:b .
  x:b a dp:Park ; skos:prefLabel "大园"@zh .
"""
PARKS += "".join(
    f'  x:s{n} a dp:State ; dp:of x:{n} ; dp:phrase "开放"@zh ; dp:statedIn x:p{n} .\n'
    f'  x:p{n} a dp:TextSpan ; dp:quote "{n}园开放"@zh ; dp:start 1{n == "b":d} ; dp:end 20 .\n'
    for n in "ab"
)


@pytest.mark.parametrize("size", [(1600, 900), (480, 900)], ids=str)
def test_links_inside_the_last_column_stay_in_the_picture(size: tuple[int, int]) -> None:
    """They bow out where there is room, and their label stands beside them."""
    spans, items = (frozenset(f"{RESOURCE}{kind}{n}" for n in "ab") for kind in ("p", ""))
    asked = Answered("？", "。", spans, items, "")
    drawn = picture(Atlas(read(PARKS + "}")), Part(answered=asked), Style("zh", *size))
    (inner,) = (line for line in drawn.scene.lines if "属于" in line.tooltip)
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", inner.path)]
    assert min(numbers[::2]) >= 0
    assert max(numbers[::2]) <= size[0]
    assert inner.label is not None
    assert inner.label.box(drawn.face).within(Box(0, 0, *size))


def test_a_value_and_its_year_are_not_cut_off(atlas: Atlas) -> None:
    """Of a label too long for its card the middle is left out."""
    drawn = picture(atlas, Part(focus="管城回族区", depth=2), Style("en"))
    values = {i.id for i in drawn.drawing.items if i.note == "observation" and i.label.endswith(")")}
    last = [card.texts[-2].words for card in drawn.scene.cards if card.id in values]
    assert last
    assert all(words.endswith(")") for words in last)


@pytest.mark.parametrize("category", ["道路", "road", "Road", "ROAD"])
def test_a_class_is_known_by_label_and_name(category: str, small: Store) -> None:
    """In either language, or by its name in the ontology; case does not matter."""
    drawn = picture(Atlas(small), Part(category=category), PLAIN)
    assert [item.label for item in drawn.drawing.items] == ["商通路"]


@pytest.mark.parametrize(
    ("part", "error", "message"),
    [
        (Part(focus="商同路"), UsageError, "nothing is named '商同路'; the nearest names are 商通路"),
        (Part(place="乙区"), UsageError, "nothing is named '乙区'"),
        (Part(category="马路"), UsageError, "no class is named '马路'; the nearest are"),
        (Part(category="医院"), GraphError, "the graph holds nothing of the class '医院'"),
        (Part(focus="甲区", depth=-1), UsageError, "a depth of -1 is no number of steps"),
        (Part(tree=True), GraphError, "nothing is left in that part"),
        (Part(tree=True, focus="甲区"), GraphError, "lies within 1 step of '甲区'; try a greater depth"),
        (Part(tree=True, focus="甲区", depth=-1), UsageError, "a depth of -1 is no number of steps"),
        (Part(focus="甲区", place="甲区"), UsageError, "give only one of focus, class"),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_one_line_and_no_file(
    part: Part, error: type[Exception], message: str, small: Store, tmp_path: Path
) -> None:
    """What stood there stays."""
    path = tmp_path / "file.svg"
    path.write_text("old")
    with pytest.raises(error, match=message) as caught:
        export_picture(small, "svg", path, part, PLAIN)
    assert "\n" not in str(caught.value)
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])


def test_an_empty_graph_gives_no_picture() -> None:
    """The error says what to do."""
    with pytest.raises(GraphError, match="nothing to draw; build the graph first"):
        picture(Atlas(Store([])), Part(), PLAIN)


@pytest.mark.parametrize(
    ("style", "message"),
    [
        (Style(width=100), "a size of 100x900 gives no picture"),
        (Style(height=30_000), "gives no picture"),
        (Style(dpi=10), "a resolution of 10 dpi is out of range; use 36 to 1200"),
        (Style(width=9_000, height=9_000), "more than 100 megapixels"),
        (Style(most=0), "at most 0 is no number of cards"),
        (Style("fr"), "the language is zh or en, not 'fr'"),
    ],
    ids=str,
)
def test_a_style_that_gives_no_picture_is_refused(style: Style, message: str, small: Store) -> None:
    """Before anything is drawn."""
    with pytest.raises(UsageError, match=message):
        picture(Atlas(small), Part(), style)


@pytest.mark.parametrize("place", ["missing/file.svg", "folder"])
def test_a_path_that_cannot_be_written_is_one_line(place: str, small: Store, tmp_path: Path) -> None:
    """And nothing is left beside it."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*; name another file"):
        export_picture(small, "svg", tmp_path / place, Part(), PLAIN)
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_odd_names_are_escaped_wrapped_and_cut(odd: Atlas, tmp_path: Path) -> None:
    """Quotation marks, brackets and emoji stay; what XML cannot hold goes; the tooltip keeps all words."""
    drawn = export_picture(odd, "svg", tmp_path / "file.svg", Part(), PLAIN)
    root = ElementTree.parse(tmp_path / "file.svg").getroot()
    told = ["".join(title.itertext()) for title in root.iter(f"{SVG}title")]
    assert "“光之谷”<b>&'甲'\"乙\" · 地点" in told
    assert f"{LONG} · 地点" in told
    assert "断 行 符 · 地点" in told
    shown = words(drawn)
    assert "公园🌳🏞️" in shown
    assert any(line.endswith("…") for line in shown)
    assert max(len(card.texts) for card in drawn.scene.cards) == 6
    found = boxes(drawn)
    assert overlapping(found) == []
    assert all(box.within(Box(0, 0, 1600, 900)) for box in found)


def test_odd_names_do_not_break_out_of_the_page(odd: Atlas, tmp_path: Path) -> None:
    """Neither in the picture nor in the data beside it."""
    export_picture(odd, "html", tmp_path / "file.html", Part(), PLAIN)
    text = (tmp_path / "file.html").read_text("utf-8")
    assert ("<b>" in text, "\\u003cb>" in text, text.count("</script>")) == (False, True, 2)


@pytest.mark.parametrize("format", ["svg", "html"])
def test_a_picture_asks_for_nothing_outside(format: str, atlas: Atlas, tmp_path: Path) -> None:
    """The font is in the file; the only addresses are names: of the namespace and of the graph's things."""
    export_picture(atlas, format, tmp_path / "file", PARTS["focus"], PLAIN)
    text = (tmp_path / "file").read_text("utf-8")
    assert text.count("data:font/otf;base64,") == 1
    assert not re.search(r"(?:href|src)=[\"'](?!data:)", text)
    assert set(re.findall(r"https?://[\w.]+", text)) == {"http://www.w3.org", "https://w3id.org"}
    assert re.findall(r"url\((?!data:font/otf|#frame)", text) == []


def test_the_embedded_font_has_every_character(atlas: Atlas) -> None:
    """And little more."""
    import uharfbuzz as hb

    drawn = picture(atlas, PARTS["whole"], PLAIN)
    used = {c for line in words(drawn) for c in line}
    font = hb.Face(drawn.face.subset(words(drawn)))
    assert used <= {chr(c) for c in font.unicodes}
    assert font.glyph_count <= len(used) + 40


@pytest.mark.parametrize(("dpi", "size"), [(96, (1600, 900)), (300, (5000, 2812))])
def test_a_png_has_the_size_and_resolution_asked_for(
    dpi: int, size: tuple[int, int], small: Store, tmp_path: Path
) -> None:
    """Pixels are inches times dots to the inch; the file says how many those are."""
    export_picture(small, "png", tmp_path / "file.png", Part(), Style(dpi=dpi))
    with Image.open(tmp_path / "file.png") as image:
        assert abs(image.size[0] - size[0]) <= 1
        assert abs(image.size[1] - size[1]) <= 1
        assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
        assert image.getpixel((2, 2)) == (255, 255, 255)
        assert len(image.resize((160, 90)).getcolors(14_400) or ()) > 30


def test_a_title_can_be_given(small: Store) -> None:
    """It takes the place of ours."""
    drawn = picture(Atlas(small), Part(), replace(PLAIN, title="第3页：“甲区” & 乙"))
    assert (drawn.scene.title, "第3页：“甲区” & 乙" in words(drawn)) == ("第3页：“甲区” & 乙", True)


def test_both_languages_have_the_same_phrases_with_the_same_gaps() -> None:
    """So that no picture fails for want of a word."""
    told = read_toml(ontology_dir() / "pictures.toml")

    def gaps(phrases: dict[str, Any]) -> dict[str, Any]:
        return {
            key: gaps(words) if isinstance(words, dict) else sorted(re.findall(r"\{\w+\}", words))
            for key, words in phrases.items()
        }

    assert gaps(told["zh"]) == gaps(told["en"])
    assert set(told["zh"]["family"]) == {family.name for family in FAMILIES}


def test_many_reports_are_counted_in_the_source(atlas: Atlas, shipped: Store, small: Store) -> None:
    """Two are named, and their number takes the place of the title."""
    both = picture(Atlas(Store([*shipped.quads(), *small.quads()])), Part(), PLAIN)
    said = " ".join(words(both))
    assert both.scene.title == "2份报告：联系最多的事物"
    assert ("来源：《甲区报告》" in said, said.count("来源：《")) == (True, 2)
