import {
  type FileFormat,
  majorityFormat,
  SAMPLE_EXAMPLES,
  type Vote,
  voteOf,
} from '../formats/fileFormat.ts';
import type { Method } from '../formats/format.ts';
import type { Span } from '../jsonl/node.ts';
import { parseWithPositions } from '../jsonl/parse.ts';
import { afterString } from '../jsonl/survey.ts';

/** One JSON array of examples; examples spread over several lines; or no data at all but a pointer to it. */
export type LayoutKind = 'array' | 'pretty' | 'git-lfs-pointer';

/** A text whose lines are not one object each, though it makes sense as a whole. */
export interface Layout {
  kind: LayoutKind;
  /** Where each object stands in the whole text. */
  objects: Span[];
}

/** Texts beyond this many UTF-16 units are not looked at as a whole. */
export const MAX_LAYOUT_UNITS = 128 * 1024 * 1024;

/**
 * True when the first line that is not blank may begin such a text, so that the whole must be looked at. An ordinary
 * line never does: it is complete, or broken inside.
 */
export function mayBeginLayout(firstLine: string): boolean {
  const at = skipSpace(firstLine, 0);
  if (firstLine[at] === '[') return true;
  if (firstLine[at] !== '{') return GIT_LFS_POINTER.test(firstLine.slice(at, at + 100));
  return objectEnd(firstLine, at) === 'open';
}

/** Reads the whole text as one of the layouts. Undefined when it is none. */
export function findLayout(text: string): Layout | undefined {
  if (GIT_LFS_POINTER.test(text.slice(0, 100))) return { kind: 'git-lfs-pointer', objects: [] };
  const array = text[skipSpace(text, 0)] === '[';
  const objects = findObjects(text, array);
  if (!objects || objects.length === 0) return undefined;
  if (array) return { kind: 'array', objects };
  const spread = objects.some(span => /[\r\n]/.test(text.slice(span.start, span.end)));
  return spread ? { kind: 'pretty', objects } : undefined;
}

/** The format of the objects in such a text. */
export function layoutFormat(text: string, layout: Layout, method: Method | undefined): FileFormat {
  return majorityFormat(
    layout.objects.slice(0, SAMPLE_EXAMPLES).map((span): Vote => {
      const json = text.slice(span.start, span.end);
      return isJson(json) ? voteOf(JSON.parse(json), method) : 'unreadable';
    }),
  );
}

/** The same objects, one a line, without white space between tokens. Every scalar keeps the characters it had. */
export function toJsonLines(text: string, layout: Layout): string {
  return layout.objects.map(span => `${minify(text.slice(span.start, span.end))}\n`).join('');
}

const GIT_LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\//;

/**
 * The objects of an array, or objects one after the other, with or without commas between them. Faults inside an
 * object that can be read past stay there: they are reported once the objects stand on lines.
 */
function findObjects(text: string, array: boolean): Span[] | undefined {
  const objects: Span[] = [];
  let at = skipSpace(text, 0);
  if (array) at = skipSpace(text, at + 1);
  while (text[at] === '{') {
    const end = objectEnd(text, at);
    if (end === 'open' || end === 'broken' || !isReadable(text.slice(at, end))) return undefined;
    objects.push({ start: at, end });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (array) break;
  }
  if (array) {
    if (text[at] !== ']') return undefined;
    at = skipSpace(text, at + 1);
  }
  return at >= text.length ? objects : undefined;
}

/** The end of the object that starts at `start`; `open` when it goes on after the text, `broken` when it cannot. */
function objectEnd(text: string, start: number): number | 'open' | 'broken' {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) {
      at = afterString(text, at);
      // A string that is not closed: a line break cannot stand in it, so no further line mends that.
      if (at >= text.length && text[text.length - 1] !== '"') return 'broken';
      continue;
    }
    if (unit === 0x7b || unit === 0x5b) depth += 1;
    else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return 'open';
}

function isReadable(json: string): boolean {
  return isJson(json) || parseWithPositions(json).problems.every(problem => READ_PAST.includes(problem.kind));
}

const READ_PAST: readonly string[] = [
  'stray-comma',
  'non-finite-number',
  'byte-order-mark',
  'duplicate-key',
  'lone-surrogate',
];

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** Steps over white space and byte order marks. */
function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at)) || text.charCodeAt(at) === 0xfeff) at += 1;
  return at;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

/** Removes white space outside strings. */
function minify(json: string): string {
  let out = '';
  let from = 0;
  let at = 0;
  while (at < json.length) {
    const unit = json.charCodeAt(at);
    if (unit === 0x22) at = afterString(json, at);
    else if (isSpace(unit)) {
      out += json.slice(from, at);
      at += 1;
      from = at;
    } else at += 1;
  }
  return out + json.slice(from);
}
