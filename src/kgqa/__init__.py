"""Question answering over a Chinese district government plan report.

The report becomes a knowledge graph; a question becomes one SPARQL query over it; the answer comes with the
sentences it rests on, or a reason why there is none. ``kgqa.engine`` is the pipeline, ``kgqa.cli`` holds the
commands.
"""

__version__ = "0.1.0"
