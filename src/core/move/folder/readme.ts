import { count } from '../../text/count.ts';
import { METHOD_NAMES } from '../../tune/methodNames.ts';
import { sizeOf } from '../../targets/models/openWeights.ts';
import { shellQuoted } from '../../text/shellQuoted.ts';
import type { FolderPlan } from './folder.ts';
import { outputName } from './outputName.ts';

export interface ReadmeParts {
  /** What has to be there before, one sentence each. */
  before: readonly string[];
  /** The one command. */
  command: string;
  /** What follows, one sentence each. */
  after: readonly string[];
  /** Where the adapter is then, for a server on this machine. */
  adapter: string;
  /** How it is brought to this machine, one command each. */
  fetch?: readonly string[];
}

/** The page that says how a folder is trained. */
export function readmeText(plan: FolderPlan, parts: ReadmeParts): string {
  const { before, command, after } = parts;
  const { name, method, model, datasets, settings, from, to } = plan;
  const lost = settings.filter(({ outcome }) => outcome === 'lost');
  const lines = [
    `# ${oneLine(name)}: ${METHOD_NAMES[method]} with ${to.title}`,
    '',
    `Moved from ${oneLine(from.connection)}, where it began with \`${oneLine(from.model)}\`. Here it begins with \`${oneLine(model.id)}\`. ${memoryText(model.id)}`,
    '',
    '```sh',
    command,
    '```',
    '',
    ...before.map(sentence => `- Before: ${sentence}`),
    ...after.map(sentence => `- After: ${sentence}`),
    '',
    '## Data',
    '',
    ...datasets.map(({ file, written, role }) => `- \`${file}\`: ${count(written, 'example')} for ${role}.`),
    ...(lost.length > 0
      ? ['', '## Left behind', '', ...lost.map(({ name: key, note }) => `- \`${key}\`: ${note}`)]
      : []),
    '',
    ...servingLines(plan, parts),
  ];
  return `${lines.join('\n')}\n`;
}

/** Source: docs.vllm.ai, LoRA adapters: `--lora-modules`, `--max-lora-rank` and what ranks it may be. */
function servingLines(plan: FolderPlan, { adapter, fetch = [] }: ReadmeParts): string[] {
  const name = outputName(plan);
  const rank = LORA_RANKS.find(one => one >= plan.trainer.loraRank);
  const wide = rank !== undefined && rank > USUAL_RANK ? ` --max-lora-rank ${rank}` : '';
  const [first] = plan.comparisons;
  return [
    '## Ask it',
    '',
    `vLLM (\`pip install vllm\`) serves the model with its adapter, at http://localhost:8000 and as OpenAI would:`,
    '',
    '```sh',
    ...fetch,
    `vllm serve ${shellQuoted(oneLine(plan.model.id))} --enable-lora${wide} --lora-modules ${name}=${adapter}`,
    '```',
    '',
    `Then *Tunewright: Find Local Servers* adds it as a connection, and \`${name}\` is the model to ask there.${
      first
        ? ` \`${oneLine(first.to.replace(/^.*\//, ''))}\` asks it beside the model before the move, over the same cases.`
        : ''
    }`,
  ];
}

const LORA_RANKS = [8, 16, 32, 64, 128, 256, 320, 512];
/** What vLLM allows when it is not told. */
const USUAL_RANK = 16;

/** Source: LLaMA-Factory's README, hardware requirement: an adapter on a model in 16 bits. */
function memoryText(model: string): string {
  const size = sizeOf(model);
  if (!size) return 'An adapter in 16 bits needs about 2 GB of graphics memory for each billion parameters.';
  return `An adapter in 16 bits needs about ${Math.max(4, Math.ceil(size.billions * 2))} GB of graphics memory.`;
}

/** Names come from files of strangers and stand in text here. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n`]+/g, ' ');
}
