import { isObject, own } from '../jsonl/shape.ts';
import type { Conversation, Format } from './format.ts';

/** One preference pair a line. Source: OpenAI's direct preference optimisation guide (FORMATS a.3). */
export const openaiDpo: Format = {
  id: 'openai-dpo',
  title: 'OpenAI preference',
  keys: {
    required: ['input', 'preferred_output', 'non_preferred_output'],
    optional: [],
    othersAllowed: false,
  },
  types: { input: 'object', preferred_output: 'array', non_preferred_output: 'array' },
  conversations(value) {
    const found: Conversation[] = [];
    const input = own(value, 'input');
    const messages = isObject(input) ? own(input, 'messages') : undefined;
    if (Array.isArray(messages)) found.push({ part: 'prompt', path: ['input', 'messages'], messages });
    for (const [key, part] of OUTPUTS) {
      const output = own(value, key);
      if (Array.isArray(output)) found.push({ part, path: [key], messages: output });
    }
    return found;
  },
};

const OUTPUTS = [
  ['preferred_output', 'preferred'],
  ['non_preferred_output', 'rejected'],
] as const;
