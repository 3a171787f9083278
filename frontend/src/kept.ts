// Where the nodes of a view lie and what part of it is in sight. Outlives the component and a reload of the tab.

import type { LayoutName } from "./graph-data";

export interface Kept {
  view: string;
  positions: Record<string, { x: number; y: number }>;
  zoom: number;
  pan: { x: number; y: number };
  layout: LayoutName;
  hiddenKinds: string[];
}

const KEY = "kgqa.graph";

/** What was kept of a view; null when the last one was another. */
export function recall(view: string): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
    return kept?.view === view ? kept : null;
  } catch {
    return null; // no storage in this browser, or not ours
  }
}

export function keep(kept: Kept): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // the storage is full or forbidden: positions then last as long as the component
  }
}
