import type { TemplateError, TemplateErrorCode } from './dialect/errors.ts';

const CODES: [start: string, code: TemplateErrorCode][] = [
  ['syntax error: unexpected end of input, expected end of', 'unclosed-block'],
  ['syntax error: unexpected end of string', 'unclosed-string'],
  ['syntax error: unexpected end of comment', 'unclosed-comment'],
  ['syntax error: unknown statement end', 'unexpected-tag'],
  ['syntax error: unknown statement', 'unknown-tag'],
  ['unknown filter', 'unknown-filter'],
  ['unknown test', 'unknown-test'],
  ['unknown function', 'not-callable'],
  ['unknown method', 'not-callable'],
  ['template not found', 'template-not-found'],
  ['engine ran out of fuel', 'limit-steps'],
  ['syntax error', 'syntax'],
];

/**
 * Reads an error of MiniJinja in debug mode, which shows the line with carets under the place:
 *
 *     unknown filter: filter nope is unknown (in <string>:1)
 *        1 > a {{ x|nope }}
 *          i        ^^^^ unknown filter
 *
 * Only the first line is passed on: the rest repeats the user's values.
 */
export function readMinijinjaError(
  message: string,
  sources: Readonly<Record<string, string>>,
): TemplateError {
  const [headline = '', ...rest] = message.split('\n');
  const [, text = headline, name = '', lineText = ''] = /^(.*?)(?: \(in (.*):(\d+)\))?$/.exec(headline) ?? [];
  const code = CODES.find(([start]) => headline.startsWith(start))?.[1] ?? 'wrong-type';
  const source = sources[name] ?? '';
  const template = name === '' || name === MAIN_TEMPLATE ? {} : { template: name };
  const shown = rest.findIndex(each => /^\s*\d+ > /.test(each));
  const carets = shown < 0 ? null : /^(\s*i\s*)(\^+)/.exec(rest[shown + 1] ?? '');
  const range = lineRange(source, Number(lineText || 1));
  if (carets) {
    const margin = (/^\s*\d+ > /.exec(rest[shown]!)?.[0].length ?? 0) as number;
    const line = source.slice(range.start, range.end);
    const start = unitsOf(line, carets[1]!.length - margin);
    const end = unitsOf(line, carets[1]!.length - margin + carets[2]!.length);
    return { code, message: sentence(text), start: range.start + start, end: range.start + end, ...template };
  }
  return { code, message: sentence(text), ...range, ...template };
}

/** The name that MiniJinja gives to a template without one. */
export const MAIN_TEMPLATE = '<string>';

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function lineRange(source: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let number = 1; number < line; number++) start = source.indexOf('\n', start) + 1;
  const end = source.indexOf('\n', start);
  return { start, end: end < 0 ? source.length : end };
}

/** MiniJinja counts characters, we count UTF-16 units. */
function unitsOf(line: string, characters: number): number {
  return [...line].slice(0, Math.max(0, characters)).join('').length;
}
