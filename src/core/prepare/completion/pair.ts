import { spanInString } from '../../jsonl/inString.ts';
import { type JsonNode, memberAt } from '../../jsonl/node.ts';
import { parseWithPositions } from '../../jsonl/parse.ts';
import { isObject, own } from '../../jsonl/shape.ts';

/** A prompt and its completion as text. */
export interface Pair {
  prompt: string;
  completion: string;
}

/** A pair as it was read from a line. */
export interface ReadPair extends Pair {
  /** True when a value is no string, or there is no prompt: then the text is only what it would become. */
  needsText: boolean;
}

/**
 * The pair in an example, as the legacy tool reads it: numbers and true or false as text, what is missing or null as
 * nothing. Undefined when one of them is a list or an object.
 */
export function pairOf(value: unknown): ReadPair | undefined {
  if (!isObject(value)) return undefined;
  const prompt = own(value, 'prompt');
  const completion = own(value, 'completion');
  if (!isPlain(prompt) || !isPlain(completion)) return undefined;
  if (prompt === undefined && completion === undefined) return undefined;
  return {
    prompt: String(prompt ?? ''),
    completion: String(completion ?? ''),
    needsText: typeof prompt !== 'string' || typeof completion !== 'string',
  };
}

function isPlain(value: unknown): value is string | number | boolean | null | undefined {
  return value === undefined || value === null || typeof value !== 'object';
}

/**
 * The line with other texts in its pair. Only what differs is written anew, so the spelling of the rest stays. A value
 * that is no string is left as it is, unless `asText` asks for it to become one.
 */
export function withPair(line: string, from: Pair, to: Pair, asText: boolean): string {
  const root = parseWithPositions(line).roots[0];
  if (!root) return line;
  const edits = (['prompt', 'completion'] as const).flatMap(key => {
    const node = memberAt(root, [key])?.value;
    if (!node) return asText ? [{ start: root.start + 1, end: root.start + 1, text: `"${key}":"",` }] : [];
    if (node.kind === 'string')
      return from[key] === to[key] ? [] : [stringEdit(line, node, from[key], to[key])];
    return asText ? [{ start: node.start, end: node.end, text: JSON.stringify(to[key]) }] : [];
  });
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), line);
}

function stringEdit(line: string, node: JsonNode, before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (isLow(before, head) || isLow(after, head)) head -= 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (tail > 0 && (isLow(before, before.length - tail) || isLow(after, after.length - tail))) tail -= 1;
  const { start, end } = spanInString(line, node, Math.max(head, 0), before.length - tail);
  const text = JSON.stringify(after.slice(Math.max(head, 0), after.length - tail)).slice(1, -1);
  return { start, end, text };
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}
