import { setImmediate } from 'node:timers/promises';
import { HeldDocument } from '../../src/worker/heldDocument.ts';
import { readingHandlers } from '../../src/worker/readingHandlers.ts';

/** What the outline of a dataset costs: in the worker, which must not keep others waiting, and where it arrives. */
export async function measure(): Promise<string[]> {
  const lines: string[] = [];
  for (const count of [1000, 1001, 10_000, 10_001, 100_000]) lines.push(await measureOutline(count));
  return lines;
}

async function measureOutline(count: number): Promise<string> {
  const text = Array.from({ length: count }, (_, index) => line(index)).join('');
  const held = await HeldDocument.open({
    ...{ uri: 'file:///a.jsonl', name: 'a.jsonl', version: 1 },
    ...{ settings: { target: 'openai', rules: {} }, source: { text, byteOrderMark: false } },
  });
  // As in the editor, where findings are the first that is asked for.
  held.report();
  const { exampleSymbols, exampleFolds } = readingHandlers(() => held);
  const context = { signal: new AbortController().signal };
  let [longest, last, isOver] = [0, performance.now(), false];
  const watch = async () => {
    while (!isOver) {
      await setImmediate();
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  };
  const start = performance.now();
  const watching = watch();
  const answer = await exampleSymbols({ uri: '' }, context as never);
  const took = performance.now() - start;
  isOver = true;
  await watching;
  const folding = performance.now();
  await exampleFolds({ uri: '' }, context as never);
  const folded = performance.now() - folding;
  const sending = performance.now();
  const { symbols } = structuredClone(answer as { symbols: { children: unknown[] }[] });
  const sent = performance.now() - sending;
  const entries = symbols.reduce((sum, { children }) => sum + 1 + children.length, 0);
  const shown = [took, longest, sent, folded].map(value => `${value.toFixed(0)} ms`);
  return `${count} examples (${(text.length / 1e6).toFixed(0)} MB): ${entries} entries after ${shown[0]}, at most ${shown[1]} at a time, sent in ${shown[2]}; places to fold after ${shown[3]}`;
}

function line(index: number): string {
  const words = `word ${index} `.repeat(12);
  return `${JSON.stringify({
    messages: [
      { role: 'system', content: 'You answer in one sentence.' },
      { role: 'user', content: `How is ${words}?` },
      { role: 'assistant', content: `It is ${words}.` },
    ],
  })}\n`;
}
