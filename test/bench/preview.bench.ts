import path from 'node:path';
import { parsePromptFile } from '../../src/core/template/promptFile/parsePromptFile.ts';
import { assemblePrompt, promptJob } from '../../src/core/template/promptFile/renderPrompt.ts';
import { IncrementalRender } from '../../src/core/template/promptFile/incrementalRender.ts';
import type { PreviewState } from '../../src/core/view/preview.ts';
import { updateOf } from '../../src/core/view/previewUpdate.ts';
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
  try {
    return [
      ...(await measureOne('an ordinary', PLAIN, renderer)),
      ...(await measureOne('a dense', DENSE, renderer)),
    ];
  } finally {
    renderer.dispose();
  }
}

async function measureOne(name: string, line: string, renderer: RenderClient): Promise<string[]> {
  const values = { topic: 'tides', items: ['a', 'b', 'c'] };
  const text = largePrompt(line);
  let stroke = 0;
  let shown: PreviewState | undefined;
  const incremental = new IncrementalRender(job => renderer.renderPrompt(job));
  const parse = () => {
    const changed = text.replace('explain', `explain ${stroke++}`);
    return parsePromptFile({ path: 'large.prompt.json', text: changed, files: {} });
  };
  const whole = async () => {
    const file = parse();
    const rendered = assemblePrompt(file, values, await incremental.render(promptJob(file, values)));
    const resolved = { values, origins: {} };
    const { state } = drawPreview({
      ...{ sequence: stroke, file, rendered, resolved },
      ...{ typed: {}, sets: [], restricted: false },
    });
    // As it crosses to the page.
    JSON.stringify(updateOf(state, shown));
    shown = state;
  };
  const [all = 0, parsing = 0] = await interleave([whole, parse], 9);
  const processor = await processorTime(whole);
  const words = (seconds: number) => `${(seconds * 1000).toFixed(1)} ms`;
  return [
    `a keystroke in ${name} template of ${Math.round(text.length / 1000)} kB: ${words(all)}, of which reading the file ${words(parsing)}; the processor is busy for ${words(processor)} (bar: ${BAR} ms)`,
  ];
}

/** Seconds of the processor for one round: what a machine that does nothing else would take at most. */
async function processorTime(side: () => Promise<unknown>): Promise<number> {
  const rounds = 10;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await side();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / rounds / 1_000_000;
}

const PLAIN =
  'Please explain {{ topic }} to {{ items[0] | upper }}, then write some more about "it" in one or two lines.\n';

/** With a loop in every line: twenty-six thousand pieces to draw. */
const DENSE =
  'Please explain {{ topic }} to {{ items[0] | upper }}: {% for item in items %}{{ loop.index }}. {{ item }} {% endfor %}and "so on".\n';

/** Twenty messages of ten kilobytes. */
function largePrompt(line: string): string {
  const content = line.repeat(Math.ceil(10_000 / line.length));
  const messages = Array.from({ length: 20 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content,
  }));
  return JSON.stringify({ inputs: { topic: {}, items: { type: 'array' } }, messages }, null, 2);
}
