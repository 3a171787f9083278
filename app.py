"""The app: ``streamlit run app.py``. Lists the pages; everything else is in ``kgqa.ui``."""

from kgqa.ui import (
    about_page,
    add_page,
    downloads_page,
    feedback_page,
    graph_page,
    indicators_page,
    query_page,
    report_page,
)
from kgqa.ui.chat import chat_page
from kgqa.ui.frame import PageEntry, run, workspace_page

run(
    (
        PageEntry(chat_page, "page.chat", "ask"),
        PageEntry(workspace_page(indicators_page.show), "page.indicators", "indicators", wide=True),
        PageEntry(workspace_page(graph_page.show), "page.graph", "graph", wide=True),
        PageEntry(workspace_page(report_page.show), "page.report", "report", wide=True),
        PageEntry(workspace_page(query_page.show), "page.query", "query", wide=True),
        PageEntry(workspace_page(downloads_page.show), "page.downloads", "downloads"),
        PageEntry(workspace_page(feedback_page.show), "page.feedback", "feedback"),
        PageEntry(workspace_page(about_page.show), "page.about", "about"),
        PageEntry(workspace_page(add_page.show), "page.add", "add", hidden=True),
    )
)
