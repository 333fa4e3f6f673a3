import type { Speaker } from '../../formats/conversation.ts';
import type { Path } from '../../jsonl/node.ts';
import { isObject } from '../../jsonl/shape.ts';
import type { Example } from '../example.ts';

/** A text that a model reads or learns, with its place in the example. */
export interface PlacedText {
  text: string;
  /** The string that holds it. */
  path: Path;
  /** Where it begins in that string; its beginning when absent. */
  from?: number;
  /** Who says it; undefined for text outside messages, or where nobody can tell. */
  speaker: Speaker | undefined;
}

/** The texts of an example of any format, in its order: what is said, refused and thought, and what tools answered. */
export function textsOf(example: Example): readonly PlacedText[] {
  const known = TEXTS.get(example);
  if (known) return known;
  const texts: PlacedText[] = [];
  for (const { turns } of example.reading.parts) {
    for (const { speaker, pieces } of turns) {
      for (const piece of pieces) {
        if (!('text' in piece) || !isStringAt(example, piece.path)) continue;
        const { text, path } = piece;
        const from = piece.kind === 'text' ? piece.from : undefined;
        texts.push(from === undefined ? { text, path, speaker } : { text, path, speaker, from });
      }
    }
  }
  TEXTS.set(example, texts);
  return texts;
}

/** Every rule about texts asks for them. */
const TEXTS = new WeakMap<Example, readonly PlacedText[]>();

/** False where the text was put together out of several strings, so that it stands nowhere. */
function isStringAt({ object }: Example, path: Path): boolean {
  let at: unknown = object;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined;
    else at = isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return typeof at === 'string';
}
