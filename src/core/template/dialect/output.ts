import type { TemplateRange } from './errors.ts';

/** A stretch of the output and where in a template it comes from. */
export interface Span {
  /** UTF-16 offsets in the output. Empty only for a missing value. */
  start: number;
  end: number;
  /**
   * `text` was copied from the template character by character, from `from.start` on;
   * `value` was put in by the tag at `from`.
   */
  kind: 'text' | 'value';
  from: TemplateRange;
  /** The included or imported template that `from` is in; absent means the template that was rendered. */
  template?: string;
  /** The variable that the value comes from, as written: `user.name`; absent when it is no single variable. */
  path?: string;
  /** True when the value was not there, or something in it was not. */
  missing?: true;
}

/** Text with its spans: what a macro, a block or a capture gives. */
export class RenderedText {
  readonly text: string;
  readonly spans: readonly Span[];
  /** Whether the dialect knows it as already escaped, like what a macro gives; `set` blocks give plain text. */
  readonly safe: boolean;

  constructor(text: string, spans: readonly Span[] = [], safe = true) {
    this.text = text;
    this.spans = spans;
    this.safe = safe;
  }
}

/** Gathers output and its spans. */
export class Output {
  readonly spans: Span[] = [];
  #parts: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends text; without `origin` it gets no span. */
  write(text: string, origin?: Omit<Span, 'start' | 'end'>): void {
    const start = this.#length;
    this.#length += text.length;
    if (text) this.#parts.push(text);
    if (origin && (text || origin.missing)) this.spans.push({ start, end: this.#length, ...origin });
  }

  /** Appends text that already has spans. */
  append(rendered: RenderedText): void {
    const offset = this.#length;
    for (const span of rendered.spans) {
      this.spans.push({ ...span, start: span.start + offset, end: span.end + offset });
    }
    this.write(rendered.text);
  }

  finish(safe = true): RenderedText {
    return new RenderedText(this.#parts.join(''), this.spans, safe);
  }
}
