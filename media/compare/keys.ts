import type { CompareView, GridRow } from '../../src/core/view/compare/compareView.ts';
import type { CellPlace } from '../../src/protocol/compare.ts';
import type { Better, CompareActions, Layout } from './actions.ts';

/** The keys, as the page lists them. */
export const KEYS: readonly [key: string, does: string][] = [
  ['↑ ↓ or j k', 'previous or next case'],
  ['← →', 'other column'],
  ['u d', 'good or bad answer'],
  ['b w', 'better or worse than the column it is compared with'],
  ['g x', 'both good, both bad'],
  ['c', 'comment'],
  ['i', 'write the ideal answer'],
  ['y', 'why did it say that?'],
];

interface KeyContext {
  view: CompareView;
  layout: Layout;
  total: number;
  row: GridRow | undefined;
  actions: CompareActions;
}

/** Does what a key of the grid stands for. True when it stood for something. */
export function pressKey(key: string, { view, layout, total, row, actions }: KeyContext): boolean {
  const { row: at, slot, repetition } = layout;
  const slots = view.columns.length;
  const move = (change: Partial<Layout>) => actions.arrange(change);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      move({ row: Math.min(total - 1, at + 1) });
      return true;
    case 'ArrowUp':
    case 'k':
      move({ row: Math.max(0, at - 1) });
      return true;
    case 'PageDown':
      move({ row: Math.min(total - 1, at + 5) });
      return true;
    case 'PageUp':
      move({ row: Math.max(0, at - 5) });
      return true;
    case 'Home':
      move({ row: 0 });
      return true;
    case 'End':
      move({ row: Math.max(0, total - 1) });
      return true;
    case 'ArrowRight':
      move(next(layout, slots, view.repetitions, 1));
      return true;
    case 'ArrowLeft':
      move(next(layout, slots, view.repetitions, -1));
      return true;
  }
  if (!row) return false;
  const place: CellPlace = { caseId: row.id, slot, repetition };
  const cell = row.cells.find(one => one.slot === slot && one.repetition === repetition);
  if (key === 'i') {
    actions.write({ kind: 'ideal', place, text: row.ideal ?? row.reference ?? '' });
    return true;
  }
  if (cell?.state !== 'done') return false;
  if (key === 'u' || key === 'd') actions.thumb(place, key === 'u' ? 'up' : 'down');
  else if (key === 'c')
    actions.write({ kind: 'comment', place, text: cell.comment ?? '', output: cell.output });
  else if (key === 'y') actions.why(place);
  else if (key in CHOICES) {
    const other = otherSlot(layout, slots);
    if (other === undefined) return false;
    actions.choose(row.id, slot, other, CHOICES[key as keyof typeof CHOICES]);
  } else return false;
  return true;
}

const CHOICES = { b: 'left', w: 'right', g: 'both', x: 'neither' } as const satisfies Record<string, Better>;

/** The column that the selected one is judged against: the one that is compared with, else the next. */
function otherSlot({ slot, diffWith }: Layout, slots: number): number | undefined {
  if (typeof diffWith === 'number' && diffWith !== slot) return diffWith;
  return slots < 2 ? undefined : (slot + 1) % slots;
}

function next({ slot, repetition }: Layout, slots: number, repetitions: number, step: number) {
  const at = slot * repetitions + repetition + step;
  const wrapped = (at + slots * repetitions) % (slots * repetitions);
  return { slot: Math.floor(wrapped / repetitions), repetition: wrapped % repetitions };
}
