import { isObject, own } from '../jsonl/shape.ts';
import { converseSystem, readBlocks, readConverse } from './bedrockBlocks.ts';
import type { ReadPart } from './conversation.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';

/** Converse messages of which the last has candidates instead of content. Source: Nova's DPO data (FORMATS a.16). */
export const bedrockDpo: Format = {
  id: 'bedrock-dpo',
  title: 'Bedrock preference',
  keys: { required: ['messages'], optional: ['schemaVersion', 'system'], othersAllowed: true },
  fields: [
    { path: ['messages'], type: 'array' },
    { path: ['schemaVersion'], type: 'string' },
  ],
  conversations(value) {
    const messages = own(value, 'messages');
    if (!Array.isArray(messages)) return [];
    return [{ part: 'prompt', path: ['messages'], messages: messages.slice(0, -1) }];
  },
  read(value) {
    const messages = own(value, 'messages');
    const list = Array.isArray(messages) ? messages : [];
    const last: unknown = list.at(-1);
    const candidates = isObject(last) ? own(last, 'candidates') : undefined;
    const path = ['messages', list.length - 1, 'candidates'];
    const answers = Array.isArray(candidates)
      ? candidates.flatMap((candidate, index): ReadPart[] => {
          if (!isObject(candidate)) return [];
          const at = [...path, index];
          const pieces = readBlocks(own(candidate, 'content'), [...at, 'content']);
          const part = own(candidate, 'preferenceLabel') === 'preferred' ? 'preferred' : 'rejected';
          return [{ part, turns: [{ speaker: 'assistant', path: at, pieces, unread: [] }] }];
        })
      : [];
    answers.sort((a, b) => (a.part === b.part ? 0 : a.part === 'preferred' ? -1 : 1));
    const prompt = [...converseSystem(value), ...readConverse(list.slice(0, -1), ['messages'])];
    return readExample(
      value,
      [{ part: 'prompt', turns: prompt }, ...answers],
      ['messages', 'system', 'schemaVersion'],
    );
  },
};
