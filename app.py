"""The app: ``streamlit run app.py``. Picks the page; everything else is in ``kgqa.ui``."""

from kgqa.ui.chat import chat_page
from kgqa.ui.frame import PageEntry, run

run((PageEntry(chat_page, "page_chat", "ask"),))
