import { has, isObject, own } from '../jsonl/shape.ts';
import type { Conversation, Format } from './format.ts';
import { readExample } from './readChat.ts';
import { othersOf, readMessages } from './readMessages.ts';
import { readTurns } from './readTurns.ts';

/** One preference pair a line. Source: OpenAI's direct preference optimisation guide (FORMATS a.3). */
export const openaiDpo: Format = {
  id: 'openai-dpo',
  title: 'OpenAI preference',
  keys: {
    required: ['input', 'preferred_output', 'non_preferred_output'],
    optional: [],
    othersAllowed: false,
  },
  keysInside: { input: ['messages', 'tools', 'parallel_tool_calls'] },
  fields: [
    { path: ['input'], type: 'object' },
    { path: ['input', 'messages'], type: 'array' },
    { path: ['input', 'parallel_tool_calls'], type: 'boolean' },
    { path: ['preferred_output'], type: 'array' },
    { path: ['non_preferred_output'], type: 'array' },
    { path: ['preferred_completion'], type: 'array' },
    { path: ['non_preferred_completion'], type: 'array' },
  ],
  conversations(value) {
    const found: Conversation[] = [];
    const prompt = promptOf(value);
    if (prompt) found.push({ part: 'prompt', ...prompt });
    for (const side of OUTPUT_SIDES) {
      const key = outputKeyOf(value, side);
      const output = key === undefined ? undefined : own(value, key);
      if (key !== undefined && Array.isArray(output)) {
        found.push({ part: side.part, path: [key], messages: output });
      }
    }
    return found;
  },
  read(value) {
    const input = own(value, 'input');
    const prompt = promptOf(value);
    const sides = OUTPUT_SIDES.map(side => {
      const key = outputKeyOf(value, side) ?? side.key;
      return { part: side.part, key, turns: readTurns(own(value, key), 'assistant', [key]) };
    });
    const read = readExample(
      isObject(input) ? input : {},
      [
        { part: 'prompt', turns: prompt ? readMessages(prompt.messages, prompt.path) : [] },
        ...sides.map(({ part, turns }) => ({ part, turns })),
      ],
      ['messages'],
    );
    if (read.toolsPath) read.toolsPath = ['input', ...read.toolsPath];
    return {
      ...read,
      others: { ...othersOf(value, ['input', 'messages', ...sides.map(({ key }) => key)]), ...read.others },
    };
  },
};

/** Where the messages of the prompt are: in the input, or misplaced, of which a rule speaks, but messages still. */
function promptOf(value: Readonly<Record<string, unknown>>): Omit<Conversation, 'part'> | undefined {
  const input = own(value, 'input');
  const messages = isObject(input) ? own(input, 'messages') : undefined;
  if (Array.isArray(messages)) return { path: ['input', 'messages'], messages };
  const [key, misplaced] = has(value, 'input') ? ['input', input] : ['messages', own(value, 'messages')];
  if (!Array.isArray(misplaced) || misplaced.length === 0 || !misplaced.every(isObject)) return undefined;
  return { path: [key], messages: misplaced };
}

/** One of the two answers of a pair. */
export interface OutputSide {
  part: 'preferred' | 'rejected';
  /** The key that consumers read. */
  key: string;
  /** What OpenAI's specification of May 2025 called it. */
  oldKey: string;
  /** What other formats call it. */
  foreignKeys: readonly string[];
}

export const OUTPUT_SIDES: readonly OutputSide[] = [
  {
    part: 'preferred',
    key: 'preferred_output',
    oldKey: 'preferred_completion',
    foreignKeys: ['chosen', 'preferred'],
  },
  {
    part: 'rejected',
    key: 'non_preferred_output',
    oldKey: 'non_preferred_completion',
    foreignKeys: ['rejected', 'non_preferred'],
  },
];

/** The key under which an example has this answer: the right one, or another that means it. */
export function outputKeyOf(value: Readonly<Record<string, unknown>>, side: OutputSide): string | undefined {
  return [side.key, side.oldKey, ...side.foreignKeys].find(key => has(value, key));
}
