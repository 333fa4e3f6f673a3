import type { JsonNode } from './node.ts';
import { decodeString, parseWithPositions } from './parse.ts';

/** A 64-bit hash as two unsigned 32-bit halves. Equal values have equal hashes; a match is to be confirmed. */
export interface Hash64 {
  high: number;
  low: number;
}

/** Mixes text into two 32-bit lanes. Not for secrets: only to find candidates for equality quickly. */
export class Hasher {
  #a = 0xdeadbeef | 0;
  #b = 0x41c6ce57 | 0;

  /** Mixes in one number of at most 32 bits. */
  add(unit: number): void {
    this.#a = Math.imul(this.#a ^ unit, 2654435761);
    this.#b = Math.imul(this.#b ^ unit, 1597334677);
  }

  /** Mixes in a text with its length, so that `ab` + `c` differs from `a` + `bc`. */
  addText(text: string): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 2654435761);
      b = Math.imul(b ^ unit, 1597334677);
      a ^= a >>> 15;
    }
    this.#a = a;
    this.#b = b;
    this.add(text.length);
  }

  result(): Hash64 {
    let a = Math.imul(this.#a ^ (this.#a >>> 16), 2246822507);
    a ^= Math.imul(this.#b ^ (this.#b >>> 13), 3266489909);
    let b = Math.imul(this.#b ^ (this.#b >>> 16), 2246822507);
    b ^= Math.imul(this.#a ^ (this.#a >>> 13), 3266489909);
    return { high: b >>> 0, low: a >>> 0 };
  }
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
  const root = parseWithPositions(text).roots[0];
  return root ? spell(text, root, 0) : text;
}

function spell(text: string, node: JsonNode, depth: number): string {
  const raw = text.slice(node.start, node.end);
  if (depth > 500) return raw;
  if (node.kind === 'string') return JSON.stringify(decodeString(raw));
  if (node.kind === 'array') return `[${node.items.map(item => spell(text, item, depth + 1)).join(',')}]`;
  if (node.kind !== 'object') return raw;
  const members = new Map(node.members.map(member => [member.name, member.value]));
  const parts = [...members.keys()].sort().map(name => {
    const value = members.get(name);
    return `${JSON.stringify(name)}:${value ? spell(text, value, depth + 1) : 'null'}`;
  });
  return `{${parts.join(',')}}`;
}
