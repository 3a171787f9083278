// Layouts. The same graph gets the same picture: nothing starts from chance.

import type { CollectionReturnValue, Core, LayoutOptions, NodeSingular } from "cytoscape";
import type { LayoutName } from "./graph-data";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const STEP = 46;
const NEAREST = 96;
const RINGS = 40;
const GAP = 6;
const ROUNDS = 60;
const NARROW = 520; // pixels
const READABLE = 0.8; // of the size of a label

/** Lay out all that is in sight and show it whole. */
export function arrange(cy: Core, layout: LayoutName): void {
  if (layout === "force") spiral(cy);
  cy.elements(":visible").layout(options(layout, cy)).run();
  if (layout === "force") uncover(cy);
  show(cy);
}

/** Show all; on a narrow screen what lies around the start, as large as can be read. */
function show(cy: Core): void {
  fit(cy);
  if (cy.width() >= NARROW || cy.zoom() >= READABLE) return;
  const start = cy.nodes("[?centre]:visible");
  cy.zoom(READABLE);
  if (start.nonempty()) cy.center(start);
  else cy.center();
}

/** Move nodes apart that cover each other or their labels, each of a pair by half of what it takes. */
function uncover(cy: Core): void {
  const nodes = cy.nodes(":visible").toArray() as NodeSingular[];
  const boxes = nodes.map(boxOf);
  for (let round = 0; round < ROUNDS; round++) {
    const moved = boxes.filter((box, at) => boxes.slice(at + 1).filter((other) => push(box, other)).length > 0);
    if (moved.length === 0) break;
  }
  nodes.forEach((node, at) => void node.position({ x: boxes[at]?.x ?? 0, y: boxes[at]?.y ?? 0 }));
}

/** Push two boxes apart along the shorter way; whether they covered each other. */
function push(one: Box, other: Box): boolean {
  const wide = Math.min(one.x + one.right, other.x + other.right) - Math.max(one.x - one.left, other.x - other.left) + GAP;
  const high = Math.min(one.y + one.down, other.y + other.down) - Math.max(one.y - one.up, other.y - other.up) + GAP;
  if (wide <= 0 || high <= 0) return false;
  if (wide < high) {
    const way = one.x <= other.x ? wide / 2 : -wide / 2;
    one.x -= way;
    other.x += way;
  } else {
    const way = one.y <= other.y ? high / 2 : -high / 2;
    one.y -= way;
    other.y += way;
  }
  return true;
}

/** Give free places near their neighbours to nodes that came later; those that have one stay where they are. */
export function place(cy: Core, added: NodeSingular[]): void {
  const waiting = new Set(added.map((node) => node.id()));
  const shown = cy.nodes(":visible").nodes();
  const taken = listed(shown.filter((node) => !waiting.has(node.id()))).map(boxOf);
  const centre = middleOf(taken);
  for (const node of added) {
    const anchors = node.neighborhood("node:visible").nodes().filter((other) => !waiting.has(other.id()));
    const anchor = anchors.nonempty() ? middleOf(listed(anchors).map(boxOf)) : centre;
    const box = boxOf(node);
    const spot = freePlace(box, anchor, centre, taken, cy.extent()) ?? freePlace(box, anchor, centre, taken);
    node.position(spot ?? { x: anchor.x + NEAREST + RINGS * STEP, y: anchor.y });
    taken.push(boxOf(node));
    waiting.delete(node.id());
  }
}

/** The free place on the smallest ring around an anchor, away from the middle of the graph if there is a choice. */
function freePlace(
  box: Box,
  anchor: Point,
  centre: Point,
  taken: Box[],
  within?: { x1: number; x2: number; y1: number; y2: number },
): Point | undefined {
  const outwards = Math.atan2(anchor.y - centre.y, anchor.x - centre.x);
  for (let ring = 0; ring < RINGS; ring++) {
    const away = NEAREST + ring * STEP;
    const turns = 12 + 4 * ring;
    for (let turn = 0; turn < turns; turn++) {
      const side = turn % 2 === 0 ? 1 : -1;
      const angle = outwards + (side * Math.ceil(turn / 2) * 2 * Math.PI) / turns;
      const spot = { x: anchor.x + away * Math.cos(angle), y: anchor.y + away * Math.sin(angle) };
      if (within && !isInside(spot, box, within)) continue;
      if (taken.every((other) => isApart(spot, box, other))) return spot;
    }
  }
  return undefined;
}

function isInside(spot: Point, box: Box, { x1, x2, y1, y2 }: { x1: number; x2: number; y1: number; y2: number }): boolean {
  const isWide = spot.x - box.left >= x1 && spot.x + box.right <= x2;
  return isWide && spot.y - box.up >= y1 && spot.y + box.down <= y2;
}

/** A node with its label: where its middle is, and how far it reaches to each side. */
interface Box extends Point {
  left: number;
  right: number;
  up: number;
  down: number;
}

interface Point {
  x: number;
  y: number;
}

function listed(nodes: CollectionReturnValue): NodeSingular[] {
  return nodes.nodes().toArray() as NodeSingular[];
}

function boxOf(node: NodeSingular): Box {
  const { x, y } = node.position();
  const { x1, x2, y1, y2 } = node.boundingBox({ includeLabels: true, includeOverlays: false });
  return { x, y, left: x - x1, right: x2 - x, up: y - y1, down: y2 - y };
}

function isApart(spot: Point, box: Box, other: Box): boolean {
  return (
    spot.x + box.right + GAP < other.x - other.left ||
    spot.x - box.left - GAP > other.x + other.right ||
    spot.y + box.down + GAP < other.y - other.up ||
    spot.y - box.up - GAP > other.y + other.down
  );
}

function middleOf(points: Point[]): Point {
  if (points.length === 0) return { x: 0, y: 0 };
  const sum = (read: (point: Point) => number) => points.reduce((total, point) => total + read(point), 0);
  return { x: sum((point) => point.x) / points.length, y: sum((point) => point.y) / points.length };
}

export function fit(cy: Core): void {
  cy.fit(cy.elements(":visible"), 36);
  if (cy.zoom() > 1.4) {
    cy.zoom(1.4);
    cy.center(cy.elements(":visible"));
  }
}

function options(layout: LayoutName, cy: Core): LayoutOptions {
  const common = { animate: false, fit: false, padding: 30 };
  const roots = cy.nodes("[?centre]:visible");
  switch (layout) {
    case "force":
      return {
        ...common,
        name: "fcose",
        randomize: false,
        quality: "default",
        nodeDimensionsIncludeLabels: true,
        idealEdgeLength: 130,
        nodeRepulsion: 14000,
        nodeSeparation: 110,
        numIter: 2500,
      } as unknown as LayoutOptions;
    case "rings": {
      const steps = new Map<string, number>();
      cy.elements(":visible").bfs({
        roots: roots.nonempty() ? roots : cy.nodes(":visible").first(),
        visit: (node, _edge, _previous, _index, depth) => void steps.set(node.id(), depth),
      });
      const deepest = Math.max(0, ...steps.values());
      return {
        ...common,
        name: "concentric",
        concentric: (node: NodeSingular) => deepest + 1 - (steps.get(node.id()) ?? deepest + 1),
        levelWidth: () => 1,
        minNodeSpacing: 46,
        nodeDimensionsIncludeLabels: false,
      } as unknown as LayoutOptions;
    }
    case "tree":
      return {
        ...common,
        name: "breadthfirst",
        directed: false,
        spacingFactor: 1.15,
        nodeDimensionsIncludeLabels: true,
        ...(roots.nonempty() ? { roots } : {}),
      } as LayoutOptions;
    case "circle":
      return { ...common, name: "circle", spacingFactor: 1.1 } as LayoutOptions;
    case "grid":
      return { ...common, name: "grid", nodeDimensionsIncludeLabels: true, condense: false } as LayoutOptions;
  }
}

function spiral(cy: Core): void {
  cy.nodes(":visible").forEach((node, index) => {
    const away = STEP * Math.sqrt(index);
    node.position({ x: away * Math.cos(index * GOLDEN), y: away * Math.sin(index * GOLDEN) });
  });
}
