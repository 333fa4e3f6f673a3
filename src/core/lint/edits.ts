import type { Path, Span } from '../jsonl/node.ts';
import type { Example } from './example.ts';
import type { LineEdit } from './rule.ts';

/** Puts `newText` in the place of a span. */
export function replaceSpan(span: Span, newText: string): LineEdit[] {
  return [{ start: span.start, end: span.end, newText }];
}

/** Puts JSON text in the place of the value at a path. Nothing when there is no such value. */
export function replaceValue(example: Example, path: Path, json: string): LineEdit[] {
  const node = example.node(path);
  return node ? replaceSpan(node, json) : [];
}

/** Gives the member at a path another key. Nothing else of the line changes. */
export function renameKey(example: Example, path: Path, name: string): LineEdit[] {
  const member = example.member(path);
  return member ? replaceSpan(member.key, JSON.stringify(name)) : [];
}

/** Deletes the member at a path with the comma that belongs to it. */
export function deletePair(example: Example, path: Path): LineEdit[] {
  const parent = example.node(path.slice(0, -1));
  const member = example.member(path);
  if (!parent || !member) return [];
  return deleteFromList(
    parent.members.map(one => ({ start: one.key.start, end: one.value.end })),
    parent.members.indexOf(member),
  );
}

/** Deletes the items of the array at a path from `from` up to, not including, `to`, with their commas. */
export function deleteItems(example: Example, path: Path, from: number, to: number): LineEdit[] {
  const array = example.node(path);
  const first = array?.items[from];
  const last = array?.items[to - 1];
  if (!array || !first || !last) return [];
  const before = array.items[from - 1];
  const after = array.items[to];
  if (before) return replaceSpan({ start: before.end, end: last.end }, '');
  return replaceSpan({ start: first.start, end: after ? after.start : last.end }, '');
}

/** Adds a member at the end of the object at a path. */
export function addPair(example: Example, path: Path, name: string, json: string): LineEdit[] {
  const object = example.node(path);
  if (object?.kind !== 'object') return [];
  const last = object.members.at(-1);
  const pair = `${JSON.stringify(name)}: ${json}`;
  return last
    ? [{ start: last.value.end, end: last.value.end, newText: `, ${pair}` }]
    : replaceSpan(object, `{${pair}}`);
}

/** The text of the value at a path, as it is written. */
export function sourceOf(example: Example, path: Path): string | undefined {
  const node = example.node(path);
  return node && example.text.slice(node.start, node.end);
}

function deleteFromList(spans: readonly Span[], index: number): LineEdit[] {
  const span = spans[index];
  if (!span) return [];
  const next = spans[index + 1];
  if (next) return replaceSpan({ start: span.start, end: next.start }, '');
  const previous = spans[index - 1];
  return replaceSpan({ start: previous ? previous.end : span.start, end: span.end }, '');
}
