// Completion: the terms of the graph under every name they bear, keywords, and the query's own variables.

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

/** A term as [what is written into the query, kind, names…]. */
export type TermRow = [written: string, kind: string, ...names: string[]];

const WORD = /[\p{L}\p{N}_:·\-]+$/u;
const WORDS = /(?:[\p{L}\p{N}&'’.\-]+ ){1,7}[\p{L}\p{N}&'’.\-]*$/u;
const VARIABLE = /[?$][\p{L}\p{N}_]*$/u;
const STRING = /"([^"\\\n]*)$/;
const KEYWORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES AS ORDER BY ASC DESC GROUP BY HAVING LIMIT OFFSET " +
  "ASK CONSTRUCT DESCRIBE PREFIX GRAPH EXISTS NOT IN COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG STRLEN " +
  "CONTAINS STRSTARTS REGEX IF COALESCE BOUND ABS ROUND";
const keywords: Completion[] = [...new Set(KEYWORDS.split(" "))].map((label) => ({ label, type: "keyword" }));

/** A source over terms that may change; `kinds` are the words for the kinds. */
export class Terms {
  private options: Completion[] = [];
  private inStrings: Completion[] = [];

  set(rows: TermRow[], kinds: Record<string, string>): void {
    this.options = [...keywords];
    this.inStrings = [];
    for (const [written, kind, ...names] of rows) {
      const detail = [written.startsWith("<") ? "" : written, kinds[kind] ?? kind].filter(Boolean).join(" · ");
      this.options.push({ label: written, apply: written, detail: names[0] ?? "", type: kind, boost: -1 });
      for (const name of names) {
        this.options.push({ label: name, apply: written, detail, type: kind, boost: 1 });
        if (kind !== "prefix") this.inStrings.push({ label: name, detail: kinds[kind] ?? kind, type: kind });
      }
    }
  }

  readonly source = (context: CompletionContext): CompletionResult | null => {
    const inside = syntaxTree(context.state).resolveInner(context.pos, -1).name;
    if (/comment/i.test(inside)) return null;
    const { text, from } = context.state.doc.lineAt(context.pos);
    const before = text.slice(0, context.pos - from);
    const string = before.split('"').length % 2 === 0 ? before.match(STRING) : null;
    if (string) {
      const typed = string[1] ?? "";
      return typed || context.explicit ? { from: context.pos - typed.length, options: this.inStrings } : null;
    }
    const variable = before.match(VARIABLE)?.[0];
    if (variable !== undefined) {
      return { from: context.pos - variable.length, options: variables(context.state.doc.toString(), variable) };
    }
    return this.severalWords(before, context.pos) ?? this.oneWord(before, context);
  };

  private oneWord(before: string, context: CompletionContext): CompletionResult | null {
    const word = before.match(WORD)?.[0] ?? "";
    return word || context.explicit ? { from: context.pos - word.length, options: this.options } : null;
  }

  /** Names with blanks in them, which most English ones have: the longest run of words that begins one. */
  private severalWords(before: string, pos: number): CompletionResult | null {
    let words = before.match(WORDS)?.[0] ?? "";
    while (words.trim().includes(" ") || words.endsWith(" ")) {
      const typed = words.toLowerCase();
      const options = this.options.filter((option) => option.label.toLowerCase().startsWith(typed));
      if (options.length > 0) return { from: pos - words.length, options, filter: false };
      words = words.slice(words.indexOf(" ") + 1);
    }
    return null;
  }
}

function variables(query: string, typed: string): Completion[] {
  const found = new Set(query.match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  found.delete(typed);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}
