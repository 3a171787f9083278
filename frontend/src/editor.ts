// The SPARQL editor: completion of our terms, the place of an error, and a button that runs the query.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { indentWithTab } from "@codemirror/commands";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec, type Text } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { sparql, SparqlLanguage } from "codemirror-lang-sparql";
import { type TermRow, Terms } from "./completion";
import css from "./editor.css";
import { theme } from "./editor-theme";
import { type Component, element, mounted } from "./streamlit";

/** What the page hands to the editor; made in kgqa/ui/query_page.py. */
interface EditorData {
  /** The query to show; it replaces what was typed when `revision` changes. */
  query: string;
  revision: string;
  terms: TermRow[];
  kinds: Record<string, string>;
  words: Record<string, string>;
  /** Where the query that ran last is wrong; counted from 1, the column in characters. */
  fault: { query: string; line: number; column: number; message: string } | null;
}

const DRAFT = "kgqa.query";

class Editor {
  private component: Component<EditorData>;
  private readonly terms = new Terms();
  private readonly root = element("div", { class: "editor" });
  private readonly frame = element("div", { class: "frame" });
  private readonly bar = element("div", { class: "bar" });
  private readonly view: EditorView;
  private revision: string;
  private known = "";

  constructor(component: Component<EditorData>) {
    this.component = component;
    this.root.append(this.frame, this.bar);
    component.parentElement.append(element("style", {}, css), this.root);
    const { data } = component;
    this.revision = data.revision;
    this.view = new EditorView({
      state: EditorState.create({ doc: draftOf(data.revision) ?? data.query, extensions: this.extensions() }),
      parent: this.frame,
      root: this.root.getRootNode() as ShadowRoot | Document,
    });
    this.update(component);
  }

  update(component: Component<EditorData>): void {
    this.component = component;
    const { data } = component;
    const known = JSON.stringify([data.terms.length, data.words, data.kinds]);
    if (known !== this.known) {
      this.known = known;
      this.terms.set(data.terms, data.kinds);
      this.view.contentDOM.setAttribute("aria-label", data.words.editor ?? "");
      this.drawBar();
    }
    if (data.revision !== this.revision) {
      this.revision = data.revision;
      this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: data.query } });
      this.keepDraft();
    }
    this.point();
  }

  destroy(): void {
    this.keepDraft();
    this.view.destroy();
    this.root.remove();
  }

  private extensions() {
    const run = () => {
      this.run();
      return true;
    };
    return [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
      basicSetup,
      keymap.of([...completionKeymap, indentWithTab]),
      sparql(),
      autocompletion({ override: [this.terms.source], maxRenderedOptions: 60, icons: false }),
      lintGutter(),
      EditorView.lineWrapping,
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.keepDraft();
      }),
      theme,
    ];
  }

  private drawBar(): void {
    const { words } = this.component.data;
    const run = element("button", { type: "button", class: "run" }, words.run ?? "");
    run.addEventListener("click", () => this.run());
    this.bar.replaceChildren(run, element("span", { class: "hint" }, words.hint ?? ""));
  }

  private run(): void {
    const { doc } = this.view.state;
    this.component.setTriggerValue("run", { query: doc.toString(), ...placeOfError(doc) });
  }

  /** Underline where the query is wrong, as long as it is still the query that ran. */
  private point(): void {
    const { fault } = this.component.data;
    const text = this.view.state.doc.toString();
    const found: Diagnostic[] = fault && fault.query === text ? [this.diagnostic(fault)] : [];
    this.view.dispatch(setDiagnostics(this.view.state, found));
    const first = found[0];
    if (first) this.view.dispatch({ effects: EditorView.scrollIntoView(first.from) });
  }

  private diagnostic(fault: { line: number; column: number; message: string }): Diagnostic {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(Math.max(fault.line, 1), doc.lines));
    const before = Array.from(line.text).slice(0, fault.column - 1).join("").length;
    let from = Math.min(line.from + before, line.to);
    const word = doc.sliceString(from, line.to).match(/^\S+/)?.[0] ?? "";
    const to = from + word.length;
    if (from === to) from = doc.sliceString(0, to).trimEnd().length - 1; // at the end: the last sign before
    return { from: Math.max(from, 0), to: Math.max(to, from + 1, 1), severity: "error", message: fault.message };
  }

  /** The draft outlives the page and a reload of the tab. */
  private keepDraft(): void {
    try {
      sessionStorage.setItem(DRAFT, JSON.stringify([this.revision, this.view.state.doc.toString()]));
    } catch {
      // no storage in this browser: the draft lasts as long as the page
    }
  }
}

/** Where the editor's grammar stops, counted from 1, the column in characters; line 0 where it does not. */
function placeOfError(doc: Text): { line: number; column: number } {
  let at = -1;
  SparqlLanguage.parser.parse(doc.toString()).iterate({
    enter: (node) => {
      if (node.type.isError && at < 0) at = node.from;
      return at < 0;
    },
  });
  if (at < 0) return { line: 0, column: 0 };
  const line = doc.lineAt(at);
  return { line: line.number, column: Array.from(doc.sliceString(line.from, at)).length + 1 };
}

function draftOf(revision: string): string | null {
  try {
    const [of, draft] = JSON.parse(sessionStorage.getItem(DRAFT) ?? "[]") as string[];
    return of === revision && draft !== undefined ? draft : null;
  } catch {
    return null;
  }
}

export default mounted<EditorData, Editor>((component) => new Editor(component));
