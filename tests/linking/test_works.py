"""Words for work are told apart by what is done."""

from kgqa.linking.lexicon import Entry, Lexicon
from kgqa.linking.works import load_works

LEXICON = Lexicon(
    (
        Entry("lx:anew", "Work", "anew", ("新建", "建设", "开工建设"), ("built",)),
        Entry("lx:on", "Work", "carriedOn", ("续建", "建设"), ("built",)),
        Entry("lx:down", "WorkTold", "tornDown", ("拆除",), ("torn down",)),
    )
)


def test_words_name_the_work_they_may_mean() -> None:
    """The longest one counts, and an English one only as a whole word."""
    works = load_works(LEXICON)
    assert works.named("建设道路") == {"anew", "carriedOn"}
    assert works.named("开工建设医院数") == {"anew"}
    assert works.named("was it rebuilt or torn down") == {"tornDown"}
    assert works.found("新建道路") == ((0, 2, frozenset({"anew"})),)
    assert works.told == {"tornDown"}


def test_no_words_name_no_work() -> None:
    """A lexicon need not have any."""
    assert load_works(Lexicon(())).named("新建") == frozenset()


def test_words_for_an_extent_are_told_apart_by_the_same_rule() -> None:
    """They stand under a kind of their own, as no extent is another work."""
    extents = load_works(Lexicon((Entry("lx:all", "Extent", "inAll", ("总投资",), ()),)), "Extent")
    assert extents.named("签约项目总投资") == {"inAll"}
    assert extents.told == frozenset()
    assert load_works(LEXICON, "Extent").kinds == {}
