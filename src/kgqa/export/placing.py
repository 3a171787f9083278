"""Places and sizes of nodes for network files, so that Gephi and others open a drawn graph.

A part with few nodes is laid out as pictures are, with room for each label. A large one becomes a map by
forces (ForceAtlas2: Jacomy, Venturini, Heymann and Bastian 2014): linked nodes attract each other in
proportion to their distance, all repel each other in inverse proportion to it and by their links, and a weak
pull to the middle holds what is not linked. It starts from distances to pivots (Brandes and Pich 2007),
stirred by seeded numbers, so that the same network gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kgqa.export.network import Network

Places = Mapping[str, tuple[float, float]]
Points = NDArray[np.float64]
Pairs = NDArray[np.intp]

_FEW = 120
_RATIO = 1.6
_HIGH, _CHARACTER, _PAD = 16.0, 12.0, 8.0
_SEED, _ROUNDS, _BLOCK = 2024, 100, 64
_REPULSION, _GRAVITY, _NEAREST, _WARMTH = 0.3, 0.05, 0.02, 0.1
_PIVOTS, _UNLINKED, _STIR = 60, 12.0, 0.05
_TINY = 1e-6
_ROOM = 3.0
_LEAST_SIZE, _GROWTH = 6.0, 3.0


def size(links: int) -> float:
    """Diameter of a node with so many links; its area grows with them."""
    return round(_LEAST_SIZE + _GROWTH * math.sqrt(links), 1)


def places(network: Network) -> Places:
    """Where each node lies, x to the right and y downwards, in units of about a pixel."""
    nodes = sorted(network)
    links = sorted({(min(a, b), max(a, b)) for a, b in network.edges() if a != b})
    if len(nodes) <= _FEW:
        return _by_labels(network, nodes, links)
    order = {node: place for place, node in enumerate(nodes)}
    pairs = np.array([(order[a], order[b]) for a, b in links], dtype=np.intp).reshape(-1, 2)
    points = np.round(by_forces(len(nodes), pairs) * _ROOM, 1) + 0.0  # no -0.0
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _by_labels(network: Network, nodes: list[str], links: list[tuple[str, str]]) -> Places:
    from kgqa.export.picture.layout import spread  # with its package: fonts and renderers

    if not nodes:
        return {}
    ranked = sorted(nodes, key=lambda n: (-network.degree(n), n))
    boxes = spread({node: _room(network, node) for node in ranked}, links, _RATIO)
    return {node: (round(x, 1), round(y, 1)) for node in nodes for x, y in [boxes[node].middle]}


def _room(network: Network, node: str) -> tuple[float, float]:
    """Width and height of a node with its label beside or on it."""
    wide = sum(_CHARACTER if ord(c) > 0x2E7F else _CHARACTER / 2 for c in str(network.nodes[node]["label"]))
    return max(wide, size(network.degree(node))) + _PAD, max(_HIGH, size(network.degree(node))) + _PAD


def by_forces(count: int, pairs: Pairs) -> Points:
    """Points of shape (count, 2) for nodes that ``pairs``, of shape (links, 2), link.

    Each round costs ``count`` squared: 2,700 nodes take three seconds of one processor core.
    """
    points = _by_distance(count, pairs)
    links = np.bincount(pairs.ravel(), minlength=count)
    mass = (1.0 + links).astype(np.float32)
    pull = 1.0 / np.sqrt(mass[pairs].max(axis=1, keepdims=True))  # a hub holds each of its many links weakly
    pull /= pull.mean() if len(pull) else 1.0
    reach = _WARMTH * float(count) ** 0.5
    for turn in range(_ROUNDS):
        force = _REPULSION * _repulsion(points, mass) - _GRAVITY * mass[:, None] * points
        along = pull * (points[pairs[:, 1]] - points[pairs[:, 0]])
        for axis in (0, 1):
            force[:, axis] += np.bincount(pairs[:, 0], along[:, axis], count)
            force[:, axis] -= np.bincount(pairs[:, 1], along[:, axis], count)
        force /= mass[:, None]
        length = np.maximum(np.sqrt((force**2).sum(axis=1, keepdims=True)), _TINY)
        step = np.minimum(length, reach * (1.0 - turn / _ROUNDS))
        points = points + (force / length * step).astype(np.float32)
    return np.asarray(points - points.mean(axis=0), dtype=np.float64)


def _repulsion(points: NDArray[np.float32], mass: NDArray[np.float32]) -> Points:
    """What all nodes together do to each: the sum of masses over distance, away from the others.

    A few rows of the matrix of distances are made at a time, in memory that the processor keeps at hand. No
    product of matrices: on a busy machine its threads wait for each other, thousands of times.
    """
    count = len(points)
    x, y = np.ascontiguousarray(points.T)
    room = np.empty((4, _BLOCK, count), np.float32)
    force = np.empty(points.shape)
    for start in range(0, count, _BLOCK):
        rows = slice(start, min(start + _BLOCK, count))
        across, down, weight, square = room[:, : rows.stop - start]
        np.subtract(x[rows, None], x, out=across)
        np.subtract(y[rows, None], y, out=down)
        np.multiply(across, across, out=weight)
        weight += np.multiply(down, down, out=square)
        np.maximum(weight, _NEAREST, out=weight)
        np.divide(mass, weight, out=weight)
        for axis, away in enumerate((across, down)):
            force[rows, axis] = mass[rows] * np.einsum("ij,ij->i", weight, away)
    return force


def _by_distance(count: int, pairs: Pairs) -> NDArray[np.float32]:
    """Points whose distances follow the number of links between nodes and some pivots far from each other.

    All pivots lie in one connected part; what is not linked with it lies together, until forces part it.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(pairs.tolist())
    far = np.full((count, _PIVOTS), _UNLINKED)
    nearest = np.full(count, np.inf)
    pivot = max(graph, key=lambda node: (graph.degree(node), -node))
    for column in range(_PIVOTS):
        steps = nx.single_source_shortest_path_length(graph, pivot)
        far[list(steps), column] = np.minimum(list(steps.values()), _UNLINKED)
        nearest = np.minimum(nearest, np.where(far[:, column] < _UNLINKED, far[:, column], -1.0))
        pivot = int(np.argmax(nearest))
    squares = far**2
    centred = squares.mean(axis=0) + squares.mean(axis=1, keepdims=True) - squares - squares.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    points = centred @ axes[:, -2:]
    points /= np.maximum(points.std(axis=0), _TINY)
    points += _STIR * np.random.default_rng(_SEED).standard_normal(points.shape)  # parts twins
    return np.asarray(points * count**0.5, dtype=np.float32)
