import type { TemplateError, TemplateRange } from './dialect/errors.ts';
import { type ParsedTemplate, parseTemplate } from './dialect/parse.ts';

/** More mistakes than anybody reads. */
const MAX_ERRORS = 20;

const END_OF_BLOCK: ReadonlyMap<string, string> = new Map([
  ['asyncEach', 'endeach'],
  ['asyncAll', 'endall'],
  ['ifAsync', 'endif'],
]);

/**
 * Reads a template that may be half written. The mistakes are found one after the other, each time leaving out the
 * tag at fault or closing the block that is open; offsets stay those of the given text. The template that is left
 * serves completion and analysis, not rendering.
 */
export function parseTolerantly(source: string): { template: ParsedTemplate; errors: TemplateError[] } {
  const errors: TemplateError[] = [];
  let text = source;
  // On a line of its own, lest a brace at the end of the text becomes part of it.
  let closed = '\n';
  let template = parseTemplate(text);
  /** Blocks whose opening tag was left out, so that their end is no second mistake. */
  const orphans: string[] = [];
  for (let round = 0; template.error && round < MAX_ERRORS; round++) {
    const { error } = template;
    if (error.code === 'limit-depth') return { template, errors: [...errors, error] };
    if (!isOrphan(error, text, orphans)) errors.push(error);
    if (error.code === 'unclosed-block') {
      const word = /^\{%-?\s*(\w+)/.exec(text.slice(error.start, error.end))?.[1] ?? '';
      closed += `{% ${END_OF_BLOCK.get(word) ?? `end${word}`} %}`;
    } else {
      const tag = tagAround(text, error);
      const word = /^\{%-?\s*(\w+)/.exec(text.slice(tag.start, tag.end))?.[1];
      if (word && !word.startsWith('end')) orphans.push(END_OF_BLOCK.get(word) ?? `end${word}`);
      text = text.slice(0, tag.start) + blank(text.slice(tag.start, tag.end)) + text.slice(tag.end);
    }
    template = parseTemplate(text + closed);
  }
  return { template: { ...template, source }, errors: errors.filter(error => error.end <= source.length) };
}

function isOrphan(error: TemplateError, text: string, orphans: string[]): boolean {
  if (error.code !== 'unexpected-tag') return false;
  const word = text.slice(error.start, error.end);
  const isBranch = ['else', 'elif', 'elseif', 'case', 'default'].includes(word) && orphans.length > 0;
  const index = orphans.indexOf(word);
  if (index >= 0) orphans.splice(index, 1);
  return isBranch || index >= 0;
}

/** The tag that holds an error, as far as it can be told: to its end, to the next tag or to the end of the line. */
function tagAround(text: string, { start, end }: TemplateRange): TemplateRange {
  const before = text.slice(0, Math.max(end, start + 2));
  const opener = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'), before.lastIndexOf('{#'));
  const from = opener < 0 ? start : opener;
  const rest = text.slice(from + 2);
  const stop = rest.search(/\}\}|%\}|#\}|\{[{%#]|\n/);
  if (stop < 0) return { start: from, end: text.length };
  const isEnd = /^(\}\}|%\}|#\})/.test(rest.slice(stop));
  return { start: from, end: from + 2 + stop + (isEnd ? 2 : 0) };
}

/** Spaces in place of the text, lines kept. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
