import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { mediaListsOf } from './readMedia.ts';
import { readShareTurns, readTurns } from './readTurns.ts';
import { systemTurns } from './sharegpt.ts';

/** A ShareGPT conversation with two answers to its end. Source: LLaMA-Factory's data/README (FORMATS a.14). */
export const llamafactoryPreference: Format = {
  id: 'llamafactory-preference',
  title: 'LLaMA-Factory preference',
  keys: {
    required: ['conversations', 'chosen', 'rejected'],
    optional: ['system', 'tools', 'images', 'videos', 'audios'],
    othersAllowed: true,
  },
  messageKeys: { role: 'from', content: 'value' },
  fields: [{ path: ['conversations'], type: 'array' }],
  conversations(value) {
    const messages = own(value, 'conversations');
    return Array.isArray(messages) ? [{ part: 'prompt', path: ['conversations'], messages }] : [];
  },
  read(value) {
    const media = mediaListsOf(value);
    const prompt = [
      ...systemTurns(value),
      ...readShareTurns(own(value, 'conversations'), ['conversations'], media),
    ];
    return readExample(
      value,
      [
        { part: 'prompt', turns: prompt },
        { part: 'preferred', turns: readTurns(own(value, 'chosen'), 'assistant', ['chosen']) },
        { part: 'rejected', turns: readTurns(own(value, 'rejected'), 'assistant', ['rejected']) },
      ],
      ['conversations', 'chosen', 'rejected', 'system', 'images', 'videos', 'audios'],
    );
  },
};
