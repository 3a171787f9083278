"""Names of the ontology that code needs, in one place. The base IRI stands here and nowhere else."""

from __future__ import annotations

BASE = "https://w3id.org/district-plan/"
DP = f"{BASE}ns#"
CODE = f"{BASE}code/"
UNIT = f"{BASE}unit/"
INDICATOR = f"{BASE}indicator/"
LEXICON = f"{BASE}lexicon#"
RESOURCE = f"{BASE}id/"

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
QB = "http://purl.org/linked-data/cube#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
SDMX_ATTRIBUTE = "http://purl.org/linked-data/sdmx/2009/attribute#"
SDMX_CODE = "http://purl.org/linked-data/sdmx/2009/code#"
QUDT = "http://qudt.org/schema/qudt/"

PREFIXES = {
    "dp": DP,
    "c": CODE,
    "u": UNIT,
    "ind": INDICATOR,
    "kq": LEXICON,
    "skos": SKOS,
    "rdf": RDF,
    "rdfs": RDFS,
    "dct": DCT,
    "oa": OA,
    "qb": QB,
    "xsd": XSD,
    "owl": OWL,
    "org": ORG,
    "prov": PROV,
    "sdmx-attribute": SDMX_ATTRIBUTE,
    "sdmx-code": SDMX_CODE,
    "qudt": QUDT,
}
BOUND_CODES = {
    "=": "eq",
    ">=": "ge",
    ">": "gt",
    "<=": "le",
    "<": "lt",
    "≈": "approx",
    "inStepWith": "inStepWith",
}
