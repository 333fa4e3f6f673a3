import { cellsOf } from './cells.ts';
import { isUnsafe, signFor } from './neutral.ts';

/** A piece of a line with the marked part set apart, safe for a terminal. */
export interface Excerpt {
  before: string;
  marked: string;
  after: string;
  /** Cells before the marked part. */
  indent: number;
  /** Cells of the marked part; at least 1, so that an empty range can be pointed at. */
  length: number;
}

/**
 * Cuts from a line the piece around `from` to `to` (UTF-16 units) that fits into `room` cells. Lines may be hundreds of
 * megabytes long; only the surroundings are looked at.
 */
export function excerptOf(line: string, from: number, to: number, room: number): Excerpt {
  const start = Math.max(0, Math.min(from, line.length));
  const end = Math.max(start, Math.min(to, line.length));
  const near = boundary(line, Math.max(0, start - room));
  const far = boundary(line, Math.min(line.length, start + 2 * room));
  const before = shown(line.slice(near, start));
  const marked = shown(line.slice(start, Math.min(end, far)));
  const after = shown(line.slice(Math.min(end, far), far));

  const markedCells = Math.min(cellsIn(marked), Math.ceil(room * 0.75));
  const spare = room - Math.max(markedCells, 1);
  const wantedBefore = cellsIn(before);
  const wantedAfter = cellsIn(after);
  const beforeRoom = Math.min(wantedBefore, Math.max(spare - wantedAfter, Math.ceil(spare / 2)));
  const head = shorten(before.reverse(), beforeRoom, near > 0).reverse();
  const middle = shorten(marked, markedCells, end > far);
  const cut = middle.at(-1) === ELLIPSIS;
  const tail = cut ? [] : shorten(after, spare - cellsIn(head), far < line.length);
  return {
    before: text(head),
    marked: text(middle),
    after: text(tail),
    indent: cellsIn(head),
    length: Math.max(1, cellsIn(middle)),
  };
}

interface Cell {
  character: string;
  cells: number;
}

const ELLIPSIS: Cell = { character: '…', cells: 1 };

function shown(piece: string): Cell[] {
  const list: Cell[] = [];
  for (const character of piece) {
    // A variation selector makes a sign wide in some terminals only; without it all agree.
    if (character === '\ufe0f') continue;
    if (isUnsafe(character)) list.push({ character: signFor(character), cells: 1 });
    else list.push({ character, cells: cellsOf(character) });
  }
  return list;
}

/** As many cells from the beginning as fit, with an ellipsis where something is left out. */
function shorten(list: readonly Cell[], room: number, more: boolean): Cell[] {
  const whole = cellsIn(list) <= room && !more;
  const limit = whole ? room : room - 1;
  const kept: Cell[] = [];
  let used = 0;
  for (const cell of list) {
    if (used + cell.cells > limit) break;
    kept.push(cell);
    used += cell.cells;
  }
  return whole || room <= 0 ? kept : [...kept, ELLIPSIS];
}

function cellsIn(list: readonly Cell[]): number {
  return list.reduce((sum, cell) => sum + cell.cells, 0);
}

function text(list: readonly Cell[]): string {
  return list.map(cell => cell.character).join('');
}

/** Steps back from the middle of a surrogate pair. */
function boundary(line: string, at: number): number {
  const unit = line.charCodeAt(at);
  const previous = line.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && previous >= 0xd800 && previous <= 0xdbff ? at - 1 : at;
}
