import { FUNCTION_NAMES } from './dialect/functions.ts';
import { filterNames } from './dialect/filters/registry.ts';
import { LOOP_MEMBERS } from './dialect/loop.ts';
import { testNames } from './dialect/tests.ts';
import { parseTolerantly } from './tolerantParse.ts';
import { valueAtPath } from './valueAtPath.ts';
import type { SymbolKind } from './symbolTable.ts';
import { findVariables } from './variables.ts';

export interface CompletionItem {
  label: string;
  kind: SymbolKind | 'filter' | 'test' | 'tag' | 'member' | 'keyword';
  /** Something to show beside the label; absent when there is nothing to say. */
  detail?: string;
}

export interface Completions {
  items: CompletionItem[];
  /** What the chosen item replaces, as offsets in the template. */
  start: number;
  end: number;
}

/** What is known from outside the template. */
export interface CompletionContext {
  /** Names of inputs that are declared or used elsewhere, with a description. */
  inputs: ReadonlyMap<string, string | undefined>;
  /** Values to read members from. */
  values: Readonly<Record<string, unknown>>;
}

const TAGS: readonly string[] = [
  ...[
    'if',
    'elif',
    'else',
    'endif',
    'for',
    'endfor',
    'set',
    'endset',
    'macro',
    'endmacro',
    'call',
    'endcall',
  ],
  ...['filter', 'endfilter', 'include', 'import', 'from', 'extends', 'block', 'endblock', 'raw', 'endraw'],
  ...['switch', 'case', 'default', 'endswitch'],
];
const KEYWORDS: readonly string[] = ['and', 'or', 'not', 'in', 'is', 'if', 'else', 'true', 'false', 'none'];

/** What can be written at an offset of a template; nothing in plain text, in comments and in quotes. */
export function completionsAt(
  source: string,
  offset: number,
  context: CompletionContext,
): Completions | undefined {
  const tag = openTag(source, offset);
  if (!tag) return undefined;
  const before = source.slice(tag.start + 2, offset).replace(/^-/, '');
  if (inQuotes(before)) return undefined;
  const word = /[\p{L}\p{N}_$]*$/u.exec(before)![0];
  const after = /^[\p{L}\p{N}_$]*/u.exec(source.slice(offset))![0];
  const rest = before.slice(0, before.length - word.length);
  const items = itemsFor(rest, { source, offset, tag, context });
  return items && { items, start: offset - word.length, end: offset + after.length };
}

interface Site {
  source: string;
  offset: number;
  tag: { start: number; isBlock: boolean };
  context: CompletionContext;
}

function itemsFor(rest: string, site: Site): CompletionItem[] | undefined {
  if (/\|\s*$/.test(rest) || /^\s*filter\s+$/.test(rest)) return named(filterNames(), 'filter');
  if (/\bis(\s+not)?\s+$/.test(rest)) return named(testNames(), 'test');
  const path = /([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+|\[[^\][]*\])*)\.$/u.exec(rest)?.[1];
  if (path !== undefined) return memberItems(path, site.context.values);
  if (/\.\s*$/.test(rest)) return undefined;
  if (site.tag.isBlock && /^\s*$/.test(rest)) return named(TAGS, 'tag');
  return variableItems(site);
}

function memberItems(path: string, values: Readonly<Record<string, unknown>>): CompletionItem[] {
  if (path === 'loop') return named(LOOP_MEMBERS, 'member');
  const value = valueAtPath(values, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([label, each]) => ({ label, kind: 'member', detail: preview(each) }));
}

/** Variables that can be seen here, then inputs from elsewhere, functions and words of the language. */
function variableItems({ source, offset, tag, context }: Site): CompletionItem[] {
  const items = new Map<string, CompletionItem>();
  const add = (item: CompletionItem) => {
    if (!items.has(item.label)) items.set(item.label, item);
  };
  const withoutTag = source.slice(0, tag.start) + blankTag(source.slice(tag.start));
  const { template } = parseTolerantly(withoutTag);
  for (const { name, kind, scope } of findVariables(template)) {
    const isVisible = !scope || (scope.start < offset && offset <= scope.end);
    if (kind !== 'function' && isVisible && kind !== 'input') add({ label: name, kind });
  }
  if (insideLoop(template.source.slice(0, tag.start))) add({ label: 'loop', kind: 'loop' });
  for (const [name, description] of context.inputs) {
    const value = Object.hasOwn(context.values, name) ? preview(context.values[name]) : undefined;
    const detail = description ?? value;
    add({ label: name, kind: 'input', ...(detail !== undefined && { detail }) });
  }
  for (const { name, kind } of findVariables(template)) if (kind === 'input') add({ label: name, kind });
  for (const label of FUNCTION_NAMES) add({ label, kind: 'function' });
  for (const label of KEYWORDS) add({ label, kind: 'keyword' });
  return [...items.values()];
}

/** The tag that is open at an offset, whether or not it is closed behind it. */
function openTag(source: string, offset: number): Site['tag'] | undefined {
  const before = source.slice(0, offset);
  const variable = before.lastIndexOf('{{');
  const block = before.lastIndexOf('{%');
  const start = Math.max(variable, block);
  if (start < 0 || start + 2 > offset) return undefined;
  const inside = before.slice(start + 2);
  const isBlock = block > variable;
  const isClosed = inside.includes(isBlock ? '%}' : '}}');
  const isComment = before.lastIndexOf('{#') > before.lastIndexOf('#}');
  return isClosed || isComment ? undefined : { start, isBlock };
}

/** The rest of a template with its first tag left out: up to its end, the next tag or the end of the line. */
function blankTag(rest: string): string {
  const stop = rest.slice(2).search(/[}%]\}|\{[{%#]|\n/);
  const closes = stop >= 0 && /^[}%]\}/.test(rest.slice(2 + stop));
  const end = stop < 0 ? rest.length : 2 + stop + (closes ? 2 : 0);
  return ' '.repeat(end) + rest.slice(end);
}

function insideLoop(before: string): boolean {
  const opened = before.match(/\{%-?\s*(for|asyncEach|asyncAll)\b/g)?.length ?? 0;
  const closed = before.match(/\{%-?\s*(endfor|endeach|endall)\b/g)?.length ?? 0;
  return opened > closed;
}

function inQuotes(text: string): boolean {
  return /^(?:[^'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*(?:'(?:[^'\\]|\\.)*|"(?:[^"\\]|\\.)*)$/s.test(text);
}

function named(labels: readonly string[], kind: CompletionItem['kind']): CompletionItem[] {
  return labels.map(label => ({ label, kind }));
}

/** A value in a few characters. */
function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
