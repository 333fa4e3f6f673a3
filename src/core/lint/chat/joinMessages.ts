import { type Conversation, USUAL_KEYS } from '../../formats/format.ts';
import { formatOf } from '../../formats/registry.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import { sourceOf } from '../edits.ts';
import type { Example } from '../example.ts';

type Message = Readonly<Record<string, unknown>>;

/**
 * The first of some messages of a conversation with the contents of all, a blank line between them, as JSON text.
 * Undefined when something would be lost: they are not strings, or the messages differ in more than their contents.
 */
export function joinedMessages(
  example: Example,
  { path, messages }: Conversation,
  indexes: readonly number[],
): string | undefined {
  const keys = (example.format && formatOf(example.format)?.messageKeys) ?? USUAL_KEYS;
  const chosen = indexes.map(index => messages[index]).filter(isObject);
  const [head] = chosen;
  const firstPath = [...path, indexes[0] ?? 0];
  const node = example.node(firstPath);
  const content = example.node([...firstPath, keys.content]);
  if (!head || !node || !content || chosen.length < indexes.length) return undefined;
  if (!chosen.every(message => differOnlyInContent(head, message, keys.content))) return undefined;
  const contents = indexes
    .filter((_, order) => String(own(chosen[order] ?? {}, keys.content)).trim() !== '')
    .map(index => sourceOf(example, [...path, index, keys.content])?.slice(1, -1) ?? '');
  const joined = `"${contents.join(String.raw`\n\n`)}"`;
  const { text } = example;
  return text.slice(node.start, content.start) + joined + text.slice(content.end, node.end);
}

function differOnlyInContent(a: Message, b: Message, content: string): boolean {
  return (
    typeof own(a, content) === 'string' &&
    typeof own(b, content) === 'string' &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.keys(a).every(key => key === content || own(a, key) === own(b, key))
  );
}
