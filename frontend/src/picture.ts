// The picture of what is seen, with caption, legend and source: SVG, and PNG drawn from it.

import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import { FONTS, type Kind } from "./graph-data";
import { widthOf } from "./labels";
import type { Theme } from "./style";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 28;
const TITLE = 40;
const ROW = 24;
const FONT = 12;

export interface Caption {
  title: string;
  source: string;
}

/** The visible part as an SVG document in model coordinates; all text goes in as text nodes. */
export function svgOf(cy: Core, kinds: Kind[], caption: Caption, theme: Theme): SVGSVGElement {
  const box = cy.elements(":visible").boundingBox({ includeLabels: true, includeOverlays: false });
  const width = Math.ceil(Math.max(box.w, 420) + 2 * MARGIN);
  const legend = legendRows(kinds, width - 2 * MARGIN);
  const height = Math.ceil(TITLE + box.h + (legend.length + 1) * ROW + 2 * MARGIN);
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONTS });
  svg.append(titled(caption), shape("rect", { width, height, fill: theme.paper }));
  svg.append(text(caption.title, MARGIN, MARGIN + 8, theme.text, { "font-size": 18, "font-weight": 700 }));
  const shift = `translate(${MARGIN - box.x1 + (width - 2 * MARGIN - box.w) / 2} ${TITLE + MARGIN - box.y1})`;
  const drawing = shape("g", { transform: shift });
  cy.edges(":visible").forEach((edge) => void drawing.append(...edgeOf(edge, theme)));
  cy.nodes(":visible").forEach((node) => void drawing.append(...nodeOf(node, theme)));
  svg.append(drawing);
  let y = TITLE + MARGIN + box.h + ROW;
  for (const row of legend) {
    for (const { kind, x } of row) {
      svg.append(
        outline(kind.shape, MARGIN + x + 7, y - 4, 13, { fill: kind.colour, stroke: theme.text }),
        text(kind.label, MARGIN + x + 20, y, theme.text, { "font-size": FONT }),
      );
    }
    y += ROW;
  }
  svg.append(text(caption.source, MARGIN, y, theme.text, { "font-size": 11, opacity: 0.75 }));
  return svg;
}

export function asText(svg: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}

/** A PNG of a picture, `scale` pixels to a unit. */
export async function pngOf(svg: SVGSVGElement, scale: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asText(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large"))), "image/png"),
  );
}

function nodeOf(node: NodeSingular, theme: Theme): Element[] {
  const { x, y } = node.position();
  const size = Number(node.data("size"));
  const attributes = {
    fill: String(node.data("colour")),
    stroke: theme.text,
    "stroke-width": node.data("centre") ? 3.5 : 1.5,
    "stroke-opacity": node.data("centre") ? 1 : 0.55,
  };
  const drawn: Element[] = [outline(node.data("shape") as Kind["shape"], x, y, size, attributes)];
  String(node.data("lines"))
    .split("\n")
    .forEach((line, index) => {
      const at = y + size / 2 + 4 + FONT + index * FONT * 1.25;
      const weight = node.data("centre") ? 700 : 400;
      drawn.push(text(line, x, at, theme.text, { ...outlined(theme), "font-weight": weight }));
    });
  return drawn;
}

function edgeOf(edge: EdgeSingular, theme: Theme): Element[] {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  if (!Number.isFinite(from.x) || !Number.isFinite(to.x)) return [];
  const bends = edge.controlPoints() ?? [];
  const path = [`M ${point(from)}`];
  bends.forEach((bend, index) => {
    const next = bends[index + 1];
    const end = next ? { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 } : to;
    path.push(`Q ${point(bend)} ${point(end)}`);
  });
  if (bends.length === 0) path.push(`L ${point(to)}`);
  const before = bends[bends.length - 1] ?? from;
  const drawn: Element[] = [
    shape("path", { d: path.join(" "), fill: "none", stroke: theme.line, "stroke-width": 1.3 }),
    shape("path", { d: arrow(before, to), fill: theme.line }),
  ];
  if (edge.hasClass("labelled") || edge.cy().edges(":visible").length <= 40) {
    const { x, y } = edge.midpoint();
    drawn.push(text(String(edge.data("label")), x, y + 4, theme.text, { ...outlined(theme), "font-size": 10 }));
  }
  return drawn;
}

function arrow(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number) => ({
    x: to.x - 8 * Math.cos(angle + turn),
    y: to.y - 8 * Math.sin(angle + turn),
  });
  return `M ${point(to)} L ${point(corner(0.42))} L ${point(corner(-0.42))} Z`;
}

function outline(
  kind: Kind["shape"],
  x: number,
  y: number,
  size: number,
  attributes: Record<string, string | number>,
): Element {
  const half = size / 2;
  const corners: Record<string, number[][]> = {
    diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    hexagon: [[-0.5, -1], [0.5, -1], [1, 0], [0.5, 1], [-0.5, 1], [-1, 0]],
  };
  const polygon = corners[kind];
  if (polygon) {
    const points = polygon.map(([dx = 0, dy = 0]) => `${round(x + dx * half)},${round(y + dy * half)}`).join(" ");
    return shape("polygon", { points, ...attributes });
  }
  if (kind === "round-rectangle") {
    const place = { x: round(x - half), y: round(y - half), width: size, height: size, rx: size / 5 };
    return shape("rect", { ...place, ...attributes });
  }
  return shape("circle", { cx: round(x), cy: round(y), r: half, ...attributes });
}

function legendRows(kinds: Kind[], width: number): { kind: Kind; x: number }[][] {
  const rows: { kind: Kind; x: number }[][] = [[]];
  let x = 0;
  for (const kind of kinds) {
    const needed = 20 + widthOf(kind.label) * FONT + 22;
    if (x > 0 && x + needed > width) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1]?.push({ kind, x });
    x += needed;
  }
  return rows;
}

function titled(caption: Caption): Element {
  const title = shape("title", {});
  title.textContent = `${caption.title} · ${caption.source}`;
  return title;
}

function outlined(theme: Theme): Record<string, string | number> {
  return {
    "text-anchor": "middle",
    "font-size": FONT,
    stroke: theme.paper,
    "stroke-width": 3,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  };
}

function text(words: string, x: number, y: number, fill: string, attributes: Record<string, string | number>): Element {
  const made = shape("text", { x: round(x), y: round(y), fill, ...attributes });
  made.textContent = words.replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return made;
}

function shape<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function point({ x, y }: { x: number; y: number }): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
