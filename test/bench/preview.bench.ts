import path from 'node:path';
import { parsePromptFile } from '../../src/core/template/promptFile/parsePromptFile.ts';
import { assemblePrompt, promptJob } from '../../src/core/template/promptFile/renderPrompt.ts';
import { drawPreview } from '../../src/core/view/previewState.ts';
import { RenderClient } from '../../src/node/renderClient.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { fromRoot } from '../support/root.ts';
import { interleave } from './support.ts';

/** The bar: what follows a keystroke in a template of 200 kB, in milliseconds. */
const BAR = 100;

/** From the text after a keystroke to what the page is told, beside the part that only parses the file. */
export async function measure(): Promise<string[]> {
  const renderer = new RenderClient(path.join(fromRoot('dist'), 'renderWorker.cjs'), systemClock);
  const values = { topic: 'tides', items: ['a', 'b', 'c'] };
  const text = largePrompt();
  let stroke = 0;
  const parse = () => {
    const changed = text.replace('explain', `explain ${stroke++}`);
    return parsePromptFile({ path: 'large.prompt.json', text: changed, files: {} });
  };
  const whole = async () => {
    const file = parse();
    const rendered = assemblePrompt(file, values, await renderer.renderPrompt(promptJob(file, values)));
    const resolved = { values, origins: {} };
    drawPreview({ sequence: 1, file, rendered, resolved, typed: {}, sets: [], restricted: false });
  };
  try {
    const [all = 0, parsing = 0] = await interleave([whole, parse], 15);
    const words = (seconds: number) => `${(seconds * 1000).toFixed(1)} ms`;
    const processor = await processorTime(whole);
    return [
      `a keystroke in a template of ${Math.round(text.length / 1000)} kB: ${words(all)}, of which reading the file ${words(parsing)} (bar: ${BAR} ms, after a pause of 25 ms)`,
      `the processor is busy with it, in all threads, for ${words(processor)}`,
    ];
  } finally {
    renderer.dispose();
  }
}

/** Seconds of the processor for one round: what a machine that does nothing else would take at most. */
async function processorTime(side: () => Promise<unknown>): Promise<number> {
  const rounds = 10;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await side();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / rounds / 1_000_000;
}

/** Twenty messages of ten kilobytes, with variables and a loop every few lines. */
function largePrompt(): string {
  const line =
    'Please explain {{ topic }} to {{ items[0] | upper }}: {% for item in items %}{{ loop.index }}. {{ item }} {% endfor %}and "so on".\n';
  const content = line.repeat(Math.ceil(10_000 / line.length));
  const messages = Array.from({ length: 20 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content,
  }));
  return JSON.stringify({ inputs: { topic: {}, items: { type: 'array' } }, messages }, null, 2);
}
