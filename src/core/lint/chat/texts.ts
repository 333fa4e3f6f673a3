import type { Path } from '../../jsonl/node.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import type { Example } from '../example.ts';

/** A text that a model reads or learns, with its place in the example. */
export interface PlacedText {
  text: string;
  path: Path;
  /** The role as it is written; undefined for text outside messages, or where a message has none. */
  role: string | undefined;
}

/** The texts of an example: string contents and the text parts of all messages, or the prompt and its completion. */
export function textsOf(example: Example): PlacedText[] {
  const texts: PlacedText[] = [];
  for (const { message, path, role } of example.messages)
    addContent(own(message, 'content'), path, role, texts);
  if (example.format !== 'prompt-completion') return texts;
  for (const key of ['prompt', 'completion']) {
    const text = example.field(key);
    if (typeof text === 'string') texts.push({ text, path: [key], role: undefined });
  }
  return texts;
}

function addContent(content: unknown, message: Path, role: string | undefined, texts: PlacedText[]): void {
  const path = [...message, 'content'];
  if (typeof content === 'string') texts.push({ text: content, path, role });
  if (!Array.isArray(content)) return;
  content.forEach((part, index) => {
    const text = isObject(part) ? own(part, 'text') : undefined;
    if (typeof text === 'string') texts.push({ text, path: [...path, index, 'text'], role });
  });
}
