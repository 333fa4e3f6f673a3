import { spansInString } from '../../jsonl/inString.ts';
import type { Span } from '../../jsonl/node.ts';
import type { Example } from '../example.ts';
import type { PlacedText } from './texts.ts';

/** A hit in a text of an example. */
export interface Match {
  text: string;
  at: Span;
}

/** More hits in one text tell nothing new. */
const MAX_MATCHES = 100;

/** Where a pattern, which has the flag g, is found in a text of an example. */
export function matchesIn(example: Example, { text, path, from = 0 }: PlacedText, pattern: RegExp): Match[] {
  const found: { text: string; from: number; to: number }[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = from + match.index;
    found.push({ text: match[0], from: start, to: start + match[0].length });
    if (found.length === MAX_MATCHES) break;
  }
  const node = found.length > 0 ? example.node(path) : undefined;
  if (!node) return [];
  const spans = spansInString(example.text, node, found);
  return found.flatMap((match, index) => {
    const at = spans[index];
    return at ? [{ text: match.text, at }] : [];
  });
}
