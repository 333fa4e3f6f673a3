import type { Path } from '../jsonl/node.ts';
import { jsonText } from '../jsonl/jsonText.ts';
import { isObject, own } from '../jsonl/shape.ts';
import { type Piece, speakerOf, type Turn } from './conversation.ts';
import { argumentsText, other } from './readMessages.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads messages of Bedrock's Converse format: a role and blocks of content. */
export function readConverse(messages: unknown, path: Path): Turn[] {
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message, index) => {
    if (!isObject(message)) return [];
    const at = [...path, index];
    const pieces = readBlocks(own(message, 'content'), [...at, 'content']);
    const answers = pieces.length > 0 && pieces.every(({ kind }) => kind === 'result');
    return [
      {
        speaker: answers ? 'tool' : speakerOf(own(message, 'role')),
        path: at,
        pieces,
        unread: Object.keys(message).filter(key => !['role', 'content', 'candidates'].includes(key)),
      },
    ];
  });
}

/** The system blocks of an example: an array of `{ text }`, or a string. */
export function converseSystem(value: JsonObject): Turn[] {
  const pieces = readBlocks(own(value, 'system'), ['system']);
  return pieces.length > 0 ? [{ speaker: 'system', path: ['system'], pieces, unread: [] }] : [];
}

/** Blocks of content; a string, which is a fault of its own, is read as the text that it means. */
export function readBlocks(content: unknown, path: Path): Piece[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content, path }];
  if (!Array.isArray(content)) return [];
  return content.map((block, index) => readBlock(block, [...path, index]));
}

/** The kinds of media that a block may hold. */
export const MEDIA_BLOCKS = ['image', 'video', 'document', 'audio'] as const;

function readBlock(block: unknown, path: Path): Piece {
  if (!isObject(block)) return other(block, path);
  const text = own(block, 'text');
  if (typeof text === 'string') return { kind: 'text', text, path: [...path, 'text'] };
  const reasoning = own(block, 'reasoningContent');
  const thought = isObject(reasoning) ? own(reasoning, 'reasoningText') : undefined;
  const said = isObject(thought) ? own(thought, 'text') : undefined;
  if (typeof said === 'string') {
    return { kind: 'reasoning', text: said, path: [...path, 'reasoningContent', 'reasoningText', 'text'] };
  }
  return readMediaBlock(block, path) ?? readToolBlock(block, path) ?? other(block, path);
}

function readMediaBlock(block: JsonObject, path: Path): Piece | undefined {
  for (const key of MEDIA_BLOCKS) {
    const media = own(block, key);
    if (!isObject(media)) continue;
    const source = own(media, 'source');
    const place = isObject(source) ? own(source, 's3Location') : undefined;
    const uri = isObject(place) ? own(place, 'uri') : undefined;
    const bytes = isObject(source) ? own(source, 'bytes') : undefined;
    const format = own(media, 'format');
    const mimeType =
      typeof format === 'string' ? `${key === 'document' ? 'application' : key}/${format}` : undefined;
    const found =
      typeof uri === 'string'
        ? uri
        : typeof bytes === 'string'
          ? `data:${mimeType ?? 'application/octet-stream'};base64,${bytes}`
          : undefined;
    if (found === undefined) return undefined;
    return {
      kind: 'image',
      source: found,
      media: key === 'document' ? 'file' : key,
      path,
      ...(mimeType === undefined ? {} : { mimeType }),
    };
  }
  return undefined;
}

function readToolBlock(block: JsonObject, path: Path): Piece | undefined {
  const use = own(block, 'toolUse');
  const name = isObject(use) ? own(use, 'name') : undefined;
  if (isObject(use) && typeof name === 'string') {
    const id = own(use, 'toolUseId');
    const piece: Piece = { kind: 'call', name, arguments: argumentsText(own(use, 'input')), path };
    return typeof id === 'string' ? { ...piece, id } : piece;
  }
  const result = own(block, 'toolResult');
  if (!isObject(result)) return undefined;
  const id = own(result, 'toolUseId');
  const content = own(result, 'content');
  const texts = Array.isArray(content)
    ? content.map(one => {
        const text = isObject(one) ? own(one, 'text') : undefined;
        const json = isObject(one) ? own(one, 'json') : undefined;
        return typeof text === 'string' ? text : jsonText(json ?? one);
      })
    : [argumentsText(content)];
  return { kind: 'result', text: texts.join('\n'), path, ...(typeof id === 'string' ? { id } : {}) };
}

/** Converse's tools as OpenAI's. */
export function readConverseTools(value: JsonObject): unknown[] | undefined {
  const config = own(value, 'toolConfig');
  const tools = isObject(config) ? own(config, 'tools') : undefined;
  if (!Array.isArray(tools)) return undefined;
  return tools.map(tool => {
    const spec = isObject(tool) ? own(tool, 'toolSpec') : undefined;
    if (!isObject(spec)) return tool;
    const { inputSchema, ...rest } = spec;
    const parameters = isObject(inputSchema) ? own(inputSchema, 'json') : undefined;
    return { type: 'function', function: { ...rest, ...(parameters === undefined ? {} : { parameters }) } };
  });
}
