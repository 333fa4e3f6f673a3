/** What is wrong with a template or went wrong while it was rendered, as a code that callers may branch on. */
export type TemplateErrorCode =
  | 'syntax'
  | 'unclosed-delimiter'
  | 'unclosed-string'
  | 'unclosed-comment'
  | 'stray-comment-end'
  | 'unclosed-block'
  | 'unexpected-tag'
  | 'unknown-tag'
  | 'unknown-filter'
  | 'unknown-test'
  | 'not-callable'
  | 'not-supported'
  | 'wrong-type'
  | 'template-not-found'
  | 'outside-workspace'
  | 'duplicate-block'
  | 'limit-steps'
  | 'limit-time'
  | 'limit-output'
  | 'limit-items'
  | 'limit-depth';

/** A place in a template: UTF-16 offsets, the end excluded. */
export interface TemplateRange {
  start: number;
  end: number;
}

/** Plain data, so that it crosses threads and JSON unchanged. */
export interface TemplateError extends TemplateRange {
  code: TemplateErrorCode;
  /** One sentence. */
  message: string;
  /** The included or imported template that the range is in; absent means the template that was rendered. */
  template?: string;
  /** The tag that should have been closed, for an error that is about its end; absent when there is none. */
  opener?: TemplateRange;
}

/** How a `TemplateError` travels inside the dialect. It never leaves it: callers get the plain error. */
export class TemplateFault extends Error {
  readonly error: TemplateError;

  constructor(
    code: TemplateErrorCode,
    message: string,
    range: TemplateRange,
    extra: Partial<TemplateError> = {},
  ) {
    super(message);
    this.name = 'TemplateFault';
    this.error = { code, message, start: range.start, end: range.end, ...extra };
  }
}
