import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRows } from '../../src/core/browse/findRows.ts';
import { drawRow } from '../../src/core/browse/drawRow.ts';
import { ALL_ROWS } from '../../src/core/view/dataset/datasetView.ts';
import { FileRows } from '../../src/worker/rows/fileRows.ts';

const EXAMPLES = 1_000_000;

/** A dataset page over a file of a million examples: when its first rows are there, and what it costs to know all. */
export async function measure(): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tunewright-bench-'));
  try {
    const file = path.join(folder, 'million.jsonl');
    await writeExamples(file);
    const { size } = await stat(file);
    return [`${EXAMPLES} examples, ${(size / 1e6).toFixed(0)} MB`, ...(await measureFile(file))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureFile(file: string): Promise<string[]> {
  const signal = new AbortController().signal;
  const settings = { target: 'openai', rules: {} };
  const before = heap();
  const rows = await FileRows.open(file, settings);
  const timer = stopwatch();
  let first = '';
  await rows.index(signal, () => {
    if (first !== '' || rows.count < 50) return;
    draw(rows, 0);
    first = timer();
  });
  const indexed = timer();
  const memory = heap() - before;
  const read = stopwatch();
  for (let at = 0; at < 100; at++) draw(rows, Math.floor((at * EXAMPLES) / 101));
  const screens = read();
  const search = stopwatch();
  const found = findAll(rows, 'number 98765');
  const searched = search();
  const check = stopwatch();
  await rows.check(undefined, signal, () => {});
  const checked = check();
  const filter = stopwatch();
  const wrong = findAll(rows, '', 'error');
  const filtered = filter();
  await rows.close();
  return [
    `first rows after ${first}, all lines known after ${indexed}, ${(memory / 1e6).toFixed(0)} MB more in use`,
    `100 screens of 50 rows all over the file: ${screens}`,
    `a search through all texts: ${searched} (${found} found)`,
    `all examples checked after ${checked}; a filter by finding then takes ${filtered} (${wrong} found)`,
  ];
}

function draw(rows: FileRows, from: number): void {
  for (let row = from; row < from + 50; row++) drawRow(rows, row, rows.format, rows.settings);
}

function findAll(rows: FileRows, text: string, finding: '' | 'error' = ''): number {
  const search = findRows(rows, { ...ALL_ROWS, text, finding });
  for (;;) {
    const { done, value } = search.next();
    if (done) return value?.length ?? rows.count;
  }
}

async function writeExamples(file: string): Promise<void> {
  const handle = await open(file, 'w');
  let lines = '';
  for (let at = 0; at < EXAMPLES; at++) {
    const role = at % 100_000 === 99_999 ? 'robot' : 'assistant';
    const question = { role: 'user', content: `What is number ${at} good for, and who would ask?` };
    const answer = { role, content: `Number ${at} is good for ${'counting, '.repeat(at % 7)}and more.` };
    lines += `${JSON.stringify({ messages: [question, answer] })}\n`;
    if (lines.length < 4_000_000) continue;
    await handle.write(lines);
    lines = '';
  }
  await handle.write(lines);
  await handle.close();
}

/** Processor time, which says more than the clock where others work, too. */
function stopwatch(): () => string {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    const milliseconds = (user + system) / 1000;
    return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  };
}

function heap(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
