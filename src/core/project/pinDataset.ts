import { applyEdits, findNodeAtLocation, modify, type Node } from 'jsonc-parser';
import { endsInComment, layoutOf } from './editProject.ts';
import { matchesGlobs } from './globs.ts';
import { TreeReader } from './treeReader.ts';

/** What can be said of one dataset alone. */
export type PinKey = 'format' | 'target' | 'method';

/** A file that belongs to a dataset, as a path relative to the project file's folder. */
export type LinkKey = 'validation' | 'template';

/**
 * The text of a project file in which an entry of `datasets` for one file alone has a value, or has it no more when
 * `value` is undefined. Comments and layout stay. Undefined when the file cannot be edited before somebody mends it.
 * `path` is relative to the project file's folder, with forward slashes.
 */
export function withDatasetPin(
  text: string,
  path: string,
  key: PinKey | LinkKey,
  value: string | undefined,
): string | undefined {
  const reader = new TreeReader(text);
  const root = reader.root();
  if (reader.broken || (root && root.type !== 'object')) return undefined;
  if (!root) return value === undefined ? text : `${startOf(text)}{\n${entryIn(path, key, value)}\n}\n`;
  const list = findNodeAtLocation(root, ['datasets']);
  if (list && list.type !== 'array') return undefined;
  const entries = list?.children ?? [];
  const own = entries.findLastIndex(entry => globsOf(entry)?.join() === globFor(path));
  if (value === undefined) return own < 0 ? text : withoutKey(text, entries[own]!, own, key);
  const isOverruled = entries.slice(own + 1).some(entry => {
    return findNodeAtLocation(entry, [key]) && matchesGlobs(globsOf(entry) ?? [], path);
  });
  if (own >= 0 && !isOverruled) return edited(text, entries[own]!, ['datasets', own, key], value);
  if (list) return appended(text, list, { files: globFor(path), [key]: value });
  return edited(text, root, ['datasets'], [{ files: globFor(path), [key]: value }]);
}

/** The glob that matches one path and no other. */
export function globFor(path: string): string {
  const escaped = path.replace(/[\\*?[\]{}|]/g, '\\$&');
  return path.includes('/') && !path.startsWith('!') ? escaped : `./${escaped}`;
}

function withoutKey(text: string, entry: Node, index: number, key: PinKey | LinkKey): string {
  const isLast = (entry.children ?? []).every(member => ['files', key].includes(nameOf(member)));
  return isLast ? withoutElement(text, entry) : edited(text, entry, ['datasets', index, key], undefined);
}

/** A comma that is left at the end of the list does no harm here; jsonc-parser would take comments along. */
function withoutElement(text: string, { offset, length }: Node): string {
  const comma = /^\s*,/.exec(text.slice(offset + length))?.[0].length ?? 0;
  return text.slice(0, offset).trimEnd() + text.slice(offset + length + comma);
}

function edited(text: string, object: Node, path: (string | number)[], value: unknown): string {
  const first = endsInComment(text, object) ? { getInsertionIndex: () => 0 } : {};
  return applyEdits(text, modify(text, path, value, { formattingOptions: layoutOf(text), ...first }));
}

/** Adds an element behind all others and their comments, because later entries win. */
function appended(text: string, list: Node, element: object): string {
  const { insertSpaces, tabSize, eol } = layoutOf(text);
  const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
  const last = list.children?.at(-1);
  const after = last ? last.offset + last.length : list.offset + 1;
  const end = list.offset + list.length - 1;
  const tail = text.slice(after, end).trimEnd();
  const needsComma = last && !tail.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '').includes(',');
  const indent = (last && /\n([ \t]*)$/.exec(text.slice(0, last.offset))?.[1]) ?? unit.repeat(2);
  const closing = text.slice(after + tail.length, end).includes('\n')
    ? text.slice(after + tail.length, end)
    : `${eol}${unit}`;
  const written = inOneLine(element);
  return `${text.slice(0, after)}${needsComma ? ',' : ''}${tail}${eol}${indent}${written}${closing}${text.slice(end)}`;
}

function entryIn(path: string, key: PinKey | LinkKey, value: string): string {
  return `  "datasets": [\n    ${inOneLine({ files: globFor(path), [key]: value })}\n  ]`;
}

function inOneLine(element: object): string {
  const members = Object.entries(element).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{ ${members.join(', ')} }`;
}

function startOf(text: string): string {
  return text.trim() === '' ? '' : `${text.trimEnd()}\n`;
}

function globsOf(entry: Node): string[] | undefined {
  const files = findNodeAtLocation(entry, ['files']);
  const nodes = files?.type === 'array' ? (files.children ?? []) : files ? [files] : [];
  return nodes.every(node => node.type === 'string') ? nodes.map(node => String(node.value)) : undefined;
}

function nameOf(member: Node): string {
  return String(member.children?.[0]?.value);
}
