import { DEFAULT_LIMITS } from './dialect/limits.ts';
import type { Span } from './dialect/output.ts';
import { parseTemplate } from './dialect/parse.ts';
import type { RenderResult } from './dialect/render.ts';
import type { MissingValue } from './dialect/run.ts';
import { MAIN_TEMPLATE, readMinijinjaError } from './minijinjaError.ts';
import { markTemplate, readMarks } from './markers.ts';
import type { Renderer, RenderJob } from './renderer.ts';
import { findVariables } from './variables.ts';

type Minijinja = typeof import('minijinja-js/dist/web/minijinja_js.js');

/** What the wasm engine throws when it failed itself. It must not be used any more then. */
export class EngineFailure extends Error {}

/**
 * Starts MiniJinja. The engine runs in its own memory and has fuel, but it can be made to use up much memory: it
 * belongs in a worker that can be ended.
 * @param wasm the engine's code, `minijinja_js_bg.wasm`
 */
export async function minijinjaRenderer(wasm: BufferSource): Promise<Renderer> {
  const engine = await import('minijinja-js/dist/web/minijinja_js.js');
  engine.initSync({ module: wasm });
  return { render: job => render(job, engine) };
}

function render(job: RenderJob, engine: Minijinja): RenderResult {
  const { source, values, files = {} } = job;
  const limits = { ...DEFAULT_LIMITS, ...job.limits };
  const environment = new engine.Environment();
  try {
    environment.debug = true;
    environment.fuel = limits.steps;
    for (const [name, text] of includable(job)) {
      // A broken file matters only when it is included, and is then reported as not found.
      ignoreErrors(() => environment.addTemplate(name, text));
    }
    const text = environment.renderStr(source, values);
    if (text.length > limits.textLength) return tooLong(source);
    const missing = missingValues(source, values);
    const spans = spansOf(source, text, marked => environment.renderStr(marked, values));
    return { text, spans: withMissing(spans, missing), missing };
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown instanceof WebAssembly.RuntimeError)
      throw new EngineFailure('MiniJinja failed.');
    const error = readMinijinjaError(thrown.message, { ...files, [MAIN_TEMPLATE]: source });
    return { text: '', spans: [], missing: missingValues(source, values), error };
  } finally {
    ignoreErrors(() => environment.free());
  }
}

/** Other templates under the names that they go by: from the workspace folder, and from the template's own. */
function includable({ files = {}, path = '' }: RenderJob): [name: string, text: string][] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return Object.entries(files).flatMap(([name, text]): [string, string][] => {
    const isBeside = folder !== '' && name.startsWith(folder);
    return isBeside
      ? [
          [name, text],
          [name.slice(folder.length), text],
        ]
      : [[name, text]];
  });
}

function spansOf(source: string, text: string, renderAgain: (marked: string) => string): Span[] {
  const whole: Span = { start: 0, end: text.length, kind: 'value', from: { start: 0, end: source.length } };
  const marked = markTemplate(source);
  if (!marked || /[\ue000-\ue01f]/.test(text)) return [whole];
  try {
    return readMarks(renderAgain(marked.source), text, marked) ?? [whole];
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) throw thrown;
    return [whole];
  }
}

/** Keeps the empty values whose reason is known: a value that is the empty text is not worth a mark. */
function withMissing(spans: readonly Span[], missing: readonly MissingValue[]): Span[] {
  return spans.flatMap((span): Span[] => {
    if (span.start < span.end) return [span];
    const isMissing = missing.some(({ start, end }) => span.from.start <= start && end <= span.from.end);
    return isMissing ? [{ ...span, missing: true }] : [];
  });
}

/** What the template reads and nobody gave. Templates that our own parser cannot read are not looked through. */
function missingValues(source: string, values: Readonly<Record<string, unknown>>): MissingValue[] {
  const inputs = findVariables(parseTemplate(source)).filter(symbol => symbol.kind === 'input');
  return inputs
    .filter(symbol => !Object.hasOwn(values, symbol.name))
    .flatMap(symbol => symbol.occurrences)
    .filter(occurrence => occurrence.role === 'read' && !occurrence.optional)
    .map(({ path, start, end }) => ({ path, start, end }));
}

function tooLong(source: string): RenderResult {
  const error = {
    code: 'limit-output',
    message: 'The rendered text gets too long.',
    start: 0,
    end: source.length,
  } as const;
  return { text: '', spans: [], missing: [], error };
}

function ignoreErrors(run: () => void): void {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) throw thrown;
  }
}
