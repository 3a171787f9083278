"""A small graph with one of everything that exports treat differently, and the shipped one."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa.export.extract import Extract, extract
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import PREFIXES
from kgqa.resources import graph_dir

BASE = "https://w3id.org/district-plan/id/"
SMALL = """
@prefix r: <https://w3id.org/district-plan/id/r/> .
@prefix x: <https://w3id.org/district-plan/id/> .
r:graph {
  r:document a dp:PlanDocument ; dct:title "甲区报告"@zh, "Report of District A"@en ; dct:identifier "r" .
  r:s1 a dp:Section ; dct:title "成绩"@zh ; dp:number "1.1" ; dct:isPartOf r:document .
  r:h1 a dp:Heading ; dct:title "道路更宽"@zh ; dp:inSection r:s1 ; dp:statedIn r:p3 .
  x:a a dp:Place ; skos:prefLabel "甲区"@zh, "District A"@en ; skos:altLabel "全区"@zh ; dp:reviewed true .
  x:park a dp:IndustrialPark ; skos:prefLabel "“光之谷”产业园"@zh, "Valley of Light Park"@en ; dp:partOf x:a .
  x:road a dp:Road ; skos:prefLabel "商通路"@zh ; dp:statedIn r:p2 .
  ind:roads a dp:Indicator ; skos:prefLabel "新建道路数"@zh, "new roads"@en .
  r:o1 a dp:Observation, qb:Observation ; dp:indicator ind:gdp-growth ; dp:about x:a ; dp:year 2023 ;
    dp:kind c:actual ; dp:basis c:inPeriod ; dp:bound c:eq ; dp:value 6.9 ; dp:baseValue 6.9 ;
    dp:valueText "6.90" ; dp:unitText "%" ; dp:unit u:percent ; dp:direction c:up ; dp:reviewed true ;
    sdmx-attribute:obsStatus sdmx-code:obsStatus-P ; dp:inSection r:s1 ; dp:statedIn r:p1, r:p3 .
  r:o2 a dp:Observation ; dp:indicator ind:roads ; dp:about x:a ; dp:year 2024 ; dp:kind c:target ;
    dp:basis c:atEnd ; dp:bound c:ge ; dp:value 3 ; dp:baseValue 3 ; dp:valueText "三" ; dp:unitText "条" ;
    dp:unit u:tiao ;
    dp:condition "年内"@zh ; dp:deadline "年底前"@zh ; dp:member x:road ; dp:mentions x:road ;
    dp:reviewed false ; dp:inSection r:s1 ; dp:underHeading r:h1 ; dp:statedIn r:p2 .
  r:o3 a dp:Observation ; dp:indicator ind:roads ; dp:about x:park ; dp:year 2024 ; dp:kind c:target ;
    dp:basis c:cumulative ; dp:valueText "走在前列" ;
    dp:reviewed true ; dp:inSection r:s1 ; dp:statedIn r:p3 .
  r:st a dp:State ; dp:of x:park ; dp:phrase "建成开放"@zh ; dp:status c:operating ; dp:year 2023 ;
    dp:kind c:actual ; dp:inSection r:s1 ; dp:statedIn r:p3 .
  r:edge a dp:Relation ; rdf:subject x:park ; rdf:predicate dp:partOf ; rdf:object x:a ; dp:statedIn r:p3 .
  r:p1 a dp:TextSpan ; dp:quote "增长6.90%，\\"初步\\""@zh ; dp:start 5 ; dp:end 12 ;
    dp:inSection r:s1 ; oa:hasSource r:document ; oa:hasSelector r:p1s .
  r:p1s a oa:TextPositionSelector ; oa:start 5 ; oa:end 12 .
  r:p2 a dp:TextSpan ; dp:quote "新建商通路等三条道路"@zh ; dp:start 20 ; dp:end 30 ;
    dp:inSection r:s1 ; oa:hasSource r:document .
  r:p3 a dp:TextSpan ; dp:quote "光之谷走在前列"@zh ; dp:start 30 ; dp:end 37 ;
    dp:inSection r:s1 ; oa:hasSource r:document .
}
"""


@pytest.fixture(scope="session")
def small() -> Store:
    """One document, three things, three observations, a state, a sourced edge."""
    prologue = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return Store(ox.parse((prologue + SMALL).encode(), format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="session")
def shipped() -> Store:
    """The graph of the report."""
    return Store.load(sorted(Path(graph_dir()).glob("*.trig")))


@pytest.fixture(scope="session")
def whole(shipped: Store) -> Extract:
    """All of it, to take parts from."""
    return extract(shipped)
