import type { Case } from '../../../../src/core/evaluate/case.ts';
import { type Cell, cellId } from '../../../../src/core/evaluate/results/cell.ts';
import { emptyResults } from '../../../../src/core/evaluate/results/readResults.ts';
import { drawCompare } from '../../../../src/core/view/compare/drawCompare.ts';
import { gridRow } from '../../../../src/core/view/compare/gridRow.ts';
import { GridIndex, type GridState } from '../../../../src/core/view/compare/gridState.ts';
import { orderCases } from '../../../../src/core/view/compare/orderCases.ts';
import { Channel, type Handlers } from '../../../../src/protocol/channel.ts';
import type { CompareHostContract, ComparePageContract } from '../../../../src/protocol/compare.ts';

/** What the test may see and say of the extension's side of the page. */
export interface CompareTestHost {
  /** Requests of the page, but for rows, as `name params`. */
  asked: string[];
}

const VARIANTS = ['base', 'short', 'long', 'tuned', 'second', 'third'];
const {
  answers,
  faults,
  cases: count,
} = JSON.parse(decodeURIComponent(location.hash.slice(1) || '{}')) as {
  /** The first answers, one a case, by the first variant. */
  answers?: string[];
  /** What is wrong with the first of these answers. */
  faults?: Partial<Cell>[];
  cases?: number;
};
const host: CompareTestHost = { asked: [] };
Object.assign(globalThis, { compareHost: host });

const cases: Case[] = Array.from({ length: count ?? 4 }, (_, index) => ({
  id: `case-${index}`,
  title: `Question ${index}`,
  values: { text: `Question ${index}: how does the sea sound at the end of the pier in the winter?` },
  reference: 'Slow and far away.',
  from: {},
}));
const results = emptyResults();
for (const [index, one] of cases.entries()) {
  for (const [place, variant] of VARIANTS.entries()) {
    const usual = `**${variant}** says that in winter ${index} the sea sounds *slow*, and:\n\n- far away\n- near the pier\n\n\`wave ${index}\``;
    const key = { case: one.id, variant, repetition: 0 };
    const output = place === 0 ? (answers?.[index] ?? usual) : usual;
    const cell: Cell = { ...key, request: 'r', output, asked: 'm', answered: 'm', ms: 120 };
    results.cells.set(cellId(key), { ...cell, ...(place === 0 && faults?.[index]) });
  }
}
const state: GridState = {
  ...{ cases, results, repetitions: 1, judged: undefined, feedback: [], leaks: new Map(), hidden: false },
  variants: VARIANTS.map(name => ({ name, model: 'm', connection: 'Sandbox' })),
  ...{ seed: 1, arriving: new Map() },
};
const index = new GridIndex(state);
const nothing = (name: string) => (params: unknown) => {
  host.asked.push(`${name} ${JSON.stringify(params)}`);
  return undefined;
};

const handlers = new Proxy(
  {
    ready: () =>
      drawCompare(state, {
        ...{ sequence: 1, graders: [], revealed: false, run: undefined, nextRun: undefined },
        ...{ batchRun: undefined, estimate: undefined, inBatch: 0, problem: undefined, restricted: false },
        comparison: { path: 'sea.compare.json', totalCases: cases.length, faults: [], file: FILE() },
      }),
    rows: ({ query, from, count: wanted }: { query: never; from: number; count: number }) => {
      const places = orderCases(state, index, query);
      return {
        total: places.length,
        rows: places.slice(from, from + wanted).map(place => gridRow(state, index, place)),
      };
    },
  },
  {
    get: (known, name: string) => known[name as keyof typeof known] ?? nothing(name),
    // A channel answers only what its handlers have themselves.
    getOwnPropertyDescriptor: (known, name: string) =>
      Reflect.getOwnPropertyDescriptor(known, name) ?? { configurable: true, value: nothing(name) },
  },
) as unknown as Handlers<CompareHostContract>;

function FILE() {
  return { name: 'The sea', variants: VARIANTS.map(name => ({ name })), cases: [{ dataset: 'sea.jsonl' }] };
}

let listener: ((message: unknown) => void) | undefined;
new Channel<CompareHostContract, ComparePageContract>(
  {
    post: message => window.postMessage(structuredClone(message), '*'),
    onMessage(hear) {
      listener = hear;
      return { dispose: () => {} };
    },
  },
  handlers,
);

let kept: unknown;
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => setTimeout(() => listener?.(structuredClone(message))),
    getState: () => kept,
    setState: (value: unknown) => {
      kept = value;
    },
  }),
});
