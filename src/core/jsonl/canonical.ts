import type { JsonNode } from './node.ts';
import { decodeString, parseWithPositions } from './parse.ts';

/** Two hashes of one value, unsigned 32 bits each. Equal values have equal hashes; a match is to be confirmed. */
export interface ValueHash {
  exact: number;
  /** The same for values that differ only in case and white space. */
  folded: number;
}

/**
 * Mixes text into two lanes, one of which does not see case and white space. Not for secrets: only to find candidates
 * for equality quickly.
 */
export class Hasher {
  #exact = 0xdeadbeef | 0;
  #folded = 0x41c6ce57 | 0;

  /** Mixes in one number of at most 32 bits. */
  add(unit: number): void {
    this.#exact = Math.imul(this.#exact ^ unit, 2654435761);
    this.#folded = Math.imul(this.#folded ^ unit, 1597334677);
  }

  /** Mixes in a text with its length, so that `ab` + `c` differs from `a` + `bc`. */
  addText(text: string): void {
    let exact = this.#exact;
    let folded = this.#folded;
    let seen = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      exact = Math.imul(exact ^ unit, 2654435761);
      exact ^= exact >>> 15;
      const fold = unit < FOLD.length ? (FOLD[unit] ?? 0) : unit;
      if (fold === 0) continue;
      folded = Math.imul(folded ^ fold, 1597334677);
      folded ^= folded >>> 15;
      seen += 1;
    }
    this.#exact = Math.imul(exact ^ text.length, 2654435761);
    this.#folded = Math.imul(folded ^ seen, 1597334677);
  }

  /** Mixes a text into the exact hash only. */
  addExactText(text: string): void {
    const folded = this.#folded;
    this.addText(text);
    this.#folded = folded;
  }

  result(): ValueHash {
    return { exact: finish(this.#exact), folded: finish(this.#folded) };
  }
}

/** What `foldedText` makes of one UTF-16 unit in the common scripts; 0 for white space, which it leaves out. */
const FOLD = Uint16Array.from({ length: 0x530 }, (_, unit) => {
  const folded = foldedText(String.fromCharCode(unit));
  return folded.length === 1 ? folded.charCodeAt(0) : folded === '' ? 0 : unit;
});

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 2246822507);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3266489909);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Mixes a value into a hash so that the order of keys and the spelling of the JSON do not matter.
 * Returns how many keys the value has: fewer than its text shows means that a repeated key was lost.
 * The value must not be nested deeper than `MAX_WALKED_DEPTH`.
 */
export function hashValue(value: unknown, hasher: Hasher): number {
  if (typeof value === 'string') {
    hasher.add(1);
    hasher.addText(value);
    return 0;
  }
  if (Array.isArray(value)) {
    hasher.add(2);
    let keys = 0;
    for (const item of value) keys += hashValue(item, hasher);
    hasher.add(value.length);
    return keys;
  }
  if (typeof value === 'object' && value !== null) {
    hasher.add(3);
    const names = Object.keys(value).sort();
    let keys = names.length;
    for (const name of names) {
      hasher.addText(name);
      keys += hashValue((value as Record<string, unknown>)[name], hasher);
    }
    hasher.add(names.length);
    return keys;
  }
  hasher.add(4);
  hasher.addText(String(value));
  return 0;
}

/** One spelling for all texts of the same JSON value. Numbers keep every digit that was written. */
export function canonicalText(text: string): string {
  return canonical(text, value => value);
}

/** One spelling for all texts of JSON values that differ in nothing but the case and white space of their strings. */
export function foldedCanonicalText(text: string): string {
  return canonical(text, foldedText);
}

/** Lower case, without white space. */
function foldedText(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

function canonical(text: string, change: (value: string) => string): string {
  const root = parseWithPositions(text).roots[0];
  return root ? spell(text, root, 0, change) : text;
}

function spell(text: string, node: JsonNode, depth: number, change: (value: string) => string): string {
  const raw = text.slice(node.start, node.end);
  if (depth > 500) return raw;
  if (node.kind === 'string') return JSON.stringify(change(decodeString(raw)));
  if (node.kind === 'array')
    return `[${node.items.map(item => spell(text, item, depth + 1, change)).join(',')}]`;
  if (node.kind !== 'object') return raw;
  const members = new Map(node.members.map(member => [member.name, member.value]));
  const parts = [...members.keys()].sort().map(name => {
    const value = members.get(name);
    return `${JSON.stringify(name)}:${value ? spell(text, value, depth + 1, change) : 'null'}`;
  });
  return `{${parts.join(',')}}`;
}
