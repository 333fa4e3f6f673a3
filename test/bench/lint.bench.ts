import { lintStream } from '../../src/core/lint/streamLinter.ts';
import { LineCutter } from '../../src/core/text/cutLines.ts';
import { chunksOf } from '../support/lint.ts';
import { interleave, ratio } from './support.ts';

const EXAMPLES = 20_000;
const CHUNK = 1 << 20;

/** Linting against `JSON.parse` of every line: what the checks cost beside merely reading the data. */
export async function measure(): Promise<string[]> {
  const clean = makeDataset(EXAMPLES, 0);
  const faulty = makeDataset(EXAMPLES, 100);
  const [parse = 1, lint = 1, lintFaulty = 1] = await interleave([
    () => parseLines(clean),
    () => lintBytes(clean),
    () => lintBytes(faulty),
  ]);
  return [
    `${(clean.length / 1e6).toFixed(0)} MB, ${EXAMPLES} examples`,
    `lint takes ${ratio(lint / parse)} times as long as JSON.parse of every line`,
    `1 % faulty lines take ${ratio(lintFaulty / lint)} times as long as a clean file`,
  ];
}

function parseLines(bytes: Uint8Array): number {
  const decoder = new TextDecoder();
  let lines = 0;
  const take = (line: { bytes: Uint8Array }) => {
    if (line.bytes.length === 0) return;
    JSON.parse(decoder.decode(line.bytes));
    lines += 1;
  };
  const cutter = new LineCutter();
  for (let at = 0; at < bytes.length; at += CHUNK) cutter.push(bytes.subarray(at, at + CHUNK), take);
  cutter.end(take);
  return lines;
}

function lintBytes(bytes: Uint8Array): Promise<unknown> {
  const source = {
    name: 'train.jsonl',
    chunks: chunksOf(bytes, CHUNK),
    read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
  return lintStream(source, { target: 'openai', rules: {} });
}

/** Conversations of about 1.5 KB in several scripts; every `faultEvery`th has a role that does not exist. */
function makeDataset(count: number, faultEvery: number): Uint8Array {
  const words = [
    'lamp',
    'über',
    'naïve',
    'скоро',
    '明日',
    'return',
    'a "quoted" word',
    'line\nbreak',
    'if (x < y) {',
    '🙂',
  ];
  const text = (seed: number, length: number) =>
    Array.from({ length }, (_, i) => words[(seed * 7 + i * i * 3 + i) % words.length]).join(' ');
  const lines = Array.from({ length: count }, (_, n) => {
    const role = faultEvery > 0 && n % faultEvery === 0 ? 'Assistant' : 'assistant';
    return JSON.stringify({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: `${n} ${text(n, 60)}` },
        { role, content: text(n + 1, 50) },
        { role: 'user', content: text(n + 2, 30) },
        { role: 'assistant', content: text(n + 3, 40) },
      ],
    });
  });
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
