"""From a report's text to a graph: read, review, state as RDF, validate, account for every number."""
