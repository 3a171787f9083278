// Lines of a label. Broken by us, so that the canvas and the exported picture break at the same places.

const LINE = 9; // in widths of a Chinese character
const LONGEST = 12; // where a label would not fit else
const LINES = 3;
const NO_START = new Set("，。、；：）》”’」』】％%!?！？,.;:)");

/** Width of text in widths of a Chinese character. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > "\u2e7f" ? 1 : 0.56;
  return width;
}

/** At most three lines of about the same width; numbers and Latin words stay whole, the rest becomes dots. */
export function lines(label: string): string[] {
  const pieces = label.match(/[（“‘《【≥≤≈>]?(?:[A-Za-z0-9.,%+&'’-]+\s?|\s|.)/gsu) ?? [];
  const whole = widthOf(label);
  const rooms = [Math.min(LINE, whole / Math.ceil(whole / LINE) + 1), LINE, LONGEST];
  const tries = rooms.map((room) => within(pieces, room));
  const kept = tries.find((found) => found.length <= LINES) ?? within(pieces, LONGEST);
  if (kept.length <= LINES) return kept;
  return [...kept.slice(0, LINES - 1), `${kept[LINES - 1]}…`];
}

function within(pieces: string[], room: number): string[] {
  const found = [""];
  for (const piece of pieces) {
    const last = found[found.length - 1] ?? "";
    const isFull = widthOf(last) + widthOf(piece.trimEnd()) > room;
    if (last && isFull && !NO_START.has(piece)) found.push(piece.trimStart());
    else found[found.length - 1] = last + piece;
  }
  return found.map((line) => line.trim()).filter(Boolean);
}
