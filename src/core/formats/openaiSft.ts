import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';

/** One supervised chat example a line. Source: OpenAI's `FineTuneChatRequestInput` (FORMATS a.1). */
export const openaiSft: Format = {
  id: 'openai-sft',
  title: 'OpenAI chat',
  keys: {
    required: ['messages'],
    optional: ['tools', 'parallel_tool_calls', 'functions'],
    othersAllowed: false,
  },
  fields: [
    { path: ['messages'], type: 'array' },
    { path: ['parallel_tool_calls'], type: 'boolean' },
  ],
  conversations(value) {
    const messages = own(value, 'messages');
    return Array.isArray(messages) ? [{ part: 'chat', path: ['messages'], messages }] : [];
  },
};
