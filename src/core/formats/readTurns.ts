import type { Path } from '../jsonl/node.ts';
import { has, isObject, own } from '../jsonl/shape.ts';
import { type Speaker, speakerOf, type Turn } from './conversation.ts';
import { argumentsText, other, parsed, readContent, readMessage, readMessages } from './readMessages.ts';
import { type MediaLists, withMedia } from './readMedia.ts';

/** A text that one speaker says. */
export function textTurn(speaker: Speaker | undefined, text: string, path: Path): Turn {
  return { speaker, path, pieces: [{ kind: 'text', text, path }], unread: [] };
}

/**
 * What somebody says, in any of the ways in which formats write it: a string, an array of messages, one message, or an
 * array of content parts. `speaker` says it where the value does not.
 */
export function readTurns(value: unknown, speaker: Speaker | undefined, path: Path): Turn[] {
  if (typeof value === 'string') return [textTurn(speaker, value, path)];
  if (isObject(value)) return has(value, 'from') ? [readShareTurn(value, path)] : [readMessage(value, path)];
  if (!Array.isArray(value)) return [];
  if (value.some(item => isObject(item) && has(item, 'role'))) return readMessages(value, path);
  if (value.some(item => isObject(item) && has(item, 'from'))) return readShareTurns(value, path);
  return [{ speaker, path, pieces: readContent(value, path), unread: [] }];
}

/** Reads the turns of ShareGPT: `from` and `value`. Images stand in the text as `<image>` and in lists beside it. */
export function readShareTurns(turns: unknown, path: Path, media?: MediaLists): Turn[] {
  if (!Array.isArray(turns)) return [];
  return turns.flatMap((turn, index) =>
    isObject(turn) ? [readShareTurn(turn, [...path, index], media)] : [],
  );
}

function readShareTurn(turn: Readonly<Record<string, unknown>>, path: Path, media?: MediaLists): Turn {
  const from = own(turn, 'from') ?? own(turn, 'role');
  const key = has(turn, 'value') || !has(turn, 'content') ? 'value' : 'content';
  const value = own(turn, key);
  const at = [...path, key];
  const read: Turn = {
    speaker: speakerOf(from),
    path,
    pieces: [],
    unread: Object.keys(turn).filter(one => !['from', 'role', key, 'weight', 'train'].includes(one)),
  };
  const weight = own(turn, 'weight');
  const train = own(turn, 'train');
  if (typeof weight === 'number') read.weight = weight;
  else if (typeof train === 'boolean') read.weight = Number(train);
  if (from === 'function_call' || from === 'tool_call') read.pieces = readCallText(value, at);
  else if (read.speaker === 'tool' && typeof value === 'string') {
    read.pieces = [{ kind: 'result', text: value, path: at }];
  } else if (typeof value === 'string' && media) read.pieces = withMedia(value, at, media);
  else read.pieces = readContent(value, at);
  return read;
}

/** A call as LLaMA-Factory writes it: `{"name", "arguments"}` as JSON text, or a list of such. */
function readCallText(value: unknown, path: Path): Turn['pieces'] {
  const calls = typeof value === 'string' ? parsed(value) : value;
  const list = Array.isArray(calls) ? calls : [calls];
  return list.map(call => {
    const name = isObject(call) ? own(call, 'name') : undefined;
    if (!isObject(call) || typeof name !== 'string') return other(value, path);
    return { kind: 'call', name, arguments: argumentsText(own(call, 'arguments')), path };
  });
}
