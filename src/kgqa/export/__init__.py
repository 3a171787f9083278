"""The graph in other formats: RDF, network files for Gephi, Cytoscape and Graphviz, observations as CSV."""

from kgqa.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]
