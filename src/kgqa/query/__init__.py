"""Logical forms and the one SPARQL query that each becomes."""
