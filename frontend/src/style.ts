// How nodes and edges look, in the colours of the theme.

import type { StylesheetJson } from "cytoscape";
import { FONTS } from "./graph-data";

export interface Theme {
  text: string;
  paper: string;
  line: string;
  accent: string;
}

/** The theme's colours, as Streamlit writes them on the elements around a component. */
export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const text = read("--st-text-color", "#31333f");
  return {
    text,
    paper: read("--st-background-color", "#ffffff"),
    line: mix(text, read("--st-background-color", "#ffffff"), 0.42),
    accent: read("--st-primary-color", "#2f7f70"),
  };
}

export function stylesheet(theme: Theme): StylesheetJson {
  return [
    {
      selector: "node",
      style: {
        "background-color": "data(colour)",
        shape: "data(shape)" as never,
        width: "data(size)",
        height: "data(size)",
        "border-width": 1.5,
        "border-color": theme.text,
        "border-opacity": 0.55,
        label: "data(lines)",
        color: theme.text,
        "font-family": FONTS,
        "font-size": 12,
        "line-height": 1.25,
        "min-zoomed-font-size": 6,
        "text-wrap": "wrap",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-outline-color": theme.paper,
        "text-outline-width": 2.5,
        "text-outline-opacity": 0.9,
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.3,
        "line-color": theme.line,
        "target-arrow-color": theme.line,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.9,
        "curve-style": "bezier",
        label: "",
        color: theme.text,
        "font-family": FONTS,
        "font-size": 10.5,
        "min-zoomed-font-size": 7,
        "text-background-color": theme.paper,
        "text-background-opacity": 0.88,
        "text-background-padding": "2px",
      },
    },
    { selector: "node[?centre]", style: { "border-width": 3.5, "border-opacity": 1, "font-weight": "bold" } },
    { selector: "node.faded", style: { opacity: 0.32 } },
    { selector: "edge.faded", style: { opacity: 0.2 } },
    { selector: "edge.labelled", style: { label: "data(label)", width: 2, "z-index": 9 } },
    {
      selector: "node.picked",
      style: {
        "border-width": 4,
        "border-color": theme.accent,
        "border-opacity": 1,
        "underlay-color": theme.accent,
        "underlay-opacity": 0.22,
        "underlay-padding": 8,
        "z-index": 10,
      },
    },
    { selector: ".unwanted", style: { display: "none" } },
  ];
}

/** A colour between two, `share` of the first; both as #rrggbb or rgb(…). */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [channels(first), channels(second)];
  const between = a.map((value, at) => Math.round(value * share + (b[at] ?? 0) * (1 - share)));
  return `rgb(${between.join(", ")})`;
}

function channels(colour: string): number[] {
  if (colour.startsWith("#")) {
    const digits = colour.length === 4 ? colour.slice(1).replace(/./g, "$&$&") : colour.slice(1, 7);
    return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  }
  return (colour.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
}
