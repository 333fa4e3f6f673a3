import { readCodeToken, type Token } from './codeTokens.ts';
import { TemplateFault, type TemplateRange } from './errors.ts';

/** A `{{ }}`, `{% %}` or `{# #}` as written, its delimiters included. */
export interface Tag extends TemplateRange {
  kind: 'variable' | 'block' | 'comment';
}

const OPENER = /\{[%{#]|#\}/g;

/**
 * Feeds nunjucks' grammar with tokens whose `lineno` and `colno` are start and end offset. White space around tags is
 * trimmed here, since the grammar does it with expressions that take quadratic time on long white space.
 *
 * Throws a `TemplateFault` for a tag, string or comment that never ends, which nunjucks does not locate.
 */
export class TemplateTokens {
  readonly source: string;
  /** In order of their start. Filled while the tokens are read. */
  readonly found: Tag[] = [];
  /** Read by the grammar, which trims by them what is not trimmed yet. */
  readonly tags = { VARIABLE_START: '{{', VARIABLE_END: '}}', COMMENT_START: '{#', COMMENT_END: '#}' };
  /** True once the end of the template was handed out. */
  ended = false;
  #at = 0;
  #inCode = false;
  #opener: Token | undefined;
  #trimNext = false;

  constructor(source: string) {
    this.source = source;
  }

  nextToken(): Token | null {
    if (this.#inCode) return this.#codeToken();
    const start = this.#at;
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
  readRaw(tagName: string, opener: Tag): Token {
    const start = this.#at;
    const marker = new RegExp(`\\{%-?\\s*(end)?${tagName}\\s*-?%\\}`, 'g');
    marker.lastIndex = start;
    for (let level = 1, match = marker.exec(this.source); match; match = marker.exec(this.source)) {
      level += match[1] ? -1 : 1;
      if (level > 0) continue;
      this.#at = marker.lastIndex;
      this.#trimNext = match[0].endsWith('-%}');
      this.found.push({ kind: 'block', start: match.index, end: marker.lastIndex });
      const text = this.source.slice(start, match.index);
      return token('data', match[0].startsWith('{%-') ? text.trimEnd() : text, start, match.index);
    }
    throw new TemplateFault('unclosed-block', `{% ${tagName} %} is never closed.`, opener);
  }

  #text(start: number): Token {
    OPENER.lastIndex = start;
    const next = OPENER.exec(this.source);
    if (next?.[0] === '#}') {
      const range = { start: next.index, end: next.index + 2 };
      throw new TemplateFault('stray-comment-end', 'There is no {# that this #} could close.', range);
    }
    const end = next ? next.index : this.source.length;
    this.#at = end;
    let text = this.source.slice(start, end);
    if (this.#trimNext) text = text.trimStart();
    if (this.source[end + 2] === '-') text = text.trimEnd();
    this.#trimNext = false;
    return token('data', text, start, end);
  }

  #comment(start: number): Token {
    const close = this.source.indexOf('#}', start + 2);
    if (close < 0) {
      throw new TemplateFault('unclosed-comment', 'The comment is never closed.', { start, end: start + 2 });
    }
    const end = close + 2;
    this.#at = end;
    this.#trimNext = this.source[close - 1] === '-';
    this.found.push({ kind: 'comment', start, end });
    return token('comment', '', start, end);
  }

  #open(type: 'block-start' | 'variable-start', start: number): Token {
    const end = this.source[start + 2] === '-' ? start + 3 : start + 2;
    this.#at = end;
    this.#inCode = true;
    this.#trimNext = false;
    this.#opener = token(type, this.source.slice(start, start + 2), start, end);
    this.found.push({ kind: type === 'block-start' ? 'block' : 'variable', start, end });
    return this.#opener;
  }

  #codeToken(): Token {
    const next = readCodeToken(this.source, this.#at);
    if (!next) throw this.unclosedDelimiter();
    this.#at = next.colno;
    if (next.type === 'block-end' || next.type === 'variable-end') {
      this.#inCode = false;
      this.#trimNext = next.value.startsWith('-');
      next.value = next.value.slice(-2);
      const tag = this.found.at(-1);
      if (tag) tag.end = next.colno;
    }
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

function token(type: string, value: string, start: number, end: number): Token {
  return { type, value, lineno: start, colno: end };
}
