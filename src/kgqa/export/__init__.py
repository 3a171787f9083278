"""The graph in other formats: RDF, network files for Gephi, Cytoscape and Graphviz, observations as CSV.

Pictures are made by :mod:`kgqa.export.picture`.
"""

from kgqa.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]
