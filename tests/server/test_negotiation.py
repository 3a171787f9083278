"""The choice of formats and languages, and settings of the environment."""

import pytest

from kgqa.errors import UsageError
from kgqa.server.negotiation import ROW_FORMATS, choose, languages
from kgqa.server.settings import Settings, load_settings


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv;q=0.1, application/sparql-results+xml", "xml"),
        ("text/csv, */*;q=0.1", "csv"),
        ("text/csv;q=0.5, */*", "json"),
        ("text/*;q=0.9, text/csv;q=0.1, */*;q=0.05", "tsv"),
        ("application/xml", "xml"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=2", None),
        (",,;;q=1,", None),
    ],
)
def test_a_header_chooses_a_format(accept: str, name: str | None) -> None:
    """By weight, then by the order of the formats; the most specific range gives a type its weight."""
    choice = choose(accept, ROW_FORMATS)
    assert (choice.format.name if choice else None) == name


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "zh"), ("en", "en"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("de, zh-CN;q=0.5", "zh"), ("fr", "zh")],
)
def test_a_header_chooses_a_language(header: str, language: str) -> None:
    """Chinese unless English is preferred."""
    assert languages(header, ("zh", "en")) == language


def test_settings_come_from_the_environment() -> None:
    """What is not said stays as it is."""
    told = {"KGQA_SERVE_SECONDS": "2.5", "KGQA_SERVE_WORKERS": "2", "KGQA_SERVE_URL": "https://a.example/kg/"}
    assert load_settings(told) == Settings(seconds=2.5, workers=2, url="https://a.example/kg")
    assert load_settings({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "many"),
        ("WORKERS", "0"),
        ("WORKERS", "2.5"),
        ("SECONDS", "-1"),
        ("SECONDS", "inf"),
        ("URL", "a"),
    ],
)
def test_wrong_settings_are_named(name: str, value: str) -> None:
    """The message holds the variable."""
    with pytest.raises(UsageError, match=f"KGQA_SERVE_{name}"):
        load_settings({f"KGQA_SERVE_{name}": value})
