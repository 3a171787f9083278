"""Chinese report text: normalisation, structure, quantities, periods. Knows nothing of RDF."""
