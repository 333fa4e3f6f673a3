import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readMessages } from './readMessages.ts';
import { textTurn } from './readTurns.ts';

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
    if (Array.isArray(messages)) return [{ part: 'chat', path: ['messages'], messages }];
    const interactions = own(value, 'interactions');
    return Array.isArray(interactions)
      ? [{ part: 'chat', path: ['interactions'], messages: interactions }]
      : [];
  },
  read(value) {
    // Mistral calls them interactions, and takes a system prompt beside them.
    const key = Array.isArray(own(value, 'messages')) ? 'messages' : 'interactions';
    const prompt = own(value, 'system_prompt');
    const system = typeof prompt === 'string' ? [textTurn('system', prompt, ['system_prompt'])] : [];
    return readExample(
      value,
      [{ part: 'chat', turns: [...system, ...readMessages(own(value, key), [key])] }],
      [key, 'system_prompt', 'available_tools'],
    );
  },
};
