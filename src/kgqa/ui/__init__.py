"""The app: pages in Streamlit over the engine, the graph and the text of the report."""
