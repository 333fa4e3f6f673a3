import { signal } from '@preact/signals';
import { render } from 'preact';
import type { CompareView } from '../../src/core/view/compare/compareView.ts';
import type { CellPlace, CompareHostContract, ComparePageContract } from '../../src/protocol/compare.ts';
import { connectHost, recall, remember } from '../shared/host.ts';
import { telling } from '../shared/telling.ts';
import { type CompareActions, FIRST_LAYOUT, type Layout, type Writing } from './actions.ts';
import { pressKey } from './keys.ts';
import { ComparePage } from './page.tsx';
import { Rows } from './rows.ts';
import type { WhyShown } from './why.tsx';
import '../shared/style.css';
import './style.css';

const root = document.getElementById('root')!;
const host = connectHost<ComparePageContract, CompareHostContract>(root, {});
const view = signal<CompareView | undefined>(undefined);
const layout = signal<Layout>({ ...FIRST_LAYOUT, ...(recall() as Partial<Layout> | undefined) });
const writing = signal<Writing | undefined>(undefined);
const why = signal<WhyShown | undefined>(undefined);
const said = signal('');
/** What was written and could not be kept. */
const unkept: Writing[] = [];
const rows = new Rows(
  (query, from, count, find) =>
    host.call('rows', { query, from, count, ...(find !== undefined && { find }) }),
  layout.value.query,
);

const tell = telling(said);

const actions: CompareActions = {
  arrange(change) {
    const before = layout.value;
    layout.value = { ...before, ...change };
    remember(layout.value);
    if (JSON.stringify(before.query) !== JSON.stringify(layout.value.query)) rows.ask(layout.value.query);
    if (change.row !== undefined || change.slot !== undefined) focusSelected();
  },
  run: batch => void tell(host.call('run', batch === true ? { batch } : {}), 'The run has ended.'),
  stop: () => void tell(host.call('stop', {}), 'Stopped. What was answered is kept.'),
  reveal: revealed => void tell(host.call('reveal', { revealed })),
  thumb: (place, thumb) => void tell(host.call('thumb', { ...place, thumb })),
  choose: (caseId, left, right, better) =>
    void tell(host.call('choose', { caseId, left, right, better }), 'Kept.'),
  comment: ({ place, output = '', ...rest }, text) =>
    void keep(host.call('comment', { ...place, text, output }), { place, output, ...rest, text }),
  ideal: (what, text) =>
    void keep(host.call('ideal', { caseId: what.place.caseId, text }), { ...what, text }),
  why: place => void tell(askWhy(place)),
  exclude: (line, back) =>
    void tell(
      host.call('exclude', { line, back }),
      back ? 'Put back.' : 'Taken out of the file in the editor. Undo it there, or put it back here.',
    ),
  openTraining: line => void tell(host.call('openTraining', { line })),
  openCase: caseId => void tell(host.call('openCase', { caseId })),
  openFile: () => void tell(host.call('openFile', {})),
  makeDataset: () => void tell(host.call('makeDataset', {})),
  saveChart: saved => void tell(host.call('saveChart', saved)),
  saveReport: form => void tell(host.call('saveReport', { form })),
  openLink: address => void tell(host.call('openLink', { address })),
  copyText: text => void tell(host.call('copyText', { text }), 'Copied.'),
  write(what) {
    writing.value = what ?? unkept.shift();
    if (!writing.value) focusSelected();
  },
};

/** The box comes back with what was written in it when that could not be kept. */
async function keep(call: Promise<unknown>, what: Writing): Promise<void> {
  try {
    await call;
    said.value = 'Kept.';
  } catch (thrown) {
    unkept.push({ ...what, problem: (thrown as Error).message });
    if (!writing.value) actions.write(undefined);
  }
}

/** The selection stays on its case when that moves, if somebody sees it. */
async function followSelected(): Promise<void> {
  const { row } = layout.value;
  const now = await rows.again(rows.at(row)?.id);
  const total = rows.total.value;
  // While nothing is read yet, the selection of before may still come.
  if (total === 0 || row !== layout.value.row) return;
  const wanted = now !== undefined && rows.isSeen(row) ? now : Math.min(row, total - 1);
  if (wanted === row) return;
  layout.value = { ...layout.value, row: wanted };
  remember(layout.value);
  if (document.activeElement?.closest('.grid')) focusSelected();
}

async function askWhy(place: CellPlace): Promise<void> {
  why.value = { place, ...(await host.call('why', place)) };
  await markExcluded();
}

/** What was taken out stays in the box, so that it can be put back. */
async function markExcluded(): Promise<void> {
  const lines = await host.call('excluded', {});
  if (!why.value) return;
  const rows = why.value.rows.map(({ excluded: _, ...row }) => ({
    ...row,
    ...(lines.includes(row.line) && { excluded: true as const }),
  }));
  why.value = { ...why.value, rows };
}

/** The cell that keys act on has the focus, so that a screen reader says it. */
function focusSelected(): void {
  requestAnimationFrame(() =>
    root.querySelector<HTMLElement>('.cell.selected')?.focus({ preventScroll: true }),
  );
}

function App() {
  // Read, so that the page is drawn again when rows arrive.
  void rows.version.value;
  return (
    <ComparePage
      view={view.value}
      layout={layout.value}
      total={rows.total.value}
      rowAt={index => rows.at(index)}
      onRange={(from, to) => rows.see(from, to)}
      writing={writing.value}
      why={why.value}
      onCloseWhy={() => {
        why.value = undefined;
        focusSelected();
      }}
      said={said.value}
      actions={actions}
    />
  );
}

document.addEventListener('keydown', event => {
  const target = event.target instanceof Element ? event.target : null;
  if (event.ctrlKey || event.metaKey || event.altKey || !view.value || layout.value.tab !== 'answers') return;
  if (event.key === 'Escape' && why.value) {
    why.value = undefined;
    focusSelected();
    return;
  }
  // Fields, buttons and tabs have keys of their own.
  if (target?.closest('input, textarea, select, [role="tab"], [role="dialog"], details')) return;
  if (target?.closest('button') && !target.closest('.grid')) return;
  const context = {
    view: view.value,
    layout: layout.value,
    total: rows.total.value,
    row: rows.at(layout.value.row),
    actions,
  };
  if (pressKey(event.key, context)) event.preventDefault();
});

host.on('view', next => {
  view.value = next;
});
host.on('changed', () => void followSelected());
host.on('trainingChanged', () => {
  if (why.value) markExcluded().catch(() => {});
});
host.on('arrived', ({ pieces }) => {
  for (const piece of pieces) rows.add(piece);
});
render(<App />, root);
host.call('ready', {}).then(first => {
  // What was told meanwhile is newer.
  view.value ??= first;
  void rows.again();
});
