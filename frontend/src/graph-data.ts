// What the page hands to the graph; made in kgqa/ui/graph_view.py.

export interface GraphNode {
  id: string;
  label: string;
  full: string;
  kind: string;
  colour: string;
  shape: "ellipse" | "round-rectangle" | "diamond" | "hexagon";
  size: number;
  hidden: number;
}

export interface GraphEdge {
  id: string;
  source: string;
  target: string;
  label: string;
}

export interface Kind {
  kind: string;
  label: string;
  colour: string;
  shape: GraphNode["shape"];
}

export interface GraphData {
  /** Names the exploration: the same view keeps its positions and its zoom, another one is laid out anew. */
  view: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
  kinds: Kind[];
  centres: string[];
  selected: string | null;
  expandable: boolean;
  words: Record<string, string>;
  caption: { title: string; source: string };
  /** A file that was asked for; `token` tells it from the one before. */
  file: { token: string; name: string; mime: string; text: string } | null;
}

export const FONTS = '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
export const LAYOUTS = ["force", "rings", "tree", "circle", "grid"] as const;
export type LayoutName = (typeof LAYOUTS)[number];
