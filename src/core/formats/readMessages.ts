import type { Path } from '../jsonl/node.ts';
import { jsonText } from '../jsonl/jsonText.ts';
import { isObject, own } from '../jsonl/shape.ts';
import { type Piece, speakerOf, type Turn } from './conversation.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads messages in OpenAI's shape, and what its relatives add to them: reasoning, `train`, arguments as objects. */
export function readMessages(messages: unknown, path: Path): Turn[] {
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message, index) =>
    isObject(message) ? [readMessage(message, [...path, index])] : [],
  );
}

/** Reads one message in OpenAI's shape. */
export function readMessage(message: JsonObject, path: Path): Turn {
  const speaker = speakerOf(own(message, 'role'));
  const pieces: Piece[] = [];
  for (const key of ['reasoning_content', 'reasoning', 'thinking']) {
    const text = own(message, key);
    if (typeof text === 'string') pieces.push({ kind: 'reasoning', text, path: [...path, key] });
  }
  if (speaker === 'tool' || speaker === 'function') pieces.push(readResult(message, path));
  else pieces.push(...readContent(own(message, 'content'), [...path, 'content']));
  const refusal = own(message, 'refusal');
  if (typeof refusal === 'string') {
    pieces.push({ kind: 'refusal', text: refusal, path: [...path, 'refusal'] });
  }
  pieces.push(...readCalls(message, path));
  const turn: Turn = {
    speaker,
    path,
    pieces,
    unread: Object.keys(message).filter(key => !READ_KEYS.includes(key)),
  };
  const weight = weightOf(message);
  const name = own(message, 'name');
  if (weight !== undefined) turn.weight = weight;
  if (typeof name === 'string') turn.name = name;
  return turn;
}

const READ_KEYS: readonly string[] = [
  'role',
  'content',
  'reasoning_content',
  'reasoning',
  'thinking',
  'refusal',
  'tool_calls',
  'tool_call_id',
  'function_call',
  'weight',
  'train',
  'name',
];

function weightOf(message: JsonObject): number | undefined {
  const weight = own(message, 'weight');
  if (typeof weight === 'number') return weight;
  const train = own(message, 'train');
  return typeof train === 'boolean' ? Number(train) : undefined;
}

/** Reads a content in OpenAI's shape: a string, or an array of parts. */
export function readContent(content: unknown, path: Path): Piece[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content, path }];
  if (!Array.isArray(content)) return content === undefined || content === null ? [] : [other(content, path)];
  return content.map((part, index) => readPart(part, [...path, index]));
}

function readPart(part: unknown, path: Path): Piece {
  if (!isObject(part)) return other(part, path);
  const text = own(part, 'text');
  if (typeof text === 'string') return { kind: 'text', text, path: [...path, 'text'] };
  const refusal = own(part, 'refusal');
  if (typeof refusal === 'string') return { kind: 'refusal', text: refusal, path: [...path, 'refusal'] };
  return readImage(part, path) ?? other(part, path);
}

/** The ways in which image parts are written: OpenAI's, Mistral's plain string, TRL's and those of a URL alone. */
function readImage(part: JsonObject, path: Path): Piece | undefined {
  const type = own(part, 'type');
  const media = type === 'video' ? 'video' : type === 'audio' ? 'audio' : 'image';
  for (const key of ['image_url', 'image', 'url', 'video', 'audio', 'path']) {
    const value = own(part, key);
    const at = [...path, key];
    if (typeof value === 'string') return { kind: 'image', source: value, media, path: at };
    const url = isObject(value) ? own(value, 'url') : undefined;
    if (!isObject(value) || typeof url !== 'string') continue;
    const detail = own(value, 'detail');
    return {
      kind: 'image',
      source: url,
      media,
      path: [...at, 'url'],
      ...(typeof detail === 'string' ? { detail } : {}),
    };
  }
  return undefined;
}

function readResult(message: JsonObject, path: Path): Piece {
  const at = [...path, 'content'];
  const id = own(message, 'tool_call_id');
  const name = own(message, 'name');
  const content = own(message, 'content');
  const texts = readContent(content, at).flatMap(piece => ('text' in piece ? [piece.text] : []));
  return {
    kind: 'result',
    text: texts.length > 0 ? texts.join('\n') : content === undefined ? '' : jsonText(content),
    path: at,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof name === 'string' ? { name } : {}),
  };
}

function readCalls(message: JsonObject, path: Path): Piece[] {
  const pieces: Piece[] = [];
  const old = own(message, 'function_call');
  if (isObject(old)) pieces.push(readCall(old, undefined, [...path, 'function_call']));
  const calls = own(message, 'tool_calls');
  if (!Array.isArray(calls)) return pieces;
  calls.forEach((call, index) => {
    const called = isObject(call) ? own(call, 'function') : undefined;
    const at = [...path, 'tool_calls', index];
    pieces.push(isObject(call) && isObject(called) ? readCall(called, own(call, 'id'), at) : other(call, at));
  });
  return pieces;
}

function readCall(called: JsonObject, id: unknown, path: Path): Piece {
  const name = own(called, 'name');
  if (typeof name !== 'string') return other(called, path);
  return {
    kind: 'call',
    name,
    arguments: argumentsText(own(called, 'arguments')),
    path,
    ...(typeof id === 'string' ? { id } : {}),
  };
}

/** Arguments as the model writes them. Some formats hold the object itself. */
export function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '{}' : jsonText(value);
}

export function other(value: unknown, path: Path): Piece {
  return { kind: 'other', value, path };
}

/** Tools as a list of `{ type: 'function', function }`. Some formats hold them as JSON text, or the functions alone. */
export function readTools(value: unknown): unknown[] | undefined {
  const tools = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(tools)) return undefined;
  return tools.map(tool => {
    const isBare =
      isObject(tool) && typeof own(tool, 'name') === 'string' && own(tool, 'function') === undefined;
    return isBare ? { type: 'function', function: tool } : tool;
  });
}

/** The keys of an example but for those that were read. */
export function othersOf(value: JsonObject, read: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !read.includes(key)));
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
