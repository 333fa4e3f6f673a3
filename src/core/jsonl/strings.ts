import type { JsonNode, Span } from './node.ts';

/** A character of a string value with the text that stands for it, which may be an escape. */
export interface Character extends Span {
  /** The code point; a surrogate without a partner is its own. */
  code: number;
}

/** All strings that are values, in the order of the text. Keys are left out. */
export function stringValues(roots: readonly JsonNode[]): JsonNode[] {
  const found: JsonNode[] = [];
  const open = [...roots].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'string') found.push(node);
    for (let i = node.items.length - 1; i >= 0; i--) open.push(node.items[i] as JsonNode);
    for (let i = node.members.length - 1; i >= 0; i--)
      open.push((node.members[i] as { value: JsonNode }).value);
  }
  return found;
}

/** The characters of a well-formed string literal, which stands between its quotes at `string`. */
export function charactersOf(text: string, string: Span): Character[] {
  const characters: Character[] = [];
  let at = string.start + 1;
  while (at < string.end - 1) {
    const { code, end } = unitAt(text, at);
    const last = characters.at(-1);
    if (isLow(code) && last && isHigh(last.code)) {
      last.code = 0x10000 + ((last.code - 0xd800) << 10) + (code - 0xdc00);
      last.end = end;
    } else characters.push({ code, start: at, end });
    at = end;
  }
  return characters;
}

function unitAt(text: string, at: number): { code: number; end: number } {
  if (text[at] !== '\\') return { code: text.charCodeAt(at), end: at + 1 };
  const letter = text[at + 1] ?? '';
  if (letter === 'u') return { code: Number.parseInt(text.slice(at + 2, at + 6), 16), end: at + 6 };
  return { code: SHORT_ESCAPES[letter] ?? letter.charCodeAt(0), end: at + 2 };
}

const SHORT_ESCAPES: Readonly<Record<string, number>> = { b: 8, t: 9, n: 10, f: 12, r: 13 };

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
