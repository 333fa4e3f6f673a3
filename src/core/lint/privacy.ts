import type { JsonNode, Span } from '../jsonl/node.ts';
import { decodeString } from '../jsonl/parse.ts';
import { spansInString } from '../jsonl/inString.ts';
import { stringValues } from '../jsonl/strings.ts';
import type { Example } from './example.ts';

/** A hit of a pattern in any string of a line. */
export interface Hit {
  text: string;
  at: Span;
}

const MAX_HITS = 100;

/** Where a pattern, which has the flag g, is found in the strings of a line. Keys are left out. */
export function hitsIn(
  example: Example,
  pattern: RegExp,
  isMeant: (text: string) => boolean = () => true,
): Hit[] {
  const hits: Hit[] = [];
  for (const node of stringValues(example.roots)) {
    const value = valueOfString(example.text, node);
    const found = [...value.matchAll(pattern)].filter(match => isMeant(match[0])).slice(0, MAX_HITS);
    if (found.length === 0) continue;
    const spans = spansInString(
      example.text,
      node,
      found.map(match => ({ from: match.index, to: match.index + match[0].length })),
    );
    found.forEach((match, index) => {
      const at = spans[index];
      if (at) hits.push({ text: match[0], at });
    });
  }
  return hits;
}

function valueOfString(text: string, node: JsonNode): string {
  return decodeString(text.slice(node.start, node.end));
}
