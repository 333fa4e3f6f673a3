import { analyseDataset } from '../../src/core/prepare/analyse.ts';
import type { PrepareChoice, PreparedPart, PreparePlan, PrepareResult } from '../../src/core/prepare/plan.ts';
import { prepareDataset } from '../../src/core/prepare/prepare.ts';
import type { Stage, StagedSource } from '../../src/core/prepare/stage.ts';
import type { LintSettings } from '../../src/core/lint/settings.ts';
import { chunksOf } from './lint.ts';

const encoder = new TextEncoder();

/** A dataset in memory, read in pieces of some bytes. */
export function memorySource(
  content: string | Uint8Array,
  name = 'train.jsonl',
  chunk = 10_000,
): StagedSource {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return {
    name,
    bytes: bytes.length,
    chunks: { [Symbol.asyncIterator]: () => chunksOf(bytes, chunk)[Symbol.asyncIterator]() },
    read: (offset, length) => bytes.subarray(offset, offset + length),
    close: async () => {},
  };
}

/** Counts how many of the sources that it made are still open. */
export class MemoryStages {
  open = 0;

  readonly stage: Stage = async (chunks, name) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk.slice());
    this.open += 1;
    const source = memorySource(Buffer.concat(parts), name);
    const close = async () => {
      this.open -= 1;
    };
    return { ...source, close };
  };
}

export function analyse(
  content: string | Uint8Array,
  settings: Partial<LintSettings> = {},
): Promise<PreparePlan> {
  const { stage } = new MemoryStages();
  return analyseDataset(memorySource(content), { target: 'generic', rules: {}, ...settings }, { stage });
}

/** What is written for a choice; `all` accepts everything and `safe` what is preselected. */
export async function prepare(
  content: string | Uint8Array,
  accept: 'all' | 'safe' | readonly string[],
  settings: Partial<LintSettings> = {},
  split?: PrepareChoice['split'],
): Promise<PrepareResult & { texts: Partial<Record<PreparedPart, string>>; plan: PreparePlan }> {
  const plan = await analyse(content, settings);
  const ids =
    typeof accept === 'string'
      ? plan.remedies.filter(one => accept === 'all' || one.preselected).map(one => one.id)
      : accept;
  const written = new Map<PreparedPart, Buffer>();
  const stages = new MemoryStages();
  const result = await prepareDataset(
    memorySource(content),
    plan,
    { accept: ids, ...(split && { split }) },
    async (part, bytes) => void written.set(part, Buffer.concat([written.get(part) ?? Buffer.of(), bytes])),
    { stage: stages.stage },
  );
  if (stages.open !== 0) throw new Error('A stage was not closed.');
  const texts = Object.fromEntries([...written].map(([part, bytes]) => [part, bytes.toString('utf8')]));
  return { ...result, texts, plan };
}

/** Lines of prompts and completions. */
export function pairLines(pairs: readonly (readonly [prompt: unknown, completion: unknown])[]): string {
  return pairs.map(([prompt, completion]) => `${JSON.stringify({ prompt, completion })}\n`).join('');
}
