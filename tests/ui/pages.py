"""What the tests of the pages share: the page of a module without a browser, and what it shows."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

WAITS = 90


def opened(module: str, language: str = "zh", **parameters: str) -> AppTest:
    """A page as its address with these parameters opens it, over the project's graph."""

    def script(module: str, language: str) -> None:
        from importlib import import_module

        from kgqa.ui.frame import shared_texts, shared_workspace

        import_module(f"kgqa.ui.{module}").show(shared_workspace(), shared_texts()[language])

    app = AppTest.from_function(script, default_timeout=WAITS, args=(module, language))
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """All HTML, Markdown, code, captions and notes of a page."""
    elements = [*app.get("html"), *app.markdown, *app.code, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(str(getattr(e, "value", "") or getattr(e.proto, "body", "")) for e in elements)
