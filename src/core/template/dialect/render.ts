import { type TemplateError, TemplateFault } from './errors.ts';
import { capture, executeTemplate, superBlock } from './execute.ts';
import { callable } from './macros.ts';
import { Output, type Span } from './output.ts';
import { type ParsedTemplate, parseTemplate } from './parse.ts';
import { type MissingValue, type RenderOptions, Run } from './run.ts';
import { Frame, TemplateContext } from './scope.ts';
import type { Dictionary } from './values.ts';

/** What rendering gave. Plain data. */
export interface RenderResult {
  /** What was rendered, up to the error if there is one. */
  text: string;
  /** In order. Our own dialect's cover the whole text; other engines may leave white space and includes out. */
  spans: Span[];
  /** Values that were printed or used and not there. Conditions and `default` may ask for what is not there. */
  missing: MissingValue[];
  /** Absent when all went well. */
  error?: TemplateError;
}

/**
 * Renders a template with our own interpreter: no code is made from it, values are only read, and limits hold.
 * What is wrong with the template is data in the result. Values are plain data; functions in them do not exist.
 */
export function renderTemplate(
  template: string | ParsedTemplate,
  values: Readonly<Record<string, unknown>>,
  options: RenderOptions = {},
): RenderResult {
  const parsed = typeof template === 'string' ? parseTemplate(template) : template;
  if (parsed.error) return { text: '', spans: [], missing: [], error: parsed.error };
  const run = new Run(options, { capture, superBlock, callable });
  const context = new TemplateContext({ source: parsed.source }, values as Dictionary);
  const frame = new Frame(undefined, { topLevel: true });
  const output = new Output();
  let error: TemplateError | undefined;
  try {
    executeTemplate(parsed, { run, context, frame }, output);
  } catch (thrown) {
    error = errorOf(thrown, run);
  }
  const { text } = output.finish();
  return { text, spans: output.spans, missing: run.missing, ...(error && { error }) };
}

function errorOf(thrown: unknown, { budget }: Run): TemplateError {
  if (thrown instanceof TemplateFault) return thrown.error;
  // The stack is full: the template nests deeper than our own count of it would show.
  const message = 'Rendering nests too deeply.';
  if (thrown instanceof RangeError) {
    return { code: 'limit-depth', message, start: budget.at.start, end: budget.at.end };
  }
  throw thrown;
}
