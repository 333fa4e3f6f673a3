import { RenderedText } from '../output.ts';
import { isSafe, isText, isTrue, numberOf, scalarText, toText } from '../values.ts';
import type { Filter, FilterCall } from './filter.ts';

/** Filters from text to text. Nothing, `null` and `false` count as empty text, as in nunjucks. */
export const textFilters: Record<string, Filter> = {
  capitalize: simple(capitalize),
  lower: simple(text => text.toLowerCase()),
  upper: simple(text => text.toUpperCase()),
  title: simple(text => text.split(' ').map(capitalize).join(' ')),
  trim: simple(text => text.trim()),
  nl2br: simple((text, _, call) => {
    call.budget.text(text.length * 7);
    return text.replace(/\r\n|\n/g, '<br />\n');
  }),
  center: {
    parameters: ['width'],
    run: (input, [width], call) => keepSafe(input, center(plain(input, call), numberOf(width) || 80, call)),
  },
  indent: {
    parameters: ['width', 'first'],
    run: (input, [width, first], call) =>
      keepSafe(input, indent(plain(input, call), numberOf(width) || 4, isTrue(first), call)),
  },
  truncate: {
    parameters: ['length', 'killwords', 'end'],
    run: (input, [length, killWords, end], call) => {
      const text = plain(input, call);
      const limit = numberOf(length) || 255;
      return text.length <= limit ? input : keepSafe(input, truncate(text, limit, isTrue(killWords), end));
    },
  },
  replace: {
    parameters: ['old', 'new', 'count'],
    run: (input, [old, replacement, count], call) => replace(input, old, replacement, count, call),
  },
  striptags: {
    parameters: ['preserve_linebreaks'],
    run: (input, [keepLines], call) => keepSafe(input, stripTags(plain(input, call), isTrue(keepLines))),
  },
  string: { parameters: [], run: (input, _, call) => keepSafe(input, toText(input, call.budget)) },
  wordcount: { parameters: [], run: (input, _, call) => plain(input, call).match(/\w+/g)?.length ?? null },
};

function simple(change: (text: string, input: unknown, call: FilterCall) => string): Filter {
  return {
    parameters: [],
    run(input, _, call) {
      const text = plain(input, call);
      call.budget.text(text.length);
      return keepSafe(input, change(text, input, call));
    },
  };
}

function plain(input: unknown, { budget }: FilterCall): string {
  return input === false ? '' : toText(input, budget);
}

/** Text that was marked safe stays so. */
function keepSafe(input: unknown, text: string): string | RenderedText {
  return isSafe(input) ? new RenderedText(text) : text;
}

function capitalize(text: string): string {
  const lower = text.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

function center(text: string, width: number, call: FilterCall): string {
  const spaces = width - text.length;
  if (!(spaces > 0)) return text;
  call.budget.text(width);
  // An odd space goes to the right; halves are rounded up on both sides, as nunjucks' loops do.
  const before = Math.max(0, Math.ceil(spaces / 2 - (spaces % 2)));
  return ' '.repeat(before) + text + ' '.repeat(Math.ceil(spaces / 2));
}

function indent(text: string, width: number, first: boolean, call: FilterCall): string {
  const lines = text.split('\n');
  call.budget.text(text.length + lines.length * Math.max(0, width));
  const space = ' '.repeat(Math.max(0, Math.ceil(width)));
  return text && lines.map((line, index) => (index === 0 && !first ? line : space + line)).join('\n');
}

function truncate(text: string, length: number, killWords: boolean, end: unknown): string {
  const space = killWords ? -1 : text.lastIndexOf(' ', length);
  const kept = text.substring(0, space === -1 ? length : space);
  return kept + (end === undefined || end === null ? '...' : scalarText(end));
}

function replace(
  input: unknown,
  old: unknown,
  replacement: unknown,
  count: unknown,
  call: FilterCall,
): unknown {
  const searchable = isText(old) || typeof old === 'number';
  const replaceable = isText(input) || typeof input === 'number';
  if (!searchable || !replaceable) return input;
  const text = scalarText(input);
  const search = scalarText(old);
  const isNothing = replacement === undefined || replacement === null;
  const fill = isNothing ? String(replacement) : toText(replacement, call.budget);
  if (search === '') {
    call.budget.text(text.length + fill.length * (text.length + 1));
    return keepSafe(input, fill + text.split('').join(fill) + fill);
  }
  const limit = count === undefined ? -1 : numberOf(count);
  const pieces: string[] = [];
  let position = 0;
  let next = text.indexOf(search);
  if (limit === 0 || next === -1) return input;
  for (let done = 0; next > -1 && (limit === -1 || done < limit); done++) {
    pieces.push(text.substring(position, next));
    position = next + search.length;
    next = text.indexOf(search, position);
  }
  pieces.push(text.substring(position));
  call.budget.text(text.length + pieces.length * fill.length);
  return keepSafe(input, pieces.join(fill));
}

function stripTags(text: string, keepLines: boolean): string {
  const stripped = withoutTags(text).trim();
  if (!keepLines) return stripped.replace(/\s+/g, ' ');
  const lines = stripped.split('\n').map(line => withoutSpaces(line).replace(/ +/g, ' '));
  return lines
    .join('\n')
    .replace(/\r\n/g, '\n')
    .replace(/\n\n\n+/g, '\n\n');
}

/** Walks once over the text: an expression for this takes quadratic time on many `<` without `>`. */
function withoutTags(text: string): string {
  const tag = /<\/?[a-z][a-z0-9]*\b[^>]*>/iy;
  const lastClose = text.lastIndexOf('>');
  const lastCommentEnd = text.lastIndexOf('-->');
  let result = '';
  let position = 0;
  for (let open = text.indexOf('<'); open >= 0 && open < lastClose; open = text.indexOf('<', open)) {
    tag.lastIndex = open;
    let end = tag.test(text) ? tag.lastIndex : -1;
    const isComment = end < 0 && text.startsWith('<!--', open) && open + 4 <= lastCommentEnd;
    if (isComment) end = text.indexOf('-->', open + 4) + 3;
    if (end > 0) {
      result += text.slice(position, open);
      position = end;
    }
    open = end > 0 ? end : open + 1;
  }
  return result + text.slice(position);
}

function withoutSpaces(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && line[start] === ' ') start++;
  while (end > start && line[end - 1] === ' ') end--;
  return line.slice(start, end);
}
