import { own } from '../jsonl/shape.ts';
import type { ReadPart, Turn } from './conversation.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { mediaListsOf } from './readMedia.ts';
import { readShareTurns, textTurn } from './readTurns.ts';

/**
 * Turns with `from` and `value`, the format of the ShareGPT collection, which LLaMA-Factory, Axolotl and many others
 * read. Source: LLaMA-Factory's data/README (FORMATS a.14).
 */
export const sharegpt: Format = {
  id: 'sharegpt',
  title: 'ShareGPT',
  keys: {
    required: ['conversations'],
    optional: ['system', 'tools', 'images', 'videos', 'audios'],
    othersAllowed: true,
  },
  messageKeys: { role: 'from', content: 'value' },
  fields: [
    { path: ['conversations'], type: 'array' },
    { path: ['system'], type: 'string' },
  ],
  conversations(value) {
    const messages = own(value, 'conversations');
    return Array.isArray(messages) ? [{ part: 'chat', path: ['conversations'], messages }] : [];
  },
  read(value) {
    const media = mediaListsOf(value);
    const turns = [
      ...systemTurns(value),
      ...readShareTurns(own(value, 'conversations'), ['conversations'], media),
    ];
    const parts: ReadPart[] = [{ part: 'chat', turns }];
    return readExample(value, parts, ['conversations', 'system', 'images', 'videos', 'audios']);
  },
};

/** The system text that stands beside the turns. */
export function systemTurns(value: Readonly<Record<string, unknown>>): Turn[] {
  const system = own(value, 'system');
  return typeof system === 'string' && system !== '' ? [textTurn('system', system, ['system'])] : [];
}
