// The graph: nodes and edges to walk through by pointer, touch and keyboard.

import cytoscape, { type Core, type ElementDefinition, type EventObjectNode, type NodeSingular } from "cytoscape";
import fcose from "cytoscape-fcose";
import css from "./graph.css";
import { type GraphData, type GraphNode, type Kind, LAYOUTS, type LayoutName } from "./graph-data";
import { keep, recall } from "./kept";
import { lines } from "./labels";
import { arrange, fit, place } from "./layouts";
import { asText, pngOf, svgOf } from "./picture";
import { type Component, element, mounted } from "./streamlit";
import { stylesheet, themeOf } from "./style";

cytoscape.use(fcose);

const ZOOM_STEP = 1.25;
const PICTURES = ["svg", "png", "png-large"];
const FILES = ["graphml", "gexf", "cytoscape"];
const SCALES: Record<string, number> = { png: 2, "png-large": 4 };

class Graph {
  private component: Component<GraphData>;
  private readonly cy: Core;
  private readonly root = element("div", { class: "graph" });
  private readonly canvas = element("div", { class: "canvas", tabindex: "0", role: "application" });
  private readonly bar = element("div", { class: "bar" });
  private readonly kinds = element("div", { class: "kinds", role: "group" });
  private readonly spoken = element("p", { class: "hidden", "aria-live": "polite" });
  private readonly expands = element("input", { type: "checkbox", checked: "" });
  private readonly size: ResizeObserver;
  private readonly moved = () => void this.cy.resize();
  private hiddenKinds = new Set<string>();
  private layout: LayoutName = "force";
  private view = "";
  private words = "";
  private fileToken = "";
  private saving = 0;

  constructor(component: Component<GraphData>) {
    this.component = component;
    this.root.append(this.bar, this.canvas, this.kinds, this.spoken);
    component.parentElement.append(element("style", {}, css), this.root);
    this.fileToken = component.data.file?.token ?? "";
    this.cy = cytoscape({ container: this.canvas, minZoom: 0.15, maxZoom: 4, boxSelectionEnabled: false });
    this.listen();
    this.size = new ResizeObserver(() => this.cy.resize());
    this.size.observe(this.canvas);
    // cytoscape remembers where its container is and looks for scrolling up to the shadow root only.
    document.addEventListener("scroll", this.moved, { capture: true, passive: true });
    this.canvas.addEventListener("pointerdown", this.moved, { capture: true });
    this.update(component);
  }

  update(component: Component<GraphData>): void {
    this.component = component;
    const { data } = component;
    this.cy.style(stylesheet(themeOf(this.root)));
    this.redrawFrame();
    this.change(data);
    this.mark(data.selected);
    this.download();
  }

  destroy(): void {
    this.save();
    window.clearTimeout(this.saving);
    this.size.disconnect();
    document.removeEventListener("scroll", this.moved, { capture: true });
    this.cy.destroy();
    this.root.remove();
  }

  // ---------- what is shown ----------

  private change(data: GraphData): void {
    const isOther = data.view !== this.view;
    const kept = isOther ? recall(data.view) : null;
    if (isOther) {
      this.view = data.view;
      this.cy.elements().remove();
      this.layout = kept?.layout ?? this.layout;
      this.hiddenKinds = new Set(kept?.hiddenKinds ?? []);
      this.redrawFrame(true);
    }
    const added = this.exchange(data);
    this.filter();
    if (isOther && !kept) {
      arrange(this.cy, this.layout);
    } else if (added.length > 0) {
      const without = added.filter((node) => !restore(node, kept?.positions[node.id()]));
      if (without.length > 0) place(this.cy, without);
      if (kept) this.cy.viewport({ zoom: kept.zoom, pan: kept.pan });
    }
    this.saveSoon();
  }

  /** Bring the elements in line with the data; the nodes that are new. */
  private exchange(data: GraphData): NodeSingular[] {
    const centres = new Set(data.centres);
    const wanted = new Map<string, ElementDefinition>();
    for (const node of data.nodes) wanted.set(node.id, { group: "nodes", data: dataOf(node, centres) });
    for (const edge of data.edges) wanted.set(edge.id, { group: "edges", data: { ...edge } });
    const added: NodeSingular[] = [];
    this.cy.batch(() => {
      this.cy.elements().filter((known) => !wanted.has(known.id())).remove();
      for (const [id, definition] of wanted) {
        const known = this.cy.getElementById(id);
        if (known.nonempty()) known.data(definition.data);
        else if (definition.group === "edges") this.cy.add(definition);
        else added.push(this.cy.add(definition).nodes().first() as unknown as NodeSingular);
      }
    });
    return added;
  }

  private filter(): void {
    this.cy.batch(() => {
      this.cy.nodes().forEach((node) => {
        node.toggleClass("unwanted", this.hiddenKinds.has(String(node.data("kind"))));
      });
    });
  }

  private mark(id: string | null): void {
    this.cy.batch(() => {
      this.cy.elements().removeClass("picked faded labelled");
      const few = this.cy.edges(":visible").length <= 30;
      if (few) this.cy.edges().addClass("labelled");
      const picked = id === null ? this.cy.collection() : this.cy.getElementById(id);
      if (picked.empty()) return;
      picked.addClass("picked");
      picked.connectedEdges().addClass("labelled");
      if (picked.data("centre")) return; // the start stands out by itself
      this.cy.elements().difference(picked.closedNeighborhood()).addClass("faded");
    });
  }

  // ---------- what a person does ----------

  private listen(): void {
    this.cy.on("tap", "node", (event: EventObjectNode) => this.pick(event.target));
    this.cy.on("tap", (event) => {
      if (event.target === this.cy) this.mark(null);
    });
    this.cy.on("dragfree", "node", () => this.saveSoon());
    this.cy.on("viewport", () => this.saveSoon());
    this.cy.on("mouseover", "node", (event: EventObjectNode) => {
      this.canvas.title = String(event.target.data("full"));
    });
    this.cy.on("mouseout", "node", () => this.canvas.removeAttribute("title"));
    this.canvas.addEventListener("keydown", (event) => this.press(event));
  }

  private pick(node: NodeSingular): void {
    this.mark(node.id());
    this.spoken.textContent = String(node.data("full"));
    const expand = this.expands.checked && this.component.data.expandable;
    this.component.setTriggerValue("picked", { id: node.id(), expand, without: [...this.hiddenKinds] });
  }

  private press(event: KeyboardEvent): void {
    const turns: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const turn = turns[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (turn) this.step(turn);
    else if (event.key === "+" || event.key === "=") this.zoomBy(ZOOM_STEP);
    else if (event.key === "-") this.zoomBy(1 / ZOOM_STEP);
    else if (event.key === "0") fit(this.cy);
    else if (event.key === "Escape") this.mark(null);
    else if (event.key === "Enter" || event.key === " ") this.cy.nodes(".picked").forEach((node) => this.pick(node));
    else return;
    event.preventDefault();
  }

  /** Go to the nearest node in a direction. */
  private step([dx, dy]: [number, number]): void {
    const shown = this.cy.nodes(":visible");
    const now = shown.filter(".picked").first() as unknown as NodeSingular;
    const next = shown.filter(".picked").empty() ? this.first() : nearest(shown.toArray() as NodeSingular[], now, dx, dy);
    if (!next) return;
    this.mark(next.id());
    this.spoken.textContent = String(next.data("full"));
    const { x, y } = next.renderedPosition();
    const isOut = x < 20 || y < 20 || x > this.cy.width() - 20 || y > this.cy.height() - 20;
    if (isOut) this.cy.center(next);
  }

  private first(): NodeSingular | undefined {
    const centre = this.cy.nodes("[?centre]:visible");
    return (centre.nonempty() ? centre : this.cy.nodes(":visible")).toArray()[0] as NodeSingular | undefined;
  }

  private zoomBy(factor: number): void {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  // ---------- bar and legend ----------

  private redrawFrame(always = false): void {
    const { words, kinds } = this.component.data;
    const now = JSON.stringify([words, kinds, [...this.hiddenKinds]]);
    if (now === this.words && !always) return;
    this.words = now;
    this.canvas.setAttribute("aria-label", words.canvas ?? "");
    this.kinds.setAttribute("aria-label", words.kinds ?? "");
    this.bar.replaceChildren(...this.barItems());
    this.kinds.replaceChildren(...kinds.map((kind) => this.chip(kind)));
  }

  private barItems(): Node[] {
    const { words, expandable } = this.component.data;
    const layouts = chooser(LAYOUTS, words, "layout", this.layout);
    layouts.addEventListener("change", () => {
      this.layout = layouts.value as LayoutName;
      arrange(this.cy, this.layout);
      this.saveSoon();
    });
    const formats = chooser([...PICTURES, ...FILES], words, "format", "svg");
    const save = element("button", { type: "button", class: "save" }, words.save ?? "");
    save.addEventListener("click", () => void this.export(formats.value));
    return [
      layouts,
      button("−", words.zoom_out, () => this.zoomBy(1 / ZOOM_STEP)),
      button("+", words.zoom_in, () => this.zoomBy(ZOOM_STEP)),
      button("⤢", words.fit, () => fit(this.cy)),
      ...(expandable ? [element("label", {}, this.expands, words.expands ?? "")] : []),
      element("span", { class: "space" }),
      formats,
      save,
    ];
  }

  private chip(kind: Kind): HTMLElement {
    const shown = !this.hiddenKinds.has(kind.kind);
    const chip = element("button", { type: "button", "aria-pressed": String(shown) }, sample(kind), kind.label);
    chip.addEventListener("click", () => {
      if (!this.hiddenKinds.delete(kind.kind)) this.hiddenKinds.add(kind.kind);
      chip.setAttribute("aria-pressed", String(!this.hiddenKinds.has(kind.kind)));
      this.filter();
      this.saveSoon();
    });
    return chip;
  }

  // ---------- files ----------

  private async export(format: string): Promise<void> {
    if (FILES.includes(format)) {
      const places = this.cy.nodes(":visible").map((node) => [node.id(), node.position().x, node.position().y]);
      this.component.setTriggerValue("wanted", { format, places });
      return;
    }
    const { caption, kinds } = this.component.data;
    const shown = new Set(this.cy.nodes(":visible").map((node) => String(node.data("kind"))));
    const seen = kinds.filter((kind) => shown.has(kind.kind));
    const svg = svgOf(this.cy, seen, caption, themeOf(this.root));
    const scale = SCALES[format];
    if (scale === undefined) save(new Blob([asText(svg)], { type: "image/svg+xml" }), "kgqa-graph.svg");
    else save(await pngOf(svg, scale), "kgqa-graph.png");
  }

  private download(): void {
    const { file } = this.component.data;
    if (!file || file.token === this.fileToken) return;
    this.fileToken = file.token;
    save(new Blob([file.text], { type: file.mime }), file.name);
  }

  // ---------- memory ----------

  private saveSoon(): void {
    window.clearTimeout(this.saving);
    this.saving = window.setTimeout(() => this.save(), 250);
  }

  private save(): void {
    const positions: Record<string, { x: number; y: number }> = {};
    this.cy.nodes().forEach((node) => {
      positions[node.id()] = { ...node.position() };
    });
    const { view, layout } = this;
    const hiddenKinds = [...this.hiddenKinds];
    keep({ view, layout, hiddenKinds, positions, zoom: this.cy.zoom(), pan: { ...this.cy.pan() } });
  }
}

function dataOf(node: GraphNode, centres: Set<string>): Record<string, unknown> {
  const more = node.hidden > 0 ? [`+${node.hidden}`] : [];
  return { ...node, lines: [...lines(node.label), ...more].join("\n"), centre: centres.has(node.id) };
}

function restore(node: NodeSingular, position: { x: number; y: number } | undefined): boolean {
  if (position) node.position({ ...position });
  return position !== undefined;
}

/** The nearest node within a quarter turn of a direction. */
function nearest(nodes: NodeSingular[], from: NodeSingular, dx: number, dy: number): NodeSingular | undefined {
  const start = from.position();
  let best: NodeSingular | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const [x, y] = [node.position().x - start.x, node.position().y - start.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (along <= 0 || aside > along || along + 2 * aside >= least) continue;
    least = along + 2 * aside;
    best = node;
  }
  return best;
}

function chooser(
  values: readonly string[],
  words: Record<string, string>,
  name: string,
  chosen: string,
): HTMLSelectElement {
  const label = words[name] ?? name;
  const select = element("select", { "aria-label": label, title: label, class: name });
  for (const value of values) select.append(element("option", { value }, words[`${name}.${value}`] ?? value));
  select.value = chosen;
  return select;
}

function button(sign: string, label: string | undefined, act: () => void): HTMLButtonElement {
  const words = label ?? sign;
  const made = element("button", { type: "button", class: "square", title: words, "aria-label": words }, sign);
  made.addEventListener("click", act);
  return made;
}

function sample(kind: Kind): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-1.2 -1.2 2.4 2.4");
  svg.setAttribute("aria-hidden", "true");
  const paths: Record<Kind["shape"], string> = {
    ellipse: "M -1 0 A 1 1 0 1 0 1 0 A 1 1 0 1 0 -1 0 Z",
    "round-rectangle": "M -0.9 -0.9 H 0.9 V 0.9 H -0.9 Z",
    diamond: "M 0 -1.1 L 1.1 0 L 0 1.1 L -1.1 0 Z",
    hexagon: "M -0.5 -1 H 0.5 L 1.1 0 L 0.5 1 H -0.5 L -1.1 0 Z",
  };
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[kind.shape]);
  path.setAttribute("fill", kind.colour);
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "0.14");
  svg.append(path);
  return svg;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export default mounted<GraphData, Graph>((component) => new Graph(component));
