import { TemplateFault } from './dialect/errors.ts';
import type { Span } from './dialect/output.ts';
import { TemplateTokens } from './dialect/tokens.ts';

/**
 * Finds out where rendered text comes from, for engines that do not say. The template is rendered a second time with
 * marks around each text and each `{{ }}`; where that gives the same text but for the marks, the marks tell.
 * Marks are characters of the private use area, which filters leave as they are.
 */
export interface MarkedTemplate {
  source: string;
  /** What the marks stand for, by their number. */
  origins: Omit<Span, 'start' | 'end'>[];
}

const [OPEN, MIDDLE, CLOSE] = ['\ue000', '\ue001', '\ue002'];
const DIGIT = 0xe010;
const MARK = /\ue000([\ue010-\ue019]+)\ue001|\ue002/g;

/** The template with marks; undefined when it cannot be marked, for instance since it is broken. */
export function markTemplate(source: string): MarkedTemplate | undefined {
  if (/[\ue000-\ue01f]/.test(source)) return undefined;
  const marked: MarkedTemplate = { source: '', origins: [] };
  try {
    const tokens = new TemplateTokens(source);
    let raw: { name: string; end: number } | undefined;
    for (let token = tokens.nextToken(); token; token = tokens.nextToken()) {
      if (token.type === 'data') addText(marked, source, token.lineno, token.colno);
      else if (token.type === 'comment') marked.source += source.slice(token.lineno, token.colno);
      else if (token.type === 'variable-start')
        addVariable(marked, source, token.lineno, skipTag(tokens).end);
      else if (token.type === 'block-start') {
        const tag = skipTag(tokens);
        raw = /^\{%-?\s*raw\s*-?%\}$/.test(source.slice(token.lineno, tag.end))
          ? { name: 'raw', end: tag.end }
          : undefined;
        marked.source += source.slice(token.lineno, tag.end);
      }
      if (raw) {
        const content = tokens.readRaw(raw.name, { kind: 'block', start: token.lineno, end: raw.end });
        addText(marked, source, content.lineno, content.colno);
        marked.source += source.slice(content.colno, tokens.found.at(-1)!.end);
        raw = undefined;
      }
    }
  } catch (thrown) {
    if (thrown instanceof TemplateFault) return undefined;
    throw thrown;
  }
  return marked;
}

/** The spans of a text that was rendered with marks; undefined when it is not the plain text with marks. */
export function readMarks(rendered: string, plain: string, { origins }: MarkedTemplate): Span[] | undefined {
  const spans: Span[] = [];
  const open: { origin: Omit<Span, 'start' | 'end'>; copied: number }[] = [];
  let length = 0;
  let position = 0;
  let text = '';
  const take = (piece: string) => {
    const current = open.at(-1);
    if (current && piece) {
      const { origin, copied } = current;
      const from = origin.kind === 'text' ? textRange(origin.from.start + copied, piece.length) : origin.from;
      spans.push({ ...origin, from, start: length, end: length + piece.length });
      current.copied += piece.length;
    }
    text += piece;
    length += piece.length;
  };
  for (const match of rendered.matchAll(MARK)) {
    take(rendered.slice(position, match.index));
    position = match.index + match[0].length;
    if (match[1] === undefined) {
      const ended = open.pop();
      // A value that is nothing has its place too.
      if (ended?.origin.kind === 'value' && ended.copied === 0)
        spans.push({ ...ended.origin, start: length, end: length });
    } else {
      const origin = origins[readNumber(match[1])];
      if (!origin) return undefined;
      open.push({ origin, copied: 0 });
    }
  }
  take(rendered.slice(position));
  return text === plain ? spans : undefined;
}

function addText(marked: MarkedTemplate, source: string, start: number, end: number): void {
  const text = source.slice(start, end);
  const core = text.trim();
  // White space stays outside the marks, or tags beside it could no longer trim it.
  const lead = core === '' ? text.length : text.indexOf(core);
  marked.source += text.slice(0, lead);
  if (core === '') return;
  const from = textRange(start + lead, core.length);
  marked.source += mark(marked, { kind: 'text', from }) + core + CLOSE + text.slice(lead + core.length);
}

function addVariable(marked: MarkedTemplate, source: string, start: number, end: number): void {
  const tag = source.slice(start, end);
  const [, left = '', inside = '', right = ''] = /^\{\{(-?)([\s\S]*?)(-?)\}\}$/.exec(tag) ?? [];
  const path = /^\s*([\w.]+)\s*(?:\||$)/.exec(inside)?.[1];
  const isNumber = path !== undefined && /^\d/.test(path);
  const opening = mark(marked, { kind: 'value', from: { start, end }, ...(path && !isNumber && { path }) });
  // The marks are printed by tags of their own, so that the tag's dashes go on trimming the text around it.
  marked.source += `{{${left} "${opening}" }}{{${inside}}}{{ "${CLOSE}" ${right}}}`;
}

function mark(marked: MarkedTemplate, origin: Omit<Span, 'start' | 'end'>): string {
  const number = marked.origins.push(origin) - 1;
  const digits = [...String(number)].map(digit => String.fromCharCode(DIGIT + Number(digit)));
  return OPEN + digits.join('') + MIDDLE;
}

function readNumber(digits: string): number {
  return Number([...digits].map(digit => digit.charCodeAt(0) - DIGIT).join(''));
}

/** Reads to the end of the tag that was just opened. */
function skipTag(tokens: TemplateTokens): { end: number } {
  for (let token = tokens.nextToken(); token; token = tokens.nextToken()) {
    if (token.type === 'variable-end' || token.type === 'block-end') return { end: token.colno };
  }
  throw tokens.unclosedDelimiter();
}

function textRange(start: number, length: number): { start: number; end: number } {
  return { start, end: start + length };
}
