import lexer, { type NunjucksToken, type NunjucksTokenizer } from 'nunjucks/src/lexer.js';
import { TemplateFault, type TemplateRange } from './errors.ts';

/** A `{{ }}`, `{% %}` or `{# #}` as written, its delimiters included. */
export interface Tag extends TemplateRange {
  kind: 'variable' | 'block' | 'comment';
}

const OPENER = /\{[%{#]|#\}/g;

/**
 * Feeds nunjucks' grammar with tokens whose `lineno` and `colno` are start and end offset. What is inside a tag is
 * cut by nunjucks' own tokenizer; text and comments are cut here, because nunjucks walks them character by
 * character and trims with regular expressions that take quadratic time on long white space.
 *
 * Throws a `TemplateFault` for a tag, string or comment that never ends, which nunjucks does not locate.
 */
export class TemplateTokens {
  readonly source: string;
  /** In order of their start. Filled while the tokens are read. */
  readonly found: Tag[] = [];
  /** Read by the grammar. */
  readonly tags: Record<string, string>;
  /** True once the end of the template was handed out. */
  ended = false;
  #inner: NunjucksTokenizer;
  #opener: NunjucksToken | undefined;
  #trimNext = false;

  constructor(source: string) {
    this.source = source;
    this.#inner = lexer.lex(source);
    this.tags = this.#inner.tags;
  }

  nextToken(): NunjucksToken | null {
    if (this.#inner.in_code) return this.#codeToken();
    const start = this.#inner.index;
    if (start >= this.source.length) {
      this.ended = true;
      return null;
    }
    if (this.source.startsWith('{#', start)) return this.#comment(start);
    if (this.source.startsWith('{%', start)) return this.#open('block-start', start);
    if (this.source.startsWith('{{', start)) return this.#open('variable-start', start);
    return this.#text(start);
  }

  /** Takes everything up to the `{% endraw %}` (or `endverbatim`) that closes an already read `{% raw %}`. */
  readRaw(tagName: string, opener: Tag): NunjucksToken {
    const start = this.#inner.index;
    const marker = new RegExp(`\\{%-?\\s*(end)?${tagName}\\s*-?%\\}`, 'g');
    marker.lastIndex = start;
    for (let level = 1, match = marker.exec(this.source); match; match = marker.exec(this.source)) {
      level += match[1] ? -1 : 1;
      if (level > 0) continue;
      this.#inner.index = marker.lastIndex;
      this.#trimNext = match[0].endsWith('-%}');
      this.found.push({ kind: 'block', start: match.index, end: marker.lastIndex });
      const text = this.source.slice(start, match.index);
      return token('data', match[0].startsWith('{%-') ? text.trimEnd() : text, start, match.index);
    }
    throw new TemplateFault('unclosed-block', `{% ${tagName} %} is never closed.`, opener);
  }

  #text(start: number): NunjucksToken {
    OPENER.lastIndex = start;
    const next = OPENER.exec(this.source);
    if (next?.[0] === '#}') {
      const range = { start: next.index, end: next.index + 2 };
      throw new TemplateFault('stray-comment-end', 'There is no {# that this #} could close.', range);
    }
    const end = next ? next.index : this.source.length;
    this.#inner.index = end;
    let text = this.source.slice(start, end);
    if (this.#trimNext) text = text.trimStart();
    if (this.source[end + 2] === '-') text = text.trimEnd();
    this.#trimNext = false;
    return token('data', text, start, end);
  }

  #comment(start: number): NunjucksToken {
    const close = this.source.indexOf('#}', start + 2);
    if (close < 0) {
      throw new TemplateFault('unclosed-comment', 'The comment is never closed.', { start, end: start + 2 });
    }
    const end = close + 2;
    this.#inner.index = end;
    this.#trimNext = this.source[close - 1] === '-';
    this.found.push({ kind: 'comment', start, end });
    return token('comment', '', start, end);
  }

  #open(type: 'block-start' | 'variable-start', start: number): NunjucksToken {
    const end = this.source[start + 2] === '-' ? start + 3 : start + 2;
    this.#inner.index = end;
    this.#inner.in_code = true;
    this.#trimNext = false;
    this.#opener = token(type, this.source.slice(start, start + 2), start, end);
    this.found.push({ kind: type === 'block-start' ? 'block' : 'variable', start, end });
    return this.#opener;
  }

  #codeToken(): NunjucksToken {
    const start = this.#inner.index;
    const next = this.#inner.nextToken();
    const end = Math.min(this.#inner.index, this.source.length);
    if (next?.type === 'string' && this.#inner.index > this.source.length) {
      throw new TemplateFault('unclosed-string', 'The text in quotes is never closed.', {
        start,
        end: start + 1,
      });
    }
    if (!next) throw this.unclosedDelimiter();
    if (next.type === 'regex') {
      throw new TemplateFault('not-supported', 'Regular expressions are not supported here.', { start, end });
    }
    if (next.type === 'block-end' || next.type === 'variable-end') {
      this.#trimNext = next.value.startsWith('-');
      next.value = next.value.slice(-2);
      const tag = this.found.at(-1);
      if (tag) tag.end = end;
    }
    next.lineno = start;
    next.colno = end;
    return next;
  }

  /** The error for the tag that is being read and has no end. */
  unclosedDelimiter(): TemplateFault {
    const { value, lineno, colno } = this.#opener!;
    const closer = value === '{{' ? '}}' : '%}';
    const range = { start: lineno, end: colno };
    return new TemplateFault('unclosed-delimiter', `${value} is never closed with ${closer}.`, range);
  }

  /** The start of the tag that was opened last; undefined before the first one. */
  get opener(): TemplateRange | undefined {
    return this.#opener && { start: this.#opener.lineno, end: this.#opener.colno };
  }
}

function token(type: string, value: string, start: number, end: number): NunjucksToken {
  return { type, value, lineno: start, colno: end };
}
