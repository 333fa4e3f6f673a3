import { type FileFormat, majorityFormat, SAMPLE_EXAMPLES } from '../formats/fileFormat.ts';
import { detectFormat, likelyFormat } from '../formats/detect.ts';
import { voteWithoutFormat } from '../formats/fileFormat.ts';
import type { Method } from '../formats/format.ts';
import { parseWithPositions } from '../jsonl/parse.ts';
import { afterString } from '../jsonl/survey.ts';
import type { Span } from '../jsonl/node.ts';

/** Texts beyond this many UTF-16 units are not looked at as a whole. */
export const MAX_LAYOUT_UNITS = 256 * 1024 * 1024;

/** JSON that is not one object a line, though it could be. */
export interface Layout {
  kind: 'array' | 'pretty';
  /** Where each object stands in the whole text. */
  objects: Span[];
}

/**
 * True when the first line that is not blank may begin an array of examples or an object spread over several lines,
 * so that the whole text must be looked at. An ordinary line never does: it is complete, or broken inside.
 */
export function mayBeginLayout(firstLine: string): boolean {
  const text = firstLine.replace(/^\uFEFF/, '').trim();
  if (text === '' || (text[0] !== '{' && text[0] !== '[')) return false;
  const { roots, problems } = parseWithPositions(text);
  const fatal = problems.find(problem => problem.kind === 'syntax');
  if (fatal) return fatal.start >= text.length;
  return roots.length === 1 && roots[0]?.kind === 'array';
}

/** Reads the whole text as an array of objects, or as objects of which some span lines. Undefined when it is neither. */
export function findLayout(text: string): Layout | undefined {
  const { roots, problems } = parseWithPositions(text);
  const readable = problems.every(
    problem => problem.kind === 'next-value' || problem.kind === 'duplicate-key',
  );
  const [first] = roots;
  if (!readable || !first) return undefined;
  if (roots.length === 1 && first.kind === 'array') {
    const allObjects = first.items.length > 0 && first.items.every(item => item.kind === 'object');
    return allObjects ? { kind: 'array', objects: first.items } : undefined;
  }
  const spread = roots.some(root => /[\r\n]/.test(text.slice(root.start, root.end)));
  return spread && roots.every(root => root.kind === 'object')
    ? { kind: 'pretty', objects: roots }
    : undefined;
}

/** The format of the objects in such a text. */
export function layoutFormat(text: string, layout: Layout, method: Method | undefined): FileFormat {
  return majorityFormat(
    layout.objects.slice(0, SAMPLE_EXAMPLES).map(span => {
      const value: unknown = JSON.parse(text.slice(span.start, span.end));
      return detectFormat(value, method) ?? likelyFormat(value, method) ?? voteWithoutFormat(value);
    }),
  );
}

/** The same objects, one a line, without white space between tokens. Every scalar keeps the characters it had. */
export function toJsonLines(text: string, layout: Layout): string {
  return layout.objects.map(span => `${minify(text.slice(span.start, span.end))}\n`).join('');
}

/** Removes white space outside strings. */
function minify(json: string): string {
  let out = '';
  let from = 0;
  let at = 0;
  while (at < json.length) {
    const unit = json.charCodeAt(at);
    if (unit === 0x22) at = afterString(json, at);
    else if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) {
      out += json.slice(from, at);
      at += 1;
      from = at;
    } else at += 1;
  }
  return out + json.slice(from);
}
