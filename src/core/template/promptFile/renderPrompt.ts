import type { TemplateError } from '../dialect/errors.ts';
import type { Limits } from '../dialect/limits.ts';
import type { Span } from '../dialect/output.ts';
import type { RenderResult } from '../dialect/render.ts';
import type { Dialect, Renderer, RenderJob } from '../renderer.ts';
import type { PromptFile, RequestPath, TemplateSlot } from './promptFile.ts';

/** The rendering of a whole file as plain data, for a worker. */
export interface PromptJob {
  slots: Pick<RenderJob, 'dialect' | 'source' | 'path'>[];
  values: Readonly<Record<string, unknown>>;
  files: Readonly<Record<string, string>>;
  limits?: Partial<Limits>;
}

/** A text of the request, rendered. Ranges in its spans, missing values and error are in the slot's source. */
export interface RenderedSlot extends RenderResult {
  slot: TemplateSlot;
}

/** A message, rendered. */
export interface RenderedMessage {
  role: string;
  /** Its texts; several when the content is a list of parts. */
  texts: RenderedSlot[];
  /** The message as it is sent. */
  message: unknown;
}

export interface RenderedPrompt {
  /** Exactly what is sent, without what the connection adds. */
  request: Record<string, unknown>;
  messages: RenderedMessage[];
  slots: RenderedSlot[];
  /** Names of the inputs that are missing, each once. */
  missing: string[];
  /** The first error; absent when all went well, otherwise the request must not be sent. */
  error?: TemplateError;
}

/** What has to be rendered. Texts that are no templates are left to `assemblePrompt`. */
export function promptJob(
  file: PromptFile,
  values: Readonly<Record<string, unknown>>,
  limits?: Partial<Limits>,
): PromptJob {
  const slots = file.slots.map(({ dialect, source, file: path }) => ({
    dialect: dialect === 'text' ? ('nunjucks' as const) : dialect,
    source: dialect === 'text' ? '' : source,
    path: path ?? file.path,
  }));
  return { slots, values, files: file.files, ...(limits && { limits }) };
}

/** Carries out the rendering, text by text. */
export async function runPromptJob(
  { slots, values, files, limits }: PromptJob,
  rendererOf: (dialect: Dialect) => Promise<Renderer>,
): Promise<RenderResult[]> {
  const results: RenderResult[] = [];
  for (const slot of slots) {
    const renderer = await rendererOf(slot.dialect);
    results.push(renderer.render({ ...slot, values, files, ...(limits && { limits }) }));
  }
  return results;
}

/** Puts the rendered texts into the request. Values go into parsed texts, so that nothing in them can break the JSON. */
export function assemblePrompt(
  file: PromptFile,
  values: Readonly<Record<string, unknown>>,
  results: readonly RenderResult[],
): RenderedPrompt {
  const slots = file.slots.map((slot, index): RenderedSlot => {
    if (slot.dialect !== 'text') return { slot, ...results[index]! };
    return { slot, text: slot.source, spans: spansOfPlainText(slot.source), missing: [] };
  });
  const request = copy(file.request) as Record<string, unknown>;
  for (const { slot, text } of slots) place(request, slot.path, text);
  const sent = Array.isArray(request.messages) ? request.messages : [];
  const messages = file.messages.map(({ role }, index) => ({
    role,
    texts: slots.filter(({ slot }) => slot.message === index),
    message: sent[index] as unknown,
  }));
  const error = slots.find(slot => slot.error)?.error;
  return { request, messages, slots, missing: missingNames(slots, values), ...(error && { error }) };
}

/** Renders a whole file in this thread. Templates of strangers belong in the worker: see `PromptJob`. */
export async function renderPrompt(
  file: PromptFile,
  values: Readonly<Record<string, unknown>>,
  rendererOf: (dialect: Dialect) => Promise<Renderer>,
): Promise<RenderedPrompt> {
  return assemblePrompt(file, values, await runPromptJob(promptJob(file, values), rendererOf));
}

function spansOfPlainText(text: string): Span[] {
  const { length } = text;
  return text ? [{ start: 0, end: length, kind: 'text', from: { start: 0, end: length } }] : [];
}

function missingNames(slots: readonly RenderedSlot[], values: Readonly<Record<string, unknown>>): string[] {
  const missing = slots.flatMap(slot => slot.missing).filter(each => !each.local);
  const names = missing.map(({ path }) => /^[^.[\s]+/.exec(path)?.[0] ?? path);
  return [...new Set(names)].filter(name => !Object.hasOwn(values, name));
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]));
}

function place(request: Record<string, unknown>, path: RequestPath, text: string): void {
  let target: unknown = request;
  for (const step of path.slice(0, -1)) target = (target as Record<string | number, unknown>)[step];
  Object.defineProperty(target, path.at(-1)!, {
    value: text,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}
