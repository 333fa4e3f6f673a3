import type { Path } from '../jsonl/node.ts';
import { isObject, own } from '../jsonl/shape.ts';
import { type Piece, type Speaker, speakerOf, type Turn } from './conversation.ts';
import { argumentsText, other } from './readMessages.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads Gemini's contents: a role and parts, each of one kind. */
export function readContents(contents: unknown, path: Path): Turn[] {
  if (!Array.isArray(contents)) return [];
  return contents.flatMap((content, index) =>
    isObject(content) ? [readGeminiTurn(content, [...path, index])] : [],
  );
}

/** Reads one content. `speaker` says it where its role counts for nothing, as in a system instruction. */
export function readGeminiTurn(content: JsonObject, path: Path, speaker?: Speaker): Turn {
  const parts = own(content, 'parts');
  const at = [...path, 'parts'];
  const pieces = Array.isArray(parts) ? parts.map((part, index) => readPart(part, [...at, index])) : [];
  const answers = pieces.length > 0 && pieces.every(({ kind }) => kind === 'result');
  return {
    speaker: speaker ?? (answers ? 'tool' : speakerOf(own(content, 'role'))),
    path,
    pieces,
    unread: Object.keys(content).filter(key => key !== 'role' && key !== 'parts'),
  };
}

/** The system instruction of an example, under either of its names. */
export function systemInstruction(value: JsonObject): Turn[] {
  for (const key of ['systemInstruction', 'system_instruction']) {
    const content = own(value, key);
    if (isObject(content)) return [readGeminiTurn(content, [key], 'system')];
    if (typeof content === 'string') {
      return [
        {
          speaker: 'system',
          path: [key],
          pieces: [{ kind: 'text', text: content, path: [key] }],
          unread: [],
        },
      ];
    }
  }
  return [];
}

/** Gemini's tools as OpenAI's: each list of function declarations taken apart. */
export function readGeminiTools(value: unknown): unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap(tool => {
    const declared = isObject(tool)
      ? (own(tool, 'functionDeclarations') ?? own(tool, 'function_declarations'))
      : undefined;
    return Array.isArray(declared)
      ? declared.map(declaration => ({ type: 'function', function: declaration }))
      : [tool];
  });
}

function readPart(part: unknown, path: Path): Piece {
  if (!isObject(part)) return other(part, path);
  const text = own(part, 'text');
  if (typeof text === 'string') {
    const kind = own(part, 'thought') === true ? 'reasoning' : 'text';
    return { kind, text, path: [...path, 'text'] };
  }
  const file = own(part, 'fileData') ?? own(part, 'file_data');
  const uri = isObject(file) ? (own(file, 'fileUri') ?? own(file, 'file_uri')) : undefined;
  if (isObject(file) && typeof uri === 'string') {
    const mime = own(file, 'mimeType') ?? own(file, 'mime_type');
    return {
      kind: 'image',
      source: uri,
      media: mediaOf(mime),
      path,
      ...(typeof mime === 'string' ? { mimeType: mime } : {}),
    };
  }
  const call = own(part, 'functionCall') ?? own(part, 'function_call');
  const called = isObject(call) ? own(call, 'name') : undefined;
  if (isObject(call) && typeof called === 'string') {
    return { kind: 'call', name: called, arguments: argumentsText(own(call, 'args')), path };
  }
  const response = own(part, 'functionResponse') ?? own(part, 'function_response');
  const name = isObject(response) ? own(response, 'name') : undefined;
  if (!isObject(response) || typeof name !== 'string') return other(part, path);
  return { kind: 'result', name, text: argumentsText(own(response, 'response')), path };
}

function mediaOf(mimeType: unknown): 'image' | 'video' | 'audio' | 'file' {
  const [family] = typeof mimeType === 'string' ? mimeType.split('/') : [];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}
