import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseStored, type StoredVariables, variablesPath } from '../core/build/storedVariables.ts';
import type { RenderResult } from '../core/template/dialect/render.ts';
import { messagePatterns, textDefaults } from '../core/template/pattern/patternOf.ts';
import type { PromptPattern, RenderedText } from '../core/template/pattern/promptPattern.ts';
import { loadPromptFile } from '../core/template/promptFile/loadPromptFile.ts';
import type { PromptFile } from '../core/template/promptFile/promptFile.ts';
import { assemblePrompt, type PromptJob, promptJob } from '../core/template/promptFile/renderPrompt.ts';
import { resolveValues } from '../core/template/promptFile/values.ts';
import { isObject, own } from '../core/jsonl/shape.ts';

/** Renders where templates of strangers can do no harm. */
export type RenderPrompt = (job: PromptJob) => Promise<RenderResult[]>;

/** Prompts that are rendered again for one dataset. What lies beyond is judged by the template's text alone. */
const MOST_STORED = 20_000;

/**
 * What the template that a project file names for a dataset says of its prompts; undefined when the template is not
 * there. Nothing outside of the project's folder is read. `template` is absolute or relative to that folder.
 */
export async function promptPatternOf(
  projectFolder: string,
  template: string,
  dataset: string,
  render: RenderPrompt,
): Promise<PromptPattern | undefined> {
  const inside = path
    .relative(projectFolder, path.resolve(projectFolder, template))
    .replaceAll(path.sep, '/');
  const read = (name: string) => readInside(projectFolder, name);
  const text = await read(inside);
  if (text === undefined) return undefined;
  const file = await loadPromptFile({ path: inside, text }, read);
  if (file.syntaxProblems.length > 0 || file.messages.length === 0) return undefined;
  const stored = parseStored(await readFile(variablesPath(dataset), 'utf8').catch(() => ''));
  return {
    template: inside,
    messages: messagePatterns(file),
    defaults: textDefaults(file),
    stored: await renderStored(file, stored, render),
  };
}

async function renderStored(
  file: PromptFile,
  stored: ReadonlyMap<string, StoredVariables>,
  render: RenderPrompt,
): Promise<Record<string, RenderedText[]>> {
  const rendered: Record<string, RenderedText[]> = {};
  for (const [key, { template, variables }] of [...stored].slice(0, MOST_STORED)) {
    if (path.posix.basename(template) !== path.posix.basename(file.path)) continue;
    const { values } = resolveValues(file, variables);
    const { request, error, missing } = assemblePrompt(file, values, await render(promptJob(file, values)));
    if (error || missing.length > 0) continue;
    const texts = textsOf(Array.isArray(request.messages) ? request.messages : []);
    if (texts) rendered[key] = texts;
  }
  return rendered;
}

/** The prompt's messages; undefined when one of them is no plain text. */
function textsOf(messages: readonly unknown[]): RenderedText[] | undefined {
  const texts = messages.map(message => {
    const role = isObject(message) ? own(message, 'role') : undefined;
    const content = isObject(message) ? own(message, 'content') : undefined;
    return typeof role === 'string' && typeof content === 'string' ? { role, content } : undefined;
  });
  const whole = texts.filter(text => text !== undefined);
  if (whole.length < texts.length) return undefined;
  return whole.at(-1)?.role === 'assistant' ? whole.slice(0, -1) : whole;
}

async function readInside(root: string, name: string): Promise<string | undefined> {
  try {
    const [folder, file] = await Promise.all([realpath(root), realpath(path.join(root, name))]);
    const relative = path.relative(folder, file);
    if (relative.startsWith('..') || path.isAbsolute(relative) || !(await stat(file)).isFile())
      return undefined;
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}
