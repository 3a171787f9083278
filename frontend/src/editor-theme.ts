// The look of the editor, in the colours of the page: the same rules serve the light and the dark theme.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { fontSize: "0.92rem", color: "var(--st-text-color)", backgroundColor: "var(--st-background-color)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--st-code-font), 'Noto Sans Mono CJK SC', monospace",
    lineHeight: "1.6",
    minHeight: "11rem",
    maxHeight: "min(60vh, 30rem)",
  },
  ".cm-content": { caretColor: "var(--st-text-color)", padding: "0.5rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--st-text-color)" },
  ".cm-gutters": {
    backgroundColor: "var(--st-secondary-background-color)",
    color: "color-mix(in srgb, var(--st-text-color) 72%, transparent)",
    border: "none",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--st-text-color) 6%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--st-primary-color) 32%, transparent)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--st-background-color)",
    color: "var(--st-text-color)",
    border: "1px solid color-mix(in srgb, var(--st-text-color) 30%, transparent)",
    borderRadius: "0.4rem",
    maxWidth: "min(34rem, 92vw)",
  },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "#24695d", color: "#ffffff" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: 0.8, marginLeft: "0.8em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: 700 },
  ".cm-panels": { backgroundColor: "var(--st-secondary-background-color)", color: "var(--st-text-color)" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
  ".cm-wrong-line": { backgroundColor: "color-mix(in srgb, var(--kg-wrong) 16%, transparent)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--kg-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--st-text-color)", fontWeight: "600" },
  { tag: [tags.namespace, tags.typeName, tags.propertyName, tags.url, tags.className], color: "var(--kg-name)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--kg-string)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--kg-number)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--kg-comment)", fontStyle: "italic" },
]);

export const theme: Extension = [look, syntaxHighlighting(colours)];
