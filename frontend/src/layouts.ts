// Layouts. The same graph gets the same picture: nothing starts from chance.

import type { Core, LayoutOptions, NodeSingular } from "cytoscape";
import type { LayoutName } from "./graph-data";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const STEP = 46;

/** Lay out all that is in sight and show it whole. */
export function arrange(cy: Core, layout: LayoutName): void {
  if (layout === "force") spiral(cy);
  cy.elements(":visible").layout(options(layout, cy, [])).run();
  fit(cy);
}

/** Give places to nodes that came later; those that have one stay where they are. */
export function place(cy: Core, added: NodeSingular[]): void {
  const isNew = new Set(added.map((node) => node.id()));
  added.forEach((node, index) => {
    const anchor = node.neighborhood("node").nodes().filter((other) => !isNew.has(other.id())).first();
    const centre = anchor.nonempty() ? (anchor as unknown as NodeSingular).position() : middle(cy);
    const away = STEP * (2 + Math.sqrt(index));
    node.position({
      x: centre.x + away * Math.cos(index * GOLDEN),
      y: centre.y + away * Math.sin(index * GOLDEN),
    });
  });
  const fixed = cy.nodes(":visible").nodes().filter((node) => !isNew.has(node.id()));
  const constraint = fixed.nodes().map((node) => ({ nodeId: node.id(), position: { ...node.position() } }));
  cy.elements(":visible").layout(options("force", cy, constraint)).run();
}

export function fit(cy: Core): void {
  cy.fit(cy.elements(":visible"), 36);
  if (cy.zoom() > 1.4) {
    cy.zoom(1.4);
    cy.center(cy.elements(":visible"));
  }
}

function options(layout: LayoutName, cy: Core, fixedNodeConstraint: object[]): LayoutOptions {
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
        idealEdgeLength: 105,
        nodeRepulsion: 9000,
        nodeSeparation: 90,
        numIter: 2500,
        ...(fixedNodeConstraint.length > 0 ? { fixedNodeConstraint } : {}),
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

function middle(cy: Core): { x: number; y: number } {
  const { x1, x2, y1, y2 } = cy.extent();
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}
