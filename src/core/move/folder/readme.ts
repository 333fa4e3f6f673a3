import { count } from '../../text/count.ts';
import { METHOD_NAMES } from '../../tune/methodNames.ts';
import { sizeOf } from '../../targets/models/openWeights.ts';
import type { FolderPlan } from './folder.ts';

export interface ReadmeParts {
  /** What has to be there before, one sentence each. */
  before: readonly string[];
  /** The one command. */
  command: string;
  /** What follows, one sentence each. */
  after: readonly string[];
}

/** The page that says how a folder is trained. */
export function readmeText(plan: FolderPlan, { before, command, after }: ReadmeParts): string {
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
  ];
  return `${lines.join('\n')}\n`;
}

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
