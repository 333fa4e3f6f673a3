import { has, own } from '../jsonl/shape.ts';
import type { Turn } from './conversation.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { mediaListsOf, withMedia } from './readMedia.ts';
import { textTurn } from './readTurns.ts';
import { systemTurns } from './sharegpt.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * An instruction, perhaps an input for it, and the output. The prompt is both, with a line break between them. Source:
 * LLaMA-Factory's data/README (FORMATS a.14), Axolotl's instruction formats (FORMATS a.13).
 */
export const alpaca: Format = {
  id: 'alpaca',
  title: 'Alpaca',
  keys: {
    required: ['instruction'],
    optional: ['input', 'output', 'response', 'system', 'history', 'tools', 'images', 'videos', 'audios'],
    othersAllowed: true,
  },
  fields: [
    { path: ['instruction'], type: 'string' },
    { path: ['input'], type: 'string' },
    { path: ['output'], type: 'string' },
    { path: ['system'], type: 'string' },
    { path: ['history'], type: 'array' },
  ],
  conversations: () => [],
  read(value) {
    const turns = [...systemTurns(value), ...historyTurns(value), ...askingTurns(value)];
    const answer = answerKey(value);
    const text = own(value, answer);
    if (typeof text === 'string') turns.push(textTurn('assistant', text, [answer]));
    return readExample(
      value,
      [{ part: 'chat', turns }],
      ['instruction', 'input', answer, 'system', 'history', 'images', 'videos', 'audios'],
    );
  },
};

/** The key of the answer. */
export function answerKey(value: JsonObject): 'output' | 'response' {
  return has(value, 'output') || !has(value, 'response') ? 'output' : 'response';
}

function historyTurns(value: JsonObject): Turn[] {
  const history = own(value, 'history');
  if (!Array.isArray(history)) return [];
  return history.flatMap((pair, index) =>
    Array.isArray(pair)
      ? pair.flatMap((text, side) =>
          typeof text === 'string'
            ? [textTurn(side === 0 ? 'user' : 'assistant', text, ['history', index, side])]
            : [],
        )
      : [],
  );
}

/** Instruction and input are one turn of two pieces. */
function askingTurns(value: JsonObject): Turn[] {
  const media = mediaListsOf(value);
  const pieces = ['instruction', 'input'].flatMap(key => {
    const text = own(value, key);
    if (typeof text !== 'string' || text === '') return [];
    return media ? withMedia(text, [key], media) : [{ kind: 'text' as const, text, path: [key] }];
  });
  return pieces.length === 0 ? [] : [{ speaker: 'user', path: ['instruction'], pieces, unread: [] }];
}
